"""The burn-up of milestones and goals, pure: what was to be done by when, what was, and where that leads.

Told twice: in numbers, and in shares of all weight, as the progress that is expected of a measure.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from tracker.plans.percent import whole_percent

LOOKED_BACK = 4  # quarters whose mean speed is carried on


class Due(NamedTuple):
    """So many milestones with the same days and together this weight; ``goal_year`` where they are goals of a year."""

    due_on: date
    done_on: date | None
    number: int
    weight: int
    is_verified: bool = False
    goal_year: int | None = None


@dataclass(frozen=True)
class Point:
    """Milestones due, and done, by the end of a day; ``done`` is None for a day to come, unless it is the first.

    ``planned_weight`` and ``done_weight`` are what these weigh.
    """

    on: date
    planned: int
    done: int | None
    planned_weight: int = 0
    done_weight: int | None = None


@dataclass(frozen=True)
class Projection:
    """What the mean of the last four full quarters leads to: so many done by the end of ``on``."""

    on: date
    done: int
    planned: int
    speed: Fraction  # milestones a quarter
    done_weight: int | Fraction = 0

    @property
    def short(self):
        return self.planned - self.done


@dataclass(frozen=True)
class Year:
    """The end of a year: the shares of all weight planned by then and reached, 0–100, and the goals of that year.

    ``reached`` is None for a year to come; for the year of the day asked for it is what is reached by that day.
    """

    year: int
    ends_on: date
    planned: int
    reached: int | None
    due: int
    done: int
    verified: int


@dataclass(frozen=True)
class BurnUp:
    """``points`` are the ends of the quarters and the day asked for, after the day before the first quarter.

    ``years`` are those of the drawing; ``verified`` of the milestones done are so.
    """

    on: date
    total: int
    now: Point
    points: tuple
    projection: Projection | None
    weight: int = 0
    verified: int = 0
    years: tuple = ()

    def share(self, weight):
        """The share of all weight in whole percent, None for None."""
        return None if weight is None else whole_percent(weight, self.weight)

    @property
    def planned(self):
        """The share of all weight due by now."""
        return self.share(self.now.planned_weight)

    @property
    def reached(self):
        """The share of all weight done by now."""
        return self.share(self.now.done_weight)

    @property
    def projected(self):
        """The share of all weight that is projected, None without a projection."""
        return self.projection and self.share(self.projection.done_weight)

    @property
    def points_behind(self):
        """How many points of all weight fewer are done than were due (minus: more)."""
        return self.planned - self.reached

    @property
    def goal_year(self):
        """The ``Year`` of the day asked for if it has goals, else the last one before it or the first one after it that
        has; None without any goals."""
        with_goals = [year for year in self.years if year.due]
        begun = [year for year in with_goals if year.year <= self.on.year]
        return (begun[-1:] or with_goals[:1] or [None])[0]

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
    """The ``BurnUp`` as known on a day, of ``Due`` s; None without any.

    It begins with the quarter in which the plan starts and goes on to the end of the year in which the plan ends or, if
    that is later, the last milestone is due. It is projected to the end of the plan or, after that, of the drawing.
    """
    milestones = list(milestones)
    if not milestones:
        return None
    first = min(starts_on, *(each.due_on for each in milestones))
    first = date(first.year, first.month - (first.month - 1) % 3, 1) - timedelta(days=1)
    last = date(max(ends_on, *(each.due_on for each in milestones)).year, 12, 31)
    days = sorted({first, *_quarter_ends(first, last), *([on] if first < on <= last else [])})
    points = (_point(milestones, first, max(first, on)), *(_point(milestones, day, on) for day in days[1:]))
    weight = sum(each.weight for each in milestones)
    return BurnUp(
        on, sum(each.number for each in milestones), _point(milestones, on, on), points,
        _projection(milestones, on, first, next((day for day in (ends_on, last) if on < day), None)),
        weight=weight, verified=sum(each.number for each in milestones if each.is_verified),
        years=tuple(_year(milestones, year, on, weight) for year in range(points[1].on.year, last.year + 1)),
    )


def _point(milestones, day, on):
    due = [each for each in milestones if each.due_on <= day]
    done = [each for each in milestones if each.done_on is not None and each.done_on <= day]
    told = (_number(done), _weight(done)) if day <= on else (None, None)
    return Point(day, _number(due), told[0], _weight(due), told[1])


def _year(milestones, year, on, weight):
    ends_on = date(year, 12, 31)
    end = _point(milestones, ends_on, ends_on)
    now = _point(milestones, min(ends_on, on), on)
    goals = [each for each in milestones if each.goal_year == year]
    return Year(
        year, ends_on, whole_percent(end.planned_weight, weight),
        whole_percent(now.done_weight, weight) if year <= on.year else None,
        due=_number(goals), done=_number(each for each in goals if each.done_on is not None),
        verified=_number(each for each in goals if each.is_verified),
    )


def _number(milestones):
    return sum(each.number for each in milestones)


def _weight(milestones):
    return sum(each.weight for each in milestones)


def _projection(milestones, on, first, until):
    """None without four full quarters behind, and where nothing lies ahead."""
    full = [day for day in _quarter_ends(first, on) if day <= on]
    if until is None or len(full) < LOOKED_BACK:
        return None
    since = ([first, *full])[-LOOKED_BACK - 1]
    end, start = _point(milestones, full[-1], on), _point(milestones, since, on)
    speed = Fraction(end.done - start.done, LOOKED_BACK)
    gained = Fraction(end.done_weight - start.done_weight, LOOKED_BACK)
    now, then = _point(milestones, on, on), _point(milestones, until, on)
    ahead = _quarters_between(on, until)
    return Projection(
        until, min(_number(milestones), int(now.done + speed * ahead)), then.planned, speed,
        min(_weight(milestones), now.done_weight + gained * ahead),
    )


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
