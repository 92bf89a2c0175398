"""What is written into a workbook is what is read out of it, and nothing in it ever does anything."""

import io
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from tests.exchange.dangerous import DANGEROUS, live_parts, texts
from tracker.exchange.sheets.plain import markup
from tracker.exchange.sheets.shapes import Column, Sheet, Toned
from tracker.exchange.sheets.writer import TextTooLong, sheet_name, write

ONE = (Column("text", "文字"),)
MADE = datetime(2026, 11, 24, 2, 3, tzinfo=UTC)


def written(*sheets, **keywords):
    file = io.BytesIO()
    write(sheets, file, **keywords)
    return file.getvalue()


def read(book, place=0):
    return load_workbook(io.BytesIO(book)).worksheets[place]


def column_of(book):
    return [row[0] for row in read(book).iter_rows(min_row=2, values_only=True)]


def test_there_are_500_dangerous_texts():
    assert len(DANGEROUS) >= 500


def test_dangerous_texts_stay_texts_wherever_they_stand():
    sheets = [
        Sheet("文字", ONE, [[text] for text in DANGEROUS]),
        Sheet("标记", ONE, [[Toned(text, "red", note=text)] for text in DANGEROUS]),
        Sheet("锁", (Column("a", "甲", is_open=True, note="=1", choices=DANGEROUS),), [[t] for t in DANGEROUS],
              is_locked=True, has_names=True, has_filter=True),
        *[Sheet(text, (Column(text, text),), title=text, subtitle=text, foot=(text,)) for text in DANGEROUS[::25]],
    ]

    book = written(*sheets)

    assert live_parts(book) == []
    assert set(DANGEROUS) <= set(texts(book))
    assert texts(written(sheets[0])) == ["文字", *DANGEROUS]


def test_dangerous_texts_read_the_same_without_knowing_of_escapes_unless_they_need_one():
    simple = [text for text in DANGEROUS if "_x" not in markup(text)]

    assert len(simple) > 400
    assert column_of(written(Sheet("文字", ONE, [[text] for text in simple]))) == simple


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was(rows):
    assert [unescape(text) for text in column_of(written(Sheet("文字", ONE, [[text] for text in rows])))] == rows


def test_a_text_may_fill_its_cell():
    rows = ["长" * 32_767, "=" + "😀" * 16_383]

    assert column_of(written(Sheet("文字", ONE, [[text] for text in rows]))) == rows


@pytest.mark.parametrize("text", ["长" * 32_768, "😀" * 16_384])
def test_a_text_that_does_not_fit_is_refused_and_never_cut(text):
    file = io.BytesIO()

    with pytest.raises(TextTooLong, match="A3"):
        write([Sheet("文字", ONE, [["短"], [text]])], file)

    assert file.getvalue() == b""


def test_values_have_the_format_of_their_column():
    columns = tuple(Column(kind, kind, kind=kind) for kind in ("whole", "percent", "date", "moment", "text"))

    row = read(written(Sheet("表", columns, [[7, 65, date(2025, 12, 31), MADE, "甲"]])))[2]

    assert [(cell.value, cell.number_format) for cell in row] == [
        (7, "0"), (65, "0"), (datetime(2025, 12, 31), "yyyy-mm-dd"),
        (datetime(2026, 11, 24, 10, 3), "yyyy-mm-dd hh:mm"), ("甲", "@"),
    ]


@pytest.mark.parametrize(("value", "kept"), [
    (float("nan"), "nan"), (float("-inf"), "-inf"), (12345678901234567, "12345678901234567"),
    (date(1899, 12, 31), "1899-12-31"), (date(2025, 12, 31), "2025-12-31"), (None, None), ("", None), (True, "True"),
])
def test_what_excel_cannot_count_is_written_as_a_text(value, kept):
    assert column_of(written(Sheet("表", (Column("n", "数", kind="whole"),), [[value]]))) == [kept]


