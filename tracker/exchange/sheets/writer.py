"""Plain rows → a workbook in a file, row by row, so that a long ledger needs no more memory than a short one.

Never a formula, never a link: every text is a text cell, whatever it begins with, and reading gives it back as it was.
"""

import math
import re
from datetime import UTC, date, datetime, time, timedelta
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from tracker.exchange.sheets.formats import LIKE_A_FORMULA, Formats
from tracker.exchange.sheets.plain import (
    TEXT_MOST,
    PlainSheet,
    blank_cell,
    day_number,
    length_in_cell,
    number_cell,
    text_cell,
)
from tracker.exchange.sheets.shapes import Toned
from tracker.exchange.sheets.validation import CHOICES, Choices, limit_columns
from tracker.plans.text import clean_text

OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 10},
}
A4 = 9
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches
MAY_STILL = {"format_columns": True, "format_rows": True, "autofilter": True}  # on a locked sheet
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
NAME_MOST = 31  # characters of a sheet's name
FIRST_DAY = date(1900, 3, 1)  # Excel's calendar is wrong before
EXACT_MOST = 10**15  # whole numbers beyond lose their last digits in a spreadsheet
ONE_DAY = timedelta(days=1)
NUMBERS = frozenset({int, float})
NOTE = {"author": "", "x_scale": 2, "y_scale": 1.2}
LINE_HEIGHT, HEIGHT_MOST = 13, 409  # points
FOOT_HEIGHT = 26  # points: room to sign


class TextTooLong(ValidationError):
    """A text does not fit into a cell; nothing is cut in silence."""


def write(sheets, file, *, made_at=None):
    """Write the ``Sheet``s as an .xlsx into a file opened for bytes.

    ``made_at`` stands in the properties of the file, which name no person. The same sheets give the same bytes apart
    from it. Raises ``TextTooLong`` for a text that takes more than 32,767 UTF-16 units.
    """
    with TemporaryDirectory() as folder:
        book = Workbook(file, {**OPTIONS, "tmpdir": folder})
        try:
            if made_at is not None:
                book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
            _write_sheets(book, sheets)
        except BaseException:
            _give_up(book)
            raise
        book.close()


def sheet_name(name, taken=()):
    """A name that Excel accepts, unlike those ``taken`` (a set of small letters, which it joins)."""
    wanted = FORBIDDEN_IN_NAMES.sub(" ", clean_text(name)).strip().strip("'")[:NAME_MOST].strip("' ") or _("Sheet")
    found, number = wanted, 1
    while found.lower() in taken or found.lower() == "history":
        number += 1
        ending = f" {number}"
        found = wanted[:NAME_MOST - len(ending)] + ending
    if isinstance(taken, set):
        taken.add(found.lower())
    return found


def head_row(sheet):
    """The row of the head, counted from 0: below title, subtitle and the names of the columns."""
    return len(_above(sheet)) + sheet.has_names


def _write_sheets(book, sheets):
    formats, choices, names = Formats(book), Choices(), {CHOICES}
    for sheet in sheets:
        page = book.add_worksheet(sheet_name(sheet.name, names), worksheet_class=PlainSheet)
        last_row = _write_rows(page, sheet, formats)
        _set_up(page, sheet, last_row, formats)
        limit_columns(page, sheet, head_row(sheet) + 1, last_row, choices)
    choices.write(book)
    _open_on_first_visible(book)


def _write_rows(page, sheet, formats):
    """Title, head, rows and foot; returns the last row with values, counted from 0: the head's where there are none."""
    for place, (name, text) in enumerate(_above(sheet)):
        page.write_string(place, 0, _fitting(text, sheet, f"A{place + 1}"), formats.of(name))
    head = number = head_row(sheet)
    for place, column in enumerate(sheet.columns):
        if sheet.has_names:
            page.set_row(head - 1, None, None, {"hidden": True})
            page.write_string(head - 1, place, column.name)
    tallest = row_height([str(column.title) for column in sheet.columns], [column.width for column in sheet.columns])
    page.set_row(head, tallest or None)
    for place, column in enumerate(sheet.columns):
        title = _fitting(str(column.title), sheet, xl_rowcol_to_cell(head, place))
        page.write_string(head, place, title, formats.of("head"))
    columns = [(xl_col_to_name(place), formats.column(column, is_locked=sheet.is_locked))
               for place, column in enumerate(sheet.columns)]
    widths = [column.width for column in sheet.columns]
    for number, row in enumerate(sheet.rows, start=head + 1):
        cells = zip(row, columns, strict=True)
        page.put_row(number, [_cell(page, f"{name}{number + 1}", value, styles, sheet)
                              for value, (name, styles) in cells], row_height(row, widths))
    for below, line in enumerate(sheet.foot, start=number + 2):
        page.set_row(below, FOOT_HEIGHT)
        page.write_string(below, 0, _fitting(str(line), sheet, f"A{below + 1}"), formats.of("foot"))
    return number


