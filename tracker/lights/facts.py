"""What a light is judged by, as it was known on one day; kept beside every light, so that it can be explained for ever.

Plain tuples: they are made by the hundred thousand, and JSON keeps them as they are.
"""

from datetime import date
from typing import NamedTuple

from tracker.plans.expected import expected_percent


class MilestoneFact(NamedTuple):
    key: int
    title: str
    weight: int
    due_on: date
    done_on: date | None = None


class DistrictFact(NamedTuple):
    """``percent`` is None while nothing was reported; it counts 0."""

    key: int
    name: str
    percent: int | None


class ReportFact(NamedTuple):
    """A report that a lead owes for a period; ``handed_in_on`` is the day on which it first came in."""

    organization: int
    name: str
    due_on: date
    closes_on: date
    handed_in_on: date | None = None


class PeriodFact(NamedTuple):
    """A period of the plan and what was owed for it; nothing may have been."""

    frequency: str
    year: int
    number: int
    due_on: date
    reports: tuple = ()


class OverrideFact(NamedTuple):
    """A light set by hand from a day to another, both included."""

    light: str
    from_on: date
    until_on: date
    reason: str
    by: str


class Facts(NamedTuple):
    """All that ``judge`` asks of a measure. ``percent`` is its progress (0–100), the mean of its districts.

    ``periods`` hold the one that fell due last, all later ones, and before them the rows of reports that never came;
    the oldest first.
    """

    starts_on: date | None = None
    due_on: date | None = None
    is_long_running: bool = False
    percent: int = 0
    districts: tuple = ()
    milestones: tuple = ()
    periods: tuple = ()
    overrides: tuple = ()

    def expected(self, on):
        """The progress expected at the end of a day in percent, None if nothing is expected."""
        return expected_percent(
            self.starts_on, self.due_on, [(m.weight, m.due_on) for m in self.milestones], on=on,
            is_long_running=self.is_long_running,
        )

    def from_day(self, on):
        """The facts without the periods and reports that no rule looks at from that day on.

        Before the newest period that was due, only a report that never came is looked at, and only as long as its
        organization let all later ones pass too.
        """
        later = [number for number, period in enumerate(self.periods) if period.due_on >= on]
        newest = (later[0] if later else len(self.periods)) - 1
        if newest < 1:
            return self
        waiting = _never_came(self.periods[newest])
        kept = list(self.periods[newest:])
        for period in reversed(self.periods[:newest]):
            waiting &= _never_came(period)
            if not waiting:
                break
            reports = (each for each in period.reports if each.organization in waiting and each.handed_in_on is None)
            kept.insert(0, period._replace(reports=tuple(reports)))
        return self._replace(periods=tuple(kept))

    def override(self, on):
        """The light that was set by hand for that day, if any; of several the last one."""
        return next((o for o in reversed(self.overrides) if o.from_on <= on <= o.until_on), None)


def _never_came(period):
    """The organizations with a report that did not come."""
    return {report.organization for report in period.reports if report.handed_in_on is None}


def to_json(facts):
    """Facts as lists, texts and numbers."""
    return [_plain(value) for value in facts]


def from_json(kept):
    """The ``Facts`` that ``to_json`` made into lists."""
    starts_on, due_on, is_long_running, percent, districts, milestones, periods, overrides = kept
    return Facts(
        _day(starts_on), _day(due_on), is_long_running, percent,
        tuple(DistrictFact(*each) for each in districts),
        tuple(MilestoneFact(key, title, weight, _day(due), _day(done)) for key, title, weight, due, done in milestones),
        tuple(
            PeriodFact(frequency, year, number, _day(due), tuple(
                ReportFact(key, name, _day(due), _day(closes), _day(came)) for key, name, due, closes, came in reports
            ))
            for frequency, year, number, due, reports in periods
        ),
        tuple(
            OverrideFact(light, _day(first), _day(last), reason, by) for light, first, last, reason, by in overrides
        ),
    )


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _day(text):
    return date.fromisoformat(text) if text else None
