"""The overview: figures that add up and agree with the matrix, what needs attention, and any day as it was known."""

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
)
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

    assert few == many == 7
    assert folded == 7


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
