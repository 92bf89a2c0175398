"""The burn-up of milestones, pure: how many were to be done by when, how many were, and where that leads."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

LOOKED_BACK = 4  # quarters whose mean speed is carried on


@dataclass(frozen=True)
class Point:
    """Milestones due, and done, by the end of a day; ``done`` is None for a day to come, unless it is the first."""

    on: date
    planned: int
    done: int | None


@dataclass(frozen=True)
class Projection:
    """What the mean of the last four full quarters leads to: so many done by the end of ``on``."""

    on: date
    done: int
    planned: int
    speed: Fraction  # milestones a quarter

    @property
    def short(self):
        return self.planned - self.done


@dataclass(frozen=True)
class BurnUp:
    """``points`` are the ends of the quarters and the day asked for, after the day before the first quarter."""

    on: date
    total: int
    now: Point
    points: tuple
    projection: Projection | None

    @property
    def behind(self):
        """How many fewer are done than were due (minus: more)."""
        return self.now.planned - self.now.done

    @property
    def first_year(self):
        return self.points[1].on.year

    @property
    def last_year(self):
        return self.points[-1].on.year


def burn_up(milestones, *, on, starts_on, ends_on):
    """The ``BurnUp`` as known on a day, of triples (due on, done on or None, number); None without any.

    It begins with the quarter in which the plan starts and goes on to the end of the year in which the plan ends or, if
    that is later, the last milestone is due. It is projected to the end of the plan or, after that, of the drawing.
    """
    milestones = list(milestones)
    if not milestones:
        return None
    first = min(starts_on, *(due for due, _done, _number in milestones))
    first = date(first.year, first.month - (first.month - 1) % 3, 1) - timedelta(days=1)
    last = date(max(ends_on, *(due for due, _done, _number in milestones)).year, 12, 31)
    days = sorted({first, *_quarter_ends(first, last), *([on] if first < on <= last else [])})
    points = (_point(milestones, first, max(first, on)), *(_point(milestones, day, on) for day in days[1:]))
    return BurnUp(
        on, sum(number for _due, _done, number in milestones), _point(milestones, on, on), points,
        _projection(milestones, on, first, next((day for day in (ends_on, last) if on < day), None)),
    )


def _point(milestones, day, on):
    planned = sum(number for due, _done, number in milestones if due <= day)
    done = sum(number for _due, done, number in milestones if done is not None and done <= day)
    return Point(day, planned, done if day <= on else None)


def _projection(milestones, on, first, until):
    """None without four full quarters behind, and where nothing lies ahead."""
    full = [day for day in _quarter_ends(first, on) if day <= on]
    if until is None or len(full) < LOOKED_BACK:
        return None
    since = ([first, *full])[-LOOKED_BACK - 1]
    gained = _point(milestones, full[-1], on).done - _point(milestones, since, on).done
    speed = Fraction(gained, LOOKED_BACK)
    now, then = _point(milestones, on, on), _point(milestones, until, on)
    total = sum(number for _due, _done, number in milestones)
    done = min(total, int(now.done + speed * _quarters_between(on, until)))
    return Projection(until, done, then.planned, speed)


def _quarters_between(on, until):
    """How many quarters lie between two days, the parts at both ends by their days."""
    return _in_quarters(until) - _in_quarters(on)


def _in_quarters(day):
    """A day as a number of quarters."""
    begins = date(day.year, day.month - (day.month - 1) % 3, 1)
    length = (_next_quarter(begins) - begins).days
    return 4 * day.year + (begins.month - 1) // 3 + Fraction((day - begins).days + 1, length)


def _quarter_ends(after, until):
    """The last days of all quarters after one day, up to another."""
    begins, found = date(after.year, after.month - (after.month - 1) % 3, 1), []
    while (end := _next_quarter(begins) - timedelta(days=1)) <= until:
        if end > after:
            found.append(end)
        begins = _next_quarter(begins)
    return found


def _next_quarter(begins):
    return date(begins.year + (begins.month + 2) // 12, (begins.month + 2) % 12 + 1, 1)
