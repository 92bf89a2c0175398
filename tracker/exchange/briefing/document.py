"""A briefing as a Word document in the layout of GB/T 9704-2012; what does not add up is not written.

An internal document: without red head and imprint. The annex stands on turned sheets, whose page numbers are at their
lower edge.
"""

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from tracker.exchange.briefing import sums
from tracker.exchange.briefing.shapes import HEADING, ITEM, TEXT
from tracker.exchange.briefing.titles import day
from tracker.exchange.briefing.word import page
from tracker.exchange.briefing.word.closing import closing
from tracker.exchange.briefing.word.ledger import ledger
from tracker.exchange.briefing.word.package import core_properties, write
from tracker.exchange.briefing.word.styles import fonts, settings, styles
from tracker.exchange.briefing.word.text import PAGE_NUMBER, document, paragraph, run
from tracker.exchange.briefing.word.title import title_lines

DRAFT = "草稿"
AFTER_TABLE = paragraph("TableText", properties='<w:spacing w:line="20" w:lineRule="exact"/>')  # Word wants one
STYLE_OF = {TEXT: "Text", HEADING: "Heading2", ITEM: "Item"}


def build(content, file, *, number="", printed_at=None, issued_on=None):
    """Write the document of a ``Content`` into a binary file.

    ``number`` is the whole document number, such as 〔2026〕3号; without one it is marked as a draft. It is dated
    ``issued_on``, or the day whose data it tells. ``printed_at`` stands in the file's properties only. Raises
    ``sums.DoesNotAddUp``.
    """
    sums.check(content)
    write(
        file,
        _main(content, number, issued_on or content.on),
        _parts(is_draft=not number),
        properties=core_properties(content.title, content.issuer, printed_at),
    )


def _parts(*, is_draft):
    parts = [
        ("styles", CT.WML_STYLES, RT.STYLES, styles()),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, settings()),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, fonts()),
        ("footer1", CT.WML_FOOTER, RT.FOOTER, _footer("FooterOdd")),
        ("footer2", CT.WML_FOOTER, RT.FOOTER, _footer("FooterEven")),
    ]
    if is_draft:
        header = document("hdr", paragraph("Header", DRAFT))
        parts += [(name, CT.WML_HEADER, RT.HEADER, header) for name in ("header1", "header2")]
    return parts


def _footer(style):
    """—1—, an em dash on both sides of the number."""
    line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run("—")}{PAGE_NUMBER}{run("—")}</w:p>'
    return document("ftr", line)


def _main(content, number, dated):
    links = _references(is_draft=not number)
    upright = page.section(page.UPRIGHT, links, grid=True)
    text = "".join(_text(content, number))
    if not content.ledger:
        end = closing(content.issuer, day(dated))
        return document("document", f"<w:body>{text}{end}{upright}</w:body>")
    end = closing(content.issuer, day(dated), section=upright)
    annex = ledger(content.ledger_title, content.ledger)
    turned = page.section(page.TURNED, links, grid=False)
    return document("document", f"<w:body>{text}{end}{annex}{AFTER_TABLE}{turned}</w:body>")


def _references(*, is_draft):
    headers = [("header1", "headerReference", "default"), ("header2", "headerReference", "even")] if is_draft else []
    footers = [("footer1", "footerReference", "default"), ("footer2", "footerReference", "even")]
    return "".join(f'<w:{tag} w:type="{kind}" r:id="{name}"/>' for name, tag, kind in (*headers, *footers))


def _text(content, number):
    if number:
        yield paragraph("Number", number)
    yield paragraph("Title", *title_lines(content.title))
    if content.addressee:
        yield paragraph("Addressee", f"{content.addressee}：")
    yield paragraph("Text", content.opening)
    for section in content.sections:
        yield paragraph("Heading1", section.heading)
        for told in section.paragraphs:
            yield paragraph(STYLE_OF[told.kind], told.text)
    if content.ledger:
        yield paragraph("Annexes", f"附件：{content.ledger_title}")
