"""The ledger that an address asks for: the measures that fit what was chosen, for its page and for its export alike."""

from dataclasses import dataclass
from datetime import timedelta

from tracker.dashboards import ledger
from tracker.dashboards.conditions import MeasureConditions
from tracker.dashboards.standing import newest_periods, with_progress
from tracker.plans.models import Measure
from tracker.web.days import AskedDay, asked_day
from tracker.web.filters import MeasureFilter
from tracker.web.ledger import chosen_basis, chosen_sort, understood


@dataclass(frozen=True)
class ChosenLedger:
    """``measures`` are all that the person may see, ``rows`` those that fit, in order, with their progress;
    ``periods`` the newest of each plan."""

    asked: AskedDay
    basis: str
    sort: str
    periods: tuple
    choices: ledger.Choices
    filter: MeasureFilter
    measures: object
    rows: object


def chosen_ledger(request):
    """The ``ChosenLedger`` of a request, in three queries; its rows are not asked for yet."""
    asked, basis, sort = asked_day(request), chosen_basis(request.GET), chosen_sort(request.GET)
    measures, day = Measure.objects.visible_to(request.user), asked.on
    periods, choices = tuple(newest_periods(on=day)), ledger.choices(on=day)
    conditions = MeasureConditions(on=day, periods=periods)
    before = periods[0].opens_on - timedelta(days=1) if periods else day
    listed = with_progress(measures.select_related("task"), on=day, before=before, basis=basis)
    chosen = MeasureFilter(understood(request.GET, asked, basis), listed, conditions=conditions, choices=choices)
    rows = ledger.in_order(chosen.qs, sort, counted=conditions.counted())
    return ChosenLedger(asked, basis, sort, periods, choices, chosen, measures, rows)
