"""The workbook as it came back, pure: written anew with its faults and conflicts marked, so that it can be put right.

It keeps what people wrote, their rows and columns and their order; how it looked, and formulas, are not in it. It
bears the key of the working copy and can be brought back like the first one.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from tracker.exchange.ledger.copies.faults import sentence
from tracker.exchange.ledger.copies.fields import as_text, fits
from tracker.exchange.ledger.copies.layout import milestone_columns, report_columns
from tracker.exchange.ledger.copies.returned import letters, parts
from tracker.exchange.ledger.copies.workbook import key_sheet, title
from tracker.exchange.sheets.shapes import Column, Sheet, Toned

CUT_AT = 16_000  # characters of a text that is too long for the cells of some programs


def sheets(book, copy, preview):
    """The sheets of a ``Book`` that was brought back for a ``WorkingCopy``, with what its ``Preview`` says marked."""
    marks, found = marks_of(preview), {part.sheet: part for part in parts(book, copy.base)}
    written = [
        _copy_sheet(grid, found[number], copy, marks) if number in found else _own_sheet(grid)
        for number, grid in enumerate(book.grids) if number in found or not grid.is_hidden
    ]
    return [*written, key_sheet(copy.key)]


def marks_of(preview):
    """``{(sheet, address): (tone, sentence)}``: red is to be put right, yellow in conflict, grey not taken over."""
    marks = {}
    for fault in preview.findings.untaken:
        marks[fault.sheet, fault.address] = ("grey", _not_taken(sentence(fault.code, fault.details)))
    for line in preview.late:
        marks[line.change.sheet, line.change.address] = ("grey", _not_taken(line.reason))
    for line in preview.conflicts:
        words = _("Somebody else changed this too. Saved on the site: %(text)s") % {"text": line.theirs or "—"}
        marks[line.change.sheet, line.change.address] = ("yellow", words)
    for fault in preview.findings.faults:
        marks[fault.sheet, fault.address] = ("red", sentence(fault.code, fault.details))
    return marks


def _not_taken(reason):
    return _("Not taken over: %(reason)s") % {"reason": reason}


def _copy_sheet(grid, part, copy, marks):
    names = {column: name for name, column in part.columns.items()}
    last = max([*names, *(column for cells in grid.rows.values() for column in cells)])
    known = milestone_columns() if part.is_of_milestones else report_columns(
        copy.base["districts"], copy.base["organizations"].values())
    known = {column.name: column for column in known}
    titles = grid.rows.get(part.head, {})
    columns = tuple(_column(known.get(names.get(at)), at, titles.get(at)) for at in range(1, last + 1))
    return Sheet(
        grid.name, columns, _rows(grid, part.head + 1, last, part.sheet, marks), title=title(copy),
        subtitle=_("Red cells are to be put right, yellow ones were changed by somebody else too, grey ones cannot be "
                   "taken over; each has a note. How your file looked, and its formulas, are not in this one"),
        has_names=True,
    )


def _column(known, at, cell):
    name = as_text(cell.value) if cell else ""
    if known is None:
        return Column(f"own-{at}", name or letters(at), width=18)
    return replace(known, title=name or known.title)


def _own_sheet(grid):
    """A sheet that somebody added, as it is."""
    last = max([1, *(column for cells in grid.rows.values() for column in cells)])
    columns = tuple(Column(f"own-{at}", letters(at), width=18) for at in range(1, last + 1))
    return Sheet(grid.name, columns, _rows(grid, 1, last, None, {}))


def _rows(grid, first, last, sheet, marks):
    for number in range(first, max(grid.rows, default=0) + 1):
        cells = grid.rows.get(number, {})
        yield [_value(cells.get(at), marks.get((sheet, f"{letters(at)}{number}"))) for at in range(1, last + 1)]


def _value(cell, mark):
    value = cell.value if cell else None
    if isinstance(value, bool):
        value = as_text(value)
    elif isinstance(value, float) and cell.is_percent:
        value = f"{value * 100:g}%"
    elif isinstance(value, str) and not fits(value):
        value = value[:CUT_AT]
    return Toned(value, mark[0], mark[1]) if mark else value
