"""How earlier forecasts are judged: nothing before it can be known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.forecasts.worlds import steady
from tracker.forecasts.method import Forecast, History
from tracker.forecasts.record import Outcome, all_past, outcome, past_of, tally

COURSES, DAYS = steady(2)
HISTORY = History(COURSES, DAYS)
ON = DAYS[14]


@pytest.fixture
def made():
    pasts = all_past(HISTORY, on=ON)
    return replace(next(past.forecast for past in pasts if past.is_judged),
                   early=date(2025, 3, 1), middle=date(2025, 6, 1), late=date(2025, 9, 1))


@pytest.mark.parametrize(("finished_on", "on", "expected"), [
    (None, date(2025, 2, 1), Outcome.OPEN), (None, date(2025, 9, 1), Outcome.OPEN),
    (None, date(2025, 9, 2), Outcome.LATER), (date(2025, 2, 28), date(2026, 1, 1), Outcome.EARLIER),
    (date(2025, 3, 1), date(2026, 1, 1), Outcome.HELD), (date(2025, 9, 1), date(2026, 1, 1), Outcome.HELD),
    (date(2025, 9, 2), date(2026, 1, 1), Outcome.LATER),
])
def test_a_forecast_is_judged_by_the_end_or_by_the_end_of_its_range(made, finished_on, on, expected):
    assert outcome(made, finished_on, on=on) == expected


def test_an_open_range_is_not_judged_before_the_end(made):
    made = replace(made, late=None)

    assert outcome(made, None, on=date(2030, 1, 1)) == Outcome.OPEN
    assert outcome(made, date(2029, 1, 1), on=date(2030, 1, 1)) == Outcome.HELD


def test_earlier_forecasts_are_those_of_the_days_before():
    key = next(past.key for past in all_past(HISTORY, on=ON))
    told = past_of(HISTORY, key, on=ON)

    assert {past.forecast.on for past in told} <= set(DAYS[:14])
    assert [past.forecast for past in told] == [
        found for day in DAYS[:14] if isinstance(found := HISTORY.forecast(key, on=day), Forecast)]


def test_a_tally_counts_what_is_judged():
    told = all_past(HISTORY, on=ON)
    counted = tally(told)

    assert counted.judged == sum(past.outcome != Outcome.OPEN for past in told) < len(told)
    assert counted.measures == len({past.key for past in told if past.is_judged})
    assert tally(()).share is None


def test_a_measure_that_was_withdrawn_is_in_no_record():
    key = next(past.key for past in all_past(HISTORY, on=ON))
    gone = [replace(c, counted=((date.min, True), (ON - timedelta(days=1), False))) if c.key == key else c
            for c in COURSES]

    assert key not in {past.key for past in all_past(History(gone, DAYS), on=ON)}
