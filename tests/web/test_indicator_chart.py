"""The drawing of an indicator: places follow from days and figures alone, and nothing leaves the drawing."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.charts.indicator import NARROW, SMALL, STEPS_MOST, WIDE, Story, indicator_chart, ticks

FIRST, LAST, TODAY = date(2020, 12, 31), date(2025, 12, 31), date(2024, 7, 20)
BASELINE = (FIRST, Decimal("3.1"))
TARGETS = tuple((date(year, 12, 31), Decimal(value), value) for year, value in (
    (2022, "3.3"), (2023, "3.5"), (2024, "3.8"), (2025, "4")))
SIZES = (SMALL, NARROW, WIDE)
SPAN = (LAST - FIRST).days


def story(figures=(), **facts):
    figures = tuple((day, None if value is None else Decimal(value)) for day, value in figures)
    return Story(**{"first": FIRST, "last": LAST, "on": TODAY, "figures": figures, "targets": TARGETS,
                    "baseline": BASELINE, "start": BASELINE, **facts})


def quarters(*values):
    return tuple((date(2022, 3, 31) + timedelta(days=91 * number), value) for number, value in enumerate(values))


def test_the_target_line_runs_from_the_baseline_through_every_target():
    chart = indicator_chart(story(), WIDE)

    assert chart.target_line.count("L") == 4
    assert chart.target_line.startswith(f"M{chart.baseline.x} {chart.baseline.y}L")
    assert (chart.baseline.x, chart.targets[-1].x) == (chart.left, WIDE.right)


def test_higher_figures_stand_higher():
    chart = indicator_chart(story(quarters("3.1", "3.5", "3.3")), WIDE)

    first, second, third = (dot.y for dot in chart.dots)
    assert second < third < first


@pytest.mark.parametrize(("values", "runs", "gaps"), [
    (("3.1", "3.2", "3.3"), 1, 0), (("3.1", None, "3.3"), 2, 1), (("3.1", None, None, "3.3"), 2, 2),
    ((None, "3.1"), 1, 1), (("3.1", None), 1, 1), ((None, None), 0, 2), ((), 0, 0),
])
def test_the_line_breaks_where_a_figure_is_incomplete(values, runs, gaps):
    chart = indicator_chart(story(quarters(*values)), SMALL)

    assert (chart.line.count("M"), len(chart.gaps)) == (runs, gaps)
    assert len(chart.dots) == len(values) - gaps


def test_without_anything_to_draw_there_are_still_axes():
    chart = indicator_chart(story(targets=(), baseline=None, start=None), SMALL)

    assert (chart.line, chart.target_line) == ("", "")
    assert (chart.latest, chart.latest_text, chart.baseline) == (None, None, None)
    assert len(chart.ticks) >= 2
    assert [year.text for year in chart.years] == ["2021", "2022", "2023", "2024", "2025"]


def test_targets_without_a_start_are_joined_and_one_alone_is_only_marked():
    assert indicator_chart(story(baseline=None, start=None), SMALL).target_line.count("L") == 3
    assert indicator_chart(story(baseline=None, start=None, targets=TARGETS[-1:]), SMALL).target_line == ""


def test_targets_before_the_start_stand_beside_the_line():
    chart = indicator_chart(story(start=(date(2023, 6, 30), Decimal("3.2"))), WIDE)

    assert (len(chart.targets), chart.target_line.count("L")) == (4, 3)


def test_the_day_is_marked_only_within_the_drawing():
    assert indicator_chart(story(), SMALL).day is not None
    assert indicator_chart(story(on=date(2027, 1, 1)), SMALL).day is None


@pytest.mark.parametrize("size", SIZES)
def test_texts_of_targets_never_touch_and_the_last_is_always_there(size):
    targets = tuple((date(year, 12, 31), Decimal(1000 * year), f"≥{1000 * year:,}") for year in range(2021, 2026))
    texts = indicator_chart(story(targets=targets), size).target_texts

    assert texts[-1].text == targets[-1][2]
    assert all(right.x - left.x >= 7 * len(left.text) for left, right in pairwise(texts))


figures = st.decimals(min_value=-10**9, max_value=10**9, places=4)


@given(st.lists(st.tuples(st.integers(0, SPAN), st.none() | figures), max_size=12, unique_by=lambda pair: pair[0]),
       st.none() | figures, st.lists(figures, max_size=4), st.sampled_from(SIZES))
def test_nothing_leaves_the_drawing(pairs, baseline, aims, size):
    told = tuple((FIRST + timedelta(days=days), value) for days, value in sorted(pairs, key=lambda pair: pair[0]))
    baseline = baseline if baseline is None else (FIRST, baseline)
    targets = tuple((date(2022 + number, 12, 31), value, str(value)) for number, value in enumerate(aims))

    chart = indicator_chart(
        Story(FIRST, LAST, TODAY, told, targets, baseline, baseline), size, latest_text="1,234,567.89")

    marks = [*chart.dots, *chart.gaps, *chart.targets, *([chart.baseline] if chart.baseline else [])]
    assert all(chart.left - 0.1 <= mark.x <= size.right + 0.1 for mark in marks)
    assert all(size.top - 0.1 <= mark.y <= size.bottom + 0.1 for mark in marks)
    texts = [*chart.target_texts, *([chart.latest_text] if chart.latest_text else [])]
    assert all(0 < text.y < size.height for text in texts)
    assert 0 < chart.left < size.right


@given(st.lists(figures, min_size=1, max_size=20))
def test_ticks_are_few_even_steps_around_all_values(values):
    found = ticks(values)

    assert found[0] <= min(values)
    assert max(values) <= found[-1]
    assert 2 <= len(found) <= STEPS_MOST + 2
    assert len({right - left for left, right in pairwise(found)}) == 1
