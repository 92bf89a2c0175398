"""The geometry of a timeline, pure: rows of dates in, coordinates of an SVG drawing out.

A row is the name of a measure, what is known of it in words, and its bar between the time limits. The same drawing
serves a screen, a phone (names above the bars) and a sheet on the wall (tasks in a column of their own).
"""

from tracker.web.charts.marks import drawn_bar, drawn_marks
from tracker.web.charts.parts import Chart, DrawnBlock, DrawnLine, Text
from tracker.web.charts.scale import Scale
from tracker.web.charts.text import fitted, width, wrapped


def drawing(blocks, layout, *, first, last, on, day_text, top=0.0):
    """The ``Chart`` of ``Block`` s from the day ``first`` to the day ``last``; ``day_text`` names the day ``on``."""
    scale = Scale(first, last, layout.left, layout.right)
    drawn, y = [], round(top + layout.axis, 2)
    for block in blocks:
        drawn.append(_block(block, layout, scale, y, on))
        y = drawn[-1].bottom
    day = scale.x(on) if first <= on <= last else None
    room = width(day_text, layout.small) / 2
    middle = min(max(scale.inside(on), layout.left + room), max(layout.right - room, layout.left + room))
    year_y = top + layout.small * 2.3
    return Chart(
        layout=layout, top=top, height=round(y - top, 1),
        years=tuple(Text(x, round(year_y, 1), text, "middle") for x, text in scale.years(layout.small)),
        quarters=tuple(
            Text(x, round(top + layout.small * 3.6, 1), text, "middle") for x, text in scale.quarters(layout.small)
        ) if layout.has_quarters else (),
        year_xs=scale.year_xs, quarter_xs=scale.quarter_xs, day=day,
        day_label=Text(round(middle, 1), round(top + layout.small, 1), day_text, "middle"), blocks=tuple(drawn),
    )


def height_of(block, layout):
    """How high a block is drawn."""
    rows = max(len(block.lines), 1) * layout.row
    if layout.task:
        return max(rows, len(_task_lines(block, layout)) * layout.font * 1.25 + layout.font * 0.5)
    return layout.band + (len(block.lines) * layout.row if block.lines else 0)


def _task_lines(block, layout, most=None):
    return wrapped(block.title, layout.task - layout.font, layout.font, most=most)


def _block(block, layout, scale, top, on):
    height = height_of(block, layout)
    begins = top + (0 if layout.task else layout.band)
    row = (height - (begins - top)) / max(len(block.lines), 1)
    lines = tuple(
        _line(line, layout, scale, round(begins + row * place, 2), row, on) for place, line in enumerate(block.lines)
    )
    draw = _task_beside if layout.task else _task_above
    return draw(block, layout, scale, top, height, lines)


def _task_beside(block, layout, scale, top, height, lines):
    """The task in its column, in the middle of its rows."""
    texts = _task_lines(block, layout)
    first = top + (height - len(texts) * layout.font * 1.25) / 2 + layout.font
    note = None
    if block.note and not lines:
        room = layout.right - layout.task
        note = Text(round(layout.task + layout.font, 1), round(top + height / 2 + layout.font * 0.36, 1),
                    fitted(block.note, room - layout.font, layout.font))
    return DrawnBlock(
        block, round(top, 1), round(top + height, 1), tuple(
            Text(round(layout.font * 0.3, 1), round(first + layout.font * 1.25 * place, 1), text)
            for place, text in enumerate(texts)
        ), None, note, lines,
    )


def _task_above(block, layout, scale, top, height, lines):
    """The task in a band above its rows; what is said of it stands at the right end, or on a line of its own."""
    said = block.count or block.note
    if layout.is_stacked:
        room, text_y = layout.width - layout.font, top + layout.font * 1.35
        count = Text(round(layout.font * 0.5, 1), round(top + layout.font * 2.65, 1),
                     fitted(said, room, layout.small))
    else:
        room, text_y = layout.width - layout.font * 2 - width(said, layout.small), top + layout.band / 2 + 4.5
        count = Text(round(layout.width - layout.font * 0.5, 1), round(text_y, 1), said, "end")
    title = Text(round(layout.font * 0.5, 1), round(text_y, 1), fitted(block.title, room, layout.font))
    return DrawnBlock(block, round(top, 1), round(top + height, 1), (title,), count, None, lines)


