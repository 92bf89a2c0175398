"""What people's workbooks say is read as they mean it, whichever program saved them."""

import io
import subprocess
from datetime import date, datetime
from html import unescape
from shutil import which

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.exchange.hostile_files import MAIN, OFFICE, XML, book, relations, rows_of, sheet
from tracker.exchange.sheets.escapes import unescaped
from tracker.exchange.sheets.plain import markup
from tracker.exchange.sheets.reader import read_book
from tracker.exchange.sheets.shapes import Cell

TEXTS = [
    "花都区",
    "=1+1", "'012", "+86", "-", "@SUM(1)", "第一行\n第二行", "回车\r\n换行", "\t制表", "  前后空白  ", "\u3000全角空白",
    "👩‍👩‍👧‍👦🇨🇳", "_x000D_", "_x005f_", "__x0041__", "_x0041", "<b>&amp;\"'</b>", "\x01\x1b控制符", "１２％",
    "长" * 32_767, "2026-01-12", "1e5", "TRUE", "#REF!", "e\u0301", "\ufffe",
]  # fmt: skip


def values(grid):
    return {(row, column): cell.value for row, cells in grid.rows.items() for column, cell in cells.items()}


def column(grid, number=1):
    return [cells[number].value for cells in grid.rows.values()]


def read(content, at=0):
    return read_book("台账.xlsx", io.BytesIO(content)).grids[at]


