"""What the measures of an organization, or of a whole plan, teach on a day, pure."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.forecasts.survival import Distribution, kaplan_meier

PRIOR = 0.2  # share of the way for which the usual pace is taken beside a measure's own
FIGURES_LEAST = 3  # approved figures that a measure needs


class Case(NamedTuple):
    """Where a measure stood on a day on which reporting had closed: its way (0–1) in so many days."""

    day: date
    way: float
    days: int


@dataclass(frozen=True)
class Pool:
    """``usual`` is how many days a whole measure usually takes, ``slip`` how often the promised time; either is None
    where nothing is known. ``ratios`` are those of real to simply calculated time, from ``cases`` cases of
    ``measures`` measures, of which ``finished`` had finished."""

    usual: float | None
    slip: float | None
    ratios: Distribution
    measures: int
    finished: int
    cases: int

    def calculated(self, case, promised):
        """The days that remain from a ``Case`` if all goes on as it did, the usual pace with a weight of ``PRIOR``.

        ``promised`` is the number of days first promised for all of it, None without a promise.
        """
        return max((1 - case.way) * (case.days + PRIOR * self.whole(promised)) / (case.way + PRIOR), 1)

    def whole(self, promised):
        """The days that all of a measure would take by what is usual: the mean of what measures take and of what this
        promise comes to when it slips as others did."""
        return _whole(self.usual, self.slip, promised)


def pool(courses, cases_of, *, on, base, allowance):
    """The ``Pool`` of these courses on a day. ``cases_of`` gives the ``Case`` s of a course, the oldest first.

    Where they stand at ``base``, when reporting closed last, is no case yet: nobody knows what becomes of it. What has
    been approved since changes neither the usual pace nor the slip, so that more progress can only help.

    ``allowance`` are the days added to real and to calculated time alike: nothing finishes between two reports.
    """
    usual, slip = _habits(courses, base)
    cases, measures, finished = [], 0, 0
    for course in courses if usual else ():
        finished_on = course.finished_on(on=on)
        end = finished_on or on
        ratios = _ratios(cases_of(course), _whole(usual, slip, promised_days(course, on)), end, base, allowance)
        cases += [(ratio, finished_on is not None, 1 / len(ratios)) for ratio in ratios]
        measures += bool(ratios)
        finished += bool(ratios) and finished_on is not None
    return Pool(usual, slip, kaplan_meier(cases), measures, finished, len(cases))


def promised_days(course, on):
    """The days between its beginning and its first time limit, None without one."""
    due_on = course.first_promise(on=on)
    return (due_on - course.starts_on).days if due_on and due_on > course.starts_on else None


def _ratios(cases, whole, end, base, allowance):
    """Real by calculated time, with the allowance, of each case; as ``Pool.calculated``, without a call for each."""
    last = min(end, base)
    return [
        ((end - case.day).days + allowance)
        / (max((1 - case.way) * (case.days + PRIOR * whole) / (case.way + PRIOR), 1) + allowance)
        for case in cases if case.day < last
    ]


def _habits(courses, on):
    """Days by way, and days by the way's share of the promised days, over all measures that have begun to move."""
    days = way = late_days = promised_way = 0
    for course in courses:
        finished_on, percent = course.finished_on(on=on), course.percent(on=on)
        passed = ((finished_on or on) - course.starts_on).days
        if not percent or passed <= 0:
            continue
        days, way = days + passed, way + percent / 100
        promised = promised_days(course, on)
        if promised:
            late_days, promised_way = late_days + passed, promised_way + promised * percent / 100
    return days / way if way else None, late_days / promised_way if promised_way else None


def _whole(usual, slip, promised):
    return usual if promised is None or slip is None else (usual + slip * promised) / 2
