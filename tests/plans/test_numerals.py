"""Tasks are numbered as the document numbers them."""

import pytest

from tracker.plans.numerals import number_of, ordinal


@pytest.mark.parametrize(("number", "text"), [
    (1, "（一）"), (9, "（九）"), (10, "（十）"), (11, "（十一）"), (20, "（二十）"),
    (21, "（二十一）"), (99, "（九十九）"),
])
def test_a_task_is_numbered_as_in_an_official_document(number, text):
    assert ordinal(number) == text


@pytest.mark.parametrize("number", range(1, 100))
def test_a_number_is_read_as_it_is_written(number):
    assert number_of(ordinal(number).strip("（）")) == number


@pytest.mark.parametrize(("numeral", "number"), [
    ("一百", 100), ("一百零五", 105), ("一百一十", 110), ("九百九十九", 999), ("12", 12),
])
def test_larger_numbers_and_digits_are_read(numeral, number):
    assert number_of(numeral) == number


@pytest.mark.parametrize("numeral", ["", "百", "二二", "第一", "①"])
def test_what_is_no_number_is_none(numeral):
    assert number_of(numeral) is None
