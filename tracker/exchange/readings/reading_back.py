"""A workbook of figures that came back, pure: each row with a figure as it says it, and what is wrong with the others.

Nothing of the file is trusted: rows are known by the number of the indicator, the name of the district and the day that
stand in them, wherever they and their columns stand now.
"""

import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tracker.exchange.ledger.copies.fields import DATE, as_text, in_every_language
from tracker.exchange.ledger.copies.returned import RANGE, letters
from tracker.exchange.readings.layout import DAY, DISTRICT, NEEDED, NOTE, NUMBER, READ, SOURCE, VALUE, own_columns
from tracker.indicators.figures import NotAFigure, figure, plain
from tracker.indicators.models import Reading
from tracker.plans.text import clean_text

HEAD_WITHIN = 60  # rows from the top among which the head is looked for
TYPED_SHOWN = 200
LIMITS = {name: Reading._meta.get_field(name).max_length for name in ("source", "note")}
NOTHING = {"", "—", "-"}


@dataclass(frozen=True)
class Row:
    """A row with a figure. ``value`` is a plain number as text, ``unit`` % where the cell shows a percentage, ``on`` a
    day as 2025-12-31; ``address`` is that of the figure, ``sheet`` the name of its sheet."""

    sheet: str
    row: int
    address: str
    number: int
    district: str
    on: str
    value: str
    source: str
    note: str
    is_percent: bool = False


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be understood: ``code`` of ``faults.SENTENCES`` with its particulars."""

    code: str
    details: dict
    sheet: str
    address: str
    typed: str


@dataclass
class Found:
    """``rows`` and ``faults`` of a workbook; ``blank`` counts rows without a figure."""

    rows: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    blank: int = 0

    def to_json(self):
        return {"rows": [asdict(row) for row in self.rows], "faults": [asdict(fault) for fault in self.faults],
                "blank": self.blank}

    @classmethod
    def from_json(cls, content):
        return cls([Row(**row) for row in content["rows"]], [Fault(**fault) for fault in content["faults"]],
                   content["blank"])


class NotUnderstood(Exception):
    def __init__(self, code, **details):
        super().__init__(code)
        self.code, self.details = code, details


def found_in(book):
    """The ``Found`` of a ``Book``; None when none of its sheets is one of figures."""
    found, is_known = Found(), False
    for grid in book.grids:
        head = _head(grid)
        if head:
            is_known = True
            _read_sheet(grid, *head, found)
    return found if is_known else None


def plainly(text):
    """Names as they are compared: half-width, without blanks, upper and lower case alike."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _head(grid):
    """``(columns by name, number of the last row of the head)``; None for a sheet that is not of figures."""
    titled = _titles()
    for number, cells in sorted(grid.rows.items())[:HEAD_WITHIN]:
        named = {cell.value: column for column, cell in sorted(cells.items()) if cell.value in READ}
        if set(NEEDED) <= set(named):
            return named, number + 1
        by_title = {}
        for column, cell in sorted(cells.items()):
            name = titled.get(plainly(cell.value)) if isinstance(cell.value, str) else None
            by_title.setdefault(name, column)
        if set(NEEDED) <= set(by_title):
            return {name: column for name, column in by_title.items() if name in READ}, number
    return None


def _titles():
    """The titles of the columns in every language of the site, by what they are compared as."""
    return {
        plainly(str(title)): name for titles in in_every_language(
            lambda: [(column.name, str(column.title)) for column in own_columns()])
        for name, title in titles if name in READ
    }


def _read_sheet(grid, columns, head, found):
    merged = [(*each, text) for text in grid.merged if (each := _rows_of(text))]
    for number, cells in sorted(grid.rows.items()):
        if number <= head:
            continue
        known = {name: cells.get(column) for name, column in columns.items()}
        if _is_empty(known[VALUE]):
            found.blank += any(not _is_empty(cell) for cell in known.values())
            continue
        _read_row(grid.name, number, columns, known, merged, found)


def _read_row(sheet, number, columns, known, merged, found):
    said, faults = {}, []
    for name in READ:
        if name not in columns:
            said[name] = ""
            continue
        cell, address = known[name], f"{letters(columns[name])}{number}"
        try:
            if text := next((text for top, bottom, first, last, text in merged
                             if top <= number <= bottom and first <= columns[name] <= last), None):
                raise NotUnderstood("merged", range=text)
            said[name] = _said(name, cell)
        except NotUnderstood as fault:
            typed = as_text(cell.value)[:TYPED_SHOWN] if cell else ""
            faults.append(Fault(fault.code, fault.details, sheet, address, clean_text(typed)))
    if faults:
        found.faults.extend(faults)
        return
    value, is_percent = said[VALUE]
    found.rows.append(Row(
        sheet, number, f"{letters(columns[VALUE])}{number}", said[NUMBER], said[DISTRICT], said[DAY], value,
        said[SOURCE], said[NOTE], is_percent))


def _said(name, cell):
    """What a cell says. Raises ``NotUnderstood``."""
    if cell and cell.is_formula:
        raise NotUnderstood("formula")
    if cell and cell.is_error:
        raise NotUnderstood("error_value")
    text = clean_text(as_text(cell.value)).strip() if cell else ""
    if name == NUMBER:
        return _number(text)
    if name == DAY:
        return _day(cell)
    if name == VALUE:
        return _value(cell, text)
    if name == DISTRICT:
        return "" if text in NOTHING else text[:TYPED_SHOWN]
    limit = LIMITS["source" if name == SOURCE else "note"]
    if len(text) > limit:
        raise NotUnderstood("too_long", limit=limit, length=len(text))
    if name == SOURCE and not text:
        raise NotUnderstood("source")
    return text


def _number(text):
    text = unicodedata.normalize("NFKC", text).strip().removesuffix(".0")
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 32_768):
        raise NotUnderstood("number")
    return int(text[:6])


def _day(cell):
    if _is_empty(cell):
        raise NotUnderstood("no_day")
    day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    if isinstance(day, str):
        day = _written_day(day)
    if isinstance(day, bool) or not isinstance(day, date) or not 2000 <= day.year <= 2100:
        raise NotUnderstood("day")
    return day.isoformat()


def _written_day(text):
    found = DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        return None


def _value(cell, text):
    """``(plain number, whether the cell shows a percentage)``."""
    value = cell.value
    if isinstance(value, (bool, date)):
        raise NotUnderstood("value_number")
    is_percent = cell.is_percent or text.endswith(("%", "％"))
    if isinstance(value, (int, float)):
        exact = Decimal(repr(value)) * (100 if cell.is_percent else 1)
        text = plain(round(exact, 9)) if abs(exact) < 10**15 else str(exact)
    try:
        return plain(figure(text, unit="%")), is_percent
    except NotAFigure as fault:
        raise NotUnderstood(f"value_{fault.code}") from fault


def _is_empty(cell):
    if cell is None:
        return True
    is_blank = cell.value is None or (isinstance(cell.value, str) and not clean_text(cell.value).strip())
    return is_blank and not cell.is_formula and not cell.is_error


def _rows_of(text):
    """``(first row, last row, first column, last column)`` of a range that spans several rows; None for others."""
    found = RANGE.fullmatch(text)
    if not found:
        return None
    first, top, last, bottom = found.groups()
    return (int(top), int(bottom), _column(first), _column(last)) if top != bottom else None


def _column(name):
    total = 0
    for letter in name:
        total = total * 26 + ord(letter) - 64
    return total


