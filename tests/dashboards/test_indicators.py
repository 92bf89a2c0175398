"""Indicators on a day: rolled up within their extent, saying what is missing, judged by complete figures only."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_area, make_measure, make_plan, make_task, make_user
from tests.indicators.story import (
    ABSENT,
    BEFORE_LAST,
    DAYS,
    LAST,
    TODAY,
    aim,
    districts_of,
    make_others,
    make_zone,
    read,
    tell,
)
from tests.readings import make_indicator
from tracker.dashboards.indicators import sentences
from tracker.dashboards.indicators.lines import Result, lines
from tracker.dashboards.indicators.objectives import objectives
from tracker.indicators.progress import ACCELERATE_FROM, ON_TRACK_FROM
from tracker.indicators.status import Combination, Direction, Pace, ReadingState, Unjudged
from tracker.models import Indicator, Measure, Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return make_zone()


@pytest.fixture
def reporter():
    return make_user()


def line_of(indicator, *, on=TODAY):
    line, = lines(Indicator.objects.select_related("plan", "area").filter(pk=indicator.pk), on=on)
    return line


# Extents ------------------------------------------------------------------------------------------------------------


def test_a_zone_figure_is_refused_where_the_extent_is_another_one(zone, reporter):
    of_area, of_cities, as_a_whole = map(line_of, make_others(zone, by=reporter))

    assert (of_area.zone_figure, of_area.latest.value) == (None, Decimal(6))
    assert (of_cities.zone_figure, of_cities.latest.value) == (None, Decimal(27))
    assert as_a_whole.zone_figure.value == Decimal(27)
    assert "广州片区" in of_area.no_zone_figure
    assert "广州、清远两市" in of_cities.no_zone_figure
    assert (as_a_whole.no_zone_figure, bool(as_a_whole.no_area_figures)) == ("", True)
    assert of_area.areas == of_cities.areas == as_a_whole.areas == ()


def test_a_figure_read_as_a_whole_and_figures_of_districts_never_meet(zone, reporter):
    indicator = tell(zone)
    read(indicator, None, LAST, "99", by=reporter)  # from a time when it was read as a whole
    Indicator.objects.filter(pk=indicator.pk).update(combination=Combination.SUM)

    by_district = line_of(indicator)
    Indicator.objects.filter(pk=indicator.pk).update(combination=Combination.WHOLE)
    as_a_whole = line_of(indicator)

    assert (by_district.latest.on, by_district.incomplete.on) == (BEFORE_LAST, LAST)
    assert [(figure.on, figure.value) for figure in as_a_whole.figures] == [(LAST, Decimal(99))]


def test_districts_of_another_plan_or_area_do_not_count(zone, reporter):
    other = make_area(plan=make_plan())
    of_area, *_rest = make_others(zone, by=reporter)
    stranger = other.districts.first()
    read(of_area, stranger, LAST, "50", by=reporter)
    read(of_area, districts_of(zone)[-1], LAST, "50", by=reporter)

    assert [figure.on for figure in line_of(of_area).figures] == [BEFORE_LAST]


def test_a_mean_counts_districts_alike(zone, reporter):
    indicator = make_indicator(plan=zone, combination=Combination.MEAN)
    for number, district in enumerate(districts_of(zone), 1):
        read(indicator, district, LAST, number, by=reporter)

    assert line_of(indicator).latest.value == 4


# What was known -----------------------------------------------------------------------------------------------------


def test_only_what_was_approved_by_the_end_of_the_day_is_known(zone):
    indicator = tell(zone)  # approved ten days after each quarter

    assert line_of(indicator, on=BEFORE_LAST + timedelta(days=9)).latest.on == DAYS[-3]
    assert line_of(indicator, on=BEFORE_LAST + timedelta(days=10)).latest.on == BEFORE_LAST
    assert line_of(indicator, on=DAYS[0]).latest is None


def test_what_was_not_approved_does_not_count(zone, reporter):
    indicator = tell(zone)
    absent = next(district for district in districts_of(zone) if district.name == ABSENT)
    read(indicator, absent, LAST, "0.35", by=reporter, state=ReadingState.RETURNED, remark="退回")
    read(indicator, absent, LAST, "0.35", by=reporter, state=ReadingState.SUBMITTED)

    assert line_of(indicator).incomplete.on == LAST


def test_of_several_of_a_day_the_last_decided_is_in_force(zone, reporter):
    *_others, indicator = make_others(zone, by=reporter)
    read(indicator, None, BEFORE_LAST, "30", by=reporter, decided_on=LAST)
    read(indicator, None, BEFORE_LAST, "29", by=reporter, decided_on=LAST - timedelta(days=1))

    assert line_of(indicator).latest.value == 30
    assert line_of(indicator, on=LAST - timedelta(days=1)).latest.value == 29
    assert line_of(indicator, on=BEFORE_LAST + timedelta(days=10)).latest.value == 27


# Targets ------------------------------------------------------------------------------------------------------------


def test_what_is_not_published_is_said_for_each_year(zone):
    indicator = make_indicator(plan=zone)
    aim(indicator, 2023, None)

    line = line_of(indicator)

    assert [(row.year, row.value, row.result) for row in line.targets] == [
        (year, None, Result.UNPUBLISHED) for year in (2022, 2023, 2024, 2025)]
    assert line.assessment.why_not == Unjudged.NO_TARGET


@pytest.mark.parametrize(("direction", "value", "result"), [
    (Direction.UP, "26.9", Result.MISSED), (Direction.UP, "27", Result.MET), (Direction.UP, "27.1", Result.MET),
    (Direction.DOWN, "27.1", Result.MISSED), (Direction.DOWN, "27", Result.MET),
    (Direction.NONE, "27", Result.UNJUDGED),
])
@pytest.mark.parametrize("bound", ["exact", "about", "at_least"])
def test_a_target_is_met_by_direction_whatever_its_bound(zone, reporter, direction, value, result, bound):
    indicator = make_indicator(plan=zone, combination="whole", direction=direction)
    aim(indicator, 2023, "27", bound=bound)
    read(indicator, None, date(2023, 12, 31), value, by=reporter)

    assert [row.result for row in line_of(indicator).targets if row.year == 2023] == [result]


def test_a_target_whose_day_has_no_complete_figure_stays_open(zone, reporter):
    indicator = make_indicator(plan=zone, combination="whole")
    aim(indicator, 2023, "27")
    read(indicator, None, date(2023, 12, 30), "28", by=reporter)

    assert [row.result for row in line_of(indicator).targets if row.year == 2023] == [Result.OPEN]


def test_an_undated_baseline_starts_no_line(zone, reporter):
    *_others, indicator = make_others(zone, by=reporter)
    Indicator.objects.filter(pk=indicator.pk).update(baseline=Decimal("20"), baseline_text="未注明日期")
    aim(indicator, 2025, "30")
    indicator.refresh_from_db()

    line = line_of(indicator)

    assert line.baseline is None
    assert line.assessment.why_not == Unjudged.NO_START


# Objectives and costs -----------------------------------------------------------------------------------------------


def test_an_objective_tells_of_its_tasks_measures_and_indicators(zone):
    objective, bare = (Objective.objects.create(plan=zone, number=number, title=f"目标{number}") for number in (1, 2))
    task, unlinked = make_task(plan=zone), make_task(plan=zone)
    task.objectives.add(objective)
    make_measure(task=task), make_measure(task=task), make_measure(task=unlinked)
    tell(zone).objectives.add(objective)

    found = objectives(zone, Measure.objects.all(), on=TODAY)

    assert [line.objective for line in found] == [objective, bare]
    assert [(line.counted, line.done, line.percent, line.paces) for line in found] == [
        (2, 0, 0, ((Pace.ACCELERATE, 1),)), (0, 0, None, ())]
    assert [(line.key, line.counted) for line in found[0].tasks] == [(task.pk, 2)]
    assert found[1].tasks == ()


def test_four_indicators_cost_as_much_as_thirty_two(zone, reporter):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            lines(Indicator.objects.select_related("plan", "area"), on=TODAY)
            objectives(zone, Measure.objects.all(), on=TODAY)
        return len(asked)

    def grow(count):
        for _number in range(count):
            objective = Objective.objects.create(plan=zone, number=zone.objectives.count() + 1, title="目标")
            task = make_measure(task=make_task(plan=zone)).task
            task.objectives.add(objective)
            tell(zone, by=reporter).objectives.add(objective)
            make_others(zone, by=reporter)

    grow(1)
    few = cost()
    grow(7)

    assert cost() == few == 10


@pytest.mark.parametrize(("latest", "pace", "numbers"), [
    ("2.9", Pace.BACK, {"2.9", "3.5", "3.1"}), ("3.15", Pace.LIMITED, {"3.15", "3.5", "12%"}),
    ("3.35", Pace.ACCELERATE, {"3.35", "62%", "+0.45"}), ("3.6", Pace.ON_TRACK, {"125%", "+0.2"}),
    ("4.2", Pace.REACHED, {"4.2", "275%"}),
])
def test_each_status_is_said_with_its_numbers(zone, reporter, latest, pace, numbers):
    indicator = tell(zone, combination="whole")
    read(indicator, None, date(2023, 12, 31), latest, by=reporter)

    line = line_of(indicator)
    said = " ".join(sentences.status(line))

    assert line.pace == pace
    assert [number for number in numbers if number not in said] == []
    assert "None" not in said


def test_the_rule_is_said_with_its_shares():
    said = " ".join(sentences.rule())

    assert f"{ON_TRACK_FROM * 100:.0f}%" in said
    assert f"{ACCELERATE_FROM * 100:.0f}%" in said
