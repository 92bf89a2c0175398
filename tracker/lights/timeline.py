"""For given facts a light is constant for stretches of time: the days on which it may change, and its runs."""

from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from tracker.lights.status import Light
from tracker.lights.verdict import district_light, judge

DAY = timedelta(days=1)


class Run(NamedTuple):
    """From a day until the day before another (None: for good) the light is this one.

    ``findings`` are the colours of the four rules in their order, none for a district and for a state.
    """

    from_on: date
    until_on: date | None
    light: Light
    version: int
    is_manual: bool = False
    findings: tuple = ()


def runs(facts, schedule, *, from_on):
    """The ``Run`` s of a measure from a day on, the first at that day, the last for good.

    ``schedule`` are pairs (first day in force, ``Thresholds``), the oldest first; before the first of them its
    thresholds hold too.
    """
    def light_on(day, thresholds):
        verdict = judge(facts, day, thresholds)
        colours = tuple(finding.light for finding in verdict.findings)
        return verdict.light, thresholds.version, verdict.override is not None, colours

    curve = Curve(facts, from_on)
    days = {day for override in facts.overrides for day in (override.from_on, override.until_on + DAY)}
    days |= _milestone_days(facts, schedule) | _deadline_days(facts, schedule) | _reporting_days(facts)
    days |= curve.days(facts.percent, schedule)
    return _merge(days, light_on, schedule, from_on)


def district_runs(facts, percent, schedule, *, from_on, curve=None):
    """The ``Run`` s of one district; ``curve`` saves finding the same days again for the next."""
    curve, percent = curve or Curve(facts, from_on), percent or 0

    def light_on(day, thresholds):
        light = district_light(facts, percent, day, thresholds, expected=curve.expected(day))
        return light, thresholds.version, False, ()

    return _merge(curve.days(percent, schedule), light_on, schedule, from_on)


class Curve:
    """The expected progress of some facts from a day on, asked for the days on which it reaches a figure."""

    def __init__(self, facts, from_on):
        self.facts, self.from_on = facts, from_on
        self.is_stepped = not facts.is_long_running and any(m.weight for m in facts.milestones)
        self.found, self.known = {}, {}
        self.starts = {facts.starts_on} - {None}
        self.rises = [] if self.is_stepped else list(self._rises())
        self.steps = {m.due_on for m in facts.milestones} if self.is_stepped else {r[0] for r in self.rises}
        if facts.is_long_running:
            self.steps |= {date(last.year + 1, 1, 1) for _first, last in self.rises}

    def expected(self, day):
        """The progress expected on a day, worked out once."""
        if day not in self.known:
            self.known[day] = self.facts.expected(day)
        return self.known[day]

    def days(self, percent, schedule):
        """The days on which being at ``percent`` may come to mean another colour."""
        days = self.starts | self.steps
        if not self.is_stepped:
            for _effective, thresholds in schedule:
                days |= self._reached(percent + thresholds.gap_yellow) | self._reached(percent + thresholds.gap_red + 1)
        return days

    def _reached(self, target):
        """The first day of each rise on which the expected progress reaches ``target``, found once."""
        if target not in self.found:
            self.found[target] = {day for rise in self.rises if (day := self._first_day(rise, target))}
        return self.found[target]

    def _first_day(self, rise, target):
        first, last = rise
        if target > 100:
            return None
        later = range((last - first).days)
        return first + bisect_left(later, target, key=lambda n: self.expected(first + n * DAY)) * DAY

    def _rises(self):
        """(first day, last day) of each stretch in which the expected progress only rises."""
        facts = self.facts
        if facts.is_long_running:
            years = {milestone.due_on.year for milestone in facts.milestones}
            for year in sorted(year for year in years if year >= self.from_on.year):
                yield date(year, 1, 1), date(year, 12, 31)
        elif facts.starts_on and facts.due_on:
            yield facts.starts_on, facts.due_on


def _milestone_days(facts, schedule):
    return {
        milestone.due_on + late * DAY
        for milestone in facts.milestones if milestone.done_on is None
        for _effective, thresholds in schedule for late in (1, thresholds.milestone_red + 1)
    }


def _deadline_days(facts, schedule):
    if facts.due_on is None:
        return set()
    return {facts.due_on + DAY} | {facts.due_on - t.deadline_days * DAY for _effective, t in schedule}


def _reporting_days(facts):
    ends = {period.due_on for period in facts.periods}
    for period in facts.periods:
        for report in period.reports:
            if report.handed_in_on is None:
                ends |= {report.due_on, report.closes_on}
    return {day + DAY for day in ends}


def _merge(days, light_on, schedule, from_on):
    """Ask ``light_on`` on each day and join equal neighbours."""
    days |= {effective for effective, _thresholds in schedule}
    found = []
    for day in [from_on, *sorted(day for day in days if day > from_on)]:
        told = light_on(day, in_force(schedule, day))
        if not found or found[-1][1] != told:
            found.append((day, told))
    ends = [day for day, _told in found[1:]] + [None]
    return [
        Run(day, until, light, version, is_manual, findings)
        for (day, (light, version, is_manual, findings)), until in zip(found, ends, strict=True)
    ]


def in_force(schedule, on):
    """The ``Thresholds`` of a day: the newest that have come into force."""
    return next((thresholds for effective, thresholds in reversed(schedule) if effective <= on), schedule[0][1])
