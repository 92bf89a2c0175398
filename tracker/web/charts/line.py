"""The geometry of a line chart of progress, pure: percentages in, coordinates of an SVG drawing out."""

from dataclasses import dataclass

WIDTH, HEIGHT = 440, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 340, 12, 184  # edges of the plotted area
TICKS = (0, 25, 50, 75, 100)
LABELS_MOST = 7


@dataclass(frozen=True)
class Label:
    """A text at a place of the drawing."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class LineChart:
    """``actual``, ``expected`` and ``gap``, from one end to the other, are the ``d`` of paths; ``dots`` are the places
    of the actual values. ``gap`` is empty unless the actual line ends below the other. ``end`` and ``expected_end``
    stand behind the ends of the lines."""

    actual: str
    expected: str
    gap: str
    dots: tuple
    grid: tuple
    ticks: tuple
    periods: tuple
    end: Label
    expected_end: Label | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def line_chart(points):
    """Draw ``points``, a sequence of (label, percent, expected percent or None), at least one, from left to right."""
    xs = [_x(place, len(points)) for place in range(len(points))]
    actual = [(x, _y(percent)) for x, (_label, percent, _by_then) in zip(xs, points, strict=True)]
    expected = [(x, _y(known)) for x, (_label, _percent, known) in zip(xs, points, strict=True) if known is not None]
    step = -(-len(points) // LABELS_MOST)
    labelled = [place for place in range(len(points)) if (len(points) - 1 - place) % step == 0]
    end, expected_end = _ends(points[-1], actual[-1], expected[-1] if expected else None)
    _last_label, percent, by_then = points[-1]
    return LineChart(
        actual=_path(actual),
        expected=_path(expected),
        gap=_path([expected[-1], actual[-1]]) if by_then is not None and by_then > percent else "",
        dots=tuple(actual),
        grid=tuple(_y(tick) for tick in TICKS),
        ticks=tuple(Label(f"{tick}", LEFT - 6, _y(tick) + 4) for tick in TICKS),
        periods=tuple(Label(str(points[place][0]), xs[place], BOTTOM + 18) for place in labelled),
        end=end,
        expected_end=expected_end,
    )


def _ends(last, actual, expected):
    """What stands behind the ends of the lines, moved apart where it would overlap."""
    _label, percent, by_then = last
    end = Label(f"{percent}%", RIGHT + 6, actual[1] + 4)
    if expected is None or by_then is None or by_then == percent:
        return end, None
    y = expected[1] + 4
    if abs(y - end.y) < 14:
        y = end.y - 14 if y < end.y else end.y + 14
    return end, Label(f"{by_then}%", RIGHT + 6, y)


def _x(place, number):
    if number == 1:
        return RIGHT
    return round(LEFT + (RIGHT - LEFT) * place / (number - 1), 1)


def _y(percent):
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100, 1)


def _path(places):
    return "M" + "L".join(f"{x} {y}" for x, y in places) if places else ""
