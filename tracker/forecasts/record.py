"""How earlier forecasts fared, pure: each made from what was known on its day, judged by what is known now."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.forecasts.method import Forecast


class Outcome(StrEnum):
    """What became of a forecast."""

    HELD = "held"  # finished within the range
    EARLIER = "earlier"  # finished before it
    LATER = "later"  # finished after it, or not finished when it ended
    OPEN = "open"  # neither finished nor past the range


@dataclass(frozen=True)
class Past:
    """An earlier forecast of a measure (``key``) and the day on which it really finished, None if it has not."""

    key: int
    forecast: Forecast
    finished_on: date | None
    outcome: Outcome

    @property
    def is_judged(self):
        return self.outcome != Outcome.OPEN


@dataclass(frozen=True)
class Tally:
    """How many judged forecasts of so many measures held, and how many did not."""

    measures: int
    held: int
    earlier: int
    later: int

    @property
    def judged(self):
        return self.held + self.earlier + self.later

    @property
    def share(self):
        """The percentage that held, None where none is judged."""
        return round(100 * self.held / self.judged) if self.judged else None


def outcome(forecast, finished_on, *, on):
    """How a forecast stands on a day; ``finished_on`` is what was known of the end by then."""
    if finished_on is None:
        return Outcome.LATER if forecast.late is not None and forecast.late < on else Outcome.OPEN
    if finished_on < forecast.early:
        return Outcome.EARLIER
    return Outcome.LATER if forecast.late is not None and finished_on > forecast.late else Outcome.HELD


def past_of(history, key, *, on):
    """The ``Past`` forecasts of one measure, made on each day before ``on`` on which reporting closed, oldest first."""
    finished_on = history.courses[key].finished_on(on=on)
    made = (history.forecast(key, on=day) for day in history.days if day < on)
    return tuple(
        Past(key, each, finished_on, outcome(each, finished_on, on=on)) for each in made if isinstance(each, Forecast)
    )


def all_past(history, *, on):
    """The ``Past`` forecasts of all measures that still count on that day."""
    counted = [key for key, course in history.courses.items() if course.is_counted(on=on)]
    return tuple(past for key in counted for past in past_of(history, key, on=on))


def tally(pasts):
    """The ``Tally`` of those that are judged."""
    judged = [past for past in pasts if past.is_judged]
    count = {kind: sum(past.outcome == kind for past in judged) for kind in Outcome}
    return Tally(len({past.key for past in judged}), count[Outcome.HELD], count[Outcome.EARLIER], count[Outcome.LATER])