def saved(workbook):
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def written(fill, **options):
    """A workbook by XlsxWriter; `fill(workbook, sheet)` puts something in."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    fill(workbook, workbook.add_worksheet("台账"))
    workbook.close()
    return file.getvalue()


@pytest.mark.parametrize("in_constant_memory", [True, False])
def test_texts_come_back_as_they_were_written(in_constant_memory):
    content = written(
        lambda _book, sheet: [sheet.write_string(row, 0, text) for row, text in enumerate(TEXTS)],
        constant_memory=in_constant_memory,
    )

    assert column(read(content)) == TEXTS


@given(st.lists(st.sampled_from(["_", "x", "005F", "000D", "_x005F_", "_x000D_", "\r", "\x01", "长"])).map("".join))
def test_an_escape_is_undone_exactly_once(text):
    assert unescaped(unescape(markup(text))) == text


def test_two_halves_of_a_sign_become_one_and_a_lonely_half_is_replaced():
    assert unescaped("_xD83D__xDE00_") == "😀"
    assert unescaped("a_xD83D_b") == "a\ufffdb"


def test_numbers_are_whole_where_they_are():
    workbook = Workbook()
    for value in (76, 76.0, 76.5, 0.1, -3, 1e20, 123456789012345, True, False):
        workbook.active.append([value])

    found = column(read(saved(workbook)))

    assert found == [76, 76, 76.5, 0.1, -3, 10**20, 123456789012345, True, False]
    assert [type(value) for value in found] == [int, int, float, float, int, int, int, bool, bool]


def test_a_percentage_is_told_from_its_figure():
    workbook = Workbook()
    workbook.active.append([0.66])
    workbook.active["A1"].number_format = "0.0%"

    assert read(saved(workbook)).rows[1][1] == Cell(0.66, is_percent=True)


@pytest.mark.parametrize("counts_from_1904", [False, True])
def test_dates_are_dates_in_both_epochs(counts_from_1904):
    days = [date(2022, 6, 30), datetime(2026, 1, 12, 9, 30), datetime(2026, 1, 12, 23, 59, 59), date(2028, 2, 29)]

    def fill(workbook, sheet):
        format = workbook.add_format({"num_format": "yyyy/m/d h:mm"})
        for row, day in enumerate(days):
            sheet.write_datetime(row, 0, day, format)

    content = written(fill, date_1904=counts_from_1904)

    found = read_book("台账.xlsx", io.BytesIO(content))

    assert found.counts_from_1904 == counts_from_1904
    assert column(found.grids[0]) == days


@pytest.mark.parametrize(
    "code",
    [
        'yyyy"年"m"月"d"日"',
        "yyyy年m月d日;@",
        "[$-804]yyyy\\年m\\月",
        "m/d/yy",
        "[DBNum1][$-804]yyyy年",
        "mmm-yy",
        "dddd",
        "mm",
    ],
)
def test_a_day_is_known_by_its_format(code):
    workbook = Workbook()
    workbook.active["A1"], workbook.active["A1"].number_format = 44742, code

    assert column(read(saved(workbook))) == [date(2022, 6, 30)]


@pytest.mark.parametrize("code", ["General", "0.00", "#,##0", "0.00E+00", '0"天"', "[h]:mm", "[Red]0", "@", '"年"0'])
def test_a_number_is_no_day(code):
    workbook = Workbook()
    workbook.active["A1"], workbook.active["A1"].number_format = 44742, code

    assert column(read(saved(workbook))) == [44742]


@pytest.mark.parametrize("key", [14, 31, 57, 58])
def test_the_dates_of_the_chinese_edition_need_no_format_in_the_file(key):
    styles = f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="{key}"/></cellXfs></styleSheet>'

    found = read(book(rows_of([1], '<c s="1"><v>44742</v></c>'), **{"xl/styles.xml": styles}))

    assert column(found) == [date(2022, 6, 30)]


@pytest.mark.parametrize(
    ("serial", "day"),
    [("1", date(1900, 1, 1)), ("59", date(1900, 2, 28)), ("60", 60), ("61", date(1900, 3, 1)), ("0", 0), ("-1", -1),
     ("2958465", date(9999, 12, 31)), ("2958466", 2958466), ("1e300", int(1e300)),
     ("44742.99999999999", datetime(2022, 7, 1))],
)  # fmt: skip
def test_the_ends_of_the_calendar(serial, day):
    styles = f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'

    assert column(read(book(rows_of([1], f"<c><v>{serial}</v></c>"), **{"xl/styles.xml": styles}))) == [day]


def test_a_time_of_day_reads_as_it_is_shown():
    workbook = Workbook()
    workbook.active["A1"], workbook.active["A1"].number_format = 0.5625, "h:mm"

    assert column(read(saved(workbook))) == ["13:30"]


def test_days_in_iso_form_are_days():
    cells = '<c t="d"><v>2022-06-30</v></c><c t="d"><v>2022-06-30T09:30:00</v></c><c t="d"><v>soon</v></c>'

    assert list(values(read(book(rows_of([1], cells)))).values()) == [
        date(2022, 6, 30), datetime(2022, 6, 30, 9, 30), "soon"
    ]  # fmt: skip


def test_a_formula_gives_its_result_and_says_so():
    cells = (
        '<c><f>1+1</f><v>2</v></c><c><f>A1</f></c><c t="str"><f>"是"</f><v>是</v></c><c t="str"><f>""</f><v></v></c>'
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f t="shared" si="0"/><v>3</v></c><c t="b"><f>1=1</f><v>1</v></c>'
    )

    row = read(book(rows_of([1], cells))).rows[1]

    assert row == {
        1: Cell(2, is_formula=True), 2: Cell(None, is_formula=True), 3: Cell("是", is_formula=True),
        4: Cell("", is_formula=True), 5: Cell("#DIV/0!", is_formula=True, is_error=True),
        6: Cell(3, is_formula=True), 7: Cell(True, is_formula=True),
    }  # fmt: skip


def test_an_error_is_an_error_and_its_text_is_a_text():
    row = read(book(rows_of([1], '<c t="e"><v>#REF!</v></c><c t="str"><v>#REF!</v></c>'))).rows[1]

    assert row == {1: Cell("#REF!", is_error=True), 2: Cell("#REF!")}


def test_rich_text_is_plain_and_readings_are_left_out():
    rich = (
        "<r><t>花都</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 区</t></r><rPh sb='0' eb='2'><t>huadu</t></rPh>"
    )
    strings = f'{XML}<sst xmlns="{MAIN}"><si>{rich}</si><si><t/></si></sst>'
    cells = f'<c t="s"><v>0</v></c><c t="inlineStr"><is>{rich}</is></c><c t="s"><v>1</v></c>'

    assert values(read(book(rows_of([1], cells), **{"xl/sharedStrings.xml": strings}))) == {
        (1, 1): "花都 区", (1, 2): "花都 区"
    }  # fmt: skip


def test_empty_cells_and_rows_are_left_out_and_places_kept():
    rows = '<row r="3"><c r="B3" s="0"/><c r="D3"><v>4</v></c><c><v>5</v></c></row><row/><row><c><v>6</v></c></row>'

    assert values(read(book(rows))) == {(3, 4): 4, (3, 5): 5, (5, 1): 6}


def test_sheets_keep_their_order_names_and_whether_they_are_hidden():
    workbook = Workbook()
    workbook.active.title = "台账"
    workbook.create_sheet("选项").sheet_state = "hidden"
    workbook.create_sheet("编号").sheet_state = "veryHidden"
    workbook.create_chartsheet("图")

    found = read_book("a.XLSX", io.BytesIO(saved(workbook)))

    assert [(grid.name, grid.is_hidden) for grid in found.grids] == [("台账", False), ("选项", True), ("编号", True)]
    assert found.grid("选项").rows == {}


def test_merged_cells_are_told():
    workbook = Workbook()
    workbook.active.append(["合并"])
    workbook.active.merge_cells("A1:C2")

    assert read(saved(workbook)).merged == ("A1:C2",)


def test_prefixes_absolute_targets_and_the_strict_form_are_understood():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rows = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row>'
    parts = {
        "xl/workbook.xml": f'<x:workbook xmlns:x="{strict}" xmlns:q="{OFFICE}"><x:sheets>'
                           '<x:sheet name="台账" sheetId="1" q:id="rId1"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "/xl/worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{strict}"><x:sheetData>{rows}</x:sheetData></x:worksheet>',
    }  # fmt: skip

    assert column(read(book(**parts))) == ["甲"]


def test_a_sheet_in_another_encoding_is_read():
    content = sheet(rows_of([1], '<c t="str"><v>甲</v></c>')).replace("UTF-8", "UTF-16")

    assert column(read(book(**{"xl/worksheets/sheet1.xml": content.encode("utf-16")}))) == ["甲"]


@pytest.mark.slow
@pytest.mark.skipif(not which("soffice"), reason="needs LibreOffice")
def test_a_workbook_saved_by_an_office_program_is_read_the_same(tmp_path):
    def fill(workbook, sheet):
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for row, text in enumerate(text for text in TEXTS if text.isprintable() or "\n" in text):
            sheet.write_string(row, 0, text.replace("\r", ""))
            sheet.write_number(row, 1, row / 4)
            sheet.write_datetime(row, 2, datetime(2026, 1, 1 + row), day)

    (tmp_path / "a.xlsx").write_bytes(content := written(fill))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out", tmp_path / "a.xlsx"]  # fmt: skip

    subprocess.run(command, check=True, capture_output=True, timeout=100)

    assert values(read((tmp_path / "out" / "a.xlsx").read_bytes())) == values(read(content))
