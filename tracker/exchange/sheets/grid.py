"""One sheet read as a stream: the cells that say something, within limits, and which of them were calculated."""

import math
import re
from contextlib import suppress
from datetime import date, datetime

from tracker.exchange.safety.markup import walk
from tracker.exchange.safety.refusal import Refusal
from tracker.exchange.sheets.epochs import clock, moment
from tracker.exchange.sheets.escapes import unescaped

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any sheet
ROWS_MAX = 60_000  # of a sheet that is read
COLUMNS_MAX = 100
EMPTY_ROWS_MAX = 200
CELLS_MAX = 1_000_000  # of all sheets; empty ones that stand in the file and rows count, too
MERGED_MAX = 20_000
FORMULA_MAX = 8192 * 4  # characters; Excel allows 8192

QUOTED = re.compile(r'"[^"]*"')
DDE = re.compile(r"(?:^|[^'\w])\w+\|[^!]*!")
LETTERS = re.compile("[A-Z]{1,3}")


class Texts:
    """The different texts of a workbook, each with its place; cells name the place."""

    def __init__(self, most):
        self.places = {}
        self.left = self.most = most

    def place(self, text):
        self.left -= len(text)
        if self.left < 0:
            raise Refusal("characters", limit=self.most)
        return self.places.setdefault(text, len(self.places))


class GridReader:
    """Reads the sheets of one workbook; what may be read is counted over all of them."""

    def __init__(self, *, texts, strings, styles, counts_from_1904):
        self.texts, self.strings, self.styles, self.is_1904 = texts, strings, styles, counts_from_1904
        self.cells = 0
        self.columns = {}

    def read(self, chunks, sheet):
        """Return ([[row number, [column, kind, value, …]], …], [merged ranges]) of the XML of a sheet.

        Kinds are t (the place of a text), n (a number), p (one shown as percent), b, d and m (a date and a moment in
        ISO form), e (an error) and x (nothing); in upper case where a formula calculated it.
        """
        self.sheet, self.rows, self.merged = sheet, [], []
        self.number = self.last = self.column = 0
        self.row = self.cell = self.pieces = None
        walk(chunks, start=self._start, end=self._end, text=self._text)
        return self.rows, self.merged

    def _start(self, name, attributes):
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes)
        elif self.cell is not None:
            self._start_inside(name)
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > MERGED_MAX:
                raise Refusal("cells", limit=MERGED_MAX)

    def _start_row(self, attributes):
        self._count()
        number = _whole(attributes["r"]) if "r" in attributes else self.number + 1
        if not self.number < number <= LAST_ROW:
            raise Refusal("damaged")
        self.number, self.column = number, 0
        self.row, self.has_value = [], False

    def _start_cell(self, attributes):
        if self.row is None:
            raise Refusal("damaged")
        self._count()
        self.column = self._column(attributes["r"]) if "r" in attributes else self.column + 1
        self.cell = attributes
        self.value = self.formula = None
        self.is_reading = False

    def _start_inside(self, name):
        if name == "v" or (name == "t" and not self.is_reading):
            self.value = self.pieces = self.value or []
        elif name == "f":
            self.formula = self.pieces = []
        elif name == "rPh":
            self.is_reading = True

    def _text(self, characters):
        if self.pieces is not None:
            self.pieces.append(characters)

    def _end(self, name):
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self.is_reading = False
        else:
            self.pieces = None

    def _end_cell(self):
        cell, self.cell, self.pieces = self.cell, None, None
        if self.value is None and self.formula is None:
            return
        kind, value = self._read(cell, None if self.value is None else "".join(self.value))
        is_empty = value is None or value == ""
        if self.formula is not None:
            _check_formula("".join(self.formula))
            kind = kind.upper()
        elif is_empty:
            return
        if self.column > COLUMNS_MAX:
            raise Refusal("columns", cell=f"{_letters(self.column)}{self.number}", limit=COLUMNS_MAX)
        self.has_value = self.has_value or not is_empty
        self.row += [self.column, kind, self.texts.place(value) if kind in "tT" else value]

    def _end_row(self):
        row, self.row = self.row, None
        is_far = self.number - self.last > EMPTY_ROWS_MAX + 1
        if not row or (is_far and not self.has_value):
            return
        if is_far:
            raise Refusal("gap", row=self.number, sheet=self.sheet, limit=EMPTY_ROWS_MAX)
        if self.number > ROWS_MAX:
            raise Refusal("rows", row=self.number, limit=ROWS_MAX)
        if self.has_value:
            self.last = self.number
        self.rows.append([self.number, row])

    def _read(self, cell, text):
        """Return (kind, value) of a cell; the value of a text is the text itself."""
        kind = cell.get("t", "n")
        if text is None:
            return "x", None
        if kind in ("inlineStr", "str"):
            return "t", unescaped(text)
        text = text.strip()
        if not text:
            return "x", None
        if kind == "s":
            return "t", self._shared(text)
        if kind == "b":
            return "b", text in ("1", "true")
        if kind == "e":
            return "e", text[:100]
        return _iso(text) if kind == "d" else self._number(cell, text)

    def _shared(self, text):
        place = _whole(text)
        if place >= len(self.strings):
            raise Refusal("damaged")
        return self.strings[place]

    def _number(self, cell, text):
        number = _number(text)
        if number is None:
            return "t", text
        style = _whole(cell.get("s", "0"))
        shown = self.styles[style] if style < len(self.styles) else None
        if shown == "percent":
            return "p", number
        if shown == "time" and 0 <= number < 1:
            return "t", clock(number)
        day = moment(number, counts_from_1904=self.is_1904) if shown in ("date", "time") else None
        if day is None:
            return "n", number
        return ("m" if hasattr(day, "hour") else "d"), day.isoformat()

    def _column(self, reference):
        letters = reference.rstrip("0123456789")
        if letters not in self.columns:
            if not LETTERS.fullmatch(letters):
                raise Refusal("damaged")
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            if number > LAST_COLUMN:
                raise Refusal("damaged")
            self.columns[letters] = number
        return self.columns[letters]

    def _count(self):
        self.cells += 1
        if self.cells > CELLS_MAX:
            raise Refusal("cells", limit=CELLS_MAX)


def _letters(column):
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _whole(text):
    if not text.isdecimal() or len(text) > 9:
        raise Refusal("damaged")
    return int(text)


def _number(text):
    """A number, whole where it is; None for what is none, or none that can be kept."""
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _iso(text):
    for kind, read in (("d", date.fromisoformat), ("m", datetime.fromisoformat)):
        with suppress(ValueError):
            return kind, read(text).replace(tzinfo=None).isoformat() if kind == "m" else read(text).isoformat()
    return "t", text


def _check_formula(formula):
    """Refuse a formula that asks another program for its value, such as ``=cmd|'/C calc'!A0``."""
    if len(formula) > FORMULA_MAX or ("|" in formula and DDE.search(QUOTED.sub("", formula))):
        raise Refusal("links")
