"""The forecast of one measure: its minimum, its limits, and that more progress never makes it later."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from tests.forecasts.worlds import ASKED, QUARTERS, START, steady
from tracker.forecasts.courses import Course
from tracker.forecasts.method import Forecast, History, Without

DAYS = QUARTERS[:16]
ON = DAYS[-1]
OWN, OTHER = frozenset({1}), frozenset({2})


def course(key, step, *, organizations=OWN, starts_on=START, until=ON, **fields):
    """Goes on by ``step`` points with every report until it is done."""
    figures, percent = [], 0
    for day in DAYS:
        if day > until or percent >= 100:
            break
        percent = min(percent + step, 100)
        figures.append((day - timedelta(days=3), percent))
    return Course(key, organizations, starts_on, tuple(figures), ((date(1900, 1, 1), date(2024, 12, 31)),), **fields)


def finished(number, *, organizations=OWN, first=100):
    return [course(first + place, 10 + place, organizations=organizations) for place in range(number)]


def forecast(one, *others, on=ON, days=DAYS):
    return History([one, *others], days).forecast(one.key, on=on)


def test_a_range_holds_its_middle_and_lies_ahead():
    found = forecast(course(1, 5), *finished(6))

    assert isinstance(found, Forecast)
    assert ON <= found.early <= found.middle <= found.late
    assert (found.percent, found.base, found.is_of_organization, found.pool.finished) == (80, ON, True, 6)


def test_who_goes_on_as_usual_takes_about_what_is_calculated():
    same = [course(key, 10) for key in range(100, 109)]
    found = forecast(course(1, 10, until=DAYS[5]), *same, on=DAYS[10])

    assert found.percent == 60
    assert found.early <= DAYS[10] + timedelta(days=found.calculated)


@pytest.mark.parametrize(("one", "reason"), [
    (course(1, 10), Without.DONE),
    (course(1, 5, is_long_running=True), Without.LONG_RUNNING),
    (course(1, 5, counted=((date(1900, 1, 1), True), (DAYS[4], False))), Without.UNCOUNTED),
    (course(1, 5, until=DAYS[1]), Without.FEW_FIGURES),
    (course(1, 5, until=START), Without.FEW_FIGURES),
    (course(1, 5, starts_on=ON), Without.NO_REPORTING),
])
def test_what_has_no_forecast_says_why(one, reason):
    assert forecast(one, *finished(6)) == reason


def test_below_the_minimum_there_is_not_enough_history():
    one = course(1, 5)

    assert forecast(one, *finished(2)) == Without.FEW_FINISHED
    assert forecast(one) == Without.FEW_FINISHED
    assert forecast(one, *finished(6), days=()) == Without.NO_REPORTING
    assert Without.FEW_FINISHED.is_history
    assert not Without.DONE.is_history


def test_where_the_organization_has_too_few_the_whole_plan_is_taken():
    one = course(1, 5)

    assert forecast(one, *finished(4), *finished(4, organizations=OTHER, first=200)).is_of_organization is False
    assert forecast(one, *finished(5), *finished(4, organizations=OTHER, first=200)).is_of_organization is True
    assert forecast(course(1, 5, organizations=frozenset()), *finished(5)).is_of_organization is False


def test_without_a_promise_the_usual_time_alone_counts():
    found = forecast(replace(course(1, 5), promises=()), *finished(6))

    assert found.promised is None
    assert found.whole == round(found.pool.usual)


def test_who_has_stood_still_longer_than_anybody_gets_an_open_range_or_none():
    stuck = course(1, 25, until=DAYS[2])
    found = forecast(stuck, *finished(8))

    assert found == Without.NO_REACH or found.is_open


@pytest.mark.parametrize("world", ASKED, ids=lambda world: world.__name__)
def test_more_progress_never_makes_a_forecast_later(world):
    courses, days = world(7)
    dice = Random(1)
    compared = 0
    for on in [day + timedelta(days=dice.randint(0, 60)) for day in days[6:24]]:
        for one in courses:
            before = History(courses, days).forecast(one.key, on=on) if dice.random() < 0.5 else None
            if not isinstance(before, Forecast) or before.percent > 98 or on in days:
                continue
            number = one.number_of_figures(on=on)
            better = replace(one, figures=(*one.figures[:number], (on, dice.randint(before.percent + 1, 99))))
            after = History([better if c is one else c for c in courses], days).forecast(one.key, on=on)
            compared += 1
            assert not is_later(after, before), (on, one.key, before, after)
    assert compared > 5


def is_later(after, before):
    """By more than the day to which dates are rounded."""
    if after == Without.NO_REACH:  # it would have been finished by now
        return before.is_open
    ends = [(after.early, before.early), (after.middle, before.middle), (after.late, before.late)]
    if after.is_open != before.is_open:  # an early end of an open range is another share
        ends = ends[1:2]
    far = date.max
    return any((one or far) > (other or far) and (not one or one - other > timedelta(days=1)) for one, other in ends)


def test_the_same_history_gives_the_same_forecast_in_any_order():
    courses, days = steady(3)
    again = list(reversed(courses))

    for one in courses:
        for on in days[8:12]:
            assert History(courses, days).forecast(one.key, on=on) == History(again, days).forecast(one.key, on=on)


def test_what_comes_later_changes_nothing():
    courses, days = steady(4)
    on = days[10]
    cut = [replace(c, figures=tuple(f for f in c.figures if f[0] <= on),
                   promises=tuple(p for p in c.promises if p[0] <= on)) for c in courses]

    whole, until_then = History(courses, days), History(cut, [day for day in days if day <= on])

    assert [whole.forecast(c.key, on=on) for c in courses] == [until_then.forecast(c.key, on=on) for c in courses]


def test_a_measure_that_fell_back_from_100_is_not_finished():
    one = Course(1, OWN, START, ((DAYS[0], 60), (DAYS[1], 100), (DAYS[2], 90), (DAYS[4], 100)))

    assert [one.finished_on(on=day) for day in (DAYS[1], DAYS[2], DAYS[5])] == [DAYS[1], None, DAYS[4]]
    assert one.finished_on(on=START) is None
