"""The days that figures are usually of."""

from datetime import date

import pytest

from tracker.indicators.quarters import end_before, ends_before


@pytest.mark.parametrize(("day", "end"), [
    (date(2026, 11, 24), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 9, 30)),
    (date(2026, 9, 30), date(2026, 6, 30)), (date(2026, 1, 1), date(2025, 12, 31)),
    (date(2024, 5, 5), date(2024, 3, 31)),
])
def test_a_quarter_has_ended_once_its_last_day_is_over(day, end):
    assert end_before(day) == end


def test_so_many_ends_of_quarters_are_offered_the_newest_first_and_none_before_the_plan():
    assert ends_before(date(2022, 8, 1), 9, since=date(2022, 1, 1)) == (date(2022, 6, 30), date(2022, 3, 31))
    assert ends_before(date(2022, 8, 1), 3)[-1] == date(2021, 12, 31)
