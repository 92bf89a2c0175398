"""Figures as people type them, and what looks odd about them."""

from decimal import Decimal

import pytest

from tracker.indicators.checks import Oddity, change, hints, oddities
from tracker.indicators.figures import NotAFigure, figure, plain
from tracker.indicators.status import Direction


@pytest.mark.parametrize(("typed", "value"), [
    ("3.85", "3.85"), ("３．８５", "3.85"), ("1,234.5", "1234.5"), ("1，234，567", "1234567"), (" 12 ", "12"),
    ("-0.5", "-0.5"), ("−3", "-3"), ("+4", "4"), ("007", "7"), ("0.10000000", "0.1"), ("5.", None),
    ("999999999999", "999999999999"),    ("-0", "0"), ("1 234", "1234"),
])
def test_numbers_are_understood_however_they_are_typed(typed, value):
    if value is None:
        with pytest.raises(NotAFigure):
            figure(typed)
    else:
        assert figure(typed) == Decimal(value)


@pytest.mark.parametrize(("typed", "code"), [
    ("abc", "number"), ("", "number"), ("NaN", "number"), ("Infinity", "number"), ("1e5", "number"), ("½", "number"),
    ("三", "number"), ("=1+1", "number"), ("😀", "number"), ("1" * 10_000, "number"), ("12\x003", "number"),
    ("3,85", "commas"), ("12,34", "commas"), ("1,2345", "commas"), ("1234567890123", "too_large"),
    ("1.23456", "too_fine"), ("63%", "percent"), ("٣", "number"),
])
def test_what_is_no_figure_says_what_to_write(typed, code):
    with pytest.raises(NotAFigure) as fault:
        figure(typed)

    assert fault.value.code == code
    assert fault.value.sentence


def test_a_percent_sign_is_the_unit_where_that_is_the_unit():
    assert figure("63.5％", unit="%") == Decimal("63.5")


@pytest.mark.parametrize(("value", "text"), [
    ("3.1000", "3.1"), ("500.0000", "500"), ("0.0000", "0"), ("-2.50", "-2.5"),
])
def test_figures_are_written_without_filling_zeros(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(("value", "before", "direction", "found"), [
    (4, 3, Direction.UP, ()), (3, 3, Direction.UP, ()), (4, None, Direction.UP, ()),
    (2, 3, Direction.UP, (Oddity.WORSE,)), (4, 3, Direction.DOWN, (Oddity.WORSE,)), (2, 3, Direction.DOWN, ()),
    (2, 3, Direction.NONE, ()), (3, 2, Direction.UP, ()), ("3.01", 2, Direction.UP, (Oddity.JUMP,)),
    ("0.9", 2, Direction.UP, (Oddity.WORSE, Oddity.JUMP)), (1, 0, Direction.UP, (Oddity.FROM_ZERO,)),
    (-3, -2, Direction.UP, (Oddity.WORSE,)),
])
def test_what_is_odd_is_found(value, before, direction, found):
    before = before if before is None else Decimal(before)

    assert oddities(Decimal(value), before, direction=direction) == found
    assert len(hints(Decimal(value), before, direction=direction)) == len(found)


def test_a_change_has_its_difference_and_share():
    moved = change(Decimal("3"), Decimal("2"))

    assert (moved.difference, moved.percent) == (Decimal(1), 50)
    assert change(Decimal(3), None) is None
    assert change(Decimal(3), Decimal(0)).percent is None
