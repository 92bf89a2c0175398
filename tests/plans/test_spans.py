"""What was known of time limits and of what counts stays known for the days on which it was."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.factories import REASON, make_measure, make_milestone, make_task, make_user
from tracker.people.roles import Role
from tracker.plans import actions
from tracker.plans.models import Measure, Milestone
from tracker.plans.spans import ALWAYS, MeasureSpan, MilestoneSpan, remember_measures, remember_milestones

JUNE = date(2024, 6, 3)
DUE = date(2025, 12, 31)
LATER = date(2026, 6, 30)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(f"{JUNE}T09:00+08:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def administrator(clock, db):
    return make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def measure(clock, plan):
    return make_measure(task=make_task(plan=plan), due_on=DUE)


def at(day):
    return f"{day}T09:00+08:00"


def known(row):
    """Everything known of a row: (from, until, what)."""
    names = ("due_on", "is_counted") if isinstance(row, Measure) else ("due_on", "done_on")
    return list(row.spans.order_by("from_on").values_list("from_on", "until_on", *names))


def test_a_time_limit_is_known_from_the_day_on_which_it_was_changed(clock, measure, administrator):
    clock.move_to(at(JUNE + 5 * DAY))

    actions.change_due(measure, by=administrator, due_on=LATER, reason=REASON)

    assert known(measure) == [(ALWAYS, JUNE + 5 * DAY, DUE, True), (JUNE + 5 * DAY, None, LATER, True)]
    valid = [MeasureSpan.objects.valid(on=JUNE + number * DAY).get().due_on for number in (4, 5, 6)]
    assert valid == [DUE, LATER, LATER]


def test_a_second_change_on_one_day_replaces_the_first(measure, administrator):
    for due_on in (LATER, LATER + DAY):
        actions.change_due(measure, by=administrator, due_on=due_on, reason=REASON)

    assert known(measure) == [(ALWAYS, JUNE, DUE, True), (JUNE, None, LATER + DAY, True)]


def test_what_is_undone_on_its_day_was_never_known(measure, administrator):
    for due_on in (LATER, DUE):
        actions.change_due(measure, by=administrator, due_on=due_on, reason=REASON)

    assert known(measure) == [(ALWAYS, None, DUE, True)]


def test_what_is_undone_later_was_known_until_then(clock, measure, administrator):
    actions.change_due(measure, by=administrator, due_on=LATER, reason=REASON)
    clock.move_to(at(JUNE + DAY))
    actions.change_due(measure, by=administrator, due_on=DUE, reason=REASON)

    assert known(measure) == [(ALWAYS, JUNE, DUE, True), (JUNE, JUNE + DAY, LATER, True), (JUNE + DAY, None, DUE, True)]


def test_what_did_not_change_opens_nothing(measure):
    remember_measures([Measure.objects.select_related("task").get(pk=measure.pk)], on=JUNE + DAY)

    assert known(measure) == [(ALWAYS, None, DUE, True)]


def test_a_measure_is_counted_until_the_day_on_which_its_withdrawal_was_decided(clock, measure, administrator):
    clock.move_to(at(JUNE + 10 * DAY))

    actions.withdraw(measure, by=administrator, on=JUNE, reason=REASON)

    assert known(measure) == [(ALWAYS, JUNE + 10 * DAY, DUE, True), (JUNE + 10 * DAY, None, DUE, False)]


def test_the_measures_of_a_task_count_from_the_day_on_which_it_is_confirmed(clock, plan, administrator):
    task = make_task(plan=plan, standing="unverified")
    measure = make_measure(task=task)
    clock.move_to(at(JUNE + DAY))
    task.standing = "confirmed"

    actions.keep(task, by=administrator)

    assert [(first, is_counted) for first, _until, _due, is_counted in known(measure)] == [
        (ALWAYS, False), (JUNE + DAY, True)]


def test_a_new_measure_and_a_new_milestone_are_known_from_today_on_or_since_a_day_that_is_named(
    plan, measure, administrator
):
    made = [
        actions.keep(Milestone(measure=measure, title=f"节点{number}", due_on=DUE), by=administrator, known_since=since)
        for number, since in enumerate((None, date(2023, 1, 1)))
    ]

    assert [known(milestone) for milestone in made] == [
        [(JUNE, None, DUE, None)], [(date(2023, 1, 1), None, DUE, None)]]
    assert [MilestoneSpan.objects.valid(on=day).count() for day in (date(2022, 1, 1), date(2024, 1, 1), JUNE)] == [
        0, 1, 2]


def test_a_milestone_is_known_to_be_done_from_the_day_of_the_approval(measure):
    milestone = make_milestone(measure=measure, due_on=DUE)
    milestone.done_on = JUNE - 30 * DAY
    milestone.save()

    remember_milestones([milestone], on=JUNE)

    assert known(milestone) == [(ALWAYS, JUNE, DUE, None), (JUNE, None, DUE, JUNE - 30 * DAY)]


def test_many_are_remembered_at_once_in_a_few_queries(measure, django_assert_num_queries):
    milestones = [make_milestone(measure=measure, due_on=DUE) for _ in range(30)]
    for milestone in milestones:
        milestone.due_on = LATER

    with django_assert_num_queries(3):
        remember_milestones(milestones, on=JUNE)

    assert MilestoneSpan.objects.current().filter(due_on=LATER).count() == 30
