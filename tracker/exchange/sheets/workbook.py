"""A workbook read part by part as a stream, inside the confined process; formulas are noticed, never kept.

Not by openpyxl, for what it does not tell apart: a cell that holds the text ``_x000D_`` and one that holds a carriage
return, a result and whether it was calculated, and the dates of the Chinese editions (formats 27–36 and 50–58). It also
reads a whole sheet into memory to learn its size where that is not stated.
"""

from tracker.exchange.safety.markup import attribute, local, walk
from tracker.exchange.safety.package import Package
from tracker.exchange.safety.refusal import Refusal
from tracker.exchange.safety.relations import targets
from tracker.exchange.sheets.epochs import BUILT_IN, shown_as
from tracker.exchange.sheets.escapes import unescaped
from tracker.exchange.sheets.grid import CELLS_MAX, GridReader, Texts

CHARACTERS_MAX = 20_000_000
BYTES_MAX = 4  # of a character of shared strings, with its part of the tags around them
STRINGS_MAX = 1_000_000
STYLES_MAX = 100_000


def read(file):
    """Return the workbook as plain values, as ``reader.book_of`` expects them."""
    package = Package(file)
    package.check(mark=b"<c", most=CELLS_MAX, reason="cells", limit=CELLS_MAX)
    place = targets(package, "").get("officeDocument", ["xl/workbook.xml"])[0]
    sheets, is_1904 = _sheets(package, place)
    kinds, by_id = targets(package, place), targets(package, place, by="Id")
    texts = Texts(CHARACTERS_MAX)
    strings = _strings(package, kinds.get("sharedStrings", [None])[0])
    styles = _styles(package, kinds.get("styles", [None])[0])
    reader = GridReader(texts=texts, strings=strings, styles=styles, counts_from_1904=is_1904)
    grids = []
    for name, is_hidden, relation in sheets:
        part = by_id.get(relation, [""])[0]
        if part in kinds.get("worksheet", ()) and part in package.entries:
            rows, merged = reader.read(package.chunks(part), name)
            grids.append({"name": name, "hidden": is_hidden, "rows": rows, "merged": merged})
    if not grids:
        raise Refusal("no sheet")
    return {"from_1904": is_1904, "texts": list(texts.places), "grids": grids}


def _sheets(package, place):
    """Return [(name, is hidden, id of the relation)] in the order of the tabs, and whether days count from 1904."""
    sheets, is_1904 = [], False

    def start(name, attributes):
        nonlocal is_1904
        if local(name) == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), is_hidden, attribute(attributes, "id")))
        elif local(name) == "workbookPr":
            is_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    if place not in package.entries:
        raise Refusal("damaged")
    walk(package.chunks(place), start=start)
    return sheets, is_1904


def _strings(package, part):
    """Return the texts that cells share. Runs of one text are joined, readings (phonetic hints) are left out."""
    strings, pieces, depth, length = [], None, 0, 0

    def start(name, _attributes):
        nonlocal pieces, depth
        if ":" in name:
            name = local(name)
        if name == "rPh":
            depth += 1
        elif name == "si":
            strings.append([])
        elif name == "t" and not depth and strings:
            pieces = strings[-1]

    def end(name):
        nonlocal pieces, depth
        if ":" in name:
            name = local(name)
        if name == "t":
            pieces = None
        elif name == "rPh":
            depth -= 1
        elif name == "si":
            strings[-1] = unescaped("".join(strings[-1]))
            if len(strings) > STRINGS_MAX:
                raise Refusal("cells", limit=STRINGS_MAX)

    def text(characters):
        nonlocal length
        if pieces is not None:
            length += len(characters)
            if length > CHARACTERS_MAX:
                raise Refusal("characters", limit=CHARACTERS_MAX)
            pieces.append(characters)

    if part in package.entries:
        if package.entries[part].unpacked > BYTES_MAX * CHARACTERS_MAX:
            raise Refusal("characters", limit=CHARACTERS_MAX)
        walk(package.chunks(part), start=start, end=end, text=text)
    return strings


def _styles(package, part):
    """Return for each style of cells what its numbers show: "date", "time", "percent" or None."""
    codes, styles, is_inside = {}, [], False

    def start(name, attributes):
        nonlocal is_inside
        name = local(name)
        if name == "numFmt" and "numFmtId" in attributes:
            codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            is_inside = True
        elif name == "xf" and is_inside:
            styles.append(attributes.get("numFmtId", "0"))
            if len(styles) > STYLES_MAX:
                raise Refusal("heavy")

    def end(name):
        nonlocal is_inside
        is_inside = is_inside and local(name) != "cellXfs"

    if part in package.entries:
        walk(package.chunks(part), start=start, end=end)
    shown = {key: shown_as(code) for key, code in codes.items()}
    return [shown.get(key, BUILT_IN.get(int(key) if key.isdecimal() else 0)) for key in styles]
