"""The annex: the ledger as one table on turned sheets, its head repeated on each page, no row parted."""

from tracker.exchange.briefing.word.page import TURNED, millimetres
from tracker.exchange.briefing.word.text import attribute, paragraph

COLUMNS = (  # heading, width in millimetres, style of its cells, what stands in it
    ("序号", 10, "TableCentre", lambda entry: entry.number),
    ("编号", 15, "TableCentre", lambda entry: entry.code),
    ("措施", 34, "TableText", lambda entry: entry.title),
    ("牵头单位", 30, "TableText", lambda entry: "、".join(entry.leads)),
    ("完成时限", 31, "TableText", lambda entry: "\n".join(entry.due_lines)),
    ("进度", 13, "TableCentre", lambda entry: f"{entry.percent}%"),
    ("序时", 20, "TableCentre", lambda entry: _pace(entry)),
    ("信号灯", 15, "TableCentre", lambda entry: entry.light_name),
    ("进展情况", None, "TableText", lambda entry: entry.progress),
)


def ledger(title, entries):
    """The XML of the annex: its mark, its title and the table."""
    rows = "".join(_row([(style, what(entry)) for _name, _width, style, what in COLUMNS]) for entry in entries)
    head = _row([("TableHead", name) for name, *_ in COLUMNS], is_head=True)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths())
    return (
        paragraph("Annex", "附件") + paragraph("AnnexTitle", title)
        + f'<w:tbl><w:tblPr><w:tblStyle w:val="Ledger"/><w:tblW w:w="{sum(widths())}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={attribute(title)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def widths():
    """The widths of the columns in twentieths of a point; together they fill the sheet."""
    given = [width and millimetres(width) for _name, width, *_ in COLUMNS]
    rest = TURNED.text_width - sum(width for width in given if width)
    return [width or rest for width in given]


def _row(cells, *, is_head=False):
    properties = "<w:cantSplit/><w:tblHeader/>" if is_head else "<w:cantSplit/>"
    filled = "".join(_cell(style, text, width) for (style, text), width in zip(cells, widths(), strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{filled}</w:tr>"


def _cell(style, text, width):
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{paragraph(style, *str(text).splitlines())}</w:tc>"


def _pace(entry):
    return entry.pace_name if entry.expected is None else f"{entry.pace_name}\n序时{entry.expected}%"
