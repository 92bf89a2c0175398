"""What is gathered of a plan: approved figures, time limits and leads as they were known on a day, in one query."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_organization,
    make_period,
    make_plan,
    make_task,
)
from tracker.forecasts.histories import history_of
from tracker.models import ProgressSpan
from tracker.plans.spans import remember_measures
from tracker.plans.status import Kind

pytestmark = pytest.mark.django_db
ON = date(2024, 10, 10)


def reported(measure, *figures):
    """The overall progress of a measure: pairs (day, percent), the oldest first."""
    spans = [ProgressSpan(measure=measure, percent=percent, from_on=day) for day, percent in figures]
    for span, later in pairwise(spans):
        span.until_on = later.from_on
    ProgressSpan.objects.bulk_create(spans)
    return measure


@pytest.fixture
def plan():
    plan = make_plan()
    make_area(plan=plan)
    return plan


@pytest.fixture
def measure(plan):
    return make_measure(task=make_task(plan=plan))


def test_figures_of_districts_and_later_ones_are_left_out(plan, measure):
    district = measure.districts.first()
    reported(measure, (date(2024, 1, 5), 20), (date(2024, 7, 5), 40), (date(2024, 10, 11), 60))
    ProgressSpan.objects.create(measure=measure, district=district, percent=90, from_on=date(2024, 1, 5))

    course = history_of(plan, on=ON).courses[measure.pk]

    assert course.figures == ((date(2024, 1, 5), 20), (date(2024, 7, 5), 40))
    assert course.starts_on == measure.starts_on


def test_time_limits_and_counting_are_told_as_they_were_known(plan, measure):
    first = measure.due_on
    measure.due_on = date(2026, 6, 30)
    remember_measures([measure], on=date(2024, 5, 1))
    measure.withdrawn_on = date(2024, 12, 1)
    remember_measures([measure], on=date(2024, 12, 1))

    before, after = (history_of(plan, on=day).courses[measure.pk] for day in (ON, date(2024, 12, 2)))

    assert (before.first_promise(on=ON), before.promise(on=ON)) == (first, date(2026, 6, 30))
    assert before.is_counted(on=ON)
    assert not after.is_counted(on=date(2024, 12, 2))
    assert after.is_counted(on=date(2024, 11, 30))


def test_leads_are_those_of_the_day(plan, measure):
    one, two = make_organization(), make_organization()
    make_assignment(measure=measure, organization=one)
    measure.assignments.update(until=date(2024, 12, 31))
    measure.assignments.get().assigned_districts.update(until=date(2024, 12, 31))
    make_assignment(measure=measure, organization=two, since=date(2025, 1, 1))

    assert history_of(plan, on=ON).courses[measure.pk].organizations == {one.pk}
    assert history_of(plan, on=date(2025, 2, 1)).courses[measure.pk].organizations == {two.pk}


def test_reporting_closed_on_days_until_that_day(plan):
    make_period(plan=plan, today=date(2024, 7, 10))
    make_period(plan=plan, today=date(2024, 10, 9))

    assert history_of(plan, on=ON).days == (date(2024, 7, 18),)


def test_without_its_own_beginning_a_measure_began_with_the_plan(plan):
    measure = make_measure(task=make_task(plan=plan), starts_on=None, kind=Kind.LONG_RUNNING)
    course = history_of(plan, on=ON).courses[measure.pk]

    assert (course.starts_on, course.is_long_running) == (plan.starts_on, True)


def test_other_plans_and_the_number_of_rows_make_no_difference(plan, measure, django_assert_num_queries):
    other = make_measure()
    reported(other, (date(2024, 1, 5), 20))
    for number in range(5):
        reported(make_measure(task=make_task(plan=plan)), (ON - timedelta(days=number), number))

    with django_assert_num_queries(1):
        told = history_of(plan, on=ON)

    assert len(told.courses) == 6
    assert other.pk not in told.courses


def test_an_empty_plan_has_an_empty_history():
    told = history_of(make_plan(), on=ON)

    assert (told.courses, told.days) == ({}, ())
