"""The first page of a leader: how many measures are how far, what is overdue, what was approved last."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from tracker.dashboards.conditions import MeasureConditions
from tracker.dashboards.standing import standings, with_progress
from tracker.dashboards.work.pieces import Periods, Some, latest_notices, newest_and_next, some
from tracker.plans.models import Measure
from tracker.reporting.models import ReportingPeriod, Submission
from tracker.reporting.status import Completion

SHOWN = 10  # overdue measures
APPROVED_SHOWN = 6
TEXTS = ("problem", "next_steps")


@dataclass(frozen=True)
class LeaderWork:
    """``figures`` maps each completion, ``overdue`` and ``total`` to a number of counted measures.

    ``overdue`` holds ``Standing`` s, ``approved`` submissions.
    """

    periods: Periods
    figures: dict
    overdue: Some
    approved: tuple
    notices: tuple

    @property
    def completions(self):
        """(completion, label, number) from verified to not started."""
        return tuple((value, label, self.figures[value]) for value, label in reversed(Completion.choices))


def leader_work(user, *, on):
    """The ``LeaderWork`` of that day, in seven queries."""
    conditions = MeasureConditions(on=on)
    periods = newest_and_next(ReportingPeriod.objects.all(), on=on)
    measures = with_progress(Measure.objects.visible_to(user), on=on, before=_before(periods.newest, on))
    overdue = some(
        measures.filter(conditions.overdue()).select_related("task").order_by("due_on", "task__number", "number"), SHOWN
    )
    approved = Submission.objects.approved().with_context().defer(*TEXTS).order_by("-decided_at", "-pk")
    return LeaderWork(
        periods=periods,
        figures=_figures(measures, conditions),
        overdue=Some(tuple(standings(overdue.rows, on=on)), overdue.total),
        approved=tuple(approved[:APPROVED_SHOWN]),
        notices=latest_notices(user),
    )


def _before(period, on):
    return period.opens_on - timedelta(days=1) if period else on


def _figures(measures, conditions):
    counts = {value: Count("pk", filter=Q(completion=value)) for value in Completion.values}
    counted = measures.filter(conditions.counted())
    return counted.aggregate(**counts, overdue=Count("pk", filter=conditions.overdue()), total=Count("pk"))
