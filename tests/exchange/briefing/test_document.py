"""The document's parameters by GB/T 9704-2012, each read from the XML that Word reads."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pytest
import time_machine
from django.db import transaction
from lxml import etree

from tests.exchange.briefing.briefings import ON, W, World, paragraphs, parts, written
from tests.lights.conftest import at
from tracker.exchange.briefing.titles import day
from tracker.exchange.briefing.word.closing import indents

pytestmark = pytest.mark.django_db  # the database is there for the content, which is gathered once
NUMBER = "〔2024〕3号"
FANG = "仿宋_GB2312"
MILLIMETRE = 1440 / 25.4


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(at(ON), tick=False), transaction.atomic():
        world = World()
        world.approve(world.red, percent=40)
        content = world.content()
        transaction.set_rollback(True)
    return content


@pytest.fixture(scope="module")
def issued(made):
    return parts(written(made, number=NUMBER))


@pytest.fixture(scope="module")
def sections(issued):
    return list(issued["word/document.xml"].iter(f"{W}sectPr"))


def attributes(element, path):
    return {name.removeprefix(W): value for name, value in element.find(path).attrib.items()}


def style(issued, name):
    """The paragraph and run properties of a style, named as people see it."""
    for each in issued["word/styles.xml"].iter(f"{W}style"):
        if each.find(f"{W}name").get(f"{W}val") == name:
            return each
    raise LookupError(name)


@pytest.mark.parametrize(("name", "length"), [("w", 210), ("h", 297)])
def test_the_sheet_is_a4(sections, name, length):
    assert int(attributes(sections[0], f"{W}pgSz")[name]) / MILLIMETRE == pytest.approx(length, abs=0.5)


@pytest.mark.parametrize(("name", "length"), [("top", 37), ("left", 28), ("right", 26), ("bottom", 35)])
def test_the_margins_leave_156_by_225_millimetres(sections, name, length):
    assert int(attributes(sections[0], f"{W}pgMar")[name]) / MILLIMETRE == pytest.approx(length, abs=0.5)


def test_the_grid_has_22_lines_of_28_characters(sections):
    grid, margins = attributes(sections[0], f"{W}docGrid"), attributes(sections[0], f"{W}pgMar")
    assert grid == {"type": "linesAndChars", "linePitch": "580", "charSpace": "-848"}
    height = 297 * MILLIMETRE - int(margins["top"]) - int(margins["bottom"])
    width = 210 * MILLIMETRE - int(margins["left"]) - int(margins["right"])
    assert int(height / 580) == 22
    assert int(width / 20 / (16 - 848 / 4096) + 1e-6) == 28


def test_the_page_number_stands_7_millimetres_below_the_text(sections):
    margins = attributes(sections[0], f"{W}pgMar")

    middle = int(margins["footer"]) / MILLIMETRE + 14 / 72 * 25.4 / 2
    assert int(margins["bottom"]) / MILLIMETRE - middle == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize(("name", "font", "points", "align"), [
    ("Title", "方正小标宋简体", 22, "center"), ("公文正文", FANG, 16, "both"), ("公文条目", FANG, 16, "both"),
    ("heading 1", "黑体", 16, "both"), ("heading 2", "楷体_GB2312", 16, "both"), ("主送机关", FANG, 16, "both"),
    ("发文字号", FANG, 16, "center"), ("署名", FANG, 16, "right"), ("成文日期", FANG, 16, "right"),
    ("附件标识", "黑体", 16, "left"), ("附件标题", "方正小标宋简体", 22, "center"), ("footer", "宋体", 14, "right"),
    ("偶数页页码", "宋体", 14, "left"), ("表头", "黑体", 10.5, "center"), ("表格文字", FANG, 10.5, "left"),
])
def test_each_style_has_its_font_and_size_and_is_black_and_not_bold(issued, name, font, points, align):
    found = style(issued, name)

    run = found.find(f"{W}rPr")
    assert attributes(run, f"{W}rFonts")["eastAsia"] == font
    assert attributes(run, f"{W}sz") == {"val": str(round(points * 2))}
    assert (attributes(run, f"{W}color"), attributes(run, f"{W}b")) == ({"val": "000000"}, {"val": "0"})
    assert attributes(found, f"{W}pPr/{W}jc") == {"val": align}


@pytest.mark.parametrize("name", ["公文正文", "公文条目", "heading 1", "heading 2"])
def test_the_first_line_is_indented_by_two_characters(issued, name):
    indent = attributes(style(issued, name), f"{W}pPr/{W}ind")

    assert indent["firstLineChars"] == "200"
    assert int(indent["firstLine"]) == pytest.approx(2 * 156 / 28 * MILLIMETRE, abs=2)


def test_lines_are_exactly_29_points_high(issued):
    for name in ("公文正文", "heading 1", "heading 2", "公文条目", "Title", "附件说明", "成文日期"):
        spacing = attributes(style(issued, name), f"{W}pPr/{W}spacing")
        assert (spacing["line"], spacing["lineRule"]) == ("580", "exact")


@pytest.mark.parametrize(("name", "level"), [("heading 1", "0"), ("heading 2", "1")])
def test_headings_stand_in_the_outline(issued, name, level):
    assert attributes(style(issued, name), f"{W}pPr/{W}outlineLvl") == {"val": level}


@pytest.mark.parametrize(("font", "instead"), [
    ("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei"),
])
def test_each_font_names_what_stands_in_for_it(issued, font, instead):
    names = {each.get(f"{W}name"): each.find(f"{W}altName") for each in issued["word/fontTable.xml"]}

    assert names[font].get(f"{W}val") == instead


def test_the_levels_follow_the_standard(issued):
    told = paragraphs(issued["word/document.xml"])

    assert [text for kind, text in told if kind == "Heading1"] == [
        "一、总体情况", "二、主要做法和成效", "三、存在问题", "四、下一步工作"]
    assert [text for kind, text in told if kind == "Heading2"][:4] == [
        "（一）建立人口流动制度", "（二）完善土地市场", "（一）红灯措施", "（二）黄灯措施"]
    assert next(text for kind, text in told if kind == "Item").startswith("1.“测试措施1”")


def test_number_title_signature_and_date_stand_in_their_places(issued):
    told = paragraphs(issued["word/document.xml"])

    assert told[0] == ("Number", NUMBER)
    assert told[1] == ("Title", "测试省城乡融合接合片区改革任务2024年第三季度进展情况通报")
    assert ("Annexes", "附件：测试省城乡融合接合片区改革任务台账") in told
    assert [text for kind, text in told if kind in {"Signature", "Date"}] == ["测试工作专班", "2024年10月15日"]


@pytest.mark.parametrize(("issuer", "dated", "expected"), [
    ("省城乡融合发展工作专班办公室", "2026年1月5日", (2, 8)),  # 14 and 6 characters: it begins 2 after the name
    ("某某市人民政府", "2026年1月5日", (2, 1)),
    ("专班", "2026年11月25日", (9, 2)),  # the date is longer: 2 characters to its right, more to that of the name
])
def test_the_date_begins_two_characters_after_the_name_above_it(issuer, dated, expected):
    assert indents(issuer, dated) == expected


def test_dates_have_no_leading_zeros():
    days = [date.fromordinal(number) for number in range(date(2020, 1, 1).toordinal(), date(2047, 6, 1).toordinal())]

    assert len(days) > 10_000
    assert all(day(each) == f"{each.year}年{each.month}月{each.day}日" and "年0" not in day(each) for each in days)
    assert not any("月0" in day(each) for each in days)


@pytest.mark.parametrize(("name", "side"), [("footer1", "right"), ("footer2", "left")])
def test_page_numbers_stand_between_dashes_one_character_in(issued, name, side):
    footer = issued[f"word/{name}.xml"]

    assert [each.get(f"{W}instr").strip() for each in footer.iter(f"{W}fldSimple")] == ["PAGE"]
    assert "".join(footer.itertext()) == "—1—"
    named = {"footer1": "footer", "footer2": "偶数页页码"}[name]
    assert attributes(style(issued, named), f"{W}pPr/{W}ind")[side] == "280"


def test_odd_and_even_pages_differ(issued, sections):
    assert issued["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    for section in sections:
        assert {each.get(f"{W}type") for each in section.iter(f"{W}footerReference")} == {"default", "even"}


def test_the_annex_is_a_real_table_on_turned_sheets(issued, sections):
    size = attributes(sections[1], f"{W}pgSz")
    table = issued["word/document.xml"].find(f"{W}body/{W}tbl")
    rows = table.findall(f"{W}tr")

    assert (size["orient"], int(size["w"]) > int(size["h"])) == ("landscape", True)
    assert len(rows) == 1 + 4
    assert ["".join(cell.itertext()) for cell in rows[0].findall(f"{W}tc")] == [
        "序号", "编号", "措施", "牵头单位", "完成时限", "进度", "序时", "信号灯", "进展情况"]
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert attributes(table, f"{W}tblPr/{W}tblLook")["firstRow"] == "1"
    widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
    assert sum(widths) == int(attributes(table, f"{W}tblPr/{W}tblW")["w"])
    assert sum(widths) / MILLIMETRE == pytest.approx(225, abs=0.5)


def test_only_a_draft_is_marked(made, issued):
    draft = parts(written(made))

    assert "草稿" in "".join(draft["word/header1.xml"].itertext())
    assert {each.get(f"{W}type") for each in draft["word/document.xml"].iter(f"{W}headerReference")} == {
        "default", "even"}
    assert not [name for name in issued if "header" in name]
    assert "草稿" not in "".join(issued["word/document.xml"].itertext())


def test_language_and_properties_name_what_it_is(made, issued):
    language = attributes(issued["word/styles.xml"], f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    moment = datetime(2024, 10, 16, 8, 30, tzinfo=UTC)
    properties = docx.Document(io.BytesIO(written(made, number=NUMBER, printed_at=moment))).core_properties

    assert (language["eastAsia"], language["val"]) == ("zh-CN", "en-US")  # so that no number is parted at a line's end
    assert (properties.title, properties.author, properties.language) == (made.title, "测试工作专班", "zh-CN")
    assert properties.created.replace(tzinfo=UTC) == moment


def test_the_same_content_gives_the_same_file_apart_from_the_print_time(made):
    with time_machine.travel(at(date(2025, 10, 15))):
        later = written(made, number=NUMBER)
    printed = parts(written(made, number=NUMBER, printed_at=datetime(2025, 10, 15, tzinfo=UTC)))

    assert written(made, number=NUMBER) == later
    assert [name for name, tree in parts(later).items() if _text(tree) != _text(printed[name])] == [
        "docProps/core.xml"]


def test_a_title_is_broken_where_words_end_into_lines_of_one_shape(made):
    long = "国家城乡融合发展试验区广东广清接合片区改革任务2024年第三季度进展情况通报"

    tree = parts(written(replace(made, title=long)))["word/document.xml"]

    title = next(tree.iter(f"{W}p"))
    assert [each.text for each in title.iter(f"{W}t")] == [
        "国家城乡融合发展试验区广东广清接合片区", "改革任务2024年第三季度进展情况通报"]


def test_nothing_is_laid_out_by_blanks_or_empty_lines(issued):
    texts = [text for _style, text in paragraphs(issued["word/document.xml"])]

    assert not any("  " in text or "\u3000" in text or text != text.strip() for text in texts)
    assert [text for text in texts if not text] == [""]  # the one that Word wants after a table


def test_it_opens_as_a_document(made):
    opened = docx.Document(io.BytesIO(written(made, number=NUMBER)))

    assert [each.style.name for each in opened.paragraphs if each.style.name.startswith("Heading")][:2] == [
        "Heading 1", "Heading 1"]
    assert len(opened.tables[0].rows) == 5


def _text(tree):
    return etree.tostring(tree)
