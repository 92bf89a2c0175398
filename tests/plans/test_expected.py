from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plans.expected import expected_percent, gap

START, DUE = date(2022, 1, 1), date(2025, 12, 31)
STAGES = [(1, date(2022, 12, 31)), (1, date(2024, 2, 29)), (2, date(2025, 12, 31))]


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2021, 12, 31), 0),
        (date(2022, 1, 1), 0),
        (date(2022, 12, 31), 25),
        (date(2023, 12, 31), 50),
        (date(2024, 12, 31), 75),
        (date(2025, 12, 30), 99),
        (date(2025, 12, 31), 100),
        (date(2026, 11, 24), 100),
    ],
)
def test_without_milestones_progress_is_linear(on, percent):
    assert expected_percent(START, DUE, [], on=on) == percent


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2021, 1, 1), 0),
        (date(2022, 12, 30), 0),
        (date(2022, 12, 31), 25),
        (date(2024, 2, 28), 25),
        (date(2024, 2, 29), 50),
        (date(2025, 12, 30), 50),
        (date(2025, 12, 31), 100),
        (date(2030, 1, 1), 100),
    ],
)
def test_a_milestone_counts_its_weight_from_its_due_day_on(on, percent):
    assert expected_percent(START, DUE, STAGES, on=on) == percent


def test_milestones_need_no_dates_of_the_measure():
    assert expected_percent(None, None, STAGES, on=date(2024, 2, 29)) == 50


def test_milestones_without_weight_leave_it_to_the_dates():
    assert expected_percent(START, DUE, [(0, date(2022, 3, 31))], on=date(2023, 12, 31)) == 50


def test_a_measure_of_one_day_is_expected_on_that_day():
    day = date(2024, 2, 29)

    assert expected_percent(day, day, [], on=date(2024, 2, 28)) == 0
    assert expected_percent(day, day, [], on=day) == 100


@pytest.mark.parametrize(("starts_on", "due_on"), [(None, DUE), (START, None), (None, None)])
def test_without_dates_nothing_is_expected(starts_on, due_on):
    assert expected_percent(starts_on, due_on, [], on=date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2024, 1, 1), 0),
        (date(2024, 6, 30), 50),  # day 182 of 366
        (date(2024, 12, 31), 100),
        (date(2022, 1, 1), 0),  # every year begins anew
        (date(2023, 6, 30), None),  # no milestone in this year
    ],
)
def test_a_long_running_measure_has_a_cycle_in_years_with_milestones(on, percent):
    assert expected_percent(START, None, STAGES, on=on, is_long_running=True) == percent


def test_a_long_running_measure_without_milestones_expects_nothing():
    assert expected_percent(START, DUE, [], on=date(2024, 6, 30), is_long_running=True) is None


@given(
    st.lists(st.tuples(st.integers(0, 9), st.dates(date(2020, 1, 1), date(2027, 1, 1))), max_size=5),
    st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    st.dates(date(2020, 1, 1), date(2027, 1, 1)),
)
def test_expectation_never_falls(milestones, one_day, another_day):
    earlier, later = sorted([one_day, another_day])

    before, after = (expected_percent(START, DUE, milestones, on=on) for on in (earlier, later))

    assert 0 <= before <= after <= 100


@pytest.mark.parametrize(
    ("actual", "expected", "points"), [(66, 80, -14), (80, 80, 0), (100, 80, 20), (66, None, None), (None, 80, None)]
)
def test_the_gap_is_negative_when_behind(actual, expected, points):
    assert gap(actual, expected) == points
