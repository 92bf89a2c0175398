"""How an indicator stands against its targets: required pace, pace so far, and what to call it.

The rule, printed on the page: the target line runs straight from the start (the dated baseline, or else the first
complete figure) through the target at the end of each year. On the day of the latest figure, what was gained since the
start is set against what the line asked for by then:

* at least 95 % of it: on track; at least 50 %: acceleration needed; 0 % or more: limited progress;
* less than at the start (worse, in the indicator's direction): going back.

The four steps follow the United Nations' way of assessing progress towards targets (ratio of actual to required pace);
the shares are this product's defaults, to be confirmed by whoever runs the site. Figures of the same indicator only.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.indicators.status import Direction, Pace, Unjudged

ON_TRACK_FROM = Decimal("0.95")
ACCELERATE_FROM = Decimal("0.5")
DAYS_OF_A_YEAR = Decimal("365.25")


@dataclass(frozen=True)
class Point:
    """A figure of a day."""

    on: date
    value: Decimal


@dataclass(frozen=True)
class Assessment:
    """``pace`` with what it rests on; amounts in the indicator's unit, ``share`` as a fraction (1: all that was asked).

    ``required`` and ``actual`` are amounts a year, signed as the figure moves: what the next target asks for from the
    latest figure on, and what came about since the start. None where it cannot be said.
    """

    pace: Pace
    why_not: Unjudged | None = None
    start: Point | None = None
    latest: Point | None = None
    expected: Decimal | None = None
    share: Decimal | None = None
    target: Point | None = None
    required: Decimal | None = None
    actual: Decimal | None = None


def assess(*, baseline, targets, readings, direction, on):
    """Return the ``Assessment`` of an indicator on the day `on`.

    `baseline` is a ``Point`` or None (no figure, or none with a date); `targets` and `readings` are ``Point``s in any
    order, targets at the end of their year; readings after `on` are left out. `direction` is a ``Direction``.
    """
    known = sorted((point for point in readings if point.on <= on), key=_day)
    aims = sorted(targets, key=_day)
    latest = known[-1] if known else None
    if direction == Direction.NONE:
        return Assessment(Pace.UNKNOWN, Unjudged.NO_DIRECTION, latest=latest)
    if not aims:
        return Assessment(Pace.UNKNOWN, Unjudged.NO_TARGET, latest=latest)
    target = next((aim for aim in aims if aim.on >= on and not (latest and latest.on >= aim.on)), aims[-1])
    if latest is None:
        return Assessment(Pace.UNKNOWN, Unjudged.NO_READING, target=target)
    start = baseline or known[0]
    if start.on >= latest.on:
        return Assessment(Pace.UNKNOWN, Unjudged.NO_START, latest=latest, target=target,
                          required=_yearly(latest, target))
    expected = on_the_line(start, aims, latest.on)
    pace, share = _pace(start.value, latest.value, expected, aims[-1].value, direction)
    return Assessment(pace, None, start, latest, expected, share, target,
                      _yearly(latest, target), _yearly(start, latest))


def on_the_line(start, targets, on):
    """The figure that the target line asks for on a day: straight between `start` and each later target in turn."""
    before = start
    for aim in sorted(targets, key=_day):
        if aim.on <= start.on:
            continue
        if on <= aim.on:
            part = Decimal((on - before.on).days) / Decimal((aim.on - before.on).days)
            return before.value + (aim.value - before.value) * part
        before = aim
    return before.value


def _pace(start, latest, expected, final, direction):
    sign = -1 if direction == Direction.DOWN else 1
    gained, asked = sign * (latest - start), sign * (expected - start)
    share = gained / asked if asked > 0 else None
    if sign * (latest - final) >= 0 and sign * (final - start) > 0:
        return Pace.REACHED, share
    if sign * (latest - expected) >= 0 or (share is not None and share >= ON_TRACK_FROM):
        return Pace.ON_TRACK, share
    if gained < 0:
        return Pace.BACK, share
    if share is not None and share >= ACCELERATE_FROM:
        return Pace.ACCELERATE, share
    return Pace.LIMITED, share


def _yearly(before, after):
    days = (after.on - before.on).days
    return (after.value - before.value) * DAYS_OF_A_YEAR / days if days > 0 else None


def _day(point):
    return point.on
