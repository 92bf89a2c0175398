"""A workbook as people hand it in → plain values, read in a process of its own."""

from datetime import date, datetime

from tracker.exchange.safety import child
from tracker.exchange.safety.check import inspect_outside
from tracker.exchange.sheets.shapes import Book, Cell, Grid


def read_book(name, file):
    """Return the Book of an .xlsx file; raises RefusedFile, whose sentence says what to do.

    `file` is a binary file that can seek. Texts are as typed, with white space and line breaks; numbers are int where
    they are whole; a time of day alone is a text such as 9:30.
    """
    inspect_outside(file, kinds={"xlsx"}, name=name)
    return book_of(child.run("book", file))


def book_of(answer):
    """The Book of what ``workbook.read`` said. Equal cells are one object, so that large books stay small."""
    known = {}
    texts = answer["texts"]

    def cell(kind, value):
        key = (kind, value)
        if key not in known:
            known[key] = _cell(kind, value, texts)
        return known[key]

    grids = tuple(
        Grid(
            name=grid["name"],
            is_hidden=grid["hidden"],
            rows={
                number: {row[at]: cell(row[at + 1], row[at + 2]) for at in range(0, len(row), 3)}
                for number, row in grid["rows"]
            },
            merged=tuple(grid["merged"]),
        )
        for grid in answer["grids"]
    )
    return Book(grids=grids, counts_from_1904=answer["from_1904"])


def _cell(kind, value, texts):
    is_formula = kind.isupper()
    match kind.lower():
        case "t":
            value = texts[value]
        case "d":
            value = date.fromisoformat(value)
        case "m":
            value = datetime.fromisoformat(value)
        case "e":
            return Cell(value, is_formula=is_formula, is_error=True)
        case "p":
            return Cell(value, is_formula=is_formula, is_percent=True)
    return Cell(value, is_formula=is_formula)
