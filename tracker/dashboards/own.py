"""The measures that one organization answers for, the most urgent first."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce

from tracker.dashboards.standing import Share, Standing, shares, standings, with_progress
from tracker.lights.status import Light
from tracker.plans.models import Measure
from tracker.plans.spans import MilestoneSpan
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
    """Those that are shown, in the plan's order with its own first; how many there are, and how many are red and
    yellow."""

    rows: tuple
    milestones: tuple
    total: int
    red: int
    yellow: int

    @property
    def more(self):
        return self.total - len(self.rows)


def own_measures(organization, *, on, before, limit, milestones=5):
    """The ``OwnMeasures`` of an organization's key on a day, in three queries.

    Shows the ``limit`` measures whose next milestone or time limit comes first, so that the ``milestones`` that come
    first are those of the measures shown. ``before`` is the earlier day that progress is compared with.
    """
    measures = Measure.objects.of_organization(organization, on=on).select_related("task")
    measures = list(_by_urgency(with_progress(measures, on=on, before=before), organization, on=on)[:limit])
    found = shares(measures, organization, on=on, before=before)
    stand = standings([m for m in measures if m.pk in found], on=on, has_leads=False)
    rows = [OwnMeasure(standing, found[standing.measure.pk]) for standing in stand]
    rows.sort(key=lambda row: (not row.is_lead, row.standing.measure.task.number, row.standing.measure.number))
    numbers = {name: getattr(measures[0], name) if measures else 0 for name in ("total", "red", "yellow")}
    return OwnMeasures(tuple(rows), _next_milestones(rows, organization)[:milestones], **numbers)


def _by_urgency(measures, organization, *, on):
    """By the first milestone that the organization answers for, else the time limit, as they were known that day."""
    shared_or_ours = Q(milestone__organization=None) | Q(milestone__organization=organization)
    ours = MilestoneSpan.objects.valid(on=on).filter(
        shared_or_ours, milestone__measure=OuterRef("pk"), done_on=None
    )
    first = ours.order_by().values("milestone__measure").annotate(first=Min("due_on")).values("first")
    is_done = When(completion__in=[Completion.COMPLETED, Completion.VERIFIED], then=Value(1))
    return measures.annotate(
        total=Window(Count("pk")), red=_number_of(Light.RED), yellow=_number_of(Light.YELLOW),
        is_done=Case(is_done, default=Value(0)), urgency=Coalesce(Subquery(first), F("limit")),
    ).order_by("is_done", F("urgency").asc(nulls_last=True), "task__number", "number")


def _number_of(light):
    return Window(Count("pk", filter=Q(counts=True, light=light)))


def _next_milestones(rows, organization):
    """Open milestones that the organization answers for as a lead, each with its measure, the first due first."""
    found = [
        (milestone, row.standing.measure)
        for row in rows if row.is_lead and not row.standing.is_done
        for milestone in row.standing.milestones
        if milestone.done_on is None and milestone.organization_id in {None, organization}
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0].due_on, pair[0].pk)))
