"""The course of a measure, pure: what was known of it by day, and never what came later."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Course:
    """One measure. ``figures`` are pairs (day, percent 0–100), the oldest first: from that day on it stood at so much.

    ``promises`` are pairs (day, time limit or None): from that day on this was its time limit; ``counted`` are pairs
    (day, whether it stood in a denominator). ``organizations`` are the keys of those that lead it. A course without
    its day of beginning cannot be told: whoever gathers it takes the first day of the plan then.
    """

    key: int
    organizations: frozenset
    starts_on: date
    figures: tuple = ()
    promises: tuple = ()
    counted: tuple = ((date.min, True),)
    is_long_running: bool = False
    _days: tuple = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "_days", tuple(day for day, _percent in self.figures))

    def number_of_figures(self, *, on):
        """How many figures had been approved that differ from the one before."""
        return bisect_right(self._days, on)

    def percent(self, *, on):
        """How far it was at the end of that day; 0 before the first figure."""
        number = self.number_of_figures(on=on)
        return self.figures[number - 1][1] if number else 0

    def finished_on(self, *, on):
        """The day from which it has stood at 100 %, as known on a day; None where it did not stand there then."""
        number = self.number_of_figures(on=on)
        if not number or self.figures[number - 1][1] < 100:
            return None
        while number > 1 and self.figures[number - 2][1] == 100:
            number -= 1
        return self.figures[number - 1][0]

    def first_promise(self, *, on):
        """The first time limit that it had, as known on that day; None without one."""
        return next((due for day, due in self.promises if due is not None and day <= on), None)

    def promise(self, *, on):
        """The time limit as it stood on that day, None without one."""
        return self._known(self.promises, on)

    def is_counted(self, *, on):
        return bool(self._known(self.counted, on))

    @staticmethod
    def _known(pairs, on):
        return next((value for day, value in reversed(pairs) if day <= on), None)