def row_height(row, widths):
    """The height in points that shows all of a row of values, 0 where one line does, at most what Excel allows.

    Not every program works it out by itself. A Chinese character is as wide as two digits, and as three bytes.
    """
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and (2 * len(value) > width or "\n" in value):
            lines = sum(
                -(-(len(line) + len(line.encode("utf-8", "surrogatepass"))) // (2 * max(width - 1, 1))) or 1
                for line in value.split("\n")
            )
            most = max(most, lines)
    return min(LINE_HEIGHT * most + 3, HEIGHT_MOST) if most > 1 else 0


def _above(sheet):
    return [(name, str(text)) for name, text in (("title", sheet.title), ("subtitle", sheet.subtitle)) if text]


def _cell(page, place, value, styles, sheet):
    """The XML of the cell at a place such as B3. What Excel cannot count is written as a text."""
    kind = type(value)
    if value is None or value == "":
        return blank_cell(place, styles.usual)
    if kind is str:
        style = styles.quoted if value[0] in LIKE_A_FORMULA else styles.usual
        return text_cell(place, style, _fitting(value, sheet, place))
    if kind is Toned:
        if value.note:
            page.write_comment(place, clean_text(str(value.note)), NOTE)
        return _cell(page, place, value.value, styles.like(value), sheet)
    if kind in NUMBERS and math.isfinite(value) and abs(value) < EXACT_MOST:
        return number_cell(place, styles.usual, value)
    if kind is date and value >= FIRST_DAY and styles.is_of_days:
        return number_cell(place, styles.usual, day_number(value))
    if kind is datetime and value.date() >= FIRST_DAY and styles.is_of_days:
        at = _naive(value)
        return number_cell(place, styles.usual, day_number(at) + (at - datetime.combine(at, time())) / ONE_DAY)
    return _cell(page, place, str.__str__(str(value)), styles, sheet)


def _fitting(text, sheet, place):
    if len(text) * 2 > TEXT_MOST and length_in_cell(text) > TEXT_MOST:
        raise TextTooLong(
            _("Sheet “%(sheet)s”, cell %(cell)s: the text has %(length)d characters, a cell holds %(most)d"),
            params={"sheet": sheet.name, "cell": place, "length": length_in_cell(text), "most": TEXT_MOST},
        )
    return text


def _naive(moment):
    """A moment as the clock on the wall says it, which is all that a spreadsheet knows."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _set_up(page, sheet, last_row, formats):
    head, last_column = head_row(sheet), len(sheet.columns) - 1
    for place, column in enumerate(sheet.columns):
        below = formats.column(column, is_locked=sheet.is_locked).below
        page.set_column(place, place, column.width, below, {"hidden": column.is_hidden})
    page.freeze_panes(head + 1, sheet.frozen)
    if sheet.has_filter:
        page.autofilter(head, 0, last_row, last_column)
    if sheet.is_landscape:
        page.set_landscape()
    page.set_paper(A4)
    page.set_margins(**MARGINS)
    page.fit_to_pages(sheet.pages_wide, 0)
    page.repeat_rows(head)
    if sheet.pages_wide > 1 and sheet.frozen:
        page.repeat_columns(0, sheet.frozen - 1)
    page.set_footer("&C" + _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"})
    if sheet.is_hidden:
        page.hide()
    if sheet.is_locked:
        page.protect("", MAY_STILL)


def _open_on_first_visible(book):
    for page in book.worksheets():
        if not page.hidden:
            page.activate()
            page.set_first_sheet()
            return


def _give_up(book):
    """Leave the workbook unwritten, so that nothing half done looks whole."""
    for page in book.worksheets():
        page._opt_close()
    book.fileclosed = True
