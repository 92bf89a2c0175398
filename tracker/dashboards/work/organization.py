"""The first page of those who report and sign for an organization."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from tracker.dashboards.own import OwnMeasures, own_measures
from tracker.dashboards.work.pieces import Periods, Some, Tally, flag, latest_notices, newest_and_next, tally
from tracker.plans.models import AssignedDistrict, Assignment, Milestone
from tracker.reporting.filling import PARTS, filled_parts
from tracker.reporting.models import Evidence, ProgressReport, ReportingPeriod, Submission
from tracker.reporting.periods import period_name
from tracker.reporting.querysets import is_missed, is_owed
from tracker.reporting.status import Decision, Status

SHOWN = 20  # rows of each list; the ledger holds the rest


@dataclass(frozen=True)
class Todo:
    """A report that somebody has to do something about: write, correct, write anew after it was returned, or sign."""

    report: ProgressReport
    act: str  # sign, return, correct, continue or begin
    filled: int
    parts: int = PARTS

    @property
    def due_on(self):
        """The last day that was granted for it, else the day on which its period is due."""
        exception = self.report.exception
        return exception.until_on if exception and exception.until_on else self.report.period.due_on


@dataclass(frozen=True)
class Missed:
    """A closed period, and how many of the organization's reports were never handed in."""

    period: str
    count: int


@dataclass(frozen=True)
class OrganizationWork:
    """``todos`` holds ``Todo`` s, ``waiting`` reports that others have to do something about."""

    periods: Periods
    todos: Some
    waiting: Some
    tally: Tally
    missed: tuple
    measures: OwnMeasures
    notices: tuple

    @property
    def missed_count(self):
        return sum(missed.count for missed in self.missed)


def organization_work(user, *, on):
    """The ``OrganizationWork`` of a reporter or signatory on that day, in seven queries."""
    periods = _periods(user.organization_id, on=on)
    desk = _desk(user, on=on)
    counts = _counts(desk, periods.newest, on=on)
    before = periods.newest.opens_on - timedelta(days=1) if periods.newest else on
    reports = _first_reports(desk)
    return OrganizationWork(
        periods=periods,
        todos=Some(tuple(_todo(report) for report in reports if report.is_todo), counts.todo),
        waiting=Some(tuple(report for report in reports if not report.is_todo), counts.waiting),
        tally=counts.tally,
        missed=counts.missed,
        measures=own_measures(user.organization_id, on=on, before=before, limit=SHOWN),
        notices=latest_notices(user),
    )


def _periods(organization, *, on):
    """The periods of the plans in which the organization answers for something."""
    ours = Assignment.objects.filter(organization=organization, measure__task__plan=OuterRef("plan"))
    return newest_and_next(ReportingPeriod.objects.filter(Exists(ours)), on=on)


class _Desk(NamedTuple):
    """The ``reports`` of an organization, and which of them are owed or not decided, or wait for this person."""

    reports: QuerySet
    is_open: Q
    is_todo: Q


def _desk(user, *, on):
    mine = Submission.objects.filter(report=OuterRef("pk"), decision="", submitted_by=user)
    to_sign = Q(status=Status.AWAITING_SIGNATURE) & ~Exists(mine)
    return _Desk(
        ProgressReport.objects.filter(
            assignment__organization=user.organization_id, assignment__measure__withdrawn_on=None
        ),
        is_open=is_owed(on) | Q(status__in=[Status.SUBMITTED, Status.AWAITING_SIGNATURE]),
        is_todo=to_sign if user.is_signatory else is_owed(on),
    )


def _first_reports(desk):
    """The most urgent reports on the desk, first those that wait for this person, so many of each as are shown."""
    urgency = ["comes_last", "period__due_on", "rank", "pk"]
    place = Window(RowNumber(), partition_by=F("is_todo"), order_by=urgency)
    reports = _ordered(desk.reports.annotate(is_todo=flag(desk.is_todo)))
    first = reports.filter(desk.is_open).annotate(place=place).filter(place__lte=SHOWN)
    return list(_annotated(reports.filter(pk__in=first.values("pk"))).order_by("-is_todo", *urgency))


def _annotated(reports):
    """Reports with all that a line about them says."""
    open_one = Submission.objects.filter(report=OuterRef("pk"), decision="")
    returned = Submission.objects.filter(report=OuterRef("pk"), decision=Decision.RETURNED).order_by("-number")
    due = Milestone.objects.open().filter(
        Q(organization=None) | Q(organization=OuterRef("assignment__organization")),
        measure=OuterRef("assignment__measure"), due_on__lte=OuterRef("period__ends_on"),
    )
    granted = FilteredRelation("exceptions", condition=Q(exceptions__ended_at=None))
    return reports.with_context().annotate(granted=granted).select_related("granted").annotate(
        handed_in_at=Subquery(open_one.values("submitted_at")[:1]),
        returned_at=Subquery(returned.values("decided_at")[:1]),
        returned_because=Subquery(returned.values("remark")[:1]),
        districts=_number(AssignedDistrict.objects.filter(assignment=OuterRef("assignment")), "assignment"),
        milestones=_number(due, "measure"),
        pieces=_number(Evidence.objects.attached().filter(report=OuterRef("pk")), "report"),
    )


def _number(rows, outer):
    """How many rows there are that share ``outer``, as one value of another query."""
    return Coalesce(Subquery(rows.order_by().values(outer).annotate(number=Count("pk")).values("number")), Value(0))


def _ordered(reports):
    """Reports with what they are ordered by: corrections last, what was returned before what was only begun."""
    return reports.annotate(
        comes_last=flag(~Q(correction_reason="")),
        rank=Case(
            When(status=Status.RETURNED, then=Value(0)), When(version__gt=0, then=Value(1)), default=Value(2)
        ),
    )


def _todo(report):
    report.exception = getattr(report, "granted", None)
    filled = filled_parts(
        report.draft, districts=report.districts, milestones=report.milestones, evidence=report.pieces
    )
    return Todo(report, _act(report), filled)


def _act(report):
    if report.status == Status.AWAITING_SIGNATURE:
        return "sign"
    if report.status == Status.RETURNED:
        return "return"
    if report.correction_reason:
        return "correct"
    return "continue" if report.version else "begin"


@dataclass(frozen=True)
class _Counts:
    tally: Tally
    missed: tuple
    todo: int
    waiting: int


def _counts(desk, newest, *, on):
    """How many reports are in which state, were ``Missed``, or are on the desk, in one query."""
    is_newest = Q(period__ends_on=newest.ends_on) if newest else Q(pk__in=[])
    groups = desk.reports.filter(is_newest | is_missed(on) | desk.is_open).annotate(
        is_newest=flag(is_newest), is_missed=flag(is_missed(on)),
        is_open=flag(desk.is_open), is_todo=flag(desk.is_todo),
        is_blank=flag(Q(status=Status.DRAFT, version=0)),
    ).values(
        "is_newest", "is_missed", "is_blank", "is_open", "is_todo", "status",
        "period__frequency", "period__year", "period__number",
    ).annotate(number=Count("pk")).order_by("-period__ends_on")
    states, missed, places = Counter(), Counter(), Counter()
    for group in groups:
        number = group["number"]
        states["blank" if group["is_blank"] else group["status"]] += number * group["is_newest"]
        period = period_name(group["period__frequency"], group["period__year"], group["period__number"])
        missed[period] += number * group["is_missed"]
        places[group["is_open"], group["is_todo"]] += number
    return _Counts(
        tally(states), tuple(Missed(name, count) for name, count in missed.items() if count),
        todo=places[1, 1], waiting=places[1, 0],
    )
