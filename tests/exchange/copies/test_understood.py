"""Workbooks as they come back: sorted, rearranged, merged, mixed up; understood or refused in words."""

from datetime import datetime

import pytest

from tests.exchange.copies.offices import Office
from tracker.exchange.ledger.copies.layout import ROW

SUMMARY = "完成签注数据比对"


@pytest.fixture
def office(db):
    return Office({"summary": "甲", "first": "40"}, {"summary": "乙", "first": "50"}, {"summary": "丙", "first": "60"})


def changes(found):
    return {(change.report, change.field): (change.base, change.mine) for change in found.changes}


def faults(found):
    return [(fault.code, fault.address) for fault in found.faults]


def test_nothing_edited_is_no_change(office):
    found = office.compare(office.take_out())

    assert (found.changes, found.faults, found.untaken, found.missing) == ([], [], [], 0)
    assert found.unchanged == 3 * (2 * 2 + 6 + 3)


def test_sorted_rows_are_known_by_their_keys(office):
    paper = office.take_out().fill(0, summary=SUMMARY)
    turn_round(paper.reports, paper.rows())

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "summary"): ("甲", SUMMARY)}
    assert found.changes[0].address.endswith(str(paper.rows()[2]))
    assert (found.faults, found.untaken) == ([], [])


def test_a_column_of_ones_own_is_left_aside_and_the_others_are_found(office):
    paper = office.take_out()
    before = paper.columns()["summary"]
    paper.reports.insert_cols(before)
    paper.reports.cell(paper.rows()[0] - 1, before).value = "我的备注"
    paper.reports.cell(paper.rows()[0], before).value = "只给自己看"
    paper.fill(0, summary=SUMMARY)

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "summary"): ("甲", SUMMARY)}
    assert found.notes == [["columns_ignored", {"columns": "我的备注"}]]


def test_a_deleted_column_is_no_change(office):
    paper = office.take_out().fill(0, next_steps="下期")
    paper.reports.delete_cols(paper.columns()["summary"])

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "next_steps"): ("", "下期")}
    assert found.notes == [["columns_missing", {"columns": "本期进展"}]]


def test_renamed_headings_change_nothing(office):
    paper = office.take_out().fill(0, summary=SUMMARY)
    for cell in paper.reports[paper.rows()[0] - 1]:
        cell.value = f"改名{cell.column}"

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "summary"): ("甲", SUMMARY)}
    assert found.notes == []


def test_without_the_hidden_row_of_names_the_headings_tell(office):
    paper = office.take_out().fill(0, summary=SUMMARY)
    paper.reports.delete_rows(paper.rows()[0] - 2)

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "summary"): ("甲", SUMMARY)}


def test_deleted_rows_count_as_unchanged(office):
    paper = office.take_out().fill(1, summary=SUMMARY)
    paper.reports.delete_rows(paper.rows()[0])

    found = office.compare(paper)

    assert changes(found) == {(office.reports[1].pk, "summary"): ("乙", SUMMARY)}
    assert found.missing == 1


def test_an_emptied_cell_is_a_change_to_nothing(office):
    found = office.compare(office.take_out().fill(0, summary=None).fill(1, summary="  "))

    assert changes(found) == {
        (office.reports[0].pk, "summary"): ("甲", ""), (office.reports[1].pk, "summary"): ("乙", "")}


def test_rows_of_ones_own_are_refused_only_if_they_say_something_to_take(office):
    paper = office.take_out()
    below = paper.rows()[-1] + 2
    paper.reports.cell(below, paper.columns()["code"]).value = "合计"
    paper.reports.cell(below + 1, paper.columns()["summary"]).value = "新增一项"

    found = office.compare(paper)

    assert faults(found) == [("row_without_key", f"A{below + 1}")]
    assert found.changes == []


def test_rows_of_another_copy_are_refused(office):
    earlier, paper = office.take_out(), office.take_out()
    for row, name in ((0, ROW), (0, "summary")):
        paper.cell(row, name).value = earlier.cell(row, name).value if name == ROW else SUMMARY

    found = office.compare(paper)

    assert [code for code, _address in faults(found)] == ["row_of_another"]
    assert (found.changes, found.missing) == ([], 1)


@pytest.mark.parametrize("forge", [
    lambda key: key.replace("r", "r9", 1), lambda key: "r0" + key[key.index("."):],
    lambda key: f"r{'9' * 18}" + key[key.index("."):], lambda key: key.replace(".", "m1."),
])
def test_forged_keys_reach_no_other_report(office, forge):
    other = Office({"summary": "别人的"})
    paper = office.take_out().fill(0, summary=SUMMARY)
    cell = paper.cell(0, ROW)
    cell.value = forge(cell.value)

    found = office.compare(paper)

    assert [code for code, _address in faults(found)] == ["row_unknown"]
    assert found.changes == []
    assert other.drafts() == [{"summary": "别人的"}]


