"""What cells say: understood in the ways people write, refused in words where it could mean something else."""

from datetime import date, datetime

import pytest

from tracker.exchange.ledger.copies.faults import SENTENCES, NotUnderstood, sentence
from tracker.exchange.ledger.copies.fields import as_text, in_cell, said, same_text
from tracker.exchange.sheets.shapes import Cell

ORGANIZATIONS = {"7": "清远市公安局", "8": "清远市财政局", "9": "分局", "10": "分局"}
LONG = "长" * 5001


@pytest.mark.parametrize(("field", "value", "text"), [
    ("percent-1", 66, "66"), ("percent-1", 0, "0"), ("percent-1", 66.0, "66"), ("percent-1", "66", "66"),
    ("percent-1", "６６", "66"), ("percent-1", "66%", "66"), ("percent-1", " 66 ％ ", "66"),
    ("percent-1", 65.99999999999999, "66"), ("percent-1", None, ""), ("percent-1", "  ", ""),
    ("note-1", 2024, "2024"), ("note-1", 1.5, "1.5"), ("note-1", True, "TRUE"),
    ("summary", "甲\r\n乙  ", "甲\n乙"), ("summary", date(2024, 10, 31), "2024-10-31"), ("summary", "=1+1", "=1+1"),
    ("summary", "\u202e反\x00", "反"),
    ("help_by", date(2024, 10, 31), "2024-10-31"), ("help_by", datetime(2024, 10, 31), "2024-10-31"),
    ("help_by", "2024-10-31", "2024-10-31"), ("help_by", "2024/1/5", "2024-01-05"),
    ("help_by", "2024.10.31", "2024-10-31"), ("help_by", "2024年10月31日", "2024-10-31"),
    ("help_by", "２０２４年１月５日", "2024-01-05"), ("milestone-3-on", "2024-10-31", "2024-10-31"),
    ("has_problem", "有", "yes"), ("has_problem", "没有", "no"), ("has_problem", "There is one", "yes"),
    ("has_problem", "无", "no"), ("has_problem", True, "yes"), ("has_problem", "NO", "no"),
    ("milestone-3-done", "已完成", "yes"), ("milestone-3-done", "Not done", "no"), ("milestone-3-done", "是", "yes"),
    ("help_from", "清远市公安局", "7"), ("help_from", " 清远市财政局 ", "8"), ("help_from", None, ""),
])
def test_a_cell_says(field, value, text):
    assert said(field, Cell(value), ORGANIZATIONS) == text


@pytest.mark.parametrize(("field", "cell", "code"), [
    ("percent-1", Cell(0.66), "percent_fraction"), ("percent-1", Cell("0.66"), "percent_fraction"),
    ("percent-1", Cell(66.5), "percent_whole"), ("percent-1", Cell("六十六"), "percent_whole"),
    ("percent-1", Cell(True), "percent_whole"), ("percent-1", Cell(date(2024, 1, 1)), "percent_whole"),
    ("percent-1", Cell(101), "percent_range"), ("percent-1", Cell(-1), "percent_range"),
    ("percent-1", Cell("-5"), "percent_range"), ("percent-1", Cell(10**400), "percent_range"),
    ("percent-1", Cell(1e300), "percent_whole"), ("percent-1", Cell(66, is_percent=True), "percent_range"),
    ("percent-1", Cell("9" * 5000), "percent_range"),
    ("help_by", Cell("31.10.2024"), "date"), ("help_by", Cell("10-31"), "date"), ("help_by", Cell(45596), "date"),
    ("help_by", Cell("2024-02-30"), "date"), ("help_by", Cell(date(1900, 1, 1)), "date"),
    ("help_by", Cell("下周"), "date"), ("help_by", Cell("2024年10月"), "date"), ("help_by", Cell(True), "date"),
    ("has_problem", Cell("也许"), "choice"), ("has_problem", Cell(1), "choice"),
    ("help_from", Cell("省公安厅"), "organization"), ("help_from", Cell("分局"), "organization_twice"),
    ("summary", Cell(LONG), "too_long"), ("note-1", Cell("长" * 201), "too_long"),
    ("summary", Cell(None, is_formula=True), "formula_empty"), ("summary", Cell("#REF!", is_error=True), "error_value"),
])
def test_a_cell_that_could_mean_something_else_is_refused_in_words(field, cell, code):
    with pytest.raises(NotUnderstood) as fault:
        said(field, cell, ORGANIZATIONS)

    assert fault.value.code == code
    assert sentence(code, fault.value.details)


@pytest.mark.parametrize(("value", "text"), [(0.66, "66"), (1, "100"), (0, "0"), (0.07, "7"), (0.29, "29")])
def test_a_cell_shown_as_percent_says_what_people_see(value, text):
    assert said("percent-1", Cell(value, is_percent=True), {}) == text


def test_the_result_of_a_formula_counts_as_its_value():
    assert said("percent-1", Cell(66, is_formula=True), {}) == "66"


@pytest.mark.parametrize(("field", "text"), [
    ("percent-1", "40"), ("percent-1", "0"), ("percent-1", "040"), ("percent-1", "约40"), ("percent-1", "４０"),
    ("help_by", "2024-10-31"), ("help_by", "10月底"), ("has_problem", "yes"), ("has_problem", "no"),
    ("milestone-1-done", "yes"), ("help_from", "7"), ("summary", "甲\n乙"), ("summary", "'=1"), ("note-1", "66"),
])
def test_what_was_handed_out_comes_back_as_no_change(field, text):
    value = in_cell(field, text, ORGANIZATIONS)

    try:
        back = said(field, Cell(value), ORGANIZATIONS)
    except NotUnderstood:
        back = as_text(value)

    assert same_text(back, text) or back == str(int(text))


def test_blanks_at_the_end_of_lines_are_no_difference():
    assert same_text("甲 \r\n乙\n", "甲\n乙")
    assert not same_text("甲\n乙", "甲乙")
    assert not same_text("甲  乙", "甲 乙")


def test_every_sentence_can_be_said():
    details = {"first": "是", "second": "否", "limit": 1, "length": 2, "range": "A1:B2", "rows": "1、2"}

    assert all(sentence(code, details) for code in SENTENCES)
