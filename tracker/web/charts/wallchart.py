"""A timeline as sheets of paper, pure: as large as the paper allows, on more sheets rather than too small to read.

All lengths are points (1/72 inch); a sheet is what lies within the margins of the page.
"""

from dataclasses import dataclass, replace

from tracker.web.charts.parts import Chart, Layout, Text
from tracker.web.charts.text import fitted, width, wrapped
from tracker.web.charts.timeline import drawing, height_of

TIGHTEST, LOOSEST = 1.23, 3.4  # height of a row in font sizes
STEP = 0.1
SPLIT_AFTER = 3  # rows of a task at least that begin on a sheet where the task does not fit


@dataclass(frozen=True)
class Paper:
    """``least`` and ``most`` are the font sizes of the rows; nothing on the sheet is smaller than ``least``."""

    name: str
    width: float
    height: float
    least: float
    most: float
    title: float


A4 = Paper("a4", 802.0, 555.0, least=6.05, most=7.6, title=12)
A3 = Paper("a3", 1150.0, 801.0, least=8.6, most=10.4, title=18)
PAPERS = {paper.name: paper for paper in (A3, A4)}


@dataclass(frozen=True)
class Words:
    """What stands around the chart, translated: ``sums`` and ``legend`` are triples (name of the drawing or
    "", its width in heights, text), ``notes`` tell what is shown."""

    title: str
    sums: tuple
    notes: str
    legend: tuple
    columns: tuple  # heads of the columns: task, measure, lead, progress, time limit


@dataclass(frozen=True)
class Item:
    """A small drawing with the text behind it; ``name`` is empty for text alone."""

    name: str
    x: float
    y: float
    width: float
    height: float
    text: Text


@dataclass(frozen=True)
class Sheet:
    paper: Paper
    number: int
    title: Text
    sums: tuple
    notes: tuple
    legend: tuple
    heads: tuple
    chart: Chart
    font: float

    @property
    def small(self):
        return self.paper.least

    @property
    def sums_font(self):
        return round(self.paper.least * 1.3, 1)


def sheets(blocks, paper, words, *, first, last, on, day_text):
    """The ``Sheet`` s for ``Block`` s: one if all of it can be read on one, else several, broken between tasks."""
    head, legend, room = _frame(paper, words)
    font = _font(blocks, paper, room)
    parts = [blocks] if font else _parts(blocks, paper, room)
    layout, found = _layout(paper, font or paper.least), []
    loosest = LOOSEST
    for number, part in enumerate(parts, 1):
        stretched = _stretched(part, layout, room, loosest)
        loosest = stretched.row / layout.font  # later sheets are no looser than the first
        chart = drawing(part, stretched, first=first, last=last, on=on, day_text=day_text, top=head["height"])
        found.append(Sheet(
            paper, number, head["title"], head["sums"], head["notes"], legend, _heads(stretched, words, chart), chart,
            layout.font,
        ))
    return tuple(found)


def _layout(paper, font):
    return Layout(
        "sheet", paper.width, font=font, small=paper.least, row=font * TIGHTEST, task=font * 12.5, name=font * 31,
        lead=font * 11, figure=font * 3, due=paper.least * 11.6,
    )


def _font(blocks, paper, room):
    """The largest font with which all rows fit, None if the smallest is too large."""
    steps = round((paper.most - paper.least) / STEP)
    for step in range(steps, -1, -1):
        font = round(paper.least + STEP * step, 2)
        if _height(blocks, _layout(paper, font)) <= room:
            return font
    return None


def _height(blocks, layout):
    return layout.axis + sum(height_of(block, layout) for block in blocks)


def _stretched(blocks, layout, room, loosest):
    """The layout with rows as high as the sheet has room for."""
    low, high = TIGHTEST * layout.font, loosest * layout.font
    for _halving in range(24):
        middle = (low + high) / 2
        fits = _height(blocks, replace(layout, row=middle)) <= room
        low, high = (middle, high) if fits else (low, middle)
    return replace(layout, row=low)


def _parts(blocks, paper, room):
    """The blocks of each sheet at the smallest font; a task goes to the next sheet whole, unless that is too small."""
    layout = _layout(paper, paper.least)
    room -= layout.axis
    parts, left = [[]], room
    for block in blocks:
        while True:
            height = height_of(block, layout)
            if height <= left + 0.01:
                break
            begun, rest = _split(block, layout, left)
            if (not parts[-1] or height > room) and begun.lines:
                parts[-1].append(begun)
                block = rest
            elif not parts[-1]:
                break
            parts.append([])
            left = room
        parts[-1].append(block)
        left -= height_of(block, layout)
    return [part for part in parts if part]


def _split(block, layout, room):
    """As many of its rows as there is room for, and the rest; none where that would be too few."""
    number = int(room // layout.row)
    if number < SPLIT_AFTER or height_of(replace(block, lines=block.lines[:number]), layout) > room:
        number = 0
    return replace(block, lines=block.lines[:number]), replace(block, lines=block.lines[number:])


def _frame(paper, words):
    """What stands above and below the chart, and the height that is left between."""
    small = paper.least
    title = Text(0, round(paper.title, 1), fitted(words.title, paper.width - small * 14, paper.title))
    y = paper.title * 1.25
    sums, y = _flow(words.sums, paper.width, y, small * 1.3)
    lines = wrapped(words.notes, paper.width, small, most=2)
    notes = tuple(Text(0, round(y + small * 1.3 * (n + 1), 1), line) for n, line in enumerate(lines))
    y += small * 1.3 * len(lines) + small * 0.7
    legend, below = _flow(words.legend, paper.width, 0, small)
    top = paper.height - below - small * 0.2
    legend = tuple(replace(item, y=round(item.y + top, 1), text=replace(item.text, y=round(item.text.y + top, 1)))
                   for item in legend)
    return {"title": title, "sums": sums, "notes": notes, "height": round(y, 1)}, legend, top - y - small * 0.5


def _flow(items, room, top, font):
    """Drawings with their texts one behind the other, on as many lines as they need; and where the last one ends."""
    x, y, found = 0.0, top + font * 1.35, []
    for name, wide, text in items:
        shape = font * 1.1 * wide if name else 0
        length = shape + font * 0.35 + width(text, font) + font * 1.2
        if x and x + length - font * 1.2 > room:
            x, y = 0.0, y + font * 1.45
        height = font * 1.1
        found.append(Item(name, round(x, 1), round(y - height * 0.86, 1), round(shape, 1), round(height, 1),
                          Text(round(x + (shape + font * 0.35 if name else 0), 1), round(y, 1), text)))
        x += length
    return tuple(found), y + font * 0.3


def _heads(layout, words, chart):
    """The heads of the columns, above the first row."""
    y, font = round(chart.grid_top - layout.small * 0.5, 1), layout.small
    task, measure, lead, figure, due = words.columns
    xs = (font * 0.3, layout.task + font * 0.3, layout.task + layout.name)
    rooms = (layout.task - font, layout.name - font, layout.lead - font * 0.5)
    texts = [
        Text(round(x, 1), y, fitted(text, room, font))
        for x, room, text in zip(xs, rooms, (task, measure, lead), strict=True)
    ]
    texts.append(Text(round(layout.left - layout.font * 0.6, 1), y,
                      fitted(figure, layout.figure + layout.font * 2.2, font), "end"))
    return (*texts, Text(round(layout.right + layout.font * 0.5, 1), y, fitted(due, layout.due - font, font)))
