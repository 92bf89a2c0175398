"""The overview: figures that add up and agree with the matrix, what needs attention, and any day as it was known."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.dashboards.overviews import (
    BEFORE,
    CHANGED,
    TODAY,
    build,
    codes,
    lines_of,
    measure_at,
    numbers,
    report,
    seen,
)
from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_plan,
    make_report,
    make_task,
    make_user,
)
from tracker.dashboards.overview import page as overview_page
from tracker.dashboards.overview.matrix import FOLDED_ABOVE
from tracker.lights.actions import redraw
from tracker.lights.status import Basis, Light
from tracker.plans.models import Area, Measure, Task
from tracker.plans.spans import remember_milestones
from tracker.reporting import actions

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# Figures ----------------------------------------------------------------------------------------------------------


def test_the_figures_of_both_days_add_up():
    build()

    found = numbers(seen())

    assert found == {
        "all": (7, 8), Light.DONE: (1, 1), Light.GREEN: (1, 2), Light.YELLOW: (1, 1), Light.RED: (2, 2),
        Light.NOT_STARTED: (1, 1), "none": (1, 1),
    }
    for day in (0, 1):
        assert found["all"][day] == sum(pair[day] for light, pair in found.items() if light != "all")


def test_what_is_rare_is_a_figure_only_where_there_is_some(plan):
    measure_at(make_task(plan=plan), 50, "A")

    assert list(numbers(seen())) == ["all", Light.DONE, Light.GREEN, Light.YELLOW, Light.RED]


def test_the_figures_of_the_earlier_day_are_those_of_that_day():
    build()

    then = numbers(seen(on=BEFORE))

    assert {light: before for light, (_now, before) in numbers(seen()).items()} == {
        light: now for light, (now, _before) in then.items()
    }


def test_before_any_period_there_is_nothing_to_compare_with(plan):
    measure_at(make_task(plan=plan), 50, "A")
    page = seen()

    assert (page.period, page.before, page.changes) == (None, None, ())
    assert {before for _now, before in numbers(page).values()} == {None}


def test_an_area_has_the_measures_and_the_districts_of_it():
    plan = build()
    first, second = plan.areas.order_by("pk")

    here, there = seen(area=first), seen(area=second)

    assert (numbers(here)["all"][0], numbers(there)["all"][0]) == (5, 2)
    assert numbers(there)[Light.RED] == (1, 1)
    assert [column.key for column in there.matrix.columns] == [d.pk for d in second.districts.order_by("pk")]
    assert sum(len(part.columns) for part in seen().matrix.parts) == 4


def test_another_plan_is_not_mixed_in():
    plan = build()
    other = make_plan(title="方案乙")
    measure_at(make_task(plan=other), 10, "o")
    make_milestone(measure=Measure.objects.get(code="o"), due_on=TODAY)

    assert numbers(seen(other))["all"] == (1, None)
    assert numbers(seen(plan))["all"] == (7, 8)
    assert seen(plan).burn_up is None


# Changes and attention --------------------------------------------------------------------------------------------


def test_changes_name_what_became_worse_first():
    build()
    page = seen()

    assert [(c.before, c.light, c.codes) for c in page.changes] == [
        ("green", "red", ("r",)), ("green", "yellow", ("Y",)), ("yellow", "green", ("G",))
    ]
    assert [change.is_worse for change in page.changes] == [True, True, False]
    assert page.unchanged == 3  # R, D, N


def test_attention_is_what_is_red_or_worse_what_became_red_first():
    build()
    page = seen()

    assert codes(page.attention.rows) == ["r", "R", "Y"]
    assert page.attention.more == 0
    assert all(row.reason for row in page.attention.rows)


def test_attention_stops_after_eight(plan):
    task = make_task(plan=plan)
    for number in range(10):
        measure_at(task, 10, f"R{number}", due_on=date(2024, 12, 31) - number * DAY)
    page = seen()

    assert codes(page.attention.rows) == [f"R{number}" for number in range(9, 1, -1)]
    assert page.attention.more == 2


# Matrix -----------------------------------------------------------------------------------------------------------


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


# Basis and days ---------------------------------------------------------------------------------------------------


def test_what_awaits_review_counts_only_when_asked(plan, lead, reviewer):
    today = timezone.localdate()
    period = make_period(plan=plan)
    measure = make_measure(task=make_task(plan=plan), starts_on=today - 100 * DAY, due_on=today + 100 * DAY)
    assigned = make_assignment(measure=measure, organization=lead.organization)
    hand_in(make_report(assignment=assigned, period=period), by=lead, percent=60)
    redraw([measure], on=today)

    approved, pending = seen(on=today), seen(on=today, basis=Basis.PENDING)

    assert (numbers(approved)[Light.RED][0], numbers(pending)[Light.RED][0]) == (1, 0)
    assert numbers(pending)[Light.GREEN][0] == 1
    assert pending.matrix.sums[0][1:] == (0, (0, 0))
    assert [cell.light for cell in _only_line(pending).cells] == ["green", "green"]
    assert [cell.light for cell in _only_line(approved).cells] == ["red", "red"]


def _only_line(page):
    line, = lines_of(page)
    return line


def test_a_past_day_stays_as_it_was():
    build()
    milestone = make_milestone(measure=Measure.objects.get(code="Y"), due_on=date(2024, 6, 1))
    redraw(Measure.objects.filter(code="Y"), on=date(2024, 2, 1))
    then = _told(seen(on=CHANGED))

    for measure in Measure.objects.filter(code__in=["R", "Y"]):
        report(measure, list(measure.districts.order_by("pk")), (100, 100), on=TODAY)
    milestone.done_on = TODAY
    milestone.save()
    remember_milestones([milestone], on=TODAY)
    redraw(Measure.objects.filter(code__in=["R", "Y"]), on=TODAY)

    assert _told(seen(on=CHANGED)) == then
    assert _told(seen(on=TODAY)) != then


def _told(page):
    lines = lines_of(page)
    return (
        numbers(page), page.changes, page.burn_up and page.burn_up.now, page.milestones.overdue, page.milestones.soon,
        [(row.measure.code, row.reason) for row in page.attention.rows],
        [(line.row.measure.code, line.row.overall, line.cells, line.row.change) for line in lines],
    )


# Milestones -------------------------------------------------------------------------------------------------------


def test_milestones_that_are_overdue_or_due_within_thirty_days(plan):
    measure = measure_at(make_task(plan=plan), 50, "A")
    make_assignment(measure=measure, organization=make_user().organization)
    for days in (-1, 0, 30, 31):
        make_milestone(measure=measure, title=f"{days}", due_on=TODAY + days * DAY)
    make_milestone(measure=measure, title="done", due_on=TODAY - DAY, done_on=TODAY - DAY)
    page = seen()

    assert [row.title for row in page.milestones.overdue.rows] == ["-1"]
    assert [row.title for row in page.milestones.soon.rows] == ["0", "30"]
    assert page.milestones.overdue.rows[0].leads == (measure.assignments.get().organization.name,)
    assert (page.burn_up.total, page.burn_up.now.planned, page.burn_up.now.done) == (5, 3, 1)


def test_eight_milestones_are_shown_and_all_are_counted(plan):
    measure = measure_at(make_task(plan=plan), 50, "A")
    for organization in (make_user().organization, make_user().organization):
        district = measure.districts.exclude(assigned__measure=measure).first()
        make_assignment(measure=measure, organization=organization, districts=[district])
    for number in range(11):
        make_milestone(measure=measure, due_on=TODAY - (number + 1) * DAY)
    overdue = seen().milestones.overdue

    assert [row.due_on for row in overdue.rows] == [TODAY - n * DAY for n in range(11, 3, -1)]
    assert (overdue.total, overdue.more, {len(row.leads) for row in overdue.rows}) == (11, 3, {2})


def test_milestones_of_what_is_not_counted_are_not_counted():
    build()
    for code in ("W", "U", "R"):
        make_milestone(measure=Measure.objects.get(code=code), due_on=TODAY - DAY)

    assert seen().milestones.overdue.total == 1


# Cost -------------------------------------------------------------------------------------------------------------


def test_thirty_measures_ask_no_more_than_three(plan):
    def cost(**options):
        with CaptureQueriesContext(connection) as asked:
            seen(**options)
        return len(asked)

    make_period(plan=plan, today=TODAY)
    for number in range(45):
        measure = measure_at(make_task(plan=plan), number * 2, f"m{number}")
        make_milestone(measure=measure, due_on=TODAY - number * DAY)
        make_assignment(measure=measure)
        if number == 2:
            few = cost()
        if number == 29:
            many = cost()
    folded = cost(opened=list(Task.objects.values_list("pk", flat=True)[:5]), area=Area.objects.get())

    assert few == many == 6
    assert folded == 6


def test_a_plan_without_anything_has_an_overview():
    plan = make_plan()

    page = seen(plan)

    assert (page.tally.total, page.matrix.blocks, page.burn_up, page.attention.total) == (0, (), None, 0)


def test_measures_without_a_district_have_a_light(plan):
    measure = make_measure(task=make_task(plan=plan), code="A", starts_on=date(2024, 1, 1), due_on=date(2024, 12, 31))
    measure.districts.clear()
    redraw([measure], on=TODAY)

    assert numbers(seen())[Light.RED][0] == 1


def test_returned_reports_are_counted_in_the_table_of_reports(plan, lead, reviewer):
    made = make_report(assignment=make_assignment(measure=make_measure(task=make_task(plan=plan)),
                                                  organization=lead.organization))
    hand_in(made, by=lead)
    actions.send_back(made, by=reviewer, reason=REASON)

    assert seen(on=timezone.localdate()).rates.total.now.returned == 1
