"""Styles by name with the fonts of GB/T 9704-2012, the fonts that stand in for them, and the document's settings.

The lines are exactly 29 points high and the characters a little closer, which fills the grid of the page with
22 lines of 28 characters in every word processor; the text does not snap to that grid as well, since LibreOffice puts
mixed text with fewer characters than fit on a grid narrower than the font.

The fonts 方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312 may not be shipped; the file names them and says which other
font is meant where they are missing.
"""

from dataclasses import dataclass

from tracker.exchange.briefing.word.page import BODY, FOOTER_SIZE, LINE, TIGHTER, characters
from tracker.exchange.briefing.word.text import document

SONG, HEI, KAI, FANG, TITLE_FONT = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
FONTS = {  # name → (what stands in for it, family, whether all its characters are equally wide)
    LATIN: ("", "roman", False),
    SONG: ("SimSun", "auto", False),
    HEI: ("SimHei", "modern", True),
    KAI: ("楷体", "modern", True),
    FANG: ("仿宋", "modern", True),
    TITLE_FONT: ("华文中宋", "auto", False),
}
TITLE_SIZE, TABLE_SIZE = 22, 10.5  # points: sizes 2 and 5 (2号, 五号)
TABLE_LINE = 320


@dataclass(frozen=True)
class Style:
    """``name`` is what people see; ``size`` in points, ``line`` in twentieths of a point; ``indent`` the XML of w:ind;
    ``level`` the level in the outline from 0, None for running text."""

    key: str
    name: str
    font: str = FANG
    latin: str = LATIN
    size: float = BODY
    align: str = "both"
    indent: str = ""
    before: int = 0
    after: int = 0
    line: int = LINE
    level: int | None = None
    keeps_next: bool = False
    based_on: str = "Normal"

    @property
    def xml(self):
        is_first = self.key == "Normal"
        based = "" if is_first else f'<w:basedOn w:val="{self.based_on}"/>'
        following = '<w:next w:val="Text"/>' if self.level is not None else ""
        return (
            f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if is_first else ""} '
            f'w:styleId="{self.key}"><w:name w:val="{self.name}"/>{based}{following}<w:qFormat/>'
            f"<w:pPr>{self._paragraph}</w:pPr><w:rPr>{self._run}</w:rPr></w:style>"
        )

    @property
    def _paragraph(self):
        return "".join((
            "<w:keepNext/>" if self.keeps_next else "",
            '<w:widowControl w:val="0"/>',
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>',
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" w:lineRule="exact"/>',
            self.indent,
            f'<w:jc w:val="{self.align}"/>',
            "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>',
        ))

    @property
    def _run(self):
        size, closer = round(self.size * 2), TIGHTER if self.size == BODY else 0
        return (
            f'<w:rFonts w:ascii="{self.latin}" w:hAnsi="{self.latin}" w:eastAsia="{self.font}" w:cs="{LATIN}"/>'
            '<w:b w:val="0"/><w:bCs w:val="0"/><w:snapToGrid w:val="0"/><w:color w:val="000000"/>'
            f'<w:spacing w:val="{closer}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        )


FIRST_LINE = f'<w:ind w:firstLineChars="200" w:firstLine="{characters(2)}"/>'
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
AFTER_THE_LABEL = (  # 附件： begins after two characters; further lines stand under the name
    f'<w:ind w:leftChars="500" w:left="{characters(5)}" w:hangingChars="300" w:hanging="{characters(3)}"/>'
)
OUTER = FOOTER_SIZE * 20  # one character of the page number
STYLES = (
    Style("Normal", "Normal"),
    Style("Title", "Title", font=TITLE_FONT, size=TITLE_SIZE, align="center", before=LINE, after=LINE),
    Style("Number", "发文字号", align="center"),
    Style("Addressee", "主送机关"),
    Style("Text", "公文正文", indent=FIRST_LINE),
    Style("Heading1", "heading 1", font=HEI, indent=FIRST_LINE, level=0, keeps_next=True),
    Style("Heading2", "heading 2", font=KAI, indent=FIRST_LINE, level=1, keeps_next=True),
    Style("Item", "公文条目", indent=FIRST_LINE),
    Style("Annexes", "附件说明", indent=AFTER_THE_LABEL, before=LINE, align="left", keeps_next=True),
    Style("Signature", "署名", align="right", before=LINE, keeps_next=True),
    Style("Date", "成文日期", align="right"),
    Style("Annex", "附件标识", font=HEI, align="left", keeps_next=True),
    Style("AnnexTitle", "附件标题", font=TITLE_FONT, size=TITLE_SIZE, align="center", before=LINE, after=LINE // 2,
          keeps_next=True),
    Style("TableHead", "表头", font=HEI, size=TABLE_SIZE, align="center", line=TABLE_LINE),
    Style("TableText", "表格文字", size=TABLE_SIZE, align="left", line=TABLE_LINE),
    Style("TableCentre", "表格居中", size=TABLE_SIZE, align="center", line=TABLE_LINE),
    Style("Header", "header", font=HEI, size=FOOTER_SIZE, align="right", line=TABLE_LINE),
    Style("FooterOdd", "footer", font=SONG, latin=SONG, size=FOOTER_SIZE, align="right", line=TABLE_LINE,
          indent=f'<w:ind w:right="{OUTER}"/>'),
    Style("FooterEven", "偶数页页码", font=SONG, latin=SONG, size=FOOTER_SIZE, align="left", line=TABLE_LINE,
          indent=f'<w:ind w:left="{OUTER}"/>', based_on="FooterOdd"),
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def styles():
    """The XML of all styles."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FANG}" '
        f'w:cs="{LATIN}"/><w:sz w:val="{BODY * 2}"/><w:szCs w:val="{BODY * 2}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )
    table = (
        '<w:style w:type="table" w:styleId="Ledger"><w:name w:val="台账表格"/><w:tblPr>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return document("styles", defaults + "".join(style.xml for style in STYLES) + table)


def fonts():
    """The XML of the font table."""
    return document("fonts", "".join(_font(name, *how) for name, how in FONTS.items()))


def _font(name, instead, family, is_fixed):
    other = f'<w:altName w:val="{instead}"/>' if instead else ""
    pitch = "fixed" if is_fixed else "variable"
    return f'<w:font w:name="{name}">{other}<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'


def settings():
    """The XML of the settings: odd and even pages differ, punctuation keeps its full width."""
    return document("settings", (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name=\"compatibilityMode\" "
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    ))
