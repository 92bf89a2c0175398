"""The geometry of forecast ranges, pure: days in, coordinates of an SVG drawing out."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.web.charts.days import Days

WIDTH = 440
LEFT, RIGHT = 12, 428
LABEL = 84  # half of the width of a label
MARGIN = 30  # days, at least, on both sides
ROW, TOP, NAME = 24, 8, 72


@dataclass(frozen=True)
class Label:
    """A day that is marked, and where its text stands."""

    x: float
    text_x: float
    day: date


@dataclass(frozen=True)
class RangeBar:
    """``start`` to ``end`` is the range, ``is_open`` where it has no end; None for what is not known."""

    start: float
    end: float
    is_open: bool
    label_x: float
    middle: float | None
    today: Label
    promise: Label | None
    original: Label | None
    years: tuple
    width: int = WIDTH
    height: int = 144
    left: int = LEFT
    right: int = RIGHT

    @property
    def length(self):
        """How wide the bar is; something at least."""
        return round(max(self.end - self.start, 3), 1)


def range_bar(forecast, *, due_on=None, original_due_on=None):
    """Draw a ``Forecast`` beside the time limit and, where it is another, the original one."""
    original = original_due_on if original_due_on != due_on else None
    marked = [forecast.on, forecast.early, forecast.middle, forecast.late, due_on, original]
    days = _around([day for day in marked if day])

    def label(day):
        return Label(days.at(day), _inside(days.at(day)), day) if day else None

    start = days.at(forecast.early)
    end = RIGHT if forecast.is_open else days.at(forecast.late)
    return RangeBar(
        start=start, end=end, is_open=forecast.is_open, label_x=_inside((start + end) / 2),
        middle=days.at(forecast.middle) if forecast.middle else None, today=label(forecast.on), promise=label(due_on),
        original=label(original), years=_clear(days),
    )


def _around(found):
    first, last = min(found), max(found)
    margin = timedelta(days=max((last - first).days // 12, MARGIN))
    return Days(first - margin, last + margin, LEFT, RIGHT)


def _clear(days):
    """The years whose names do not stand over the edge."""
    return tuple(year for year in days.names() if days.low + 10 < year.at < RIGHT - 20)


def _inside(x):
    return round(min(max(x, LABEL), WIDTH - LABEL), 1)


@dataclass(frozen=True)
class Row:
    """One earlier forecast: the day on which it was made, its range, and where the end really came."""

    name: str
    y: float
    made: float
    start: float
    length: float
    actual: float
    held: bool

    @property
    def text_y(self):
        return self.y + 4.5


@dataclass(frozen=True)
class RangeRows:
    rows: tuple
    years: tuple
    height: float
    bottom: float
    width: int = WIDTH
    left: int = NAME
    top: int = TOP
    name_x: int = NAME - 8


def range_rows(rows):
    """Draw ``rows``, at least one: tuples (name, day made, early, late or None, real end, whether the range held)."""
    found = [day for _name, *marked, _held in rows for day in marked if day]
    days = Days(min(found), max(found) + timedelta(days=MARGIN), NAME, RIGHT)
    drawn = []
    for number, (name, made, early, late, actual, held) in enumerate(rows):
        start = days.at(early)
        end = days.at(late) if late else RIGHT
        drawn.append(Row(name, TOP + ROW * number + ROW / 2, days.at(made), start, round(max(end - start, 3), 1),
                         days.at(actual), held))
    bottom = TOP + ROW * len(rows)
    return RangeRows(tuple(drawn), _clear(days), bottom + 22, bottom)
