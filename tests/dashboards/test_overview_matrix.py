"""The matrix of the overview: its sums are the figures, its cells those of the districts, its rows fold where many."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.dashboards.overviews import BEFORE, CHANGED, TODAY, build, codes, lines_of, measure_at, numbers, seen
from tests.factories import make_milestone, make_task
from tracker.dashboards.overview import page as overview_page
from tracker.dashboards.overview.matrix import FOLDED_ABOVE
from tracker.lights.actions import redraw
from tracker.lights.status import Light
from tracker.plans.models import Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("folded_above", [FOLDED_ABOVE, 0])
@pytest.mark.parametrize("area", [None, 0, 1])
@pytest.mark.parametrize("on", [BEFORE, CHANGED - DAY, CHANGED, TODAY, date(2024, 12, 31), date(2023, 1, 1)])
def test_the_sums_of_the_matrix_are_the_figures(monkeypatch, folded_above, area, on):
    monkeypatch.setattr(overview_page, "FOLDED_ABOVE", folded_above)
    plan = build()
    page = seen(on=on, area=list(plan.areas.order_by("pk"))[area] if area is not None else "",
                opened=Task.objects.values_list("pk", flat=True))
    lines = lines_of(page)
    found = numbers(page)

    assert Counter(line.row.light or "none" for line in lines) == {
        light: now for light, (now, _before) in found.items() if light != "all" and now
    }
    for light, overall, by_column in page.matrix.sums:
        assert overall == found[light][0]
        assert by_column == tuple(
            sum(1 for line in lines if line.cells[n] and line.cells[n].light == light) for n in range(len(by_column))
        )
    for block in page.matrix.blocks:
        assert sum(block.sums[0].lights.values()) == block.measures


def test_a_cell_has_the_light_and_the_gap_of_its_district():
    build()
    page = seen()
    lines = {line.row.measure.code: line for line in lines_of(page)}

    cells = lines["r"].cells

    assert [cell and (cell.light, cell.gap) for cell in cells] == [("red", -42), ("yellow", -20), None, None]
    assert (lines["r"].row.overall.gap, lines["r"].row.change) == (-31, -26)
    assert (lines["X"].row.overall, lines["X"].cells) == (None, (None,) * 4)


def test_many_measures_are_folded_by_task_until_one_is_opened(monkeypatch):
    monkeypatch.setattr(overview_page, "FOLDED_ABOVE", 3)
    build()
    _first, second = Task.objects.filter(title__startswith="任务").order_by("number")

    closed, opened = seen().matrix, seen(opened=[second.pk]).matrix

    assert [(block.title, block.is_open, block.headings) for block in closed.blocks] == [
        ("任务一", False, ()), ("任务二", False, ())
    ]
    assert [sum(len(found) for _heading, found in block.headings) for block in opened.blocks] == [0, 3]
    assert closed.blocks[0].sums[0].worst == Light.RED
    assert closed.blocks[0].sums[0].numbers == [("red", 2), ("yellow", 1), ("green", 1)]


def test_folded_rows_lose_neither_attention_nor_changes(monkeypatch):
    build()
    whole = seen()
    monkeypatch.setattr(overview_page, "FOLDED_ABOVE", 0)
    folded = seen()

    assert codes(folded.attention.rows) == codes(whole.attention.rows)
    assert [(c.before, c.light, c.number) for c in folded.changes] == [
        (c.before, c.light, c.number) for c in whole.changes
    ]


def test_an_opened_task_shows_a_hundred_measures(monkeypatch, plan):
    monkeypatch.setattr("tracker.dashboards.overview.rows.ROWS", 5)
    monkeypatch.setattr("tracker.dashboards.overview.matrix.ROWS", 5)
    monkeypatch.setattr(overview_page, "FOLDED_ABOVE", 0)
    task = make_task(plan=plan)
    for number in range(7):
        measure_at(task, 50, f"m{number}")

    block, = seen(opened=[task.pk]).matrix.blocks

    assert [line.row.measure.code for _heading, found in block.headings for line in found] == [
        f"m{number}" for number in range(5)
    ]
    assert block.more == 2


@pytest.mark.parametrize(("percents", "light", "measures", "districts"), [
    ([(50, 50), (50, 50), (50, 50)], None, (), ()),
    ([(10, 10), (50, 50), (50, 50)], "red", ("测试措施1",), ()),
    ([(10, 50), (10, 50), (10, 50)], "red", (), (0,)),
    ([(10, 40), (50, 50), (50, 50)], "red", ("测试措施1",), (0,)),
    ([(40, 50), (50, 50), (50, 50)], "yellow", ("测试措施1",), (0,)),
    ([(10, 10), (10, 10), (10, 10)], "red", (), ()),
])
def test_where_red_lights_are_is_said_only_if_few_hold_most(plan, percents, light, measures, districts):
    task = make_task(plan=plan)
    for number, percent in enumerate(percents, 1):
        measure_at(task, percent, f"m{number}")
    page = seen()
    names = [column.name for column in page.matrix.columns]

    found = page.matrix.concentration

    assert (found.light, found.measures, found.districts) == (light, measures, tuple(names[n] for n in districts))


def test_a_row_tells_what_of_its_milestones_is_overdue_or_due_next(plan):
    task = make_task(plan=plan)
    late, soon, calm = (measure_at(task, 50, code, is_drawn=False) for code in "ABC")
    for days in (-40, -1, 3):
        make_milestone(measure=late, title=f"{days}", due_on=TODAY + timedelta(days=days))
    for days in (31, 30, 7):
        make_milestone(measure=soon, title=f"{days}", due_on=TODAY + timedelta(days=days))
    make_milestone(measure=calm, title="done", due_on=TODAY - timedelta(days=9), done_on=TODAY - timedelta(days=9))
    redraw([late, soon, calm], on=TODAY)

    found = {row.measure.code: row for row in (line.row for line in lines_of(seen(plan)))}

    told = {code: ([m.title for m in row.overdue], row.soon and row.soon.title) for code, row in found.items()}
    assert told == {"A": (["-40", "-1"], "3"), "B": ([], "7"), "C": ([], None)}
