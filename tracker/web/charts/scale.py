"""From days to places on a line of years and quarters; pure."""

from datetime import date, timedelta
from itertools import pairwise

from tracker.web.charts.text import width


class Scale:
    """Days from ``first`` (a 1 January) to the end of ``last`` (a 31 December), between two places."""

    def __init__(self, first, last, left, right):
        self.first, self.last, self.left, self.right = first, last, left, right
        years = range(first.year, last.year + 1)
        self.year_xs = (*(self.x(date(year, 1, 1)) for year in years), right)
        self.quarter_xs = tuple(self.x(date(year, month, 1)) for year in years for month in (4, 7, 10))
        self._years = years

    def x(self, day):
        """Where a day begins; beyond the edges for days that are not on the line."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return round(self.left + (self.right - self.left) * share, 1)

    def inside(self, day):
        """Where a day begins, at the nearest edge for days that are not on the line."""
        return min(max(self.x(day), self.left), self.right)

    def end(self, day):
        """Where a day ends, at the nearest edge for days that are not on the line."""
        return self.inside(day + timedelta(days=1)) if day < date.max else self.right

    def years(self, size):
        """(middle, year) of as many years as there is room for."""
        room = (self.right - self.left) / len(self._years)
        every = max(-(-int(width("2022", size) + size * 0.6) // max(int(room), 1)), 1)
        ends = zip(self._years, self.year_xs, self.year_xs[1:], strict=False)
        return [
            (round((begins + ends) / 2, 1), str(year))
            for number, (year, begins, ends) in enumerate(ends) if number % every == 0
        ]

    def quarters(self, size):
        """(middle, Q1 …) of all quarters, none where there is no room."""
        xs = sorted((*self.year_xs, *self.quarter_xs))
        if (self.right - self.left) / (len(xs) - 1) < width("Q4", size) + size * 0.3:
            return []
        return [
            (round((begins + ends) / 2, 1), f"Q{number % 4 + 1}")
            for number, (begins, ends) in enumerate(pairwise(xs))
        ]
