"""Spreadsheets as plain values, the same whichever library writes or reads them."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Column:
    """A column to be written. ``kind`` is text, whole, decimal, percent (0–100), date or moment.

    ``width`` is in characters. ``choices`` become a drop-down. Cells are locked unless ``is_open``.
    """

    name: str
    title: str
    width: int = 12
    kind: str = "text"
    choices: tuple = ()
    is_open: bool = False
    is_hidden: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Toned:
    """A value on a ground: ``tone`` is red, yellow, green, blue or grey, and never all that tells it apart.

    ``note`` is a comment on the cell; ``is_locked`` locks it even in an open column.
    """

    value: str | int | float | date | datetime | None
    tone: str = ""
    note: str = ""
    is_locked: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written: ``rows`` is any iterable of rows, each a sequence of values in the order of ``columns``;
    a value is a text, a number, a date, a moment, None or one of them ``Toned``.

    ``title`` and ``subtitle`` stand above the head when there are any, the lines of ``foot`` below the rows; the head
    and ``frozen`` columns stay in sight. ``is_locked`` protects the sheet, without a password, so that only open cells
    are edited. ``has_filter`` puts Excel's filter on the head. ``has_names`` adds a hidden row above the head with the
    names of the columns, by which they are known again wherever they were moved and whatever their titles became.
    ``pages_wide`` is how many sheets of paper stand side by side; the frozen columns are then on each of them.
    """

    name: str
    columns: tuple
    rows: object = ()
    title: str = ""
    subtitle: str = ""
    frozen: int = 0
    is_hidden: bool = False
    is_locked: bool = False
    is_landscape: bool = True
    foot: tuple = ()
    has_filter: bool = False
    has_names: bool = False
    pages_wide: int = 1


@dataclass(frozen=True)
class Cell:
    """A cell that was read: its ``value`` is a text, int, float, bool, date, datetime or None.

    ``is_formula`` tells that the value was calculated; the formula itself is never kept, let alone executed. It has no
    value where the program that saved the file did not keep one. ``is_percent`` tells that the number is shown times
    100, so that 0.66 reads 66%.
    """

    value: str | int | float | bool | date | datetime | None
    is_formula: bool = False
    is_error: bool = False
    is_percent: bool = False


@dataclass(frozen=True)
class Grid:
    """A sheet that was read: ``rows`` maps row numbers (from 1) to {column number (from 1): ``Cell``}; empty cells
    are left out. ``merged`` holds ranges such as ``B3:B5``."""

    name: str
    is_hidden: bool
    rows: dict = field(default_factory=dict)
    merged: tuple = ()


@dataclass(frozen=True)
class Book:
    """A workbook that was read. Dates have been made dates already, whichever epoch the file counts from."""

    grids: tuple
    counts_from_1904: bool = False

    def grid(self, name):
        """The sheet of that name, None without one."""
        return next((grid for grid in self.grids if grid.name == name), None)
