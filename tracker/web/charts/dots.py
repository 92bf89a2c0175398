"""The geometry of a plot of districts as dots, pure: percentages in, coordinates of an SVG drawing out."""

from dataclasses import dataclass

WIDTH = 404
RIGHT = 316  # edge of the plotted area; the figures stand behind it
TOP, ROW = 24, 27  # where the rows begin, and how high each is
CHARACTER, NAME_MOST = 14, 110  # width of a character of a name, and of the longest name
STEP = 20  # percent between two grid lines
APART = 44  # units that two labels of the axis need between their middles


@dataclass(frozen=True)
class Tick:
    """A grid line; its ``text`` is empty where another label stands in the way."""

    x: float
    text: str


@dataclass(frozen=True)
class Row:
    """A district: ``y`` is the middle of its row, ``x`` the place of its dot, None where nothing was reported."""

    name: str
    percent: int | None
    gap: int | None
    light: str | None
    y: float
    x: float | None

    @property
    def is_behind(self):
        return self.gap is not None and self.gap < 0

    @property
    def text_y(self):
        return self.y + 4.5

    @property
    def below(self):
        """The lower edge of the row."""
        return self.y + ROW / 2


@dataclass(frozen=True)
class DotPlot:
    """``expected_x`` is the place of the expected progress, None where nothing is expected."""

    rows: tuple
    ticks: tuple
    expected: int | None
    expected_x: float | None
    left: float
    height: float
    top: int = TOP - 4
    width: int = WIDTH
    right: int = RIGHT

    @property
    def name_x(self):
        return self.left - 10

    @property
    def figure_x(self):
        """Where the percentages end; the gaps end at the edge."""
        return self.width - 40


def dot_plot(districts, expected):
    """Draw ``districts``, tuples (name, percent or None, gap or None, light or None), at least one, the best first.

    ``expected`` is the progress expected of each in percent, or None. The axis begins at the multiple of 20 below the
    lowest value and ends at 100.
    """
    left = min(max(len(name) for name, *_rest in districts) * CHARACTER, NAME_MOST) + 14
    known = [percent for _name, percent, *_rest in districts if percent is not None]
    known += [] if expected is None else [expected]
    floor = min(max(min(known, default=0) - 1, 0) // STEP * STEP, 100 - STEP)

    def x(percent):
        return round(left + (RIGHT - left) * (percent - floor) / (100 - floor), 1)

    ordered = sorted(districts, key=lambda district: -1 if district[1] is None else district[1], reverse=True)
    rows = tuple(
        Row(name, percent, gap, light, TOP + ROW * place + ROW / 2, None if percent is None else x(percent))
        for place, (name, percent, gap, light) in enumerate(ordered)
    )
    expected_x = None if expected is None else x(expected)
    return DotPlot(
        rows=rows,
        ticks=tuple(_ticks(floor, x, expected_x)),
        expected=expected,
        expected_x=expected_x,
        left=left,
        height=TOP + ROW * len(rows) + 2,
    )


def _ticks(floor, x, expected_x):
    for percent in range(floor, 101, STEP):
        is_covered = expected_x is not None and abs(x(percent) - expected_x) < APART
        text = f"{percent}%" if percent in {floor, 100} else f"{percent}"
        yield Tick(x(percent), "" if is_covered else text)
