"""Official documents become text as people read them: numbers that Word only computes, notes, page breaks, tables."""

import io
import subprocess
from shutil import which

import pytest
from django.utils.translation import override
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK

from tests.exchange import hostile_pdf
from tests.exchange.hostile_files import WORD, XML, word
from tracker.exchange.outline.numbering import written
from tracker.exchange.outline.reading import read_text
from tracker.reporting.evidence import RefusedFile

TEXT = "一、总体要求\n（一）指导思想。以习近平新时代中国特色社会主义思想为指导。\n\n㙍、𠮷野、镕基\n"


def read(content, name="方案.docx"):
    return read_text(name, io.BytesIO(content))


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text, level=0, number=1):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at, form, text, more=""):
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
            f'<w:lvlText w:val="{text}"/></w:lvl>')  # fmt: skip


LEVELS = (
    level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）") + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>") + level(4, "bullet", "\uf0b7")
)  # fmt: skip
LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def part(root, content):
    return f'{XML}<w:{root} xmlns:w="{WORD}">{content}</w:{root}>'


def document(body, *, lists=LISTS, styles="", footnotes="", endnotes=""):
    parts = {"numbering": lists, "styles": styles, "footnotes": footnotes, "endnotes": endnotes}
    return word(
        body, [(kind, f"{kind}.xml") for kind in parts],
        **{f"word/{kind}.xml": part(kind, content) for kind, content in parts.items()},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_that_editors_save(encoding):
    assert read(TEXT.encode(encoding), "方案.txt") == TEXT


def test_a_text_file_of_windows_has_the_same_lines():
    assert read(TEXT.replace("\n", "\r\n").encode(), "方案.TXT") == TEXT


def test_paragraphs_and_rows_come_in_their_order():
    made = Document()
    made.add_paragraph("前文")
    table = made.add_table(2, 2)
    for at, text in enumerate(("任务", "单位", "户籍改革", "省公安厅")):
        table.cell(*divmod(at, 2)).text = text
    made.add_paragraph("后文")

    assert read(saved(made)).split("\n") == ["前文", "任务\t单位", "户籍改革\t省公安厅", "后文"]


def test_cells_stand_in_their_columns_however_they_are_merged():
    made = Document()
    table = made.add_table(4, 3)
    texts = ("任务", "措施", "单位", "户籍改革", "放宽落户\n条件", "省公安厅", "", "互认居住证", "", "二、土地")
    for at, text in enumerate(texts):
        table.cell(*divmod(at, 3)).text = text
    table.cell(1, 1).add_paragraph("取消限制")
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))

    assert read(saved(made)).split("\n")[:4] == [
        "任务\t措施\t单位", "户籍改革\t放宽落户 条件  取消限制\t省公安厅", "户籍改革\t互认居住证\t", "二、土地\t\t",
    ]


def test_a_frame_around_a_text_is_no_table():
    made = Document()
    made.add_table(1, 1).cell(0, 0).text = "一、总体要求"

    assert read(saved(made)).split("\n") == ["一、总体要求"]


def test_tabs_line_breaks_and_blanks_are_kept():
    made = Document()
    made.add_paragraph("　　一、\t总体\n要求  ")

    assert read(saved(made)) == "　　一、\t总体\n要求  "


def test_pages_end_where_somebody_broke_them():
    made = Document()
    made.add_paragraph("甲").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("乙").paragraph_format.page_break_before = True
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("丙")
    made.add_section(WD_SECTION.CONTINUOUS)
    made.add_paragraph("丁")

    assert read(saved(made)).replace("\n", "") == "甲\f\f乙\f丙丁"


def test_numbers_that_word_computes_stand_in_the_text():
    body = "".join([
        numbered("总体要求"), numbered("指导思想", 1), numbered("基本原则", 1), numbered("坚持党的领导", 2),
        numbered("改革任务"), numbered("户籍改革", 1), numbered("放开落户", 2), numbered("细项", 3),
        numbered("符号", 4),
    ])  # fmt: skip

    assert read(document(body)).split("\n") == [
        "一、总体要求", "（一）指导思想", "（二）基本原则", "1.坚持党的领导", "二、改革任务",
        "（一）户籍改革", "1.放开落户", "2.1 细项", "符号",
    ]  # fmt: skip


def test_lists_of_one_kind_count_on_unless_they_begin_anew():
    body = numbered("甲") + numbered("乙", number=2) + numbered("丙", number=3) + numbered("丁", number=3)

    assert read(document(body)).split("\n") == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_styles_carry_numbers_and_hand_them_down():
    lists = LISTS.replace('<w:numFmt w:val="chineseCountingThousand"/>',
                          '<w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H2"/>')  # fmt: skip
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:styleId="H1"><w:name w:val="heading 1"/>{number}</w:style>'
        f'<w:style w:styleId="H2"><w:name w:val="heading 2"/>{number}</w:style>'
        '<w:style w:styleId="H3"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = "".join(
        [
            *(
                paragraph(text, f'<w:pStyle w:val="{style}"/>')
                for text, style in zip("甲乙丙丁", ("H1", "H2", "H3", "A"), strict=True)
            ),
            paragraph("戊", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        ]
    )

    assert read(document(body, lists=lists, styles=styles)).split("\n") == ["一、甲", "（一）乙", "二、丙", "丁", "戊"]


