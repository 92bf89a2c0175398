"""The burn-up, worked out by hand: one milestone a month of 2024, done on the day it is due until the speed changes."""

from datetime import date
from fractions import Fraction

import pytest

from tracker.dashboards.overview import burnup
from tracker.dashboards.overview.burnup import Due

YEAR = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31)}


def burn_up(milestones, **when):
    """Each milestone weighs 1 unless it is a ``Due`` of its own."""
    return burnup.burn_up([each if isinstance(each, Due) else Due(*each, each[2]) for each in milestones], **when)


MONTHLY = [(date(2024, month, 15), None, 1) for month in range(1, 13)]


def done(milestones, *, until):
    return [(due, due if due <= until else None, number) for due, _done, number in milestones]


def test_without_milestones_there_is_none():
    assert burn_up([], on=date(2024, 6, 30), **YEAR) is None


def test_milestones_count_from_the_day_they_are_due_and_done():
    milestones = [(date(2024, 3, 15), date(2024, 4, 1), 2), (date(2024, 5, 1), None, 3)]

    found = {day: burn_up(milestones, on=day, **YEAR) for day in (
        date(2024, 3, 14), date(2024, 3, 15), date(2024, 3, 31), date(2024, 4, 1), date(2024, 5, 1))}

    assert [(each.now.planned, each.now.done, each.behind) for each in found.values()] == [
        (0, 0, 0), (2, 0, 2), (2, 0, 2), (2, 2, 0), (5, 2, 3)
    ]
    assert {each.total for each in found.values()} == {5}


def test_the_points_are_the_ends_of_quarters_and_the_day_asked_for():
    found = burn_up(done(MONTHLY, until=date(2024, 5, 10)), on=date(2024, 5, 10), **YEAR)

    assert [(point.on, point.planned, point.done) for point in found.points] == [
        (date(2023, 12, 31), 0, 0), (date(2024, 3, 31), 3, 3), (date(2024, 5, 10), 4, 4), (date(2024, 6, 30), 6, None),
        (date(2024, 9, 30), 9, None), (date(2024, 12, 31), 12, None),
    ]
    assert (found.first_year, found.last_year) == (2024, 2024)


def test_it_goes_on_to_the_year_of_the_last_milestone():
    found = burn_up([*MONTHLY, (date(2026, 2, 1), None, 1)], on=date(2024, 5, 10), **YEAR)

    assert found.points[-1].on == date(2026, 12, 31)


@pytest.mark.parametrize(("on", "expected"), [
    (date(2024, 12, 30), None),  # three full quarters lie behind
    (date(2024, 12, 31), (date(2025, 12, 31), 8, 12, Fraction(1))),
    (date(2025, 2, 14), (date(2025, 12, 31), 7, 12, Fraction(1))),  # half of the first quarter is gone
    (date(2025, 12, 31), None),  # nothing lies ahead
])
def test_the_speed_of_the_last_four_full_quarters_is_carried_on(on, expected):
    quarterly = [date(2024, month, 15) for month in (2, 5, 8, 11)]
    milestones = [(date(2025, 12, 1), None, 8), *((day, day, 1) for day in quarterly)]

    found = burn_up(milestones, on=on, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31)).projection

    assert (found and (found.on, found.done, found.planned, found.speed)) == expected
    assert expected is None or found.short == found.planned - found.done


def test_no_more_than_all_are_projected():
    milestones = [*done(MONTHLY, until=date(2024, 12, 31)), (date(2027, 1, 1), None, 1)]

    found = burn_up(milestones, on=date(2025, 1, 1), starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31)).projection

    assert (found.on, found.done, found.planned, found.short) == (date(2025, 12, 31), 13, 12, -1)


def test_after_the_end_of_the_plan_it_is_projected_to_the_last_milestone():
    milestones = [*done(MONTHLY, until=date(2024, 12, 31)), (date(2026, 5, 1), None, 5)]

    assert burn_up(milestones, on=date(2025, 2, 1), **YEAR).projection.on == date(2026, 12, 31)


def test_quarters_of_every_length_are_found():
    found = burn_up([(date(2027, 12, 31), None, 1)], on=date(2022, 1, 1), starts_on=date(2022, 2, 14),
                    ends_on=date(2025, 6, 30))

    assert len(found.points) == 1 + 1 + 6 * 4
    assert found.points[0].on == date(2021, 12, 31)


def test_the_lines_are_shares_of_all_weight():
    found = burnup.burn_up([
        Due(date(2024, 3, 15), date(2024, 3, 1), 1, 3, is_verified=True), Due(date(2024, 5, 1), None, 2, 2),
        Due(date(2024, 12, 31), None, 1, 5, goal_year=2024),
    ], on=date(2024, 6, 30), **YEAR)

    assert (found.total, found.weight, found.verified) == (4, 10, 1)
    assert (found.planned, found.reached, found.points_behind, found.behind) == (50, 30, 20, 2)
    assert [found.share(point.planned_weight) for point in found.points] == [0, 30, 50, 50, 100]
    assert [found.share(point.done_weight) for point in found.points] == [0, 30, 30, None, None]


def test_each_year_tells_its_shares_and_its_goals():
    found = burnup.burn_up([
        Due(date(2022, 12, 31), date(2023, 1, 10), 2, 2, is_verified=True, goal_year=2022),
        Due(date(2023, 12, 31), date(2023, 11, 1), 1, 1, goal_year=2023),
        Due(date(2023, 12, 31), None, 1, 1, goal_year=2023),
        Due(date(2024, 3, 31), None, 1, 2, goal_year=2023),  # extended
        Due(date(2024, 6, 30), None, 1, 4),
    ], on=date(2023, 12, 1), starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31))

    assert [(y.year, y.planned, y.reached, y.due, y.done, y.verified) for y in found.years] == [
        (2022, 20, 0, 2, 2, 2), (2023, 40, 30, 3, 1, 0), (2024, 100, None, 0, 0, 0), (2025, 100, None, 0, 0, 0)]
    assert found.goal_year.year == 2023


@pytest.mark.parametrize(("on", "years", "expected"), [
    (date(2023, 5, 1), [2022, 2023, 2024], 2023), (date(2026, 5, 1), [2022, 2024], 2024),
    (date(2022, 5, 1), [2024, 2025], 2024), (date(2022, 5, 1), [], None),
])
def test_the_goals_of_the_year_at_hand_are_told(on, years, expected):
    goals = [Due(date(year, 12, 31), None, 1, 1, goal_year=year) for year in years]
    found = burnup.burn_up([Due(date(2022, 3, 1), None, 1, 1), *goals], on=on, starts_on=date(2022, 1, 1),
                           ends_on=date(2025, 12, 31))

    assert (found.goal_year and found.goal_year.year) == expected


def test_weight_is_projected_as_the_number_is():
    quarterly = [date(2024, month, 15) for month in (2, 5, 8, 11)]
    found = burnup.burn_up(
        [Due(date(2025, 12, 1), None, 8, 16), *(Due(day, day, 1, 2) for day in quarterly)], on=date(2024, 12, 31),
        starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))

    assert (found.projection.done, found.projection.done_weight, found.weight) == (8, 16, 24)
