"""Word files made from the test documents, as offices make them: typed, numbered by Word, with a table."""

from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tracker.exchange.outline.text.numbering import mark

LEVELS = {"comma": (0, "chineseCountingThousand", "%1、"), "bracket": (1, "chineseCountingThousand", "（%2）"),
          "point": (2, "decimal", "%3.")}


def typed(text):
    """A Word file with a paragraph for each line; lines with tabs become the rows of a table."""
    return _made(text, is_numbered=False)


def numbered(text):
    """The same, where the numbers of headings are Word's own and stand in no paragraph."""
    return _made(text, is_numbered=True)


def _made(text, *, is_numbered):
    document = Document()
    number = _numbering(document) if is_numbered else None
    lines = text.split("\n")
    rows = [line.split("\t") for line in lines if "\t" in line]
    for line in lines:
        found = mark(line)
        if "\t" in line:
            continue
        if is_numbered and found and found.style in LEVELS:
            paragraph = document.add_paragraph(line[found.length:])
            _number(paragraph, number, LEVELS[found.style][0])
        else:
            document.add_paragraph(line)
    if rows:
        _table(document, rows)
    file = BytesIO()
    document.save(file)
    file.seek(0)
    return file


def _table(document, rows):
    """Empty cells are merged with the ones above, as people do."""
    table = document.add_table(len(rows), len(rows[0]))
    for place, cells in enumerate(rows):
        for column, content in enumerate(cells):
            if content:
                table.cell(place, column).text = content
            elif place:
                table.cell(place, column).merge(table.cell(place - 1, column))


def _numbering(document):
    """A list with the three levels of an official document; the third begins anew below each of the second."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, form, text in LEVELS.values()
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77


def _number(paragraph, number, level):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    ))
