"""The matrix measure × district: rows by task and heading, sums below, and where the red and yellow lights are."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from tracker.dashboards.overview.rows import ROWS, Row
from tracker.dashboards.overview.tally import worst_of
from tracker.lights.status import WORST_FIRST, Light
from tracker.plans.numerals import ordinal

FOLDED_ABOVE = 40  # measures
NAMED = 3  # measures or districts at most that hold most of the alarming lights


@dataclass(frozen=True)
class Line:
    """A measure: ``cells`` stand in the order of the columns, None where it does not apply."""

    row: Row
    cells: tuple


@dataclass(frozen=True)
class Sum:
    """How many measures of a task show which light in one column; ``column`` is None for the measures themselves."""

    column: object
    lights: Counter

    @property
    def worst(self):
        return worst_of(self.lights)

    @property
    def numbers(self):
        """(light, number), the worst first; only what there is."""
        return [(light, self.lights[light]) for light in WORST_FIRST if self.lights[light]]


@dataclass(frozen=True)
class Block:
    """A task. ``headings`` are pairs (heading, ``Line`` s) of its measures, ``sums`` what stands in a folded row."""

    key: int
    number: str
    title: str
    measures: int
    headings: tuple
    sums: tuple
    is_open: bool

    @property
    def more(self):
        """How many of its measures are not shown although it is open."""
        return max(self.measures - ROWS, 0) if self.is_open else 0


@dataclass(frozen=True)
class Concentration:
    """Where the lights of a colour are: ``measures`` and ``districts`` that hold at least half of them, if few do.

    ``number`` of them in all, in so many ``in_measures`` and ``in_districts``; ``light`` is None where there is none.
    """

    light: str | None
    number: int = 0
    in_measures: int = 0
    in_districts: int = 0
    measures: tuple = ()
    districts: tuple = ()


@dataclass(frozen=True)
class Matrix:
    """``blocks`` in the plan's order, ``sums`` pairs (light, number overall, numbers by column) for the foot."""

    parts: tuple
    blocks: tuple
    sums: tuple
    is_folded: bool
    concentration: Concentration
    rule_set: object

    @property
    def columns(self):
        return [column for part in self.parts for column in part.columns]

    @property
    def has_lines(self):
        """Whether any measure is shown by itself."""
        return any(block.headings for block in self.blocks)


def matrix(parts, tally, rows, *, opened=None):
    """The ``Matrix`` of a ``Tally`` and its ``Row`` s. With ``opened``, keys of tasks, the others are folded."""
    columns = [column for part in parts for column in part.columns]
    in_order = sorted(rows, key=lambda row: (row.measure.task.number, row.measure.number, row.measure.pk))
    of_task = {key: list(found) for key, found in groupby(in_order, key=lambda row: row.measure.task_id)}
    blocks = [
        _block(key, line, of_task.get(key, ()), columns, is_open=opened is None or key in opened)
        for key, line in tally.by_task.items()
    ]
    return Matrix(
        parts=tuple(parts),
        blocks=tuple(blocks),
        sums=tuple(
            (light, tally.overall[light], tuple(tally.by_district.get(c.key, Counter())[light] for c in columns))
            for light in (Light.RED, Light.YELLOW)
        ),
        is_folded=opened is not None,
        concentration=_concentration(tally, columns, in_order if opened is None else None),
        rule_set=next((row.rule_set for row in rows if row.rule_set), None),
    )


def _block(key, task, rows, columns, *, is_open):
    number, title, lights = task
    shown = list(rows)[:ROWS] if is_open else []
    lines = [Line(row, tuple(row.cells.get(column.key) for column in columns)) for row in shown]
    return Block(
        key=key, number=ordinal(number), title=title, measures=sum(lights.get(None, Counter()).values()),
        headings=tuple(
            (heading, tuple(found)) for heading, found in groupby(lines, key=lambda line: line.row.measure.heading)
        ),
        sums=tuple(
            Sum(column, lights.get(column and column.key, Counter())) for column in (None, *columns)
        ),
        is_open=is_open,
    )


def _concentration(tally, columns, rows):
    """Of the red lights of districts, or the yellow ones where none is red; ``rows`` is None where they are folded."""
    by_district = {column.name: tally.by_district.get(column.key, Counter()) for column in columns}
    totals = sum(by_district.values(), Counter())
    light = next((light for light in (Light.RED, Light.YELLOW) if totals[light]), None)
    if light is None:
        return Concentration(None)
    in_districts = Counter({name: lights[light] for name, lights in by_district.items() if lights[light]})
    in_measures = _by_measure(rows, light) if rows is not None else Counter()
    return Concentration(
        light, totals[light], len(in_measures), len(in_districts),
        measures=_most(in_measures, totals[light], of=len(rows or ())),
        districts=_most(in_districts, totals[light], of=len(columns)),
    )


def _by_measure(rows, light):
    found = Counter()
    for row in rows:
        if number := sum(cell.light == light for cell in row.cells.values()):
            found[row.measure.label] = number
    return found


def _most(numbers, total, *, of):
    """The few names, fewer than ``of`` there are, that hold at least half of all and more than any other each."""
    ranked = [*numbers.most_common(), ("", 0)]
    for few in range(1, min(NAMED, len(ranked) - 1, of - 1) + 1):
        held = sum(number for _name, number in ranked[:few])
        if 2 * held >= total and ranked[few - 1][1] > ranked[few][1]:
            return tuple(name for name, _number in ranked[:few])
    return ()
