"""The figure of a whole from its districts: of one day, and only when none is missing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.indicators.rollup import whole
from tracker.indicators.status import Combination

DAY = date(2024, 6, 30)
DISTRICTS = ("甲", "乙", "丙")
FIGURES = st.decimals(min_value=-10**6, max_value=10**6, places=4)


def rolled_up(values, *, combination=Combination.SUM, districts=DISTRICTS):
    return whole({key: Decimal(value) for key, value in values.items()}, districts, on=DAY, combination=combination)


@pytest.mark.parametrize(("combination", "value"), [(Combination.SUM, "6.6"), (Combination.MEAN, "2.2")])
def test_all_districts_come_to_the_whole(combination, value):
    figure = rolled_up({"甲": "1.1", "乙": "2.2", "丙": "3.3"}, combination=combination)

    assert (figure.value, figure.missing, figure.present) == (Decimal(value), (), DISTRICTS)
    assert figure.is_complete


@pytest.mark.parametrize(("combination", "partial"), [(Combination.SUM, "4.4"), (Combination.MEAN, "2.2")])
def test_one_missing_leaves_no_figure_of_the_whole(combination, partial):
    figure = rolled_up({"甲": "1.1", "丙": "3.3"}, combination=combination)

    assert (figure.value, figure.partial) == (None, Decimal(partial))
    assert (figure.present, figure.missing) == (("甲", "丙"), ("乙",))
    assert not figure.is_complete


def test_without_any_district_there_is_nothing():
    figure = rolled_up({})

    assert (figure.value, figure.partial, figure.missing) == (None, None, DISTRICTS)


def test_zero_is_a_figure():
    assert rolled_up({"甲": "0", "乙": "0", "丙": "0"}).value == 0


def test_a_figure_of_the_whole_is_never_mixed_with_figures_of_its_parts():
    both = {None: "9", "甲": "1", "乙": "2", "丙": "3"}

    assert rolled_up(both).value == 6
    assert rolled_up(both, combination=Combination.WHOLE).value == 9
    assert rolled_up({None: "9"}).value is None
    assert rolled_up({"甲": "1", "乙": "2", "丙": "3"}, combination=Combination.WHOLE).value is None


def test_a_district_outside_does_not_count():
    assert rolled_up({"甲": "1", "乙": "2", "丙": "3", "外": "90"}).value == 6


@given(st.dictionaries(st.sampled_from([*DISTRICTS, "外", None]), FIGURES),
       st.sampled_from([Combination.SUM, Combination.MEAN]))
def test_present_and_missing_are_all_districts_in_their_order(values, combination):
    figure = whole(values, DISTRICTS, on=DAY, combination=combination)

    assert sorted((*figure.present, *figure.missing), key=DISTRICTS.index) == list(DISTRICTS)
    assert figure.is_complete == (figure.missing == ())
    assert (figure.partial is None) == (figure.present == ())


@given(st.lists(FIGURES, min_size=3, max_size=3))
def test_a_mean_lies_between_its_districts(values):
    figure = whole(dict(zip(DISTRICTS, values, strict=True)), DISTRICTS, on=DAY, combination=Combination.MEAN)

    assert min(values) <= figure.value <= max(values)
