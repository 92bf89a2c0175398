"""The bar of a measure and the marks on it, pure: days in, coordinates out; what would overlap is put together."""

from dataclasses import dataclass

from tracker.web.charts.text import width

TICK = 0.42  # width of the mark of a time limit, in heights of the bar
WORST_FIRST = ("late", "open", "done", "verified")


@dataclass(frozen=True)
class Bar:
    """From ``x`` on, so wide; ``done`` is the width of what is done. ``original`` is the place of the first time limit
    where it was moved, ``due`` of the one in force (None: none). ``tail`` is how far the delay reaches, None without.
    ``label`` is (x, y) of the number of days, None where there is no room."""

    sort: str
    x: float
    y: float
    width: float
    height: float
    done: float
    due: float | None = None
    original: float | None = None
    tail: float | None = None
    label: tuple | None = None

    @property
    def middle(self):
        return round(self.y + self.height / 2, 2)

    @property
    def end(self):
        return round(self.x + self.width, 1)

    @property
    def bottom(self):
        return round(self.y + self.height, 2)

    @property
    def tick_top(self):
        return round(self.y - self.height * 0.2, 2)

    @property
    def tick_height(self):
        return round(self.height * 1.4, 2)

    @property
    def tick(self):
        """How wide the mark of a time limit is."""
        return round(self.height * TICK, 2)


@dataclass(frozen=True)
class Mark:
    """One mark for one step, or for several that lie on each other: the worst ``state`` of them is shown.

    ``origin`` is the place of the first time limit of a step that was moved, None otherwise."""

    x: float
    y: float
    size: float
    kind: str
    state: str
    steps: tuple
    origin: float | None = None

    @property
    def left(self):
        return round(self.x - self.size / 2, 2)

    @property
    def top(self):
        return round(self.y - self.size / 2, 2)

    @property
    def origin_size(self):
        """The radius of the mark of a first time limit."""
        return round(self.size * 0.22, 2)

    @property
    def behind(self):
        """Where a second mark looks out from below, of several."""
        return round(self.left + self.size * 0.22, 2)

    @property
    def count(self):
        return len(self.steps)


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str


def drawn_bar(line, scale, middle, thickness, on, layout):
    """The ``Bar`` of a line, None where it has neither a beginning nor a time limit."""
    row = line.row
    measure = row.measure
    if measure.due_on is None and measure.starts_on is None and row.sort != "open":
        return None
    begins = scale.inside(measure.starts_on) if measure.starts_on else scale.left
    is_open = row.sort == "open" or measure.due_on is None
    ends = scale.right - thickness * 0.2 if is_open else max(scale.end(measure.due_on), begins)
    due = None if measure.due_on is None else min(scale.end(measure.due_on), scale.right - thickness * TICK)
    original = scale.end(measure.original_due_on) if row.slip and row.sort != "withdrawn" else None
    percent = 0 if row.sort in {"withdrawn", "open"} else min(max(row.standing.percent, 0), 100)
    tail = scale.end(on) if row.is_late and scale.end(on) > ends else None
    bar = Bar(
        sort="open" if is_open and row.sort != "withdrawn" else row.sort, x=begins,
        y=round(middle - thickness / 2, 2), width=round(ends - begins, 1), height=thickness,
        done=round((ends - begins) * percent / 100, 1), due=due, original=original, tail=tail,
    )
    return _with_label(bar, line, scale, layout) if original is not None and line.slip else bar


def _with_label(bar, line, scale, layout):
    """The number of days behind the last thing that is drawn, where there is room before the edge and no mark."""
    x = max(filter(None, [bar.end, bar.original, bar.tail])) + layout.small * 0.8
    until = x + width(line.slip, layout.small)
    apart = layout.font * 1.3
    is_free = until <= scale.right and not any(
        x - apart <= scale.inside(step.due_on) <= until + apart for step in line.row.steps
    )
    if not is_free or layout.is_stacked:
        return bar
    place = (round(x, 1), round(bar.middle + layout.small * 0.36, 1))
    return Bar(**{**vars(bar), "label": place})


def drawn_marks(steps, scale, middle, size, layout):
    """The ``Mark`` s of steps, none on another, and the ``Label`` s for which there is room below the bars."""
    marks = [_mark(together, scale, middle, size) for together in _clusters(steps, scale, size)]
    if not layout.has_labels:
        return tuple(marks), ()
    y = round(middle + layout.font * 0.5 + layout.small * 0.98, 1)
    labels = []
    ends = [mark.left for mark in marks[1:]] + [scale.right]
    for mark, until in zip(marks, ends, strict=False):
        text = mark.steps[0].title if mark.count == 1 else f"×{mark.count}"
        if mark.left + width(text, layout.small) + layout.small * 0.6 <= min(until, scale.right):
            labels.append(Label(mark.left, y, text))
    return tuple(marks), tuple(labels)


def _clusters(steps, scale, size):
    """Steps in the order of their days, together where their marks would lie on each other."""
    found = []
    for step in sorted(steps, key=lambda step: (step.due_on, step.title)):
        x = min(max(scale.inside(step.due_on), scale.left + size / 2), scale.right - size / 2)
        if found and x - found[-1][0][0] < size:
            found[-1].append((x, step))
        else:
            found.append([(x, step)])
    return found


def _mark(together, scale, middle, size):
    x, steps = together[0][0], tuple(step for _x, step in together)
    state = next(state for state in WORST_FIRST if any(step.state == state for step in steps))
    moved = steps[0].original_due_on if len(steps) == 1 else None
    origin = scale.inside(moved) if moved else None
    return Mark(
        x=round(x, 1), y=round(middle, 2), size=size, kind="goal" if any(step.goal_year for step in steps) else "step",
        state=state, steps=steps, origin=origin if origin is not None and abs(origin - x) > size / 2 else None,
    )
