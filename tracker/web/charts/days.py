"""A scale of days, pure: which place a day has between two edges, and what to name."""

from dataclasses import dataclass
from datetime import date

YEARS_MOST, QUARTERS_MOST = 7, 4


@dataclass(frozen=True)
class Mark:
    """A place on a scale; ``text`` is what stands there."""

    at: float
    text: str = ""


@dataclass(frozen=True)
class Days:
    """From the day ``first`` at ``low`` to the day ``last`` at ``high``, which may be less."""

    first: date
    last: date
    low: float
    high: float

    def at(self, day):
        """The place of a day, one outside at the edge."""
        share = (min(max(day, self.first), self.last) - self.first).days / max((self.last - self.first).days, 1)
        return round(self.low + (self.high - self.low) * share, 1)

    def names(self):
        """A ``Mark`` where each year begins, each second or third where there are many; of a short time, quarters."""
        found = [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)]
        if len(found) < 2:
            quarters = [date(year, month, 1) for year in range(self.first.year, self.last.year + 1)
                        for month in (1, 4, 7, 10)]
            found = [day for day in quarters if self.first <= day <= self.last]
            return tuple(Mark(self.at(day), f"{day:%Y-%m}") for day in found[::max(-(-len(found) // QUARTERS_MOST), 1)])
        return tuple(Mark(self.at(day), str(day.year)) for day in found[::max(-(-len(found) // YEARS_MOST), 1)])


def apart(places, *, least, top, bottom):
    """Places moved so far that they are ``least`` apart and within the edges, in the order in which they came."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved, below = dict(enumerate(places)), top - least
    for number in order:
        moved[number] = below = max(places[number], below + least)
    above = bottom + least
    for number in reversed(order):
        moved[number] = above = min(moved[number], above - least)
    return [round(moved[number], 1) for number in range(len(places))]
