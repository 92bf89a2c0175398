"""Submissions at chosen moments, without a workflow around them."""

from datetime import datetime, time

from tracker.models import Submission
from tracker.reporting.calendar import BEIJING
from tracker.reporting.status import UNDECIDED, Decision


def moment(day, hour=12, minute=0):
    """A Beijing moment."""
    return datetime.combine(day, time(hour, minute), BEIJING)


def put_in(report, *, by, at, decision=UNDECIDED, decided_by=None, decided_at=None):
    """A submission that came in at that moment and, with a decision, was decided at another."""
    number = report.submissions.count() + 1
    decided = {"decided_by": decided_by, "decided_at": decided_at} if decision else {}
    return Submission.objects.create(
        report=report, number=number, receipt=f"{report.pk}-{number}", percent=40, summary="进展", next_steps="计划",
        submitted_by=by, submitted_at=at, handed_in_at=at, decision=decision,
        remark="退回原因" if decision == Decision.RETURNED else "", **decided,
    )
