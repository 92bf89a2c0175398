"""Periods, slots and submissions at chosen days, without a workflow around them."""

from datetime import date, datetime, time, timedelta

from tests.factories import make_assignment, make_measure, make_period, make_report
from tracker.models import Submission
from tracker.plans.days import BEIJING
from tracker.reporting.status import UNDECIDED, Decision

DAY = timedelta(days=1)
END = date(2024, 9, 30)  # of the newest period; it is due on 10 October and closes on the 17th
ON = date(2024, 10, 20)


def moment(day, hour=12, minute=0):
    """A Beijing moment."""
    return datetime.combine(day, time(hour, minute), BEIJING)


def make_quarter(plan, end=END, **fields):
    """A period that ends on that day, is due ten days later and closes after seventeen."""
    return make_period(plan=plan, starts_on=end - 99 * DAY, ends_on=end, opens_on=end + DAY, due_on=end + 10 * DAY,
                       closes_on=end + 17 * DAY, **fields)


def make_slot(period, organization, *, area=None):
    """What an organization owes in a period on one more measure."""
    measure = make_measure(area=area or period.plan.areas.first())
    return make_report(assignment=make_assignment(measure=measure, organization=organization), period=period)


def put_in(report, *, by, at, decision=UNDECIDED, decided_by=None, decided_at=None):
    """A submission that came in at that moment and, with a decision, was decided at another."""
    number = report.submissions.count() + 1
    decided = {"decided_by": decided_by, "decided_at": decided_at} if decision else {}
    return Submission.objects.create(
        report=report, number=number, receipt=f"{report.pk}-{number}", percent=40, summary="进展", next_steps="计划",
        submitted_by=by, submitted_at=at, handed_in_at=at, decision=decision,
        remark="退回原因" if decision == Decision.RETURNED else "", **decided,
    )
