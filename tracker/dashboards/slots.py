"""What is known on a day of the reports that leads owe: the same facts for one slot and for a hundred thousand.

``tracker.reporting.rates.outcome`` judges one slot; ``judged`` lets the database judge by the same rule, so that it can
count. A test holds the two against each other.
"""

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from tracker.people.provenance import Confidence
from tracker.plans.days import end_of
from tracker.plans.models import AssignedDistrict
from tracker.plans.status import Standing
from tracker.reporting.deadlines import Terms, deadline, is_expected
from tracker.reporting.models import ProgressReport, ReportException, Submission
from tracker.reporting.rates import AWAITING, LATE, MISSING, ON_TIME, OPEN, Slot
from tracker.reporting.status import Decision, ExceptionKind

NOT_EXPECTED = ""
MEASURE = "assignment__measure"


def expected_reports(*, area=None):
    """The slots that can stand in a denominator: those of confirmed measures. Whether one does is a matter of the day.

    ``area`` leaves those whose lead answers for a district of it.
    """
    reports = ProgressReport.objects.filter(
        assignment__measure__standing=Standing.CONFIRMED, assignment__measure__task__standing=Standing.CONFIRMED
    ).exclude(assignment__measure__confidence=Confidence.UNVERIFIED)
    if area is None:
        return reports
    return reports.filter(assignment__in=AssignedDistrict.objects.filter(district__area=area).values("assignment"))


def arrived(*, on, report="pk"):
    """The submissions of a report (the outer row, or what it calls ``report``) that had reached the supervisors by that
    day and were not taken back by its end."""
    taken_back = Q(decision=Decision.RECALLED, decided_at__lt=end_of(on))
    return Submission.objects.filter(report=OuterRef(report), handed_in_at__lt=end_of(on)).exclude(taken_back)


def first_arrival(*, on):
    """The moment at which a report first came in, None before."""
    return Subquery(arrived(on=on).order_by("number").values("handed_in_at")[:1])


def newest_state(*, on, report="pk"):
    """What became of what came in last of a report, named as in ``arrived``: one of ``tracker.reporting.rates.STATES``;
    empty where nothing had."""
    decided = When(decided_at__lt=end_of(on), then=F("decision"))
    state = Case(decided, default=Value(AWAITING), output_field=CharField())
    newest = arrived(on=on, report=report).order_by("-number").annotate(state=state).values("state")[:1]
    return Coalesce(Subquery(newest), Value(""), output_field=CharField())


def judged(reports, periods, *, on):
    """The reports of these periods with their ``outcome`` (``NOT_EXPECTED`` for none) and their ``newest_state``."""
    due_end = Case(
        *(When(period=period.pk, then=Value(end_of(period.due_on))) for period in periods),
        output_field=DateTimeField(),
    )
    return reports.filter(period__in=[period.pk for period in periods]).annotate(
        due_end=due_end, newest_state=newest_state(on=on), outcome=Coalesce(_of_arrived(on), _of_unsent(on))
    )


def _of_arrived(on):
    """On time or late, None where nothing came in; exceptions matter only to what came after the period's due day."""
    excused_delay = _moving(on, OuterRef(OuterRef("period__due_on"))).filter(
        report=OuterRef("report"), until_on__gte=OuterRef("day")
    )
    timing = Case(
        When(handed_in_at__lt=OuterRef("due_end"), then=Value(ON_TIME)),
        When(Exists(excused_delay), then=Value(ON_TIME)),
        default=Value(LATE), output_field=CharField(),
    )
    day = TruncDate("handed_in_at")
    first = arrived(on=on).order_by("number").annotate(day=day, timing=timing)
    return Subquery(first.values("timing")[:1])


def _of_unsent(on):
    in_force = ReportException.objects.in_force(on=on).filter(report=OuterRef("pk"))
    moved = _moving(on, OuterRef("period__due_on")).filter(
        report=OuterRef("pk"), until_on__gte=OuterRef(f"{MEASURE}__withdrawn_on")
    )
    withdrawn = Q(**{f"{MEASURE}__withdrawn_on__lte": on}) & (
        Q(**{f"{MEASURE}__withdrawn_on__lte": F("period__due_on")}) | Q(Exists(moved))
    )
    not_yet = Q(assignment__since__gt=F("period__ends_on"))
    no_more = Q(assignment__until__lt=F("period__ends_on"), assignment__until__lte=on)
    is_closed = Q(period__closes_on__lt=on) & ~Exists(in_force.opening(on=on))
    return Case(
        When(not_yet | no_more | withdrawn | Exists(in_force.excusing()), then=Value(NOT_EXPECTED)),
        When(is_closed, then=Value(MISSING)),
        default=Value(OPEN), output_field=CharField(),
    )


def _moving(on, due_on):
    """The exceptions that move the due day: granted by the day on which the report was due."""
    return ReportException.objects.in_force(on=on).filter(kind=ExceptionKind.LATER, granted_at__date__lte=due_on)


def with_facts(reports, *more, on):
    """The reports as dictionaries of what ``slot`` needs to know of them that day, and of ``more`` fields.

    At most one exception of a report is in force at the end of a day.
    """
    in_force = FilteredRelation("exceptions", condition=Q(exceptions__granted_at__lt=end_of(on)) & (
        Q(exceptions__ended_at=None) | Q(exceptions__ended_at__gte=end_of(on))
    ))
    return reports.annotate(
        in_force=in_force, first_at=first_arrival(on=on), newest_state=newest_state(on=on),
        ends_on=F("period__ends_on"), due_on=F("period__due_on"), closes_on=F("period__closes_on"),
        organization=F("assignment__organization"), since=F("assignment__since"), until=F("assignment__until"),
        withdrawn_on=F(f"{MEASURE}__withdrawn_on"),
    ).values(
        *("pk", "first_at", "newest_state", "ends_on", "due_on", "closes_on", "organization", "since", "until"),
        *("withdrawn_on", "in_force__kind", "in_force__granted_at", "in_force__until_on"), *more,
    )


def slot(row):
    """The ``Slot`` of a row ``with_facts``."""
    kind, granted_at, until_on = (row[f"in_force__{name}"] for name in ("kind", "granted_at", "until_on"))
    terms = [Terms(kind, timezone.localdate(granted_at), until_on)] if kind else []
    due_on, closes_on = deadline(row["due_on"], row["closes_on"], terms)
    return Slot(
        row["organization"], row["ends_on"], due_on, closes_on, row["since"], row["until"], row["withdrawn_on"],
        is_excused=not is_expected(terms), state=row["newest_state"],
        first_handed_in_on=timezone.localdate(row["first_at"]) if row["first_at"] else None,
    )
