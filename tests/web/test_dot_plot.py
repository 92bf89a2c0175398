"""The drawing of districts as dots: places in it follow from percentages alone."""

import pytest

from tracker.web.charts.dots import APART, RIGHT, ROW, TOP, WIDTH, dot_plot

DISTRICTS = [("清城", 66, -14, "yellow"), ("花都", 76, -4, "green"), ("佛冈", 56, -24, "yellow")]


def test_the_best_district_stands_first_and_one_that_never_reported_last():
    plot = dot_plot([("连樟", None, None, "red"), *DISTRICTS], 80)

    assert [row.name for row in plot.rows] == ["花都", "清城", "佛冈", "连樟"]
    assert plot.rows[-1].x is None


def test_the_axis_begins_below_the_lowest_value_and_ends_at_a_hundred():
    plot = dot_plot(DISTRICTS, 80)

    assert [tick.text for tick in plot.ticks] == ["40%", "60", "", "100%"]
    assert (plot.ticks[0].x, plot.ticks[-1].x, plot.expected_x) == (42, RIGHT, plot.ticks[2].x)
    assert plot.rows[-1].x == round(42 + (RIGHT - 42) * 16 / 60, 1)


@pytest.mark.parametrize(("percents", "expected", "first"), [
    ([0], 0, "0%"), ([0, 100], 50, "0%"), ([40], 90, "20%"), ([41], 90, "40%"), ([100], 100, "80%"), ([90], 10, "0%"),
    ([100], None, "80%"), ([None], 70, "60%"), ([None], None, "0%"),
])
def test_the_axis_leaves_room_for_every_dot(percents, expected, first):
    plot = dot_plot([("区", percent, None, None) for percent in percents], expected)

    floor = int(first[:-1])
    assert len(plot.ticks) == (100 - floor) // 20 + 1
    assert all(row.x is None or plot.left <= row.x <= RIGHT for row in plot.rows)
    assert expected is None or plot.left <= plot.expected_x <= RIGHT


@pytest.mark.parametrize("expected", range(0, 101, 5))
def test_no_label_of_the_axis_stands_in_the_way_of_the_expected_progress(expected):
    plot = dot_plot(DISTRICTS, expected)

    assert [tick for tick in plot.ticks if tick.text and abs(tick.x - plot.expected_x) < APART] == []


def test_where_nothing_is_expected_no_line_is_drawn():
    plot = dot_plot(DISTRICTS, None)

    assert (plot.expected, plot.expected_x) == (None, None)


@pytest.mark.parametrize("number", [1, 7, 30])
def test_each_district_has_a_row_of_its_own(number):
    plot = dot_plot([(f"区{n}", n, 0, "green") for n in range(number)], 50)

    assert [row.y for row in plot.rows] == [TOP + ROW / 2 + ROW * n for n in range(number)]
    assert plot.height >= plot.rows[-1].below


def test_a_long_name_takes_its_room_from_the_axis_and_not_from_the_page():
    plot = dot_plot([("英德市连樟样板区某处", 50, 0, "green")], 50)

    assert plot.left == 124
    assert plot.width == WIDTH
