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

    ``periods`` hold those that fell due last and all later ones, the oldest first.
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

    def override(self, on):
        """The light that was set by hand for that day, if any; of several the last one."""
        return next((o for o in reversed(self.overrides) if o.from_on <= on <= o.until_on), None)


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
