"""Everything that the overview shows of a plan, or of one of its areas, on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.dashboards.overview.burnup import BurnUp, burn_up
from tracker.dashboards.overview.extensions import Extended, extended
from tracker.dashboards.overview.matrix import FOLDED_ABOVE, Matrix, matrix
from tracker.dashboards.overview.milestones import Milestones, milestones_of
from tracker.dashboards.overview.places import Part, Place
from tracker.dashboards.overview.rows import URGENT, rows
from tracker.dashboards.overview.tally import Tally, measures_of, tally
from tracker.dashboards.rates import Rates, opened_periods, rates
from tracker.dashboards.work.pieces import Some
from tracker.lights.status import Basis, Light, is_worse
from tracker.reporting.models import ReportingPeriod

NAMED = 6  # measures of a change of light


@dataclass(frozen=True)
class Figure:
    """A number of counted measures; ``before`` is that of the earlier day, None without one.

    ``light`` is None for all measures, and ``none`` for those without a light on record.
    """

    light: str | None
    number: int
    before: int | None

    @property
    def change(self):
        return None if self.before is None else self.number - self.before


@dataclass(frozen=True)
class Change:
    """So many measures changed from one light to another; ``codes`` names them where there are few."""

    before: str
    light: str
    number: int
    codes: tuple

    @property
    def is_worse(self):
        return is_worse(self.light, self.before)


class Figures:
    """What a ``tally`` comes to, in figures; whoever has one can be told of in ``sentences.finding``."""

    @property
    def figures(self):
        """All measures, then those with each light; together they are all. What is rare stands there only if it is."""
        everywhere = Figure(None, self.tally.total, self._before(sum(self.tally.earlier.values())))
        return (everywhere, *(self._figure(light) for light in (Light.DONE, Light.GREEN, Light.YELLOW, Light.RED)),
                *(figure for figure in map(self._figure, (Light.NOT_STARTED, None)) if figure.number))

    @property
    def numbers(self):
        """Light → ``Figure``, for sentences."""
        return {figure.light or "all": figure for figure in self.figures}

    def _figure(self, light):
        return Figure(light or "none", self.tally.overall[light], self._before(self.tally.earlier[light]))

    def _before(self, number):
        return number if self.tally.has_before else None


@dataclass(frozen=True)
class Overview(Figures):
    """``place`` is the plan with its areas, ``part`` the area asked for or None for the whole of it.

    ``period`` is the newest whose reporting had begun, ``before`` the day before that, with which everything is
    compared; both are None where none had. ``attention`` holds ``Row`` s.
    """

    place: Place
    part: Part | None
    basis: str
    on: date
    period: ReportingPeriod | None
    before: date | None
    tally: Tally
    attention: Some
    changes: tuple
    matrix: Matrix
    milestones: Milestones
    burn_up: BurnUp | None
    rates: Rates
    extended: Extended

    @property
    def plan(self):
        return self.place.plan

    @property
    def has_figures(self):
        """Whether anything counts: without an approved report there is nothing to tell from what was approved."""
        return self.place.has_approved or self.basis == Basis.PENDING

    @property
    def unchanged(self):
        """How many measures show the light that they showed."""
        return sum(
            group.number for group in self.tally.groups
            if group.district is None and group.is_counted and group.light and group.light == group.before
        )


def overview(measures, place, *, on, part=None, basis=Basis.APPROVED, opened=()):
    """The ``Overview`` of a place on a day, in six queries; ``measures`` are those that may be seen.

    ``opened`` are the keys of tasks whose measures are shown although there are many.
    """
    area = part and part.area
    measures = measures_of(measures, place.plan, area)
    periods = opened_periods(on=on)
    period = next((each for each in periods if each.plan_id == place.plan.pk), None)
    before = period.opens_on - timedelta(days=1) if period else None
    counts = tally(measures, on=on, before=before, basis=basis, area=area)
    opened = tuple(opened) if counts.total > FOLDED_ABOVE else None
    shown = rows(measures, on=on, before=before, basis=basis, tasks=opened)
    milestones = milestones_of(measures, on=on)
    urgent = tuple(row for row in shown if row.needs_attention)[:URGENT]
    return Overview(
        place=place, part=part, basis=basis, on=on, period=period, before=before, tally=counts,
        attention=Some(urgent, counts.needing_attention),
        changes=_changes(counts, shown if opened is None else ()),
        matrix=matrix([part] if part else place.parts, counts, shown, opened=opened),
        milestones=milestones,
        burn_up=burn_up(milestones.groups, on=on, starts_on=place.plan.starts_on, ends_on=place.plan.ends_on),
        rates=rates(place.plan, on=on, area=area, opened=periods),
        extended=extended(measures, on=on, before=before),
    )


def _changes(counts, shown):
    codes = {}
    for row in sorted(shown, key=lambda row: (row.measure.task.number, row.measure.number)):
        if row.has_changed:
            codes.setdefault((row.before, row.light), []).append(row.measure.code)
    return tuple(
        Change(*pair, number, tuple(codes.get(pair, ()) if number <= NAMED else ()))
        for pair, number in counts.changes.items()
    ) if counts.has_before else ()
