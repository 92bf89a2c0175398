"""A sheet and its texts as XlsxWriter writes them, made so that a text is never anything but a text."""

import re
from datetime import date

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

TEXT_MOST = 32_767  # UTF-16 units that a cell holds
ZERO = date(1899, 12, 30).toordinal()
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The sign after it may be one that becomes an escape, and so begins with the underscore that was missing
LOOKS_LIKE_AN_ESCAPE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}(?:_|{NOT_IN_XML.pattern}))")


class PlainSheet(Worksheet):
    """XlsxWriter's sheet in constant memory, with a short way for the rows of a long table.

    Its own way with texts writes one that begins with <r> and ends with </r> as markup, formulas and all.
    """

    def __init__(self):
        super().__init__()
        self._put = None  # the row that was put last

    def put_row(self, row, cells, height=0):
        """Write a whole row, counted from 0, of cells made by ``text_cell``, ``number_cell`` and ``blank_cell``.

        ``height`` in points, 0 for the usual one."""
        self._write_single_row(row)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)
        tall = f' ht="{height}" customHeight="1"' if height else ""
        self.fh.write(f'<row r="{row + 1}"{tall}>{"".join(cells)}</row>')
        self._put = row

    def _write_single_row(self, current_row_num=0):
        if self._put is not None and self._put == self.previous_row:
            self.previous_row = current_row_num
            return
        super()._write_single_row(current_row_num)

    def _write_cell(self, row, col, cell):
        if type(cell) is not CellStringTuple:
            super()._write_cell(row, col, cell)
            return
        self.fh.write(text_cell(xl_rowcol_to_cell_fast(row, col), style_of(cell.format), cell.string))


def style_of(look):
    """The number of a format in the workbook; 0 is the usual one."""
    return look._get_xf_index() if look else 0


def text_cell(place, style, text):
    """The XML of a cell such as B3 that holds a text."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{markup(text)}</t></is></c>'


def number_cell(place, style, number):
    return f'<c r="{place}" s="{style}"><v>{number:.16G}</v></c>'


def blank_cell(place, style):
    return f'<c r="{place}" s="{style}"/>'


def day_number(day):
    """A day as a spreadsheet counts it, right from March 1900 on."""
    return day.toordinal() - ZERO


def markup(text):
    """The text as XML of a spreadsheet: what XML cannot hold becomes ``_x0000_``, and a text that looks like that
    keeps its looks."""
    if "_x" in text:
        text = LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if text.isprintable():
        return text
    return NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text).replace("\r", "&#13;")


def length_in_cell(text):
    """How much of a cell a text takes: characters outside the basic plane, such as emoji, take two units."""
    return len(text) + sum(character > "\uffff" for character in text)
