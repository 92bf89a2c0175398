"""Working days and the dates of reporting periods.

Functions take ``is_working``, which says of a day whether offices work on it: what a library knows by default, what the
administrators have entered from ``tracker.reporting.holidays``.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import is_workday

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}  # the kinds of period, and how many months each lasts


def is_working_day(day):
    """Return whether offices work on `day`, by the yearly holiday notice of the State Council (国务院办公厅).

    For years whose notice is not known, Monday to Friday.
    """
    try:
        return is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def add_working_days(day, count, *, is_working=is_working_day):
    """Return the `count`-th working day after `day`; with 0, `day` itself, working or not."""
    if count < 0:
        raise ValueError(f"Cannot add {count} working days")
    while count:
        day += timedelta(days=1)
        count -= bool(is_working(day))
    return day


def working_days_between(first, last, *, is_working=is_working_day):
    """Return how many working days come after `first` up to `last`, which is included; 0 on the same day.

    The inverse of `add_working_days`. Raises ValueError when `last` lies before `first`.
    """
    if last < first:
        raise ValueError(f"{last} lies before {first}")
    return sum(bool(is_working(first + timedelta(days=number))) for number in range(1, (last - first).days + 1))


def period_of(day, kind="quarter"):
    """Return the (year, number) of the period in which `day` lies; numbers start at 1 each year."""
    return day.year, (day.month - 1) // MONTHS[kind] + 1


def quarter_of(day):
    """Return the (year, number 1–4) of the quarter in which `day` lies."""
    return period_of(day, "quarter")


@dataclass(frozen=True)
class PeriodDates:
    """The five dates of a reporting period; each day is included to its end."""

    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date
    closes_on: date


def period_dates(year, number, *, kind="quarter", due_day=10, grace=5, is_working=is_working_day):
    """Return the usual dates of a period: it opens the day after it ends and is due on `due_day` of that month.

    It closes `grace` working days after it was due. A `due_day` beyond the end of the month means its last day. The
    default, the 10th after the quarter, follows the provincial inspection office's rule of 2022. Raises ValueError for
    a number that the year does not have (quarters 1–4, months 1–12, halves 1–2, year 1) and for dates out of range.
    """
    months = MONTHS[kind]
    if not 1 <= number <= 12 // months:
        raise ValueError(f"A year has no {kind} number {number}")
    starts_on = date(year, (number - 1) * months + 1, 1)
    ends_on = _last_day(year, number * months)
    opens_on = ends_on + timedelta(days=1)
    due_on = min(opens_on + timedelta(days=due_day - 1), _last_day(opens_on.year, opens_on.month))
    closes_on = add_working_days(due_on, grace, is_working=is_working)
    return PeriodDates(starts_on, ends_on, opens_on, due_on, closes_on)


def _last_day(year, month):
    return date(year, month, monthrange(year, month)[1])


def periods_between(first_day, last_day, kind="quarter"):
    """Yield the (year, number) of every period whose last day falls from `first_day` to `last_day`, both included.

    A period is reported once it has ended: the one that `first_day` cuts is in, the one that `last_day` cuts is not.
    """
    months = MONTHS[kind]
    year, number = period_of(first_day, kind)
    while _last_day(year, number * months) <= last_day:
        yield year, number
        year, number = (year, number + 1) if number * months < 12 else (year + 1, 1)
