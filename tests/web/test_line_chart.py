"""The drawing of progress: places in it follow from percentages alone."""

import pytest

from tracker.web.charts.line import BOTTOM, LEFT, RIGHT, TOP, line_chart


def test_the_line_runs_from_edge_to_edge_and_from_bottom_to_top():
    chart = line_chart([("2024Q1", 0, 0), ("2024Q2", 50, 100), ("2024Q3", 100, 100)])

    assert chart.dots == ((LEFT, BOTTOM), ((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2), (RIGHT, TOP))


def test_what_is_not_expected_is_not_drawn():
    chart = line_chart([("2024Q1", 10, None), ("2024Q2", 20, None)])

    assert (chart.expected, chart.expected_end) == ("", None)


@pytest.mark.parametrize(("percent", "expected"), [(72, 73), (73, 72), (0, 1), (100, 99), (50, 50)])
def test_the_labels_at_the_ends_never_overlap(percent, expected):
    chart = line_chart([("2024Q1", 0, 0), ("2024Q2", percent, expected)])

    assert chart.expected_end is None or abs(chart.end.y - chart.expected_end.y) >= 14


@pytest.mark.parametrize(("percent", "expected", "gap"), [
    (50, 75, f"M{RIGHT}.0 55.0L{RIGHT}.0 98.0"), (75, 50, ""), (50, 50, ""), (50, None, ""),
])
def test_the_gap_is_drawn_only_where_the_line_ends_behind(percent, expected, gap):
    chart = line_chart([("2024Q1", 0, 0), ("2024Q2", percent, expected)])

    assert chart.gap == gap


@pytest.mark.parametrize("number", [2, 7, 8, 40, 400])
def test_at_most_seven_periods_are_named_and_the_newest_always(number):
    chart = line_chart([(f"P{place}", 10, 20) for place in range(number)])

    assert len(chart.periods) <= 7
    assert chart.periods[-1].text == f"P{number - 1}"