@pytest.mark.parametrize(
    ("form", "number", "sign"),
    [("chineseCounting", 10, "十"), ("chineseCounting", 11, "十一"), ("chineseCountingThousand", 20, "二十"),
     ("chineseCountingThousand", 103, "一百零三"), ("chineseCounting", 110, "一百一十"),
     ("chineseCounting", 1001, "一千零一"),
     ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 20, "二〇"), ("decimalZero", 7, "07"),
     ("decimalEnclosedCircleChinese", 21, "㉑"), ("decimalFullWidth", 12, "１２"), ("upperRoman", 14, "XIV"),
     ("lowerLetter", 27, "aa"), ("ideographTraditional", 3, "丙"), ("none", 3, ""), ("decimal", 0, "0"),
     ("of another planet", 5, "5"), ("chineseCounting", 10_000, "10000")],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(form, number, sign):
    assert written(number, form) == sign


def test_notes_stand_at_the_end_behind_their_marks():
    def note(kind, key, text):
        return f'<w:{kind} w:id="{key}"><w:p><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'

    body = ('<w:p><w:r><w:t>六个留下</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
            '<w:r><w:t>，三个不留</w:t></w:r><w:r><w:endnoteReference w:id="7"/></w:r></w:p>')  # fmt: skip
    footnotes = note("footnote", 0, "分隔线") + note("footnote", 7, "指人才留下。")

    assert read(document(body, footnotes=footnotes, endnotes=note("endnote", 7, "指问题。"))).split("\n") == [
        "六个留下①，三个不留②", "①指人才留下。", "②指问题。"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "inside",
    [
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>",
        "<w:r><w:instrText> PAGE </w:instrText></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>",
        "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt></w:ruby></w:r>",
        '<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>再</w:t></w:r></mc:Fallback>',
        '<m:t xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">x</m:t>',
    ],
)
def test_what_does_not_stand_in_the_text_is_left_out(inside):
    assert read(document(f"<w:p>{inside}<w:r><w:t>新</w:t></w:r></w:p>")) == "新"


def test_inserted_text_links_controls_and_text_boxes_are_text():
    body = (
        "<w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>外</w:t></w:r></w:p>"
    )

    assert read(document(body)).split("\n") == ["增链", "控", "框", "外"]


def test_formatting_before_a_change_does_not_count():
    changed = '<w:pPrChange><w:pPr><w:pageBreakBefore/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'

    assert read(document(paragraph("正文", changed))) == "正文"


def test_a_table_of_contents_is_left_out():
    styles = '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("一、总体要求\t1", '<w:pStyle w:val="T"/>') + paragraph("一、总体要求")

    assert read(document(body, styles=styles)) == "一、总体要求"


def test_a_pdf_gives_its_text_page_by_page():
    assert read(hostile_pdf.text(), "方案.pdf") == "Progress of the reform"


@pytest.mark.parametrize(
    ("what", "sentence"), [("scanned", "The file has no text"), ("encrypted", "The file is protected")]
)
def test_a_pdf_that_cannot_be_read_says_what_to_do(what, sentence):
    with override("en"), pytest.raises(RefusedFile) as refused:
        read(hostile_pdf.FILES[what][0](), "方案.pdf")

    with override("en"):
        assert refused.value.sentence.startswith(sentence)


@pytest.mark.slow
@pytest.mark.skipif(not which("soffice"), reason="needs LibreOffice")
def test_the_text_survives_an_office_program(tmp_path):
    made = Document()
    for line in ("一、总体要求", "（一）指导思想。到2025年，建立城乡有序流动的人口迁徙制度。", "第二页"):
        made.add_paragraph(line).paragraph_format.page_break_before = line == "第二页"
    made.save(tmp_path / "a.docx")
    for kind in ("pdf", "docx:MS Word 2007 XML"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind,
             "--outdir", tmp_path / "out", tmp_path / "a.docx"], check=True, capture_output=True, timeout=100,
        )  # fmt: skip

    pages = ["一、总体要求（一）指导思想。到2025年，建立城乡有序流动的人口迁徙制度。", "第二页"]
    for name in ("a.docx", "a.pdf"):
        text = read((tmp_path / "out" / name).read_bytes(), name)
        assert ["".join(page.split()) for page in text.split("\f")] == pages
