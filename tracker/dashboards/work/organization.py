"""The first page of those who report and sign for an organization."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from tracker.dashboards.own import OwnMeasures, own_measures
from tracker.dashboards.work.pieces import Periods, Some, Tally, flag, latest_notices, newest_and_next, tally
from tracker.plans.models import AssignedDistrict, Assignment, Milestone
from tracker.reporting.filling import PARTS, filled_parts
from tracker.reporting.models import Evidence, ProgressReport, ReportingPeriod, Submission
from tracker.reporting.periods import period_name
from tracker.reporting.status import Decision, Status

SHOWN = 20  # rows of each list; the ledger holds the rest


@dataclass(frozen=True)
class Todo:
    """A report that somebody has to do something about: write, correct, write anew after it was returned, or sign."""

    report: ProgressReport
    act: str  # sign, return, correct, continue or begin
    filled: int
    parts: int = PARTS


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
    todos, waiting = _reports(user, on=on)
    counts, missed = _counts(user.organization_id, periods.newest, on=on)
    before = periods.newest.opens_on - timedelta(days=1) if periods.newest else on
    return OrganizationWork(
        periods=periods,
        todos=todos,
        waiting=waiting,
        tally=counts,
        missed=missed,
        measures=own_measures(user.organization_id, on=on, before=before, limit=SHOWN),
        notices=latest_notices(user),
    )


def _periods(organization, *, on):
    """The periods of the plans in which the organization answers for something."""
    ours = Assignment.objects.filter(organization=organization, measure__task__plan=OuterRef("plan"))
    return newest_and_next(ReportingPeriod.objects.filter(Exists(ours)), on=on)


def _reports(user, *, on):
    """What this person has to do and what waits for others, the most urgent first, as two ``Some`` from one query."""
    place = {"partition_by": F("is_waiting"), "order_by": ["comes_last", "period__due_on", "rank", "pk"]}
    reports = _ordered(_annotated(_open_reports(user, on=on))).annotate(
        place=Window(RowNumber(), **place), total=Window(Count("pk"), partition_by=F("is_waiting"))
    )
    reports = list(reports.filter(place__lte=SHOWN).order_by("is_waiting", "place"))
    todos = [_todo(report) for report in reports if not report.is_waiting]
    waiting = [report for report in reports if report.is_waiting]
    return (
        Some(tuple(todos), todos[0].report.total if todos else 0),
        Some(tuple(waiting), waiting[0].total if waiting else 0),
    )


def _open_reports(user, *, on):
    """Reports of the organization that are owed or not decided, with ``is_waiting`` for others than this person."""
    owed = ProgressReport.objects.owed_by(user.organization_id, on=on).values("pk")
    reports = ProgressReport.objects.filter(
        Q(pk__in=owed) | Q(status__in=[Status.SUBMITTED, Status.AWAITING_SIGNATURE]),
        assignment__organization=user.organization_id, assignment__measure__withdrawn_on=None,
    )
    mine = Submission.objects.filter(report=OuterRef("pk"), decision="", submitted_by=user)
    to_do = Q(status=Status.AWAITING_SIGNATURE) & ~Exists(mine) if user.is_signatory else Q(pk__in=owed)
    return reports.annotate(is_waiting=flag(~to_do))


def _annotated(reports):
    """Reports with all that a line about them says."""
    open_one = Submission.objects.filter(report=OuterRef("pk"), decision="")
    returned = Submission.objects.filter(report=OuterRef("pk"), decision=Decision.RETURNED).order_by("-number")
    due = Milestone.objects.open().filter(
        Q(organization=None) | Q(organization=OuterRef("assignment__organization")),
        measure=OuterRef("assignment__measure"), due_on__lte=OuterRef("period__ends_on"),
    )
    return reports.with_context().annotate(
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


def _counts(organization, newest, *, on):
    """The ``Tally`` of the newest period and what was ``Missed`` before, the newest first, in one query."""
    reports = ProgressReport.objects.filter(
        assignment__organization=organization, assignment__measure__withdrawn_on=None
    )
    is_newest = Q(period__ends_on=newest.ends_on) if newest else Q(pk__in=[])
    is_missed = Q(pk__in=ProgressReport.objects.missed(on=on).values("pk"))
    groups = reports.filter(is_newest | is_missed).annotate(
        is_newest=flag(is_newest), is_missed=flag(is_missed), is_blank=flag(Q(status=Status.DRAFT, version=0))
    ).values("is_newest", "is_missed", "is_blank", "status", "period").annotate(number=Count("pk"))
    states, missed = Counter(), Counter()
    for group in groups.order_by("-period__ends_on").values_list(
        "is_newest", "is_missed", "is_blank", "status", "period__frequency", "period__year", "period__number", "number",
        named=True,
    ):
        states["blank" if group.is_blank else group.status] += group.number * group.is_newest
        missed[period_name(group.period__frequency, group.period__year, group.period__number)] += (
            group.number * group.is_missed
        )
    return tally(states), tuple(Missed(name, count) for name, count in missed.items() if count)
