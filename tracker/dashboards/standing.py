"""How measures stand on a day: what list pages show of each, gathered with the same few queries for 3 rows or 500."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tracker.plans.expected import expected_percent, gap
from tracker.plans.models import AssignedDistrict, Assignment, Measure, Milestone
from tracker.plans.status import AssignmentRole
from tracker.reporting.models import ProgressReport, ProgressSpan, ReportingPeriod
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Completion


@dataclass(frozen=True)
class Lead:
    """A lead of a measure and, in ``report``, its report of the period at hand (None where none is expected)."""

    organization: object
    report: ProgressReport | None = None


@dataclass(frozen=True)
class Standing:
    """One measure on a day. Percentages are 0–100; ``gap`` is points ahead of the expected progress (minus: behind)."""

    measure: Measure
    percent: int
    change: int
    completion: str
    expected: int | None
    gap: int | None
    leads: tuple = ()
    milestones: tuple = field(default=(), repr=False)
    on: date | None = None

    @property
    def is_done(self):
        return self.completion in {Completion.COMPLETED, Completion.VERIFIED}

    @property
    def is_overdue(self):
        """Whether the time limit has passed and the measure is not complete."""
        return not self.is_done and self.measure.due_on is not None and self.measure.due_on < self.on

    @property
    def next_milestone(self):
        """The open milestone that is due first."""
        return next((milestone for milestone in self.milestones if milestone.done_on is None), None)

    @property
    def late_milestones(self):
        return tuple(m for m in self.milestones if m.done_on is None and m.due_on < self.on)


def with_progress(measures, *, on, before=None):
    """Measures with ``percent`` and ``completion`` on a day, ``previous_percent`` on an earlier one; two joins."""
    measures = measures.annotate(
        span=_overall_span(on),
        percent=Coalesce(F("span__percent"), Value(0)),
        completion=Coalesce(F("span__completion"), Value(Completion.NOT_STARTED)),
    )
    if before is None:
        return measures
    return measures.annotate(
        earlier_span=_overall_span(before), previous_percent=Coalesce(F("earlier_span__percent"), Value(0))
    )


def newest_period(plan, *, on):
    """The period that is or was reported last by that day: the one the pages are about."""
    periods = ReportingPeriod.objects.opened(on=on)
    return (periods.filter(plan=plan) if plan else periods).first()


def newest_periods(*, on):
    """The newest period of each plan by that day, for pages that show several plans; the newest of all first."""
    opened = ReportingPeriod.objects.opened(on=on)
    of_its_plan = opened.filter(plan=OuterRef("plan")).values("pk")[:1]
    return list(opened.filter(pk=Subquery(of_its_plan)))


def standings(measures, *, on, period=None, has_leads=True):
    """``Standing`` of each measure, in the order given. ``measures`` come from ``with_progress``.

    ``period`` is the one whose reports the leads come with, or several, one for each plan. Asks for milestones and for
    leads with their reports once each, whatever the number of measures; without leads where ``has_leads`` is false.
    """
    measures = list(measures)
    periods = [period] if isinstance(period, ReportingPeriod) else list(period or ())
    milestones = _milestones(measures)
    leads = _leads(measures, on=on, periods=periods) if has_leads else defaultdict(list)
    return [_standing(m, on=on, milestones=milestones[m.pk], leads=leads[m.pk]) for m in measures]


@dataclass(frozen=True)
class Share:
    """How an organization answers for a measure: its role, and the progress of its own districts now and before."""

    role: str
    percent: int
    previous_percent: int

    @property
    def change(self):
        return self.percent - self.previous_percent


def shares(measures, organization, *, on, before):
    """Measure key → ``Share`` of an organization (or its key) on a day and an earlier one, in one query."""
    assigned = AssignedDistrict.objects.filter(
        measure__in=[m.pk for m in measures], assignment__organization=organization
    ).filter(Q(until=None) | Q(until__gte=on))
    assigned = assigned.annotate(percent=_district_percent(on), previous_percent=_district_percent(before))
    found = defaultdict(dict)
    for row in assigned.values_list("measure", "district", "role", "percent", "previous_percent", named=True):
        found[row.measure][row.district] = row
    return {measure: _share(rows) for measure, rows in found.items()}


def _share(rows):
    roles = {row.role for row in rows.values()}
    role = AssignmentRole.LEAD if AssignmentRole.LEAD in roles else AssignmentRole.PARTNER
    now, before = ({key: getattr(row, name) for key, row in rows.items()} for name in ("percent", "previous_percent"))
    return Share(role, mean_percent(now, list(rows)), mean_percent(before, list(rows)))


def _district_percent(on):
    """The progress on that day of the district that a row assigns, None before its first report."""
    span = ProgressSpan.objects.valid(on=on).filter(measure=OuterRef("measure"), district=OuterRef("district"))
    return Subquery(span.values("percent")[:1])


def expected_of(measure, milestones, *, on):
    """The expected progress of a measure on a day, by its milestones or, without any, its dates."""
    return expected_percent(
        measure.starts_on, measure.due_on, [(m.weight, m.due_on) for m in milestones], on=on,
        is_long_running=measure.is_long_running,
    )


def _overall_span(on):
    return FilteredRelation(
        "progress_spans",
        condition=Q(progress_spans__district=None, progress_spans__from_on__lte=on)
        & (Q(progress_spans__until_on=None) | Q(progress_spans__until_on__gt=on)),
    )


def _standing(measure, *, on, milestones, leads):
    expected = expected_of(measure, milestones, on=on) if measure.is_counted else None
    return Standing(
        measure=measure,
        percent=measure.percent,
        change=measure.percent - getattr(measure, "previous_percent", measure.percent),
        completion=measure.completion,
        expected=expected,
        gap=gap(measure.percent, expected),
        leads=tuple(leads),
        milestones=tuple(milestones),
        on=on,
    )


def _milestones(measures):
    found = defaultdict(list)
    for milestone in Milestone.objects.filter(measure__in=[m.pk for m in measures]).in_order():
        found[milestone.measure_id].append(milestone)
    return found


def _leads(measures, *, on, periods):
    assignments = (
        Assignment.objects.leads().valid(on=on).filter(measure__in=[m.pk for m in measures])
        .select_related("organization").order_by("organization__position", "organization__name")
    )
    if periods:
        of_the_period = FilteredRelation("reports", condition=Q(reports__period__in=[period.pk for period in periods]))
        assignments = assignments.annotate(slot=of_the_period)
        assignments = assignments.select_related("organization", "slot").defer("slot__draft")
    found = defaultdict(list)
    for assignment in assignments:
        found[assignment.measure_id].append(Lead(assignment.organization, getattr(assignment, "slot", None)))
    return found
