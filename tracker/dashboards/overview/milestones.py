"""The milestones of an overview: how many were due and done when, which are overdue, which are due soon. One query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from tracker.dashboards.conditions import SOON
from tracker.dashboards.overview.burnup import Due
from tracker.dashboards.work.pieces import Some
from tracker.plans.spans import MeasureSpan, MilestoneSpan
from tracker.plans.status import AssignmentRole

SHOWN = 8
MEASURE = "milestone__measure"


@dataclass(frozen=True)
class OpenMilestone:
    """A milestone that is not done, with its measure and the names of those who answer for it."""

    title: str
    due_on: date
    code: str
    label: str
    leads: tuple


@dataclass(frozen=True)
class Milestones:
    """``groups`` are ``Due`` s; ``overdue`` and ``soon`` hold ``OpenMilestone`` s."""

    groups: tuple
    overdue: Some
    soon: Some


def milestones_of(measures, *, on):
    """The ``Milestones`` of those of the measures that are counted, all as known on that day."""
    counted = MeasureSpan.objects.valid(on=on).filter(measure=OuterRef(MEASURE), is_counted=True)
    spans = MilestoneSpan.objects.valid(on=on).filter(
        Exists(counted), **{f"{MEASURE}__in": measures.order_by().values("pk")}
    )
    groups, lines = [], {}
    for row in _groups(spans).union(_lines(spans, on), all=True):
        *group, key, title, code, label, lead = row
        due = Due(*group)
        if key is None:
            groups.append(due._replace(is_verified=bool(due.is_verified)))
        else:
            lines.setdefault((due.due_on, due.number, key), (title, code, label, []))[-1].append(lead)
    return Milestones(
        tuple(groups),
        overdue=_some(groups, lines, lambda due_on: due_on < on),
        soon=_some(groups, lines, lambda due_on: on <= due_on <= on + SOON),
    )


def _groups(spans):
    nothing = (Value(None, CharField()) for _column in range(4))
    groups = spans.order_by().annotate(
        is_verified=Case(When(verified_on__isnull=False, then=Value(1)), default=Value(0)),
        goal_year=F("milestone__goal_year"),
    ).values("due_on", "done_on", "is_verified", "goal_year").annotate(
        number=Count("pk"), weight=Sum("milestone__weight"))
    return groups.values_list(
        "due_on", "done_on", "number", "weight", "is_verified", "goal_year", Value(None, IntegerField()), *nothing)


def _lines(spans, on):
    """Those that are open and come first, a line for each of their leads."""
    waiting = spans.filter(done_on=None).order_by("due_on", f"{MEASURE}__task__number", f"{MEASURE}__number", "pk")
    overdue, soon = waiting.filter(due_on__lt=on), waiting.filter(due_on__range=(on, on + SOON))
    led = f"{MEASURE}__assignments"
    valid = (Q(**{f"{led}__since": None}) | Q(**{f"{led}__since__lte": on})) & (
        Q(**{f"{led}__until": None}) | Q(**{f"{led}__until__gte": on})
    )
    shown = spans.filter(Q(pk__in=overdue.values("pk")[:SHOWN]) | Q(pk__in=soon.values("pk")[:SHOWN])).annotate(
        led=FilteredRelation(led, condition=valid & Q(**{f"{led}__role": AssignmentRole.LEAD})),
        lead=Coalesce("milestone__organization__name", "led__organization__name"),
        label=Coalesce(NullIf(f"{MEASURE}__short_title", Value("")), f"{MEASURE}__title"),
        place=F(f"{MEASURE}__task__number") * 1000 + F(f"{MEASURE}__number"),
    )
    return shown.order_by().values_list(
        "due_on", "done_on", "place", *(Value(0) for _column in range(2)), Value(None, IntegerField()), "milestone",
        "milestone__title", f"{MEASURE}__code", "label", "lead"
    )


def _some(groups, lines, is_meant):
    found = sorted((key, line) for key, line in lines.items() if is_meant(key[0]))
    total = sum(each.number for each in groups if each.done_on is None and is_meant(each.due_on))
    rows = (
        OpenMilestone(title, key[0], code, label, tuple(dict.fromkeys(filter(None, leads))))
        for key, (title, code, label, leads) in found
    )
    return Some(tuple(rows), total)
