"""The tables of a Word file as lines: a row is one line with tabs between its cells.

A cell is where its column is: it leaves the columns empty over which it reaches, and one that was merged downwards
says the same in each of its rows. A row of a single cell that reaches over no other column is no row but what stands in
it, as in a frame around a text.
"""

from dataclasses import dataclass, field

PIECES = "  "  # between the paragraphs of a cell, where a blank is no more than a blank
COLUMNS_MAX = 63  # as many as Word allows


@dataclass
class Cell:
    lines: list = field(default_factory=list)
    width: int = 1
    is_continued: bool = False  # it goes on with the cell above

    @property
    def text(self):
        pieces = (" ".join(line.replace("\f", "").split()) for line in self.lines)
        return PIECES.join(piece for piece in pieces if piece)


@dataclass
class Table:
    row: list = field(default_factory=list)
    above: dict = field(default_factory=dict)  # column → the text of the cell that may be continued there


class Tables:
    """The tables that are open, one inside the other."""

    def __init__(self):
        self._open = []

    @property
    def cell(self):
        """The cell that is open, None outside of tables."""
        return self._open[-1].row[-1] if self._open and self._open[-1].row else None

    def begin(self, name):
        if name == "tbl":
            self._open.append(Table())
        elif name == "tr" and self._open:
            self._open[-1].row = []
        elif name == "tc" and self._open:
            self._open[-1].row.append(Cell())

    def note_property(self, name, value):
        """Note the width of a cell and whether it is merged with the one above."""
        if name == "gridSpan" and (value or "").isdecimal() and len(value) < 3:
            self.cell.width = max(1, min(int(value), COLUMNS_MAX))
        elif name == "vMerge":
            self.cell.is_continued = value in (None, "continue")

    def end(self, name):
        """The lines that are complete with the end of a row; none for anything else."""
        if not self._open:
            return []
        if name == "tbl":
            self._open.pop()
        if name != "tr":
            return []
        table = self._open[-1]
        row, table.row = table.row, []
        is_frame = len(row) == 1 and row[0].width == 1
        return row[0].lines if is_frame else [_line(row, table.above)] if row else []


def _line(row, above):
    texts = []
    for cell in row:
        column = len(texts)
        text = cell.text
        if cell.is_continued:
            text = text or above.get(column, "")
        above[column] = text
        texts += [text] + [""] * (cell.width - 1)
    return "\t".join(texts)
