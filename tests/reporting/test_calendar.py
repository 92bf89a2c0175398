from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reporting.calendar import (
    PeriodDates,
    add_working_days,
    is_working_day,
    period_dates,
    period_of,
    periods_between,
    quarter_of,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 9, 20), True),  # Sunday, worked for the National Day holiday
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),  # National Day, Thursday
        (date(2026, 10, 7), False),  # its last day, Wednesday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # Saturday, worked
        (date(2026, 10, 11), False),
        (date(2026, 11, 24), True),
        (date(2024, 2, 29), True),
        (date(1999, 10, 1), True),  # before any notice is known: Friday
        (date(1999, 10, 2), False),
        (date(2098, 10, 1), True),  # after: Wednesday
        (date(2098, 10, 4), False),
    ],
)
def test_offices_work_by_the_state_councils_notice_or_monday_to_friday(day, is_working):
    assert is_working_day(day) is is_working


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 10, 10), 5, date(2026, 10, 16)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the National Day holiday
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # onto a working Saturday
        (date(2026, 10, 1), 0, date(2026, 10, 1)),
        (date(2024, 2, 28), 2, date(2024, 3, 1)),
    ],
)
def test_working_days_are_counted_from_the_next_day(day, count, later):
    assert add_working_days(day, count) == later


def test_working_days_are_not_counted_back():
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 10, 1), -1)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),  # Friday to Monday
        (date(2026, 9, 30), date(2026, 10, 8), 1),  # over the National Day holiday
        (date(2026, 10, 9), date(2026, 10, 11), 1),  # a working Saturday, a free Sunday
        (date(2026, 11, 21), date(2026, 11, 22), 0),
    ],
)
def test_working_days_between_are_those_after_the_first_up_to_the_last(first, last, count):
    assert working_days_between(first, last) == count


def test_working_days_between_go_forwards():
    with pytest.raises(ValueError, match="before"):
        working_days_between(date(2026, 11, 24), date(2026, 11, 23))


@given(st.dates(date(2003, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.sets(st.integers(0, 6), max_size=5))
def test_counting_days_is_the_inverse_of_adding_them(day, count, free):
    def is_working(day):
        return day.weekday() not in free

    later = add_working_days(day, count, is_working=is_working)

    assert working_days_between(day, later, is_working=is_working) == count


@given(st.dates(date(2003, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_the_counted_day_is_a_working_day(day, count):
    later = add_working_days(day, count)

    between = [day + timedelta(days=n) for n in range(1, (later - day).days + 1)]
    assert is_working_day(later)
    assert sum(map(is_working_day, between)) == count


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2024, 1, 1), (2024, 1)),
        (date(2024, 2, 29), (2024, 1)),
        (date(2024, 3, 31), (2024, 1)),
        (date(2024, 4, 1), (2024, 2)),
        (date(2024, 9, 30), (2024, 3)),
        (date(2024, 12, 31), (2024, 4)),
        (date(2025, 1, 1), (2025, 1)),
    ],
)
def test_the_quarter_of_a_day(day, quarter):
    assert quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("year", "number", "kind", "dates"),
    [
        # the Saturday between was a working day
        (2024, 3, "quarter", ("2024-07-01", "2024-09-30", "2024-10-01", "2024-10-10", "2024-10-16")),
        (2026, 3, "quarter", ("2026-07-01", "2026-09-30", "2026-10-01", "2026-10-10", "2026-10-16")),
        (2025, 4, "quarter", ("2025-10-01", "2025-12-31", "2026-01-01", "2026-01-10", "2026-01-16")),
        (2024, 2, "month", ("2024-02-01", "2024-02-29", "2024-03-01", "2024-03-10", "2024-03-15")),
        (2023, 2, "month", ("2023-02-01", "2023-02-28", "2023-03-01", "2023-03-10", "2023-03-17")),
        (2023, 1, "half", ("2023-01-01", "2023-06-30", "2023-07-01", "2023-07-10", "2023-07-17")),
        (2023, 2, "half", ("2023-07-01", "2023-12-31", "2024-01-01", "2024-01-10", "2024-01-17")),
        (2023, 1, "year", ("2023-01-01", "2023-12-31", "2024-01-01", "2024-01-10", "2024-01-17")),
        (2040, 3, "quarter", ("2040-07-01", "2040-09-30", "2040-10-01", "2040-10-10", "2040-10-17")),
    ],
)
def test_a_period_opens_after_its_end_and_is_due_on_the_tenth(year, number, kind, dates):
    assert period_dates(year, number, kind=kind) == PeriodDates(*map(date.fromisoformat, dates))


def test_a_due_day_beyond_the_month_is_its_last_day():
    assert period_dates(2025, 1, kind="month", due_day=31).due_on == date(2025, 2, 28)
    assert period_dates(2024, 1, kind="month", due_day=31).due_on == date(2024, 2, 29)


def test_without_grace_a_period_closes_when_it_is_due():
    dates = period_dates(2026, 3, grace=0)

    assert dates.closes_on == dates.due_on


@pytest.mark.parametrize(
    ("number", "kind"), [(0, "quarter"), (5, "quarter"), (13, "month"), (3, "half"), (2, "year"), (-1, "year")]
)
def test_a_period_that_the_year_does_not_have_is_refused(number, kind):
    with pytest.raises(ValueError, match=kind):
        period_dates(2024, number, kind=kind)


def test_the_plans_four_years_have_sixteen_quarters():
    quarters = list(periods_between(date(2022, 1, 1), date(2025, 12, 31)))

    assert quarters == [(year, number) for year in range(2022, 2026) for number in range(1, 5)]


@pytest.mark.parametrize(
    ("first_day", "last_day", "kind", "periods"),
    [
        (date(2024, 3, 31), date(2024, 6, 29), "quarter", [(2024, 1)]),  # cut at the start: in; at the end: out
        (date(2024, 4, 1), date(2024, 6, 29), "quarter", []),
        (date(2024, 4, 1), date(2024, 6, 30), "quarter", [(2024, 2)]),
        (date(2024, 11, 30), date(2025, 1, 31), "month", [(2024, 11), (2024, 12), (2025, 1)]),
        (date(2024, 7, 1), date(2025, 6, 30), "half", [(2024, 2), (2025, 1)]),
        (date(2022, 4, 15), date(2024, 1, 1), "year", [(2022, 1), (2023, 1)]),
        (date(2024, 6, 30), date(2024, 1, 1), "quarter", []),
    ],
)
def test_periods_are_those_that_end_in_between(first_day, last_day, kind, periods):
    assert list(periods_between(first_day, last_day, kind=kind)) == periods


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["month", "quarter", "half", "year"]))
def test_every_day_lies_in_its_period(day, kind):
    dates = period_dates(*period_of(day, kind), kind=kind)

    assert dates.starts_on <= day <= dates.ends_on < dates.opens_on <= dates.due_on <= dates.closes_on


def test_a_period_closes_by_the_calendar_it_is_given():
    dates = period_dates(2026, 3, is_working=lambda day: True)

    assert (dates.due_on, dates.closes_on) == (date(2026, 10, 10), date(2026, 10, 15))
