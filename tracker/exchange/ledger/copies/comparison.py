"""A workbook that came back against what was handed out, pure: every cell that says something else, and what is wrong.

What is found is plain and small, so that it can be kept: only cells that differ, each with its address.
"""

from collections import defaultdict
from typing import NamedTuple

from tracker.exchange.ledger.copies.faults import NotUnderstood
from tracker.exchange.ledger.copies.fields import as_text, fits, in_cell, said, same_text
from tracker.exchange.ledger.copies.findings import Change, Comparison, Fault
from tracker.exchange.ledger.copies.layout import (
    NOT_ASKED,
    UNCOMPARED,
    is_open,
    milestone_columns,
    report_columns,
)
from tracker.exchange.ledger.copies.returned import letters, parts
from tracker.exchange.ledger.copies.workbook import is_as_shown, is_too_long_here, token_of
from tracker.reporting.draft import milestone_field

TYPED_SHOWN = 500  # characters of a cell with a fault that are kept: it is quoted, never taken over
ROW_SHOWN = 100  # characters of a row that is not taken over
ROWS_TOLD = 200  # rows of other files can be very many: so many are listed, the others are counted


def compare(book, base, key):
    """The ``Comparison`` of a ``Book`` with the ``base`` of the working copy that bears this ``key``."""
    comparison = Comparison(sheets=[grid.name for grid in book.grids])
    found = parts(book, base)
    own = _own_rows(found, base, token_of(key), comparison)
    for (report, _milestone), rows in own.items():
        results = [_compared(part, row, base) for part, row in rows]
        differing = [each for each in results if each.changes or each.faults]
        if len({_says(each) for each in differing}) > 1:
            _refuse_twins(rows, report, comparison)
            continue
        _add(comparison, (differing or results)[0])
    comparison.missing = sum(
        (report, milestone) not in own for report, facts in base["reports"].items()
        for milestone in (None, *facts["milestones"])
    )
    _tell_of_columns(found, base, comparison)
    return comparison


def _own_rows(found, base, token, comparison):
    """Rows by (report, milestone); rows that are not of this copy become faults."""
    own = defaultdict(list)
    for part in found:
        for row in part.rows:
            code = _foreign(row, part, base, token)
            if code is None:
                own[row.report, row.milestone].append((part, row))
            elif code and len(comparison.faults) >= ROWS_TOLD:
                comparison.untold += 1
            elif code:
                _add_row_fault(comparison, row, code)
    return own


def _add_row_fault(comparison, row, code, *, report=None, **details):
    typed = "、".join(as_text(cell.value)[:ROW_SHOWN] for cell in row.cells.values() if cell.value is not None)
    at = f"{letters(1)}{row.number}"
    comparison.faults.append(Fault(code, details, report, "", typed[:ROW_SHOWN], row.sheet, at))


def _foreign(row, part, base, token):
    """What is wrong with where a row comes from: a code, empty where it says nothing to be taken, None for nothing."""
    if row.report is None:
        has_content = any(cell.value is not None and is_open(name) for name, cell in row.cells.items())
        return "row_without_key" if has_content else ""
    if row.token != token:
        return "row_of_another"
    report = base["reports"].get(row.report)
    if report is None or (row.milestone is not None) != part.is_of_milestones:
        return "row_unknown"
    return "row_unknown" if row.milestone is not None and row.milestone not in report["milestones"] else None


def _compared(part, row, base):
    """What one row says, as a ``Comparison`` of its own."""
    found = Comparison()
    report = base["reports"][row.report]
    shown = {**report["shown"], **report["milestones"].get(row.milestone, {})}
    for name, column in part.columns.items():
        if name in UNCOMPARED:
            continue
        cell, place = row.cells.get(name), _Place(part, row, column)
        if is_open(name):
            filed = milestone_field(row.milestone, name) if part.is_of_milestones else name
            _compare_cell(found, cell, filed, place, report["draft"].get(filed), base["organizations"])
        elif not is_as_shown(name, cell.value if cell else None, shown):
            found.untaken.append(place.fault("read_only", {}, name, cell))
    return found


class _Place(NamedTuple):
    """Where a cell stands; its address is only worked out when there is something to say about it."""

    part: object
    row: object
    column: int

    @property
    def address(self):
        return f"{letters(self.column)}{self.row.number}"

    @property
    def merged(self):
        """The range of merged cells in which it stands; None without one."""
        for text, (first, last), (top, bottom) in self.part.merged:
            if first <= self.column <= last and top <= self.row.number <= bottom:
                return text
        return None

    def fault(self, code, details, field, cell):
        typed = as_text(cell.value)[:TYPED_SHOWN] if cell else ""
        return Fault(code, details, int(self.row.report), field, typed, self.row.sheet, self.address)


def _compare_cell(found, cell, field, place, before, organizations):
    """File a cell of a report under what has to be said of it; ``before`` is the text handed out, None for none."""
    value = cell.value if cell else None
    if before is None:
        if value is not None and as_text(value).strip() not in {"", NOT_ASKED}:
            found.untaken.append(place.fault("not_asked", {}, field, cell))
        return
    expected = in_cell(field, before, organizations)
    if value == expected and type(value) is type(expected) and not (cell and cell.is_error):
        found.unchanged += 1
    elif not fits(before):
        if not is_too_long_here(value):
            found.untaken.append(place.fault("too_long_for_cell", {}, field, cell))
    else:
        _compare_text(found, cell, field, place, before, organizations)


def _compare_text(found, cell, field, place, before, organizations):
    try:
        mine = said(field, cell, organizations)
    except NotUnderstood as fault:
        if isinstance(cell.value, str) and same_text(cell.value, before):
            found.unchanged += 1  # what could not be read was there before
        else:
            found.faults.append(place.fault(fault.code, fault.details, field, cell))
        return
    if same_text(mine, before):
        found.unchanged += 1
    elif merged := place.merged:
        found.faults.append(place.fault("merged", {"range": merged}, field, cell))
    else:
        is_formula = bool(cell and cell.is_formula)
        report, sheet = int(place.row.report), place.row.sheet
        found.changes.append(Change(report, field, before, mine, sheet, place.address, is_formula))


def _says(found):
    """What a row says, wherever it stands."""
    return (
        tuple((change.field, change.mine) for change in found.changes),
        tuple((fault.code, fault.field, fault.typed) for fault in found.faults),
    )


def _refuse_twins(rows, report, comparison):
    numbers = "、".join(str(row.number) for _part, row in rows[:9])
    _add_row_fault(comparison, rows[0][1], "row_twice", report=int(report), rows=numbers)


def _add(comparison, one):
    for name in ("changes", "faults", "untaken"):
        getattr(comparison, name).extend(getattr(one, name))
    comparison.unchanged += one.unchanged


def _tell_of_columns(found, base, comparison):
    ignored = [title for part in found for title in part.ignored]
    if ignored:
        comparison.notes.append(["columns_ignored", {"columns": "、".join(ignored[:20])}])
    missing = []
    for part in found:
        columns = milestone_columns() if part.is_of_milestones else report_columns(base["districts"], ())
        missing += [column.title for column in columns if column.name not in part.columns and column.is_open]
    if missing:
        comparison.notes.append(["columns_missing", {"columns": "、".join(missing[:20])}])
