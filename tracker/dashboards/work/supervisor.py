"""The first page of a supervisor: what came in, who is late, what was returned and has not come back."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Window

from tracker.dashboards.conditions import MeasureConditions
from tracker.dashboards.standing import with_progress
from tracker.dashboards.work.pieces import Periods, Some, Tally, flag, latest_notices, newest_and_next, some, tally
from tracker.lights.status import Light
from tracker.plans.models import Assignment, Measure
from tracker.reporting.models import ProgressReport, ReportException, ReportingPeriod, Submission
from tracker.reporting.status import Decision, Status

SHOWN = 10  # rows of each list
LATE_SHOWN = 30
TEXTS = ("summary", "problem", "next_steps")  # long, and in no list


@dataclass(frozen=True)
class Late:
    """An organization that has not handed in all its reports on the newest period."""

    key: int
    name: str
    count: int


@dataclass(frozen=True)
class SupervisorWork:
    """``arrived`` and ``decided`` hold submissions, ``returned`` reports, ``overdue`` measures; ``red`` and ``yellow``
    count the measures with these lights.

    ``owed`` counts the reports on the newest period that are not handed in; ``late`` holds a ``Late`` for each of their
    organizations.
    """

    periods: Periods
    arrived: Some
    late: Some
    owed: int
    tally: Tally
    returned: Some
    overdue: Some
    red: int
    yellow: int
    decided: tuple
    notices: tuple


def supervisor_work(user, *, on):
    """The ``SupervisorWork`` of that day, in seven queries; all of it within what this supervisor decides on."""
    periods = newest_and_next(ReportingPeriod.objects.filter(plan__review_scopes__user=user), on=on)
    counts, late = _newest(user, periods.newest, on=on)
    return SupervisorWork(
        periods=periods,
        arrived=some(_submissions(Submission.objects.to_review_by(user).in_arrival_order()), SHOWN),
        late=Some(late[:LATE_SHOWN], len(late)),
        owed=sum(each.count for each in late),
        tally=counts,
        returned=some(_returned(user), SHOWN),
        **_measures(user, on=on),
        decided=tuple(_submissions(Submission.objects.filter(decided_by=user).order_by("-decided_at"))[:SHOWN // 2]),
        notices=latest_notices(user),
    )


def _submissions(submissions):
    return submissions.with_context().defer(*TEXTS)


def _in_scope(user):
    """Reports that this supervisor decides on."""
    return ProgressReport.objects.filter(Exists(
        Assignment.objects.within_scope_of(user).filter(pk=OuterRef("assignment"))
    ))


def _newest(user, period, *, on):
    """The ``Tally`` of the newest period and the ``Late`` ones, those with most reports first, without what exceptions
    excuse."""
    if period is None:
        return tally({}), ()
    excused = ReportException.objects.in_force(on=on).excusing().filter(report=OuterRef("pk"))
    groups = _in_scope(user).filter(~Exists(excused), period__ends_on=period.ends_on).annotate(
        is_blank=flag(Q(status=Status.DRAFT, version=0)), is_owed=flag(Q(status=Status.DRAFT, correction_reason=""))
    ).values(
        "status", "is_blank", "is_owed", key=F("assignment__organization"), name=F("assignment__organization__name"),
    ).annotate(number=Count("pk"))
    states, owed = Counter(), Counter()
    for group in groups:
        states["blank" if group["is_blank"] else group["status"]] += group["number"]
        owed[group["key"], group["name"]] += group["number"] * group["is_owed"]
    late = [Late(key, name, count) for (key, name), count in owed.items() if count]
    return tally(states), tuple(sorted(late, key=lambda each: (-each.count, each.name)))


def _returned(user):
    """Returned and not handed in again, what has been away longest first."""
    decisions = Submission.objects.filter(report=OuterRef("pk"), decision=Decision.RETURNED).order_by("-number")
    reports = _in_scope(user).filter(status=Status.RETURNED).with_context().defer("draft")
    return reports.annotate(returned_at=Subquery(decisions.values("decided_at")[:1])).order_by("returned_at", "pk")


def _measures(user, *, on):
    """Of the measures in scope those whose time limit has passed, the longest overdue first, and how many are red and
    yellow; in one query."""
    mine = Assignment.objects.within_scope_of(user).valid(on=on).filter(measure=OuterRef("pk"))
    conditions = MeasureConditions(on=on)
    lights = {name: conditions.light(light) for name, light in (("red", Light.RED), ("yellow", Light.YELLOW))}
    kinds = {"overdue": conditions.overdue(), **lights}
    measures = with_progress(Measure.objects.filter(Exists(mine)), on=on).filter(
        conditions.overdue() | conditions.alarming()
    ).annotate(is_overdue=flag(conditions.overdue()), **{
        name: Window(Count("pk", filter=condition)) for name, condition in kinds.items()
    })
    rows = list(measures.order_by("-is_overdue", "limit", "task__number", "number")[:SHOWN])
    numbers = {name: getattr(rows[0], name) if rows else 0 for name in kinds}
    overdue = Some(tuple(row for row in rows if row.is_overdue), numbers.pop("overdue"))
    return {"overdue": overdue, **numbers}