def test_only_open_cells_of_a_locked_sheet_can_be_edited():
    columns = (Column("code", "编号"), Column("text", "进展", is_open=True), Column("key", "钥", is_hidden=True))
    rows = [["1-01", "", "k"], ["1-02", Toned("定", is_locked=True), "k"]]

    sheet = read(written(Sheet("表", columns, rows, is_locked=True)))

    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert [[cell.protection.locked for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [True, False, True], [True, True, True]]
    assert sheet.column_dimensions["C"].hidden


def test_title_names_and_head_stand_above_and_stay_in_sight():
    columns = (Column("code", "编号"), Column("text", "进展"))

    sheet = read(written(Sheet(
        "表", columns, [["1-01", "甲"]], title="台账", subtitle="2026年", foot=("填报人",), has_names=True, frozen=1,
        has_filter=True,
    )))

    assert list(sheet.values) == [
        ("台账", None), ("2026年", None), ("code", "text"), ("编号", "进展"), ("1-01", "甲"), (None, None),
        ("填报人", None),
    ]
    assert sheet.row_dimensions[3].hidden
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", "A4:B5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.print_title_rows == "$4:$4"
    assert "&P" in sheet.oddFooter.center.text


def test_a_long_list_of_choices_stands_on_a_hidden_sheet():
    long = [f"第{number}个单位的名称比较长" for number in range(60)]
    columns = (
        Column("a", "短", choices=("甲", "乙")), Column("b", "长", choices=long),
        Column("c", "带逗号", choices=("一,二",)),
    )

    book = written(Sheet("表", columns, [["甲", "", ""]]))

    rules = {str(rule.sqref): rule.formula1 for rule in read(book).data_validations.dataValidation}
    hidden = read(book, 1)
    assert rules == {"A2": '"甲,乙"', "B2": "'_choices'!$A$1:$A$60", "C2": "'_choices'!$B$1:$B$1"}
    assert (hidden.title, hidden.sheet_state) == ("_choices", "hidden")
    assert [cell.value for cell in hidden["A"]] == long


def test_a_workbook_opens_on_a_sheet_that_can_be_seen():
    book = load_workbook(io.BytesIO(written(Sheet("暗", ONE, is_hidden=True), Sheet("明", ONE))))

    assert (book.active.title, book.worksheets[0].sheet_state) == ("明", "hidden")


@pytest.mark.parametrize(("name", "kept"), [
    ("台账", "台账"), ("a/b:c?d*e[f]g\\h", "a b c d e f g h"), ("'引号'", "引号"), ("长" * 40, "长" * 31),
    ("History", "History 2"), ("台账\x00\u202e", "台账"),
])
def test_names_of_sheets_are_made_fit_for_excel(name, kept):
    assert sheet_name(name) == kept


def test_two_sheets_of_the_same_name_are_told_apart():
    taken = set()

    assert [sheet_name(name, taken) for name in ("Ab", "aB", "ab")] == ["Ab", "aB 2", "ab 3"]


def test_the_same_sheets_give_the_same_bytes():
    sheet = Sheet("表", ONE, [["甲"]], title="题")

    assert written(sheet, made_at=MADE) == written(sheet, made_at=MADE)


def test_the_properties_of_a_file_name_no_person():
    with zipfile.ZipFile(io.BytesIO(written(Sheet("表", ONE), made_at=MADE))) as parts:
        core = ElementTree.fromstring(parts.read("docProps/core.xml"))

    assert {element.tag.rpartition("}")[2]: element.text for element in core} == {
        "creator": None, "lastModifiedBy": None, "created": "2026-11-24T02:03:00Z", "modified": "2026-11-24T02:03:00Z"}


def test_rows_are_taken_one_by_one():
    seen = []

    def rows():
        for number in range(3):
            seen.append(number)
            yield [str(number)]

    assert column_of(written(Sheet("表", ONE, rows()))) == ["0", "1", "2"]
    assert seen == [0, 1, 2]
