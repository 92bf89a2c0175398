"""How an indicator stands: the latest figure against the line of targets, in either direction."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.indicators.progress import ACCELERATE_FROM, ON_TRACK_FROM, Point, assess, on_the_line
from tracker.indicators.status import Direction, Pace, Unjudged

START = date(2020, 12, 31)
TODAY = date(2024, 7, 20)
UP_AIMS = {2022: 12, 2023: 13, 2024: 14, 2025: 15}
DOWN_AIMS = {2022: 8, 2023: 7, 2024: 6, 2025: 5}


def point(on, value):
    return Point(on if isinstance(on, date) else date(on, 12, 31), Decimal(str(value)))


def judge(latest=None, *, aims=None, baseline=10, direction=Direction.UP, on=TODAY, readings=None):
    """With one reading at the end of 2023, where the line asks for 13 upwards and for 7 downwards."""
    aims = UP_AIMS if aims is None else aims
    readings = readings if readings is not None else [] if latest is None else [point(2023, latest)]
    return assess(
        baseline=None if baseline is None else point(START, baseline), readings=readings, direction=direction, on=on,
        targets=[point(year, value) for year, value in aims.items()],
    )


@pytest.mark.parametrize(("latest", "pace"), [
    (16, Pace.REACHED), (15, Pace.REACHED), (14, Pace.ON_TRACK), (13, Pace.ON_TRACK), ("12.85", Pace.ON_TRACK),
    ("12.84", Pace.ACCELERATE), ("11.5", Pace.ACCELERATE), ("11.49", Pace.LIMITED), (10, Pace.LIMITED),
    ("9.99", Pace.BACK), (0, Pace.BACK),
])
def test_more_is_better(latest, pace):
    assert judge(latest).pace == pace


@pytest.mark.parametrize(("latest", "pace"), [
    (4, Pace.REACHED), (5, Pace.REACHED), (7, Pace.ON_TRACK), ("7.15", Pace.ON_TRACK), ("7.16", Pace.ACCELERATE),
    ("8.5", Pace.ACCELERATE), ("8.51", Pace.LIMITED), (10, Pace.LIMITED), ("10.01", Pace.BACK),
])
def test_less_is_better(latest, pace):
    assert judge(latest, aims=DOWN_AIMS, direction=Direction.DOWN).pace == pace


def test_the_assessment_names_what_it_rests_on():
    found = judge(12)

    assert (found.start, found.latest, found.target) == (point(START, 10), point(2023, 12), point(2024, 14))
    assert (found.expected, found.share) == (13, Decimal(2) / 3)
    assert round(found.actual, 3) == Decimal("0.667")  # 2 in three years
    assert round(found.required, 2) == Decimal("2.00")  # 2 in the year of 2024


def test_amounts_a_year_are_signed_as_the_figure_moves():
    found = judge(8, aims=DOWN_AIMS, direction=Direction.DOWN)

    assert found.actual < 0
    assert found.required < 0


@pytest.mark.parametrize(("facts", "why"), [
    ({"direction": Direction.NONE}, Unjudged.NO_DIRECTION),
    ({"aims": {}}, Unjudged.NO_TARGET),
    ({"readings": []}, Unjudged.NO_READING),
    ({"baseline": None}, Unjudged.NO_START),  # an undated baseline is none, and one reading has no pace
])
def test_what_cannot_be_judged_says_why(facts, why):
    found = judge(12, **facts)

    assert (found.pace, found.why_not) == (Pace.UNKNOWN, why)


def test_without_a_dated_baseline_the_first_reading_is_the_start():
    found = judge(baseline=None, readings=[point(2023, 13), point(2022, 12)])

    assert (found.start, found.latest, found.pace) == (point(2022, 12), point(2023, 13), Pace.ON_TRACK)


def test_a_baseline_of_the_day_of_the_only_reading_gives_no_pace():
    found = judge(readings=[point(START, 11)])

    assert found.why_not == Unjudged.NO_START
    assert found.latest == point(START, 11)


def test_readings_after_the_day_do_not_count():
    found = judge(readings=[point(2022, 12), point(2024, 99)], on=date(2024, 12, 30))

    assert (found.latest, found.pace) == (point(2022, 12), Pace.ON_TRACK)


def test_readings_come_in_any_order():
    readings = [point(2023, "12.2"), point(2022, 12)]

    assert judge(readings=readings) == judge(readings=readings[::-1])


def test_the_next_target_is_the_first_that_has_not_passed_and_that_no_figure_answers_yet():
    answered = [point(2024, 14)]

    assert judge(12, on=date(2024, 12, 31)).target == point(2024, 14)
    assert judge(12, on=date(2025, 1, 1)).target == point(2025, 15)
    assert judge(readings=answered, on=date(2024, 12, 31)).target == point(2025, 15)


def test_when_all_targets_have_passed_the_last_one_still_holds():
    found = judge(readings=[point(date(2026, 6, 30), 14)], on=date(2026, 7, 20))

    assert (found.target, found.expected, found.pace) == (point(2025, 15), 15, Pace.ACCELERATE)
    assert found.required is None  # no time is left to gain it in


def test_years_without_a_target_are_bridged_by_a_straight_line():
    aims = {2025: 15}

    assert round(on_the_line(point(START, 10), [point(2025, 15)], date(2023, 7, 2)), 2) == Decimal("12.5")
    assert judge("12.9", aims=aims).pace == Pace.ON_TRACK
    assert judge(11, aims=aims).pace == Pace.LIMITED  # a third of 3


def test_targets_before_the_start_are_left_out():
    assert judge(13, aims={2019: 99, **UP_AIMS}) == judge(13)


def test_a_line_that_stays_level_is_kept_or_not():
    level = dict.fromkeys(UP_AIMS, 10)

    assert judge(10, aims=level).pace == Pace.ON_TRACK
    assert judge(11, aims=level).pace == Pace.ON_TRACK
    assert judge("9.9", aims=level).pace == Pace.BACK
    assert judge(10, aims=level).share is None


def test_a_line_that_allows_to_lose_is_kept_above_it():
    falling = {2023: 9, 2025: 8}

    assert judge("9.5", aims=falling).pace == Pace.ON_TRACK
    assert judge("8.5", aims=falling).pace == Pace.BACK


def test_one_target_only_is_reached_once_the_figure_is_there():
    assert judge(12, aims={2025: 12}).pace == Pace.REACHED


def test_a_step_that_was_asked_for_and_not_reached_yet_is_no_setback():
    """Level with the start while the line already rose: limited progress, not going back."""
    assert judge(10).pace == Pace.LIMITED


figures = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(figures, figures, figures, st.integers(1, 1400))
def test_up_and_down_are_mirrors(start, latest, aim, days):
    reading = Point(START + timedelta(days=days), latest)

    def pace(sign, direction):
        return assess(
            baseline=Point(START, sign * start), targets=[point(2025, sign * aim)], direction=direction,
            readings=[Point(reading.on, sign * reading.value)], on=TODAY,
        ).pace

    assert pace(1, Direction.UP) == pace(-1, Direction.DOWN)


@given(st.lists(figures, min_size=2, max_size=2, unique=True), figures)
def test_a_better_figure_never_stands_worse(latest, aim):
    order = [Pace.BACK, Pace.LIMITED, Pace.ACCELERATE, Pace.ON_TRACK, Pace.REACHED]
    worse, better = sorted(latest)

    assert order.index(judge(worse, aims={2025: aim}).pace) <= order.index(judge(better, aims={2025: aim}).pace)


@given(figures, figures)
def test_the_shares_part_the_paces(latest, aim):
    found = judge(latest, aims={2025: aim})

    if found.pace == Pace.ACCELERATE:
        assert ACCELERATE_FROM <= found.share < ON_TRACK_FROM
    if found.pace == Pace.LIMITED and found.share is not None:
        assert 0 <= found.share < ACCELERATE_FROM


@given(st.dates(START, date(2030, 1, 1)))
def test_the_line_runs_between_its_targets(day):
    aims = [point(year, value) for year, value in UP_AIMS.items()]

    assert 10 <= on_the_line(point(START, 10), aims, day) <= 15
