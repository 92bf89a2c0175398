"""The measures that one organization answers for, the most urgent first."""

from dataclasses import dataclass

from django.db.models import Case, Count, Min, OuterRef, Subquery, Value, When, Window
from django.db.models.functions import Coalesce

from tracker.dashboards.standing import Share, Standing, shares, standings, with_progress
from tracker.plans.models import Measure, Milestone
from tracker.plans.status import AssignmentRole
from tracker.reporting.status import Completion


@dataclass(frozen=True)
class OwnMeasure:
    """A measure, and how far the organization's own districts are."""

    standing: Standing
    share: Share

    @property
    def is_lead(self):
        return self.share.role == AssignmentRole.LEAD


@dataclass(frozen=True)
class OwnMeasures:
    """Those that are shown, in the plan's order with its own first, and how many there are."""

    rows: tuple
    total: int
    milestones: tuple

    @property
    def more(self):
        return self.total - len(self.rows)


def own_measures(organization, *, on, before, limit, milestones=5):
    """The ``OwnMeasures`` of an organization's key on a day, in three queries.

    Shows the ``limit`` measures whose next milestone or time limit comes first, so that the ``milestones`` that come
    first are those of the measures shown. ``before`` is the earlier day that progress is compared with.
    """
    measures = Measure.objects.of_organization(organization, on=on).select_related("task")
    measures = list(_by_urgency(with_progress(measures, on=on, before=before), organization)[:limit])
    found = shares(measures, organization, on=on, before=before)
    stand = standings([m for m in measures if m.pk in found], on=on, has_leads=False)
    rows = [OwnMeasure(standing, found[standing.measure.pk]) for standing in stand]
    rows.sort(key=lambda row: (not row.is_lead, row.standing.measure.task.number, row.standing.measure.number))
    return OwnMeasures(
        tuple(rows), measures[0].total if measures else 0, _next_milestones(rows, organization)[:milestones]
    )


def _by_urgency(measures, organization):
    ours = Milestone.objects.open().answered_by(organization).filter(measure=OuterRef("pk"))
    first = ours.order_by().values("measure").annotate(first=Min("due_on")).values("first")
    is_done = When(completion__in=[Completion.COMPLETED, Completion.VERIFIED], then=Value(1))
    urgency = Coalesce(Subquery(first), "due_on")
    return measures.annotate(total=Window(Count("pk")), is_done=Case(is_done, default=Value(0))).order_by(
        "is_done", urgency.asc(nulls_last=True), "task__number", "number"
    )


def _next_milestones(rows, organization):
    """Open milestones that the organization answers for as a lead, each with its measure, the first due first."""
    found = [
        (milestone, row.standing.measure)
        for row in rows if row.is_lead and not row.standing.is_done
        for milestone in row.standing.milestones
        if milestone.done_on is None and milestone.organization_id in {None, organization}
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0].due_on, pair[0].pk)))
