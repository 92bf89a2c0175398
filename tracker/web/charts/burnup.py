"""The geometry of a burn-up, pure: cumulated weights by day in, coordinates of an SVG drawing out."""

from dataclasses import dataclass
from fractions import Fraction

LEAST_APART = 17  # units between two lines of text
YEARS_MOST = 8  # names of years
TICKS = range(0, 101, 20)  # percent of all weight


@dataclass(frozen=True)
class Size:
    """The drawing and, in it, the edges of what is plotted; what stands right of it are the names of the lines."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


WIDE = Size("wide", 690, 376, left=42, right=566, top=34, bottom=350)
NARROW = Size("narrow", 358, 250, left=38, right=284, top=30, bottom=226)


@dataclass(frozen=True)
class Mark:
    """A place; ``text`` is what stands there if it is known without words."""

    x: float
    y: float
    text: str = ""


@dataclass(frozen=True)
class BurnUpChart:
    """``planned``, ``done`` and ``projected`` are the ``d`` of paths, ``gap`` the points of a polygon.

    ``years`` are the names below, ``edges`` where years begin and end. ``now`` is where the line of what was done ends
    (None for a day before it begins), ``now_label`` and ``gap_label`` stand beside it. The names of the lines stand at
    ``planned_end`` and ``projected_end``, moved apart. ``marks`` stand on the lines at the ends of years.
    """

    size: Size
    planned: str
    done: str
    projected: str
    gap: str
    ticks: tuple
    years: tuple
    edges: tuple
    day: float
    now: Mark
    now_label: Mark
    gap_label: Mark
    marks: tuple
    planned_dot: Mark
    planned_end: Mark
    projected_end: Mark | None


def burn_up_chart(burn_up, size):
    """Draw a ``BurnUp`` at a ``Size``."""
    scale = _Scale(burn_up, size)
    planned = [(scale.x(point.on), scale.y(point.planned_weight)) for point in burn_up.points]
    done = [(scale.x(point.on), scale.y(point.done_weight)) for point in burn_up.points if point.done is not None]
    now = done[-1]
    ahead = burn_up.projection
    projected = [now, (scale.x(ahead.on), scale.y(ahead.done_weight))] if ahead else []
    planned_end, projected_end = _ends(scale, planned[-1], projected)
    is_behind = burn_up.points_behind > 0
    return BurnUpChart(
        size=size,
        planned=_path(planned),
        done=_path(done),
        projected=_path(projected),
        gap=" ".join(f"{x},{y}" for x, y in [*planned[:len(done)], *reversed(done)]),
        ticks=tuple(Mark(size.left, scale.y(Fraction(burn_up.weight * tick, 100)), f"{tick}%") for tick in TICKS),
        years=scale.years(),
        edges=scale.edges,
        day=now[0],
        now=Mark(*now),
        now_label=Mark(now[0] + 8, now[1] + 18 if is_behind else now[1] - 10),
        gap_label=Mark(now[0] - 8, scale.y(burn_up.now.planned_weight) - 4),
        marks=tuple(_marks(burn_up, scale)),
        planned_dot=Mark(*planned[-1]),
        planned_end=planned_end,
        projected_end=projected_end,
    )


def _marks(burn_up, scale):
    """A ``Mark`` on the planned line at the end of each year and, of those behind, on the line of what was done."""
    ends = {year.ends_on for year in burn_up.years}
    for point in burn_up.points[:-1]:
        if point.on in ends:
            yield Mark(scale.x(point.on), scale.y(point.planned_weight), "planned")
            if point.done is not None and point.on < burn_up.on:
                yield Mark(scale.x(point.on), scale.y(point.done_weight), "done")


class _Scale:
    """From days and weights to places."""

    def __init__(self, burn_up, size):
        self.size, self.first, self.last = size, burn_up.points[0].on, burn_up.points[-1].on
        self.top = burn_up.weight * Fraction(104, 100)
        self._years = range(self.first.year + 1 if self.first.month == 12 else self.first.year, self.last.year + 1)
        self.edges = (self.size.left, *(
            self.x(self.first.replace(year=year, month=12, day=31)) for year in self._years
        ))

    def x(self, day):
        share = (day - self.first).days / (self.last - self.first).days
        return round(self.size.left + (self.size.right - self.size.left) * share, 1)

    def y(self, weight):
        return round(float(self.size.bottom - (self.size.bottom - self.size.top) * weight / self.top), 1)

    def years(self):
        """The names of the years in the middle of each; where there are many, of every second or third."""
        every = -(-len(self._years) // YEARS_MOST)
        middles = zip(self._years, self.edges, self.edges[1:], strict=False)
        return tuple(
            Mark(round((begins + ends) / 2, 1), self.size.bottom + 18, str(year))
            for number, (year, begins, ends) in enumerate(middles) if number % every == 0
        )


def _ends(scale, planned, projected):
    """Where the names of the lines stand, two lines of text apart where they would overlap."""
    planned_end = Mark(planned[0] + 10, planned[1] + 4)
    if not projected:
        return planned_end, None
    x, y = projected[-1]
    is_at_the_edge = x >= scale.size.right - 1
    y += 4
    if is_at_the_edge and abs(y - planned_end.y) < LEAST_APART:
        y = planned_end.y + LEAST_APART
    return planned_end, Mark(x + 10, round(y, 1))


def _path(places):
    return "M" + "L".join(f"{x} {y}" for x, y in places) if places else ""
