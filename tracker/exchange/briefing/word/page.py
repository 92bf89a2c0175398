"""The sheet of GB/T 9704-2012 §5: A4, its margins, and a grid of 22 lines with 28 characters each that fills them.

Lengths are twentieths of a point, as the file wants them.
"""

from dataclasses import dataclass
from math import floor

LINES, CHARACTERS = 22, 28
BODY = 16  # points: size 3 (3号)
LINE = 580  # 29 points
FOOTER_SIZE = 14  # points: size 4 (4号)


def millimetres(length):
    return round(length * 1440 / 25.4)


@dataclass(frozen=True)
class Sheet:
    """Margins in millimetres. ``footer`` is from the lower edge to the foot of the page number."""

    width: float
    height: float
    top: float
    left: float
    right: float
    bottom: float
    header: float
    footer: float

    @property
    def text_width(self):
        return millimetres(self.width) - millimetres(self.left) - millimetres(self.right)


# 37 mm above and 28 mm at the binding edge; 22 lines of 29 points and 28 characters need a hair more than the 225 mm
# and 156 mm of the standard, so the other two margins give way by a tenth of a millimetre.
UPRIGHT = Sheet(210, 297, top=37, left=28, right=25.9, bottom=34.9, header=15, footer=25.5)

# The same sheet turned, its head to the binding edge (§8): what was left is above.
TURNED = Sheet(297, 210, top=28, left=34.9, right=37, bottom=25.9, header=15, footer=15)

CHARACTER = UPRIGHT.text_width / CHARACTERS
# Added to each character, in 4096ths of a point, so that 28 of them fill the line.
CHARACTER_SPACE = floor((156 / 25.4 * 72 / CHARACTERS - BODY) * 4096)
TIGHTER = -6  # on each character of the text itself, in twentieths of a point: 28 fit, 29 do not


def characters(number):
    """So many characters of the grid."""
    return round(number * CHARACTER)


def section(sheet, references, *, grid):
    """The XML of a section: ``references`` to its headers and footers, and a ``grid`` of lines with characters, or of
    lines only where a table has its own."""
    wide = ' w:orient="landscape"' if sheet.width > sheet.height else ""
    kind = f'w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{CHARACTER_SPACE}"' if grid else (
        f'w:type="lines" w:linePitch="{LINE}"')
    margins = " ".join(
        f'w:{name}="{millimetres(getattr(sheet, name))}"'
        for name in ("top", "right", "bottom", "left", "header", "footer")
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{millimetres(sheet.width)}" w:h="{millimetres(sheet.height)}"{wide}/>'
        f'<w:pgMar {margins} w:gutter="0"/><w:docGrid {kind}/></w:sectPr>'
    )
