"""The drawing of the burn-up: everything within its edges, in the right order, and no name upon another."""

from datetime import date

import pytest

from tracker.dashboards.overview.burnup import Due, burn_up
from tracker.web.charts.burnup import LEAST_APART, NARROW, WIDE, burn_up_chart

PLAN = {"starts_on": date(2022, 1, 1), "ends_on": date(2025, 12, 31)}
ON = date(2024, 10, 10)


def drawn(done, total, *, size=WIDE, on=ON, **plan):
    """So many milestones a quarter in all years of the plan, of which ``done`` a quarter are done until the day."""
    quarters = [date(year, month, 20) for year in range(2022, 2026) for month in (3, 6, 9, 12)]
    milestones = [Due(day, day if day <= on else None, done, done) for day in quarters]
    milestones += [Due(day, None, total - done, total - done) for day in quarters]
    return burn_up_chart(burn_up([each for each in milestones if each.number], on=on, **{**PLAN, **plan}), size)


def places(path):
    return [tuple(map(float, place.split())) for place in path.removeprefix("M").split("L")] if path else []


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(("done", "total"), [(0, 1), (1, 1), (2, 3), (400, 600)])
def test_everything_stands_within_the_drawing(size, done, total):
    chart = drawn(done, total, size=size)
    lines = [*places(chart.planned), *places(chart.done), *places(chart.projected)]
    names = [chart.now_label, chart.gap_label, chart.planned_end, chart.projected_end, *chart.years, *chart.ticks]

    assert all(size.left <= x <= size.right and size.top <= y <= size.bottom for x, y in lines)
    assert all(0 < mark.x < size.width and 0 < mark.y < size.height for mark in names)


def test_lines_go_from_the_left_to_the_right():
    chart = drawn(2, 3)

    for line in (places(chart.planned), places(chart.done), places(chart.projected)):
        assert line == sorted(line, key=lambda place: place[0])
    assert places(chart.done)[0] == (WIDE.left, WIDE.bottom)
    assert places(chart.planned)[-1][0] == WIDE.right
    assert places(chart.projected)[0] == places(chart.done)[-1] == (chart.now.x, chart.now.y)
    assert chart.day == chart.now.x


def test_what_is_behind_lies_below_the_plan():
    chart = drawn(2, 3)
    planned, done = dict(places(chart.planned)), dict(places(chart.done))

    assert all(done[x] >= planned[x] for x in done)
    assert chart.gap.split()[0] == f"{WIDE.left:.1f},{WIDE.bottom:.1f}"


@pytest.mark.parametrize("done", [0, 1, 2, 30, 39, 40])
def test_the_names_at_the_right_never_stand_upon_each_other(done):
    chart = drawn(done, 40, size=NARROW)

    assert abs(chart.planned_end.y - chart.projected_end.y) >= LEAST_APART


def test_years_stand_in_their_middle_between_edges():
    chart = drawn(1, 2)

    assert [year.text for year in chart.years] == ["2022", "2023", "2024", "2025"]
    assert len(chart.edges) == 5
    spans = zip(chart.edges, chart.years, chart.edges[1:], strict=False)
    assert all(begins < year.x < ends for begins, year, ends in spans)


@pytest.mark.parametrize("weight", [1, 7, 4000, 32767 * 4000])
def test_the_axis_shows_shares_whatever_all_weighs(weight):
    found = burn_up_chart(burn_up([Due(date(2024, 1, 1), None, 1, weight)], on=ON, **PLAN), WIDE)

    assert [tick.text for tick in found.ticks] == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert [tick.y for tick in found.ticks] == sorted((tick.y for tick in found.ticks), reverse=True)
    assert found.ticks[-1].y == places(found.planned)[-1][1]


def test_the_lines_go_by_weight():
    light, heavy = Due(date(2022, 6, 30), date(2022, 6, 30), 9, 1), Due(date(2024, 3, 31), None, 1, 99)
    found = burn_up_chart(burn_up([light, heavy], on=ON, **PLAN), WIDE)

    height = WIDE.bottom - found.ticks[-1].y
    assert WIDE.bottom - places(found.done)[-1][1] == pytest.approx(height / 100, abs=0.1)


def test_the_ends_of_years_are_marked_on_both_lines():
    chart = drawn(1, 2)
    planned, done = dict(places(chart.planned)), dict(places(chart.done))

    marks = {name: [(mark.x, mark.y) for mark in chart.marks if mark.text == name] for name in ("planned", "done")}
    assert [x for x, _y in marks["planned"]] == list(chart.edges[1:-1])
    assert all(planned[x] == y for x, y in marks["planned"])
    assert [(x, done[x]) for x in chart.edges[1:3]] == marks["done"]


def test_many_years_are_named_in_turn():
    found = drawn(1, 2, starts_on=date(2005, 1, 1))

    assert [year.text for year in found.years] == ["2005", "2008", "2011", "2014", "2017", "2020", "2023"]


def test_a_day_before_and_after_the_drawing_can_be_asked_for():
    before, after = drawn(1, 2, on=date(2021, 6, 1)), drawn(1, 2, on=date(2030, 1, 1))

    assert before.now.x == WIDE.left
    assert after.now.x == WIDE.right
    assert after.projected == ""