def _line(line, layout, scale, top, row, on):
    place = _stacked if layout.is_stacked else _abreast
    texts, beside, light, middle = place(line, layout, top, row)
    thickness = round(min(row * 0.5, layout.font), 2) if not layout.is_stacked else layout.font * 0.8
    size = round(min(row * 0.86, layout.font * 1.3), 2) if not layout.is_stacked else layout.font * 1.2
    bar = drawn_bar(line, scale, middle, thickness, on, layout) if line.row.sort != "uncounted" else None
    marks, labels = drawn_marks(line.row.steps, scale, middle, size, layout)
    strike = ()
    if line.row.sort == "withdrawn":
        strike = tuple((t.x, round(t.y - layout.font * 0.34, 1), round(width(t.text, layout.font), 1)) for t in texts)
    if bar is None and line.note:
        beside = (*beside, Text(layout.left + layout.small / 2, round(middle + layout.small * 0.36, 1),
                                fitted(line.note, layout.right - layout.left - layout.small, layout.small)))
    return DrawnLine(line, round(top, 1), round(top + row, 1), texts, beside, light, _light_size(layout), bar, marks,
                     labels, strike)


def _light_size(layout):
    return round(layout.font * 0.95, 1)


def _abreast(line, layout, top, row):
    """Name, organization and figure in columns left of the bar, the time limit right of it."""
    font, base = layout.font, top + row / 2 + layout.font * 0.36
    shape = layout.task + font * 0.3
    x = shape + font * 1.6 + width("黄", layout.small)
    room = layout.task + layout.name - x - font * 0.4
    lines = wrapped(line.name, room, font, most=layout.words)
    has_lead_below = bool(line.lead) and not layout.lead and len(lines) < layout.words
    first = base - (len(lines) - 1 + has_lead_below) * font * 0.625
    texts = tuple(Text(round(x, 1), round(first + font * 1.25 * n, 1), text) for n, text in enumerate(lines))
    beside = []
    if line.light_word:
        beside.append(Text(round(shape + font * 1.15, 1), round(base, 1), line.light_word))
    if has_lead_below:
        below = round(first + font * 1.25 * len(lines), 1)
        beside.append(Text(round(x, 1), below, fitted(line.lead, room, layout.small)))
    if layout.lead:
        leads = wrapped(line.lead, layout.lead - font * 0.4, layout.small, most=layout.small_words)
        beside += _column(leads, layout.task + layout.name, base, layout.small)
    beside.append(Text(round(layout.left - font * 0.6, 1), round(base, 1), line.figure, "end"))
    fits = width(f"{line.due} {line.slip}", layout.small) <= layout.due - font * 0.5
    due = [f"{line.due} {line.slip}".strip()] if fits or layout.small_words == 1 else [line.due, line.slip]
    beside += _column(due, layout.right + font * 0.5, base, layout.small)
    return texts, tuple(text for text in beside if text.text), (round(shape, 1), round(base - font * 0.82, 1)), (
        top + row * (0.5 if not layout.has_labels else 0.5 - 0.42 * layout.small / row))


def _column(lines, x, base, font):
    first = base - (len(lines) - 1) * font * 0.625
    return [Text(round(x, 1), round(first + font * 1.25 * n, 1), text) for n, text in enumerate(lines)]


def _stacked(line, layout, top, row):
    """Name and words on two lines, the bar below them."""
    font = layout.font
    x, base = font * 1.7, top + font * 1.3
    name = fitted(line.name, layout.width - x - font * 0.3, font)
    said = " · ".join(filter(None, [line.light_word, line.figure, line.due, line.slip]))
    below = Text(round(x, 1), round(base + font * 1.35, 1), fitted(said, layout.width - x, layout.small))
    light = (round(font * 0.3, 1), round(base - font * 0.82, 1))
    return (Text(round(x, 1), round(base, 1), name),), (below,), light, top + layout.above + (row - layout.above) / 2
