"""An exported ledger → its rows, the very ones that were written, whatever language its titles are in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.exchange.ledger.columns import COLUMNS, NAMES
from tracker.exchange.sheets.reader import read_book

LOOKED_AT = 10  # rows above the head are few


class NoLedger(ValidationError):
    """The workbook is no ledger of ours."""


def read_ledger(file, *, name="ledger.xlsx"):
    """Return the rows of an exported ledger, each in the order of ``columns.COLUMNS``: texts, whole numbers, dates, and
    None where a number or a date is empty.

    Columns are known by the names in the hidden row above the head. Raises ``RefusedFile`` for a file that is no
    workbook and ``NoLedger`` for one without that row.
    """
    for grid in read_book(name, file).grids:
        for number in sorted(grid.rows)[:LOOKED_AT]:
            places = {cell.value: place for place, cell in grid.rows[number].items()}
            if places.keys() >= set(NAMES):
                return [_row(grid.rows[below], places) for below in sorted(grid.rows)
                        if below > number + 1 and _is_numbered(grid.rows[below], places)]
    raise NoLedger(_("This workbook is not a ledger that was exported here"))


def _is_numbered(cells, places):
    """Whether it is a row of the ledger and not a line below it."""
    place = cells.get(places["place"])
    return place is not None and isinstance(place.value, int)


def _row(cells, places):
    return [_value(cells.get(places[column.name]), column) for column in COLUMNS]


def _value(cell, column):
    if cell is None or cell.value is None:
        return "" if column.kind == "text" else None
    return cell.value
