"""What was known of the measures of a plan until a day, gathered inside another query: pages have few to spend."""

from collections import defaultdict
from datetime import date

from django.db.models import Case, OuterRef, Value, When

from tracker.forecasts.courses import Course
from tracker.forecasts.method import History
from tracker.plans.joined import joined, lines
from tracker.plans.models import Assignment, Measure, Plan
from tracker.plans.spans import MeasureSpan
from tracker.plans.status import Kind
from tracker.reporting.models import ProgressSpan, ReportingPeriod


def histories(plan, *, on):
    """Annotations that ``history`` reads; ``plan`` is the path of the plan's key from the rows that are annotated."""
    of_the_plan = {"measure__task__plan": OuterRef(plan)}
    is_counted = Case(When(is_counted=True, then=Value("1")), default=Value(""))
    return {
        "told_measures": joined(
            Measure.objects.filter(task__plan=OuterRef(plan)), "pk", "starts_on", "kind", "task__plan__starts_on"),
        "told_figures": joined(
            ProgressSpan.objects.overall().filter(from_on__lte=on, **of_the_plan), "measure", "from_on", "percent"),
        "told_limits": joined(
            MeasureSpan.objects.filter(from_on__lte=on, **of_the_plan), "measure", "from_on", "due_on", is_counted),
        "told_leads": joined(
            Assignment.objects.leads().valid(on=on).filter(**of_the_plan), "measure", "organization"),
        "told_days": joined(ReportingPeriod.objects.filter(plan=OuterRef(plan), closes_on__lte=on), "closes_on"),
    }


def history(row):
    """The ``History`` of the plan of a row that was annotated with ``histories``."""
    figures, limits, counted = (_by_measure(*pairs) for pairs in (
        [(measure, day, int(percent)) for measure, day, percent in lines(row.told_figures)],
        [(measure, day, _day(due_on)) for measure, day, due_on, _is_counted in lines(row.told_limits)],
        [(measure, day, bool(is_counted)) for measure, day, _due_on, is_counted in lines(row.told_limits)],
    ))
    leads = defaultdict(set)
    for measure, organization in lines(row.told_leads):
        leads[measure].add(int(organization))
    courses = [
        Course(
            int(key), frozenset(leads[key]), _day(starts_on or plan_starts_on), figures[key], limits[key], counted[key],
            is_long_running=kind == Kind.LONG_RUNNING,
        )
        for key, starts_on, kind, plan_starts_on in lines(row.told_measures)
    ]
    return History(courses, [_day(day) for (day,) in lines(row.told_days)])


def history_of(plan, *, on):
    """The ``History`` of a plan until a day, in one query."""
    return history(Plan.objects.filter(pk=plan.pk).annotate(**histories("pk", on=on)).get())


def _by_measure(*facts):
    """Measure → its pairs (day, value), the oldest first."""
    found = defaultdict(list)
    for measure, day, value in facts:
        found[measure].append((_day(day), value))
    return defaultdict(tuple, {
        measure: tuple(sorted(pairs, key=lambda pair: pair[0])) for measure, pairs in found.items()
    })


def _day(text):
    return date.fromisoformat(text) if text else None
