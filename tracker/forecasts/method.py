"""When a measure will be finished, pure: no chance, no future, and nothing that cannot be said in four sentences.

If all goes on as it did, the rest takes so many days; how often real times were shorter or longer than such a
calculation is known from earlier cases; nine of ten took at least the low and at most the high end. Cases that have not
ended yet count as lasting longer (``survival``). Days since reporting closed last say nothing: nothing could finish.

Of few measures the range is wider: one more is taken as if it had ended outside, the rule of n + 1 (Vovk, Gammerman and
Shafer (2005), Algorithmic Learning in a Random World). Measures are counted, since cases of one measure are alike. That
this makes 80 of 100 is tried on generated plans (``tests/forecasts/test_back_test.py``).
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil, floor
from statistics import median

from tracker.forecasts.pool import FIGURES_LEAST, Case, Pool, pool, promised_days

SHARE = 80  # percent of the outcomes that a range is to hold
FINISHED_LEAST = 5  # measures of an organization that have finished
FINISHED_LEAST_IN_PLAN = 3
ALLOWANCE = 91  # days, where there are not yet two days of reporting to measure
TAIL = (100 - SHARE) / 200
LEAST = 1e-6  # the smallest share above none


class Without(StrEnum):
    """Why a measure has no forecast."""

    DONE = "done"
    LONG_RUNNING = "long_running"
    UNCOUNTED = "uncounted"
    NO_REPORTING = "no_reporting"  # no reporting has closed since it began
    FEW_FIGURES = "few_figures"
    FEW_FINISHED = "few_finished"
    NO_REACH = "no_reach"  # no earlier case took as long as this one already does

    @property
    def is_history(self):
        """Whether what is missing is history: it may have a forecast later."""
        return self in {Without.NO_REPORTING, Without.FEW_FIGURES, Without.FEW_FINISHED, Without.NO_REACH}


@dataclass(frozen=True)
class Forecast:
    """Made on ``on``, counted from ``base``, the day on which reporting closed last.

    The measure is finished between ``early`` and ``late`` with 80 of 100; by ``middle`` half of the cases would have
    ended. ``late`` is None where history does not reach so far: then it is finished after ``early`` with 80 of 100.
    ``calculated`` are the days that the simple calculation gives from ``base`` on, ``low``, ``centre`` and ``high`` the
    times (in relation to it) that make the range, ``allowance`` the days added on both sides of that relation.
    """

    on: date
    base: date
    percent: int
    days: int
    promised: int | None
    calculated: int
    early: date
    middle: date | None
    late: date | None
    low: float
    centre: float | None
    high: float | None
    allowance: int
    is_of_organization: bool
    pool: Pool

    @property
    def is_open(self):
        return self.late is None

    @property
    def whole(self):
        """The days that all of it would take by what is usual."""
        return round(self.pool.whole(self.promised))


class History:
    """All courses of a plan and the days on which its reporting closed; it answers from what was known on a day."""

    def __init__(self, courses, days):
        self.courses = {course.key: course for course in sorted(courses, key=lambda course: course.key)}
        self.days = tuple(sorted(set(days)))
        self._led = defaultdict(list)
        for course in self.courses.values():
            for organization in course.organizations:
                self._led[organization].append(course)
        self._cases, self._pools = {}, {}

    def days_until(self, on):
        return self.days[:bisect_right(self.days, on)]

    def allowance(self, on):
        """The usual number of days between two days on which reporting closed."""
        days = self.days_until(on)
        apart = [(later - day).days for day, later in pairwise(days)]
        return round(median(apart)) if apart else ALLOWANCE

    def pool(self, organizations, *, on):
        """The ``Pool`` of all measures that one of these organizations leads; of the whole plan without any."""
        key = organizations, on
        if key not in self._pools:
            members = [course for course in self._of(organizations) if _is_comparable(course, on)]
            base = next(reversed(self.days_until(on)), on)
            self._pools[key] = pool(members, self._cases_of, on=on, base=base, allowance=self.allowance(on))
        return self._pools[key]

    def _of(self, organizations):
        """The courses that one of these organizations leads, all without any, by their keys."""
        if not organizations:
            return self.courses.values()
        led = {course.key: course for key in organizations for course in self._led[key]}
        return [led[key] for key in sorted(led)]

    def forecast(self, key, *, on):
        """The ``Forecast`` of a measure on a day, or why there is none (``Without``)."""
        course, days = self.courses[key], self.days_until(on)
        base = days[-1] if days else None
        reason = _hindrance(course, base, on)
        if reason:
            return reason
        chosen, is_of_organization = self._pool_for(course, on)
        if chosen is None:
            return Without.FEW_FINISHED
        case = Case(base, course.percent(on=on) / 100, (base - course.starts_on).days)
        return _forecast(course, case, chosen, on=on, allowance=self.allowance(on), own=is_of_organization)

    def _cases_of(self, course):
        if course.key not in self._cases:
            self._cases[course.key] = [
                Case(day, course.percent(on=day) / 100, (day - course.starts_on).days) for day in self.days
                if day > course.starts_on and course.number_of_figures(on=day) >= FIGURES_LEAST
                and course.percent(on=day) < 100
            ]
        return self._cases[course.key]

    def _pool_for(self, course, on):
        """The pool that is large enough, and whether it is the organization's."""
        if course.organizations:
            own = self.pool(course.organizations, on=on)
            if own.finished >= FINISHED_LEAST:
                return own, True
        whole = self.pool(frozenset(), on=on)
        return (whole, False) if whole.finished >= FINISHED_LEAST_IN_PLAN else (None, False)


def _is_comparable(course, on):
    return not course.is_long_running and course.is_counted(on=on)


def _hindrance(course, base, on):
    if not course.is_counted(on=on):
        return Without.UNCOUNTED
    if course.is_long_running:
        return Without.LONG_RUNNING
    if course.finished_on(on=on):
        return Without.DONE
    if base is None or base <= course.starts_on:
        return Without.NO_REPORTING
    return Without.FEW_FIGURES if course.number_of_figures(on=on) < FIGURES_LEAST else None


def _forecast(course, case, chosen, *, on, allowance, own):
    promised = promised_days(course, on)
    calculated = chosen.calculated(case, promised)
    low, centre, high = _range(chosen)

    def day(ratio, whole):
        passed = whole(ratio * (calculated + allowance) - allowance) if ratio else None
        return None if passed is None else case.day + timedelta(days=max(passed, 0))

    early, middle, late = day(low, floor), day(centre, round), day(high, ceil)
    if early is None or (late and late < on):
        return Without.NO_REACH
    return Forecast(
        on=on, base=case.day, percent=course.percent(on=on), days=case.days, promised=promised,
        calculated=round(calculated), early=max(early, on), middle=middle and max(middle, on), late=late,
        low=low, centre=centre, high=high, allowance=allowance, is_of_organization=own, pool=chosen,
    )


def _range(chosen):
    """The low, middle and high ratio; no high one where the range is open, none at all where history does not reach."""
    number = chosen.measures

    def quantile(share):
        return chosen.ratios.quantile(max(share, LEAST))

    high = quantile(min((1 - TAIL) * (number + 1) / number, 1))
    low = quantile((TAIL * (number + 1) - 1) / number) if high is not None else quantile(2 * TAIL)
    return low, quantile(0.5), high