@pytest.mark.parametrize("key", ["=1+1", "r1", "'; drop table", "r１.abcdef12", "r1.ABCDEF12", 17, 1.5, "😀" * 99])
def test_a_key_that_is_none_is_a_row_without_one(office, key):
    paper = office.take_out().fill(0, summary=SUMMARY)
    paper.cell(0, ROW).value = key
    if key == "=1+1":
        paper.cell(0, ROW).data_type = "s"

    assert [code for code, _address in faults(office.compare(paper))] == ["row_without_key"]


def test_the_same_row_twice_is_refused_if_the_two_differ(office):
    paper = office.take_out().fill(0, summary="一种说法").fill(1, summary="另一种说法")
    paper.cell(1, ROW).value = paper.cell(0, ROW).value
    first, second, _third = paper.rows()

    found = office.compare(paper)

    assert faults(found) == [("row_twice", f"A{first}")]
    assert found.faults[0].details == {"rows": f"{first}、{second}"}
    assert found.changes == []


def test_a_copied_row_that_says_nothing_new_does_no_harm(office):
    paper = office.take_out()
    first = paper.rows()[0]
    for cell in paper.reports[first]:
        paper.reports.cell(first + 20, cell.column).value = cell.value
    paper.fill(0, summary=SUMMARY)

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "summary"): ("甲", SUMMARY)}
    assert found.faults == []


def test_merged_cells_are_refused_with_their_range(office):
    paper = office.take_out()
    first, second, _third = paper.rows()
    column = paper.reports.cell(first, paper.columns()["summary"]).column_letter
    paper.fill(0, summary=SUMMARY, next_steps="下期")
    paper.reports.merge_cells(f"{column}{first}:{column}{second}")

    found = office.compare(paper)

    assert faults(found) == [("merged", f"{column}{first}"), ("merged", f"{column}{second}")]
    assert found.faults[0].details == {"range": f"{column}{first}:{column}{second}"}
    assert changes(found) == {(office.reports[0].pk, "next_steps"): ("", "下期")}


def test_dates_that_count_from_1904_are_the_days_people_see(office):
    paper = office.take_out().fill(0, help_by=datetime(2026, 12, 1))
    paper.book.epoch = datetime(1904, 1, 1)

    assert changes(office.compare(paper)) == {(office.reports[0].pk, "help_by"): ("", "2026-12-01")}


def test_percent_cells_say_what_people_see(office):
    paper = office.take_out()
    for row, value in enumerate((0.66, 1, 0.6)):
        cell = paper.cell(row, office.percent())
        cell.value, cell.number_format = value, "0%"

    found = office.compare(paper)

    assert [mine for _base, mine in changes(found).values()] == ["66", "100"]
    assert found.faults == []


def test_formulas_without_a_result_are_refused(office):
    paper = office.take_out()
    paper.cell(0, office.percent()).value = "=30+36"

    assert faults(office.compare(paper)) == [("formula_empty", paper.cell(0, office.percent()).coordinate)]


def test_changed_cells_that_are_only_for_reading_are_told(office):
    paper = office.take_out().fill(0, measure="另一项措施", number=99)

    found = office.compare(paper)

    assert [(each.code, each.field, each.typed) for each in found.untaken] == [("read_only", "measure", "另一项措施")]
    assert found.changes == []


def test_hidden_rows_and_columns_count_like_others(office):
    paper = office.take_out().fill(1, summary=SUMMARY)
    paper.reports.row_dimensions[paper.rows()[1]].hidden = True
    paper.reports.column_dimensions[paper.cell(1, "summary").column_letter].hidden = True

    assert changes(office.compare(paper)) == {(office.reports[1].pk, "summary"): ("乙", SUMMARY)}


def test_renamed_sheets_and_sheets_of_ones_own_change_nothing(office):
    paper = office.take_out().fill(0, summary=SUMMARY)
    paper.milestones.title = "节点"
    paper.book.create_sheet("草算", 0)["A1"] = 1
    paper.book.worksheets[1].title = "Sheet1"

    found = office.compare(paper)

    assert changes(found) == {(office.reports[0].pk, "summary"): ("甲", SUMMARY)}
    assert found.sheets[found.changes[0].sheet] == "Sheet1"


def test_a_long_text_of_the_site_is_left_where_it_is(db):
    office = Office({"summary": "长" * 40_000})
    paper = office.take_out()

    untouched = office.compare(paper)
    touched = office.compare(paper.fill(0, summary="短了"))

    assert (untouched.changes, untouched.untaken) == ([], [])
    assert [each.code for each in touched.untaken] == ["too_long_for_cell"]


def test_ten_thousand_characters_and_emoji_arrive_or_are_refused(office):
    emoji = "👩‍👩‍👧‍👦完成" * 9
    paper = office.take_out().fill(0, summary="字" * 10_000).fill(1, summary=emoji)

    found = office.compare(paper)

    assert [code for code, _address in faults(found)] == ["too_long"]
    assert changes(found) == {(office.reports[1].pk, "summary"): ("乙", emoji)}


def turn_round(sheet, rows):
    """Sort the rows the other way round."""
    width = sheet.max_column + 1
    kept = [[sheet.cell(row, column).value for column in range(1, width)] for row in rows]
    for row, values in zip(rows, reversed(kept), strict=True):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
