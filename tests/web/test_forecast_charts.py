"""The drawings of forecasts and slips: everything within its edges, and no name upon another."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.forecasts.worlds import steady
from tracker.dashboards.slips import Promise, Slip
from tracker.forecasts.method import Forecast, History
from tracker.web.charts import ranges
from tracker.web.charts import slips as drawing
from tracker.web.charts.days import Days, apart

ON = date(2024, 10, 10)


@pytest.fixture(scope="module")
def forecast():
    courses, days = steady(1)
    history = History(courses, days)
    made = (history.forecast(course.key, on=days[10]) for course in courses)
    return replace(next(each for each in made if isinstance(each, Forecast)), on=ON)


def dated(forecast, early, middle, late):
    return replace(forecast, early=early, middle=middle, late=late)


@pytest.mark.parametrize("late", [date(2025, 5, 1), date(2024, 10, 10), date(2039, 1, 1), None])
@pytest.mark.parametrize("due_on", [None, date(2019, 1, 1), date(2024, 12, 31), date(2045, 1, 1)])
def test_a_range_and_its_days_stand_within_the_drawing(forecast, late, due_on):
    made = dated(forecast, date(2024, 10, 10), late and min(late, date(2025, 1, 1)), late)
    bar = ranges.range_bar(made, due_on=due_on, original_due_on=date(2023, 12, 31))
    marks = [bar.today, bar.promise, bar.original]

    assert bar.left <= bar.start <= bar.end <= bar.right
    assert all(bar.left <= mark.x <= bar.right for mark in marks if mark)
    assert all(ranges.LABEL <= mark.text_x <= bar.width - ranges.LABEL for mark in marks if mark)
    assert bar.length >= 3
    assert (bar.promise is None) == (due_on is None)
    assert all(bar.left < year.at < bar.right for year in bar.years)


def test_an_original_limit_that_still_holds_is_marked_once(forecast):
    assert ranges.range_bar(forecast, due_on=ON, original_due_on=ON).original is None


def test_days_further_on_stand_further_right(forecast):
    made = dated(forecast, date(2025, 1, 1), date(2025, 3, 1), date(2025, 9, 1))
    bar = ranges.range_bar(made, due_on=date(2025, 2, 1))

    assert bar.today.x < bar.start < bar.promise.x < bar.middle < bar.end


def test_rows_say_whether_the_end_came_within(forecast):
    rows = [("1-01", ON, date(2025, 1, 1), date(2025, 6, 1), date(2025, 3, 1), True),
            ("1-02", ON, date(2025, 1, 1), None, date(2026, 3, 1), False)]
    drawn = ranges.range_rows(rows)

    assert [row.held for row in drawn.rows] == [True, False]
    assert all(drawn.left <= place <= ranges.RIGHT for row in drawn.rows
               for place in (row.made, row.start, row.start + row.length, row.actual))
    assert drawn.rows[0].start < drawn.rows[0].actual < drawn.rows[0].start + drawn.rows[0].length


def slip(number, *promises, done_on=None):
    return Slip(number, f"节点的名称很长很长{number}", tuple(Promise(*each) for each in promises), done_on)


KEPT = (date(2022, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("number", [1, 2, 12, 30])
def test_lines_and_names_stand_within_the_drawing(number):
    slips = [slip(0, KEPT), *(
        slip(place, KEPT, (date(2024, 1, 5), date(2024, 1, 5) + timedelta(days=30 * place)),
             done_on=date(2024, 6, 1) if place % 3 == 0 else None)
        for place in range(1, number)
    )]
    chart = drawing.slip_chart(slips, on=ON)
    places = [place for line in chart.lines for place in [*line.dots, line.end, *path(line.path)]]

    assert all(chart.left <= x <= chart.right and chart.top <= y <= chart.bottom for x, y in places)
    heights = sorted(line.text_y for line in chart.lines)
    assert all(later - one >= drawing.LINE_APART - 0.11 for one, later in pairwise(heights))
    assert len(chart.lines) + chart.left_out == len(slips)
    assert len(chart.lines) <= drawing.LINES_MOST


def path(text):
    return [tuple(map(float, place.split())) for place in text.removeprefix("M").split("L")]


def test_a_kept_promise_runs_level_and_a_slipping_one_rises():
    kept, slipping = drawing.slip_chart(
        [slip(1, KEPT), slip(2, KEPT, (date(2024, 1, 5), date(2026, 6, 30)))], on=ON).lines

    assert len({y for _x, y in path(kept.path)}) == 1
    assert path(slipping.path)[-1][1] < path(slipping.path)[0][1]
    assert (kept.kind, slipping.kind) == ("kept", "slipping")


def test_what_is_done_ends_on_the_diagonal():
    done = slip(1, (date(2022, 1, 1), date(2023, 6, 30)), done_on=date(2023, 9, 1))
    chart = drawing.slip_chart([slip(0, KEPT), done], on=ON)
    (x1, y1), (x2, y2) = path(chart.diagonal)
    x, y = chart.lines[1].end

    assert y == pytest.approx(y1 + (y2 - y1) * (x - x1) / (x2 - x1), abs=0.2)
    assert chart.lines[1].kind == "done"


def test_a_measure_that_began_today_can_be_drawn():
    assert drawing.slip_chart([slip(0, (ON, ON))], on=ON).lines[0].end


def test_places_are_moved_apart_in_their_order():
    assert apart([50, 50, 10], least=10, top=0, bottom=100) == [50, 60, 10]
    assert apart([99, 100, 98], least=10, top=0, bottom=100) == [90, 100, 80]


def test_a_scale_names_years_or_of_a_short_time_quarters():
    assert [mark.text for mark in Days(date(2022, 5, 1), date(2025, 2, 1), 0, 100).names()] == ["2023", "2024", "2025"]
    assert [mark.text for mark in Days(date(2024, 2, 1), date(2024, 11, 1), 0, 100).names()] == [
        "2024-04", "2024-07", "2024-10"]
    assert len(Days(date(1990, 5, 1), date(2060, 2, 1), 0, 100).names()) <= 7
