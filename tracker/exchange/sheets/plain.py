"""A sheet and its texts as XlsxWriter writes them, made so that a text is never anything but a text."""

import re

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet

TEXT_MOST = 32_767  # UTF-16 units that a cell holds
LOOKS_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class PlainSheet(Worksheet):
    """XlsxWriter's sheet in constant memory. Its own way with texts writes one that begins with <r> and ends with </r>
    as markup, formulas and all."""

    def _write_cell(self, row, col, cell):
        if type(cell) is not CellStringTuple:
            super()._write_cell(row, col, cell)
            return
        style = f' s="{cell.format._get_xf_index()}"' if cell.format else ""
        self.fh.write(
            f'<c r="{xl_rowcol_to_cell_fast(row, col)}"{style} t="inlineStr"><is><t xml:space="preserve">'
            f"{markup(cell.string)}</t></is></c>"
        )


def markup(text):
    """The text as XML of a spreadsheet: what XML cannot hold becomes ``_x0000_``, and a text that looks like that
    keeps its looks."""
    if "_x" in text:
        text = LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", text)
    if not text.isprintable():
        text = NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def length_in_cell(text):
    """How much of a cell a text takes: characters outside the basic plane, such as emoji, take two units."""
    return len(text) + sum(character > "\uffff" for character in text)
