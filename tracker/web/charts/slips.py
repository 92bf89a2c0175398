"""The geometry of a slip chart, pure: what was promised when in, coordinates of an SVG drawing out.

Milestone trend analysis: the day on which something was said runs to the right, the day that was promised upwards. A
promise that is kept runs level, one that slips rises, one that is fulfilled ends where both days are the same.
"""

from dataclasses import dataclass
from datetime import timedelta

from tracker.web.charts.days import Days, apart

WIDTH, HEIGHT = 440, 320
LEFT, RIGHT, TOP, BOTTOM = 40, 300, 12, 288
LINES_MOST = 12
LINE_APART = 16
TEXT_MOST = 8  # characters of a name beside a line


@dataclass(frozen=True)
class Line:
    """``path`` is the ``d`` of the path, ``end`` its last place, ``dots`` are where another day was named."""

    path: str
    dots: tuple
    end: tuple
    text: str
    text_y: float
    kind: str


@dataclass(frozen=True)
class SlipChart:
    """``diagonal`` is where the day promised is the day itself; ``left_out`` how many lines found no place."""

    lines: tuple
    diagonal: str
    xs: tuple
    ys: tuple
    day: float
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    label_x: int = RIGHT + 10


def slip_chart(slips, *, on):
    """Draw ``Slip`` s, at least one: the measure, what is open, and of what is done as much as finds a place."""
    chosen = _chosen(slips)
    first = min(slip.first.on for slip in chosen)
    last = max([on, *(promise.due_on for slip in chosen for promise in slip.promises)]) + timedelta(days=30)
    xs = Days(first, max(on, first + timedelta(days=1)), LEFT, RIGHT)
    ys = Days(min(first, *(promise.due_on for slip in chosen for promise in slip.promises)), last, BOTTOM, TOP)
    drawn = [_places(slip, xs, ys, on) for slip in chosen]
    texts = apart([places[-1][1] + 4.5 for places, _dots in drawn], least=LINE_APART, top=TOP + 6, bottom=BOTTOM)
    return SlipChart(
        lines=tuple(
            Line(_path(places), dots, places[-1], _text(slip), y, _kind(slip))
            for slip, (places, dots), y in zip(chosen, drawn, texts, strict=True)
        ),
        diagonal=_path([(xs.at(first), ys.at(first)), (xs.at(on), ys.at(on))]),
        xs=tuple(year for year in xs.names() if year.at < RIGHT - 10),
        ys=tuple(year for year in ys.names() if TOP < year.at < BOTTOM),
        day=xs.at(on),
        left_out=len(slips) - len(chosen),
    )


def _chosen(slips):
    own = [slip for slip in slips if slip.is_measure]
    rest = [slip for slip in slips if not slip.is_measure]
    wanted = sorted(rest, key=lambda slip: (slip.done_on is not None, slip.last.due_on))[:LINES_MOST - len(own)]
    return own + [slip for slip in rest if slip in wanted]


def _places(slip, xs, ys, on):
    """The corners of its line, level until another day is named; and the places where one was."""
    places, dots = [], []
    for promise in slip.promises:
        x, y = xs.at(promise.on), ys.at(promise.due_on)
        if places:
            places.append((x, places[-1][1]))
            dots.append((x, y))
        places.append((x, y))
    end = min(slip.done_on, on) if slip.done_on else on
    if slip.done_on and end > slip.last.on:
        places += [(xs.at(end), places[-1][1]), (xs.at(end), ys.at(end))]
    elif slip.done_on:
        places.append((xs.at(slip.last.on), ys.at(slip.done_on)))
    else:
        places.append((xs.at(on), places[-1][1]))
    return places, tuple(dots)


def _kind(slip):
    """The class of a line: the measure's own, and else done, slipping or kept."""
    if slip.is_measure:
        return "own"
    if slip.done_on:
        return "done"
    return "slipping" if slip.days > 0 else "kept"


def _text(slip):
    """The number in the table and the beginning of the name."""
    name = slip.title if len(slip.title) <= TEXT_MOST else f"{slip.title[:TEXT_MOST]}…"
    return name if slip.is_measure else f"{slip.number} {name}"


def _path(places):
    return "M" + "L".join(f"{x} {y}" for x, y in places)
