"""Each indicator on a day: its figures, those of its areas, what is missing, its targets and how it stands.

Pages, the working sheets and the briefing all read these; three queries for any number of indicators.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from tracker.dashboards.indicators.extents import covered, districts_by_plan, why_no_area_figures, why_no_zone_figure
from tracker.indicators.models import Indicator, Reading, Target
from tracker.indicators.progress import Assessment, Point, assess
from tracker.indicators.rollup import Figure, whole
from tracker.indicators.status import Bound, Direction, Scope
from tracker.plans.models import Area


class Result(StrEnum):
    """What became of the target of a year."""

    MET = "met"
    MISSED = "missed"
    AHEAD = "ahead"  # its day has not come
    OPEN = "open"  # its day has come, and no complete figure of that day is known
    UNJUDGED = "unjudged"  # neither higher nor lower is better
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True)
class TargetLine:
    """What a year asks for. ``row`` is None where nothing was entered, ``value`` None where nothing was published.

    ``figure`` is that of the last day of the year, complete or not; None where nothing is known of that day.
    """

    year: int
    due_on: date
    result: Result
    row: Target | None = None
    figure: Figure | None = None

    @property
    def value(self):
        return self.row.value if self.row else None

    @property
    def bound(self):
        return self.row.bound if self.row else Bound.EXACT


@dataclass(frozen=True)
class AreaLine:
    """The figures of one area of the zone, on the same days as those of the whole."""

    area: Area
    figures: tuple

    @property
    def latest(self):
        return _newest(figure for figure in self.figures if figure.is_complete)

    @property
    def newest(self):
        return _newest(self.figures)


@dataclass(frozen=True)
class Line:
    """An indicator as it was known on the day ``on``.

    ``figures`` are those of its whole extent, the oldest first, one for each day of which anything is known; a
    ``Figure`` without a value is incomplete and says what is missing. ``cells`` maps a day to ``{district: value}``.
    """

    indicator: Indicator
    on: date
    districts: tuple
    figures: tuple
    areas: tuple
    targets: tuple
    assessment: Assessment
    cells: dict

    @property
    def pace(self):
        return self.assessment.pace

    @cached_property
    def complete(self):
        return tuple(figure for figure in self.figures if figure.is_complete)

    @property
    def latest(self):
        """The latest complete figure; the status rests on it."""
        return _newest(self.complete)

    @property
    def newest(self):
        return _newest(self.figures)

    @property
    def incomplete(self):
        """The newest figure where it is newer than the latest complete one, because a district is missing."""
        return self.newest if self.newest and not self.newest.is_complete else None

    @property
    def baseline(self):
        """The dated baseline as a ``Point``, None without a figure or without a day."""
        return baseline_point(self.indicator)

    @property
    def published(self):
        """The targets that have a figure, the first year first."""
        return tuple(target for target in self.targets if target.value is not None)

    @property
    def zone_figure(self):
        """The latest complete figure of the whole zone; None where the extent is another one."""
        return self.latest if self.indicator.scope == Scope.ZONE else None

    @property
    def no_zone_figure(self):
        return why_no_zone_figure(self.indicator)

    @property
    def no_area_figures(self):
        return why_no_area_figures(self.indicator)


def lines(indicators, *, on):
    """A ``Line`` of each indicator as known on a day, in the order given; their areas must be loaded. Three queries."""
    indicators = list(indicators)
    districts = districts_by_plan({indicator.plan_id for indicator in indicators})
    targets, values = _targets(indicators), _values(indicators, on=on)
    return tuple(
        line_of(each, districts[each.plan_id], targets[each.pk], values[each.pk], on=on) for each in indicators
    )


def line_of(indicator, districts, targets, values, *, on):
    """The ``Line`` of one indicator from what is known, without a query.

    `districts` are all of its plan in their order, `targets` maps a year to its ``Target``, `values` a day to
    ``{district key or None: value}``.
    """
    own = covered(indicator, districts)
    cells = {day: _cells(found, own, indicator) for day, found in sorted(values.items())}
    cells = {day: found for day, found in cells.items() if found}
    figures = _rolled_up(cells, own, indicator)
    rows = tuple(_target_lines(indicator, targets, {figure.on: figure for figure in figures}, on=on))
    return Line(
        indicator=indicator, on=on, districts=own, figures=figures, areas=_areas(indicator, cells, own), targets=rows,
        assessment=assess(
            baseline=baseline_point(indicator), direction=indicator.direction, on=on,
            targets=[Point(row.due_on, row.value) for row in rows if row.value is not None],
            readings=[Point(figure.on, figure.value) for figure in figures if figure.is_complete],
        ),
        cells=cells,
    )


def baseline_point(indicator):
    """The baseline where it has a figure and a day; what is undated stands on no time axis."""
    if indicator.baseline is None or indicator.baseline_on is None:
        return None
    return Point(indicator.baseline_on, indicator.baseline)


def _targets(indicators):
    found = defaultdict(dict)
    for target in Target.objects.filter(indicator__in=[each.pk for each in indicators]).in_order():
        found[target.indicator_id][target.year] = target
    return found


def _values(indicators, *, on):
    """Indicator key → day → ``{district key or None: value}``; of several of one day the last decided is in force."""
    found = defaultdict(lambda: defaultdict(dict))
    readings = Reading.objects.known(on=on).filter(indicator__in=[each.pk for each in indicators])
    for indicator, district, day, value in readings.by_decision().values_list("indicator", "district", "on", "value"):
        found[indicator][day][district] = value
    return found


def _cells(found, own, indicator):
    """What counts of one day: figures of the districts that are covered, or the one figure of the whole."""
    if not indicator.is_by_district:
        return {None: found[None]} if None in found else {}
    return {district: found[district.pk] for district in own if district.pk in found}


def _rolled_up(cells, districts, indicator):
    return tuple(
        whole(found, districts, on=day, combination=indicator.combination) for day, found in cells.items()
    )


def _areas(indicator, cells, own):
    """The areas of a zone whose districts are added up; the figures of an area are of no other extent than its own."""
    if indicator.scope != Scope.ZONE:
        return ()
    by_area = defaultdict(list)
    for district in own:
        by_area[district.area].append(district)
    return tuple(AreaLine(area, _rolled_up(cells, tuple(found), indicator)) for area, found in by_area.items())


def _target_lines(indicator, targets, figures, *, on):
    """One for each year of the plan, and of any other year that somebody entered."""
    plan = indicator.plan
    years = sorted({*range(plan.starts_on.year, plan.ends_on.year + 1), *targets})
    for year in years:
        due_on, row = date(year, 12, 31), targets.get(year)
        result = result_of(row and row.value, figures.get(due_on), indicator.direction, is_due=due_on <= on)
        yield TargetLine(year, due_on, result, row, figures.get(due_on))


def result_of(target: Decimal | None, figure, direction, *, is_due):
    """The ``Result`` of a target. “About” and “at least” give no leeway: the figure itself has to be reached."""
    if target is None:
        return Result.UNPUBLISHED
    if not is_due:
        return Result.AHEAD
    if figure is None or not figure.is_complete:
        return Result.OPEN
    if direction == Direction.NONE:
        return Result.UNJUDGED
    is_met = figure.value <= target if direction == Direction.DOWN else figure.value >= target
    return Result.MET if is_met else Result.MISSED


def _newest(figures):
    return max(figures, key=lambda figure: figure.on, default=None)
