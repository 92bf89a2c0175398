"""When a measure will be finished, beside what was promised, and how earlier forecasts fared."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from tracker.forecasts.histories import histories, history, history_of
from tracker.forecasts.method import FINISHED_LEAST, FINISHED_LEAST_IN_PLAN, SHARE, Forecast, Without
from tracker.forecasts.pool import FIGURES_LEAST, PRIOR
from tracker.forecasts.record import Past, Tally, all_past, past_of, tally
from tracker.forecasts.tried import TRIED
from tracker.people.models import Organization
from tracker.plans.models import Measure

DRAWN_MOST = 20  # finished measures in the chart of the record
WHY_NOT = {
    Without.DONE: _("It has reached 100%%, so there is nothing to forecast."),
    Without.LONG_RUNNING: _("It is long-running: it has no end that could be forecast."),
    Without.UNCOUNTED: _("It does not count: it is withdrawn, unverified or a gap in the text."),
    Without.NO_REPORTING: _("Not enough history: reporting has not closed once since it began."),
    Without.FEW_FIGURES: _("Not enough history: fewer than %(figures)d different figures of it have been approved."),
    Without.FEW_FINISHED: _(
        "Not enough history: fewer than %(finished)d measures of its organization and fewer than %(in_plan)d of the "
        "plan have finished after figures from which a forecast could have been made."
    ),
    Without.NO_REACH: _("Not enough history: no earlier case took as long as this one already does."),
}
KINDS = {
    "steady": _("Steady paces, noise in every figure"),
    "uneven": _("Organizations and measures of very different paces"),
    "s_curves": _("Slow beginnings, a slow last tenth"),
    "stalls": _("Stalls, rushes before the time limit, extensions"),
    "small": _("Small plans: two organizations with six measures each"),
    "together": _("All begin on one day, paces change from report to report"),
    "in_steps": _("Progress in a few steps"),
    "easing": _("Quick at first, ever slower"),
    "monthly": _("Reports every month"),
    "shock": _("All stands still for half a year at once"),
}
MINIMUM = {"figures": FIGURES_LEAST, "finished": FINISHED_LEAST, "in_plan": FINISHED_LEAST_IN_PLAN}


@dataclass(frozen=True)
class MeasureForecast:
    """The forecast of a measure, None where ``without`` says why; its time limits as known; its earlier forecasts."""

    on: date
    forecast: Forecast | None
    without: Without | None
    due_on: date | None
    original_due_on: date | None
    finished_on: date | None
    past: tuple
    tally: Tally

    @property
    def reason(self):
        return WHY_NOT[self.without] % MINIMUM if self.without else ""

    @property
    def promise_is(self):
        """Where the time limit lies: ``before``, ``within`` or ``after`` the range; empty without one of them."""
        if self.forecast is None or self.due_on is None:
            return ""
        if self.due_on < self.forecast.early:
            return "before"
        return "within" if self.forecast.is_open or self.due_on <= self.forecast.late else "after"


@dataclass(frozen=True)
class OrganizationRow:
    """How the forecasts for the measures that an organization leads fared."""

    organization: Organization
    tally: Tally


@dataclass(frozen=True)
class RecordRow:
    """A finished measure and the first forecast that was made for it."""

    measure: Measure
    past: Past


@dataclass(frozen=True)
class Record:
    """The track record of a plan on a day. ``now`` are pairs (Without or None for a forecast, number of measures)."""

    on: date
    tally: Tally
    made: int
    organizations: tuple
    rows: tuple
    now: tuple
    last_closed: date | None

    @property
    def forecast_now(self):
        return dict(self.now).get(None, 0)

    @property
    def lacking(self):
        """How many measures have no forecast for want of history."""
        return sum(number for without, number in self.now if without and without.is_history)


def with_history(measures, once, *, on):
    """Measures with what ``forecast_of`` reads, where the condition ``once`` holds, without another query."""
    told = histories("task__plan", on=on)
    return measures.annotate(**{name: Case(When(once, then=text)) for name, text in told.items()})


def forecast_of(row, *, on):
    """The ``MeasureForecast`` of a measure from ``with_history``."""
    told = history(row)
    course = told.courses[row.pk]
    found = told.forecast(row.pk, on=on)
    past = past_of(told, row.pk, on=on)
    is_forecast = isinstance(found, Forecast)
    return MeasureForecast(
        on=on,
        forecast=found if is_forecast else None,
        without=None if is_forecast else found,
        due_on=course.promise(on=on),
        original_due_on=course.first_promise(on=on),
        finished_on=course.finished_on(on=on),
        past=past,
        tally=tally(past),
    )


def record(plan, measures, *, on):
    """The ``Record`` of a plan on a day, in three queries."""
    told = history_of(plan, on=on)
    past = all_past(told, on=on)
    by_organization, first = defaultdict(list), {}
    for each in past:
        for key in told.courses[each.key].organizations:
            by_organization[key].append(each)
        if each.finished_on:
            first.setdefault(each.key, each)
    return Record(
        on=on,
        tally=tally(past),
        made=len(past),
        organizations=_organizations(by_organization),
        rows=_rows(measures, first.values()),
        now=_now(told, on),
        last_closed=max(told.days, default=None),
    )


def _organizations(by_organization):
    rows = Organization.objects.filter(pk__in=by_organization).order_by("position", "name")
    counted = ((organization, tally(by_organization[organization.pk])) for organization in rows)
    return tuple(OrganizationRow(organization, each) for organization, each in counted if each.judged)


def _rows(measures, first):
    """The measures that finished last, the latest first."""
    latest = sorted(first, key=lambda past: (past.finished_on, past.key), reverse=True)[:DRAWN_MOST]
    found = measures.in_bulk([past.key for past in latest])
    return tuple(RecordRow(found[past.key], past) for past in latest if past.key in found)


def _now(told, on):
    counts = defaultdict(int)
    for key in told.courses:
        found = told.forecast(key, on=on)
        counts[None if isinstance(found, Forecast) else found] += 1
    return tuple(counts.items())


def words_of_the_minimum():
    """The numbers that the page of the method states."""
    return {**MINIMUM, "share": SHARE, "prior": round(100 * PRIOR)}


def trials():
    """Triples (kind of generated plan in words, number of forecasts, percentage that held)."""
    return tuple((KINDS[trial.kind], trial.forecasts, trial.held) for trial in TRIED)
