"""A workbook that came back, pure: the rows of the copy in it, wherever they and their columns stand now.

Columns are known by the hidden row of names, and without that row by their titles; rows by their hidden key. Nothing
else of the file is relied on: what it says of itself is checked against what was handed out.
"""

import re
from dataclasses import dataclass, field
from uuid import UUID

from tracker.exchange.ledger.copies.fields import as_text
from tracker.exchange.ledger.copies.layout import KEYS, ROW, milestone_columns, report_columns

MERGED_MOST = 500  # ranges of a sheet; nobody merges as many by hand
HEAD_WITHIN = 60  # rows from the top among which the head is looked for
KEY = re.compile(r"r(\d{1,18})(?:m(\d{1,18}))?\.([0-9a-f]{8})", re.ASCII)
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)


@dataclass(frozen=True)
class Row:
    """A row under the head of a sheet. ``report`` and ``milestone`` are keys as text, None where it bears none;
    ``token`` says which copy handed it out. ``cells`` maps names of columns to the ``Cell`` there, left out if empty.
    """

    sheet: int
    number: int
    report: str | None
    milestone: str | None
    token: str
    cells: dict


@dataclass(frozen=True)
class Part:
    """A sheet of the copy: ``columns`` maps names to column numbers, ``ignored`` are titles of columns that are not
    its own, ``head`` is the number of its row of titles. ``merged`` are (range, columns, rows), both first to last."""

    sheet: int
    name: str
    columns: dict
    ignored: tuple
    head: int
    merged: tuple
    rows: list = field(default_factory=list)

    @property
    def is_of_milestones(self):
        return "done" in self.columns


def key_in(book):
    """The key that the workbook bears, as text; empty where it bears none."""
    for grid in book.grids:
        for number, cells in sorted(grid.rows.items())[:HEAD_WITHIN]:
            if any(cell.value == KEYS for cell in cells.values()):
                below = [grid.rows.get(following, {}) for following in (number + 1, number + 2)]
                found = [as_text(cell.value) for row in below for cell in row.values() if cell.value != KEYS]
                if found:
                    return found[0].strip()
    return ""


def key_or_none(text):
    """A key as a workbook bears it; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def parts(book, base):
    """The ``Part``s of the copy in a workbook, with their rows."""
    found = [part for sheet, grid in enumerate(book.grids) if (part := _part(sheet, grid, base))]
    for part in found:
        part.rows.extend(_rows(part, book.grids[part.sheet]))
    return found


def letters(number):
    """The name of a column: A for 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _part(sheet, grid, base):
    """The sheet as a ``Part``; None when it is not of the copy."""
    named = {column.name for column in (*report_columns(base["districts"], ()), *milestone_columns())}
    for number, cells in sorted(grid.rows.items())[:HEAD_WITHIN]:
        at = [column for column, cell in cells.items() if cell.value == ROW]
        if not at:
            continue
        columns = {cell.value: column for column, cell in sorted(cells.items()) if cell.value in named}
        if len(columns) > 2:  # the hidden row of names
            head = number + 1 if _bears(grid.rows.get(number + 1, {}), at[0], ROW) else number
        else:
            columns, head = {ROW: at[0], **_by_titles(cells, base)}, number
        titles = grid.rows.get(head, {})
        taken = set(columns.values())
        ignored = tuple(
            as_text(cell.value)[:40] for column, cell in sorted(titles.items()) if column not in taken and cell.value
        )
        return Part(sheet, grid.name, columns, ignored, head, tuple(_merged(grid)))
    return None


def _by_titles(cells, base):
    """Columns found by what stands above them, for files that lost the row of names."""
    titled = {}
    names = base["organizations"].values()
    for columns in (report_columns(base["districts"], names), milestone_columns()):
        found = {as_text(cell.value).strip(): at for at, cell in cells.items()}
        known = {column.name: found[column.title] for column in columns if column.title in found}
        titled = max(titled, known, key=len)
    return titled


def _rows(part, grid):
    by_column = {column: name for name, column in part.columns.items()}
    for number, cells in sorted(grid.rows.items()):
        if number <= part.head:
            continue
        known = {by_column[column]: cell for column, cell in cells.items() if column in by_column}
        key = known.pop(ROW, None)
        found = KEY.fullmatch(as_text(key.value).strip()) if key else None
        report, milestone, token = found.groups() if found else (None, None, "")
        if report or known:
            yield Row(part.sheet, number, report, milestone, token, known)


def _bears(cells, column, value):
    return column in cells and cells[column].value == value


def _merged(grid):
    for text in grid.merged:
        if found := RANGE.fullmatch(text):
            first, top, last, bottom = found.groups()
            yield text, (_number(first), _number(last)), (int(top), int(bottom))


def _number(name):
    total = 0
    for letter in name:
        total = total * 26 + ord(letter) - 64
    return total
