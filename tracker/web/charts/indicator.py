"""The geometry of an indicator over the years, pure: figures by day in, coordinates of an SVG drawing out."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tracker.web.charts.burnup import Mark

STEPS_MOST = 4  # between the ticks of the scale
CHARACTER = 7  # width of a digit of a tick
APART = 34  # units that the names of years, and the figures of targets, need


@dataclass(frozen=True)
class Size:
    """The drawing and, in it, the edges of what is plotted; the left one lies behind the longest tick."""

    name: str
    width: int
    height: int
    right: int
    top: int
    bottom: int


SMALL = Size("small", 320, 168, right=300, top=24, bottom=140)
NARROW = Size("narrow", 358, 260, right=334, top=30, bottom=228)
WIDE = Size("wide", 690, 330, right=650, top=34, bottom=296)


@dataclass(frozen=True)
class Story:
    """What is drawn. ``figures`` are pairs (day, value; None where it is incomplete), ``targets`` triples (day, value,
    text beside it), days in order; ``baseline`` and ``start``, from which the line of targets runs, are pairs or None.
    """

    first: date
    last: date
    on: date
    figures: tuple
    targets: tuple = ()
    baseline: tuple | None = None
    start: tuple | None = None


@dataclass(frozen=True)
class IndicatorChart:
    """``line`` and ``target_line`` are the ``d`` of paths; the line is broken where a figure is incomplete.

    ``gaps`` are where those stand, ``targets`` and ``baseline`` marks with what is written beside them at their
    ``…_text`` places, ``latest`` where the figures end, ``day`` the day that the page is about (None beyond the edge).
    """

    size: Size
    left: float
    line: str
    dots: tuple
    gaps: tuple
    target_line: str
    targets: tuple
    target_texts: tuple
    baseline: Mark | None
    latest: Mark | None
    latest_text: Mark | None
    ticks: tuple
    years: tuple
    edges: tuple
    day: float | None


def indicator_chart(story, size, *, latest_text=""):
    """Draw a ``Story`` at a ``Size``; ``latest_text`` is what stands beside the latest complete figure."""
    scale = _Scale(story, size)
    complete = [(day, value) for day, value in story.figures if value is not None]
    latest = scale.mark(*complete[-1]) if complete else None
    aims = [scale.mark(day, value, text) for day, value, text in story.targets]
    is_above = _is_above_the_line(scale, story, latest)
    return IndicatorChart(
        size=size, left=scale.left,
        line=" ".join(_path([scale.place(*each) for each in run]) for run in _runs(story.figures)),
        dots=tuple(scale.mark(*each) for each in complete),
        gaps=tuple(Mark(scale.x(day), size.bottom) for day, value in story.figures if value is None),
        target_line=_target_line(scale, story),
        targets=tuple(aims),
        target_texts=_readable([Mark(aim.x, _beside(aim.y, size, is_below=is_above), aim.text) for aim in aims], size),
        baseline=scale.mark(*story.baseline) if story.baseline else None,
        latest=latest,
        latest_text=latest and _inside(
            Mark(latest.x, _beside(latest.y, size, is_below=not is_above), latest_text), scale),
        ticks=tuple(Mark(scale.left - 6, scale.y(tick), f"{tick.normalize() + 0:,f}") for tick in scale.ticks),
        years=scale.years(), edges=scale.edges,
        day=scale.x(story.on) if story.first <= story.on <= story.last else None,
    )


class _Scale:
    """From days and figures to places."""

    def __init__(self, story, size):
        self.size, self.first, self.last = size, story.first, story.last
        self.ticks = ticks(_values(story))
        self.low, self.high = self.ticks[0], self.ticks[-1]
        self.left = max(len(f"{tick.normalize() + 0:,f}") for tick in self.ticks) * CHARACTER + 14
        years = range(self.first.year if self.first < date(self.first.year, 12, 31) else self.first.year + 1,
                      self.last.year + 1)
        self._years = years
        self.edges = (self.left, *(min(self.x(date(year, 12, 31)), size.right) for year in years))

    def x(self, day):
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + (self.size.right - self.left) * share, 1)

    def y(self, value):
        share = float((value - self.low) / (self.high - self.low))
        return round(self.size.bottom - (self.size.bottom - self.size.top) * share, 1)

    def place(self, day, value):
        return self.x(day), self.y(value)

    def mark(self, day, value, text=""):
        return Mark(*self.place(day, value), text)

    def years(self):
        """The names of the years in the middle of each; where they would touch, of every second or third."""
        wide = (self.size.right - self.left) / max(len(self._years), 1)
        every = max(1, int(-(-APART // wide)))
        middles = zip(self._years, self.edges, self.edges[1:], strict=False)
        return tuple(
            Mark(round((begins + ends) / 2, 1), self.size.bottom + 18, str(year))
            for number, (year, begins, ends) in enumerate(middles) if number % every == 0
        )


def ticks(values):
    """Two to six round numbers around ``values`` (Decimal, at least one), at equal steps of 1, 2 or 5 times a power of
    ten. The scale need not begin at 0, for lines are compared by their slope."""
    low, high = min(values), max(values)
    span = (high - low) or abs(high) / 5 or Decimal(1)
    step = _step(span / STEPS_MOST)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return [step * number for number in range(int(first), int(last) + 1)]


def _step(least):
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _values(story):
    stated = [value for _day, value in story.figures if value is not None]
    stated += [value for _day, value, _text in story.targets]
    stated += [pair[1] for pair in (story.baseline, story.start) if pair]
    return stated or [Decimal(0), Decimal(1)]


def _runs(figures):
    """Complete figures in stretches without an incomplete one between them."""
    run = []
    for day, value in figures:
        if value is not None:
            run.append((day, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _target_line(scale, story):
    """From the start through every target after it."""
    after = [(day, value) for day, value, _text in story.targets if not story.start or day > story.start[0]]
    points = [story.start, *after] if story.start else after
    return _path([scale.place(*point) for point in points]) if len(points) > 1 else ""


def _is_above_the_line(scale, story, latest):
    """Whether the latest figure stands above what the line of targets has there, so that texts keep apart."""
    points = [point[:2] for point in ([story.start] if story.start else []) + list(story.targets)]
    if not latest or not points:
        return True
    places = [scale.place(*point) for point in points]
    before = max((place for place in places if place[0] <= latest.x), default=places[0])
    after = min((place for place in places if place[0] >= latest.x), default=places[-1])
    share = (latest.x - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0
    return latest.y <= before[1] + (after[1] - before[1]) * share


def _beside(y, size, *, is_below):
    """The line of a text above or below a place; never among the names of the years."""
    return y + 17 if is_below and y + 20 < size.bottom else y - 9


def _readable(marks, size):
    """The last text and those before it that do not touch the one behind them; none leaves the drawing."""
    kept = []
    for mark in reversed(marks):
        if kept and kept[-1].x - mark.x < max(APART, (len(mark.text) + len(kept[-1].text)) * CHARACTER / 2 + 6):
            continue
        half = len(mark.text) * CHARACTER / 2
        kept.append(Mark(round(min(mark.x, size.width - half - 2), 1), round(mark.y, 1), mark.text))
    return tuple(reversed(kept))


def _inside(mark, scale):
    half = len(mark.text) * CHARACTER / 2
    x = min(max(mark.x, scale.left + half), scale.size.width - half - 2)
    return Mark(round(x, 1), round(mark.y, 1), mark.text)


def _path(places):
    return "M" + "L".join(f"{x} {y}" for x, y in places) if places else ""
