"""A Word template filled in: runs in the confined process, since the file is somebody else's; knows no Django.

Its input is the length of a JSON text in eight bytes, that text, and the template. What is put in is text and nothing
else: a field that stands in a report stays the characters it is.
"""

import base64
import copy
import io
import json
import re

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
BRACES = re.compile(r"[{\uff5b]\s*[{\uff5b]|[}\uff5d]\s*[}\uff5d]")  # half-width or full-width
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0
BLOCKS = ("body", "appendix")
FIGURE = "figure "
HEADINGS = {"section": "heading 1", "heading": "heading 2"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def read(file):
    """``{"docx": …}`` in base 64, or ``{"faults": [[kind, field as it was written]]}``.

    The JSON text holds ``fields`` and ``figures`` (name → text), ``body`` (pairs kind and text), ``appendix`` (``head``
    and ``rows`` of texts), and ``mark``, a line to stand on top or nothing.
    """
    given = json.loads(file.read(int.from_bytes(file.read(8), "big")))
    document = Document(io.BytesIO(file.read()))
    places = list(_places(document))
    faults = _faults(places, given)
    if faults:
        return {"faults": faults}
    styles = _heading_styles(document)
    for paragraph, _is_text in places:
        _fill(paragraph, given, styles)
    if given["mark"]:
        document.element.body.insert(0, _paragraph(given["mark"], None, None))
    filled = io.BytesIO()
    document.save(filled)
    Document(io.BytesIO(filled.getvalue()))  # what cannot be opened again is no document
    return {"docx": base64.b64encode(filled.getvalue()).decode()}


# Where fields may stand ------------------------------------------------------------------------------------------


def _places(document):
    """(paragraph, whether it belongs to the text itself) of the text with its tables and boxes, heads and feet."""
    for paragraph in document.element.body.iter(qn("w:p")):
        yield paragraph, True
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in {"header", "footer"} and not relation.is_external:
            for paragraph in relation.target_part.element.iter(qn("w:p")):
                yield paragraph, False


def _texts(paragraph):
    """The pieces of text of a paragraph, without those of boxes inside it."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph]


def _whole(paragraph):
    return "".join(text.text or "" for text in _texts(paragraph))


def _faults(places, given):
    """What is wrong with the fields, each once: [kind, field]."""
    found, named = [], set()
    for paragraph, is_text in places:
        whole = _whole(paragraph)
        for name in FIELD.findall(whole):
            named.add(name)
            found.extend(_faults_of(name, whole, is_text, given))
        if (rest := BRACES.search(FIELD.sub("", whole))) is not None:
            found.append(["open", FIELD.sub("", whole).strip()[:60] or rest.group()])
    if "body" not in named:
        found.append(["no body", "body"])
    return [list(fault) for fault in dict.fromkeys(map(tuple, found))]


def _faults_of(name, whole, is_text, given):
    if name in BLOCKS:
        if FIELD.sub("", whole, count=1).strip():
            yield ["not alone", name]
        if not is_text:
            yield ["not in the text", name]
    elif name.startswith(FIGURE):
        if name.removeprefix(FIGURE).strip() not in given["figures"]:
            yield ["unknown figure", name.removeprefix(FIGURE).strip()[:60]]
    elif name not in given["fields"]:
        yield ["unknown", name[:60]]


# Filling ---------------------------------------------------------------------------------------------------------


def _fill(paragraph, given, styles):
    names = FIELD.findall(_whole(paragraph))
    block = next((name for name in names if name in BLOCKS), None)
    if block is not None:
        rows = _appendix if block == "appendix" else _body
        for element in rows(paragraph, given, styles):
            paragraph.addprevious(element)
        _take_out(paragraph)
    elif names:
        _replace(paragraph, given)


def _take_out(paragraph):
    """The paragraph of a block, unless it ends a section or is the last of a table's cell, where one must stay."""
    parent = paragraph.getparent()
    is_needed = parent.tag == qn("w:tc") and paragraph.getnext() is None
    properties = paragraph.find(qn("w:pPr"))
    if is_needed or (properties is not None and properties.find(qn("w:sectPr")) is not None):
        for child in list(paragraph):
            if child.tag != qn("w:pPr"):
                paragraph.remove(child)
    else:
        parent.remove(paragraph)


def _replace(paragraph, given):
    """Put the values into the piece in which each field begins; one that was split over pieces leaves the others."""
    texts = _texts(paragraph)
    pieces = [text.text or "" for text in texts]
    for found in reversed(list(FIELD.finditer("".join(pieces)))):
        pieces = _with(pieces, found.start(), found.end(), _value(found.group(1), given))
    for text, piece in zip(texts, pieces, strict=True):
        text.text = piece
        text.set(SPACE, "preserve")


def _with(pieces, start, end, value):
    """The pieces with the characters from ``start`` to ``end`` of their whole replaced by ``value``."""
    changed, position = [], 0
    for piece in pieces:
        first, last = max(start - position, 0), min(end - position, len(piece))
        if first < last:
            holds_start = start >= position
            piece_now = piece[:first] + (value if holds_start else "") + piece[last:]
        else:
            piece_now = piece
        changed.append(piece_now)
        position += len(piece)
    return changed


def _value(name, given):
    values = given["figures"] if name.startswith(FIGURE) else given["fields"]
    return _clean(values[name.removeprefix(FIGURE).strip()])


def _clean(text):
    return ILLEGAL.sub("\ufffd", text)


# Blocks ----------------------------------------------------------------------------------------------------------


def _heading_styles(document):
    """Kind of heading → the key of the template's own style for it."""
    styles = {style.name.lower(): style.style_id for style in document.styles if style.type == 1}
    return {kind: styles[name] for kind, name in HEADINGS.items() if name in styles}


def _body(field, given, styles):
    """A paragraph for each line, looking like that of the field; headings in the template's own style, or bold."""
    look, letters = field.find(qn("w:pPr")), _letters(field)
    for kind, text in given["body"]:
        if kind in styles:
            yield _paragraph(text, _styled(styles[kind]), None)
        else:
            yield _paragraph(text, look, _bold(letters) if kind in HEADINGS else letters)


def _appendix(field, given, _styles):
    """A table with lines, its head repeated on every page."""
    table = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    properties.append(_with_attributes("w:tblW", type="pct", w="5000"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_with_attributes(f"w:{side}", val="single", sz="4", space="0", color="auto"))
    properties.append(borders)
    table.append(properties)
    head, rows = given["appendix"]["head"], given["appendix"]["rows"]
    grid = OxmlElement("w:tblGrid")
    for _name in head:
        grid.append(_with_attributes("w:gridCol", w="1200"))
    table.append(grid)
    letters = _letters(field)
    table.append(_row(head, _bold(letters), is_head=True))
    for row in rows:
        table.append(_row(row, letters))
    yield table


def _row(cells, letters, *, is_head=False):
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text in cells:
        cell = OxmlElement("w:tc")
        cell.append(_paragraph(text, None, letters))
        row.append(cell)
    return row


def _paragraph(text, look, letters):
    paragraph = OxmlElement("w:p")
    if look is not None:
        look = copy.deepcopy(look)
        for end in look.findall(qn("w:sectPr")):
            look.remove(end)
        paragraph.append(look)
    run = OxmlElement("w:r")
    if letters is not None:
        run.append(copy.deepcopy(letters))
    written = OxmlElement("w:t")
    written.text = _clean(text)
    written.set(SPACE, "preserve")
    run.append(written)
    paragraph.append(run)
    return paragraph


def _letters(field):
    """How the field's own letters look."""
    return next((run.find(qn("w:rPr")) for run in field.iter(qn("w:r"))), None)


def _bold(letters):
    bold = OxmlElement("w:rPr") if letters is None else copy.deepcopy(letters)
    if bold.find(qn("w:b")) is None:
        fonts = [child for child in bold if child.tag in {qn("w:rStyle"), qn("w:rFonts")}]
        bold.insert(len(fonts), OxmlElement("w:b"))
    return bold


def _styled(key):
    look = OxmlElement("w:pPr")
    look.append(_with_attributes("w:pStyle", val=key))
    return look


def _with_attributes(name, **attributes):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
