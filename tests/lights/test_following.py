"""Lights follow time without any job, and acts in their own transaction."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories import REASON, make_assignment, make_measure, make_period, make_report, make_task, make_user
from tests.lights.checking import past, rows
from tests.lights.conftest import JUNE, approve, at, days, fresh, hand_in
from tracker import acts
from tracker.audit.models import AuditEvent
from tracker.lights.actions import recompute, redraw, redraw_all, redraw_plan, tell_past
from tracker.lights.models import Judgement, LightSpan
from tracker.people.roles import Role
from tracker.plans.models import Measure
from tracker.reporting.draft import note_field, percent_field


def light(measure, *, on=None, basis="approved", district=None):
    return LightSpan.objects.valid(on=on or timezone.localdate()).filter(
        measure=measure, basis=basis, district=district).values_list("light", flat=True).first()


def test_at_midnight_after_a_due_date_a_page_shows_another_light_though_no_job_has_run(
    client, clock, light_report, lead, reviewer
):
    """What was approved before is enough until the autumn; the next report is due on the 12th and does not come."""
    approve(light_report, by=lead, reviewer=reviewer, percent=70)
    period = make_period(plan=light_report.period.plan, starts_on=date(2024, 6, 1), ends_on=date(2024, 6, 9),
                         opens_on=date(2024, 6, 10), due_on=date(2024, 6, 12), closes_on=date(2024, 6, 17))
    make_report(assignment=light_report.assignment, period=period)
    redraw([light_report.measure], on=JUNE)
    before, events = rows(), AuditEvent.objects.count()

    shown = []
    for moment in (at(date(2024, 6, 12), 23), at(date(2024, 6, 13), 0)):
        clock.move_to(moment)
        client.force_login(reviewer)
        page = client.get(light_report.measure.get_absolute_url()).text
        shown += [light for light in ("green", "yellow") if f"light--{light} light--large" in page]

    assert shown == ["green", "yellow"]
    assert (rows(), AuditEvent.objects.count()) == (before, events)


@pytest.mark.parametrize(("day", "expected"), [
    (date(2024, 6, 10), "red"), (date(2024, 6, 30), "red"), (date(2025, 1, 1), "red"), (date(2023, 12, 31), None),
])
def test_a_measure_far_behind_is_red_until_somebody_acts(light_report, day, expected):
    assert light(light_report.measure, on=day) == expected


def test_what_is_handed_in_shows_on_the_other_basis_until_it_is_decided(clock, light_report, lead, reviewer):
    measure = light_report.measure
    submission = hand_in(light_report, by=lead, percent=80)
    handed_in = light(measure), light(measure, basis="pending")

    clock.move_to(at(date(2024, 6, 5)))
    acts.approve(fresh(light_report), by=reviewer, submission=submission)

    assert handed_in == ("red", "green")
    assert (light(measure), light(measure, basis="pending")) == ("green", None)
    assert light(measure, basis="pending", on=date(2024, 6, 4)) == "green"
    assert light(measure, on=date(2024, 6, 4)) == "red"


@pytest.mark.parametrize("undo", [
    lambda report, lead, reviewer: acts.recall(report, by=lead),
    lambda report, lead, reviewer: acts.send_back(report, by=reviewer, reason=REASON),
])
def test_what_is_taken_back_or_returned_awaits_nothing(light_report, lead, reviewer, undo):
    hand_in(light_report, by=lead, percent=80)

    undo(fresh(light_report), lead, reviewer)

    assert set(LightSpan.objects.values_list("basis", flat=True)) == {"approved"}


def test_a_pending_figure_for_an_earlier_period_leaves_the_later_one_in_force(clock, light_report, lead, reviewer):
    measure = light_report.measure
    later = make_period(plan=measure.task.plan, starts_on=date(2024, 5, 1), ends_on=date(2024, 6, 2),
                        opens_on=JUNE, due_on=date(2024, 6, 20), closes_on=date(2024, 6, 20))
    approve(make_report(assignment=light_report.assignment, period=later), by=lead, reviewer=reviewer, percent=60)

    notes = {note_field(district.pk): "数字有误，已经更正" for district in measure.districts.all()}
    hand_in(light_report, by=lead, percent=10, **notes)

    shown = LightSpan.objects.valid(on=JUNE).overall().values_list("basis", "percent")
    assert set(shown) == {("approved", 60), ("pending", 60)}


def test_each_district_is_judged_by_its_own_figure(light_report, lead, reviewer):
    one, other = light_report.measure.districts.order_by("position")

    approve(light_report, by=lead, reviewer=reviewer, **{percent_field(one.pk): "20", percent_field(other.pk): "60"})

    on = date(2024, 6, 30)  # 50 % are expected
    assert [light(light_report.measure, on=on, district=each) for each in (one, other)] == ["yellow", "green"]
    assert light(light_report.measure, on=on, district=None) == "yellow"


def test_a_withdrawn_measure_has_no_light_from_that_day_on(clock, light_report):
    clock.move_to(at(date(2024, 6, 20)))
    measure = Measure.objects.select_related("task").get(pk=light_report.measure.pk)

    acts.withdraw(measure, by=make_user(role=Role.ADMINISTRATOR), on=date(2024, 6, 1), reason=REASON)

    assert [light(measure, on=day) for day in (date(2024, 6, 19), date(2024, 6, 20), date(2025, 6, 1))] == [
        "red", None, None]


def test_a_time_limit_that_is_extended_changes_no_light_that_was_shown(clock, light_report):
    measure = Measure.objects.select_related("task").get(pk=light_report.measure.pk)
    clock.move_to(at(date(2024, 6, 6)))
    before = past(date(2024, 6, 6))

    acts.change_due(measure, by=make_user(role=Role.ADMINISTRATOR), due_on=date(2034, 12, 31), reason=REASON)

    assert past(date(2024, 6, 6)) == before
    assert [light(measure, on=day) for day in (date(2024, 6, 5), date(2024, 6, 6))] == ["red", "green"]


def test_facts_that_only_grew_older_are_kept_where_they_stand(clock, light_report):
    make_period(plan=light_report.period.plan, starts_on=date(2024, 1, 1), ends_on=date(2024, 2, 29),
                opens_on=date(2024, 3, 1), due_on=date(2024, 3, 10), closes_on=date(2024, 3, 17))
    redraw_all(on=JUNE)
    before = rows()
    clock.move_to(at(date(2024, 7, 30)))

    changed = redraw_plan(light_report.period.plan, on=date(2024, 7, 30))

    assert (changed, rows()) == (set(), before)
    assert Judgement.objects.count() == 1


def test_every_missing_report_in_a_row_counts_however_many_periods_still_take_reports(clock, plan, lead, reviewer):
    """Two months were missed; in the three after them an exception lets the reports come until November."""
    measure = make_measure(task=make_task(plan=plan), starts_on=None)
    assignment = make_assignment(measure=measure, organization=lead.organization)
    for month in range(1, 6):
        first = date(2024, month, 1)
        closes = date(2024, month + 1, 17) if month < 3 else date(2024, 11, 30)
        make_report(assignment=assignment, period=make_period(
            plan=plan, starts_on=first, ends_on=date(2024, month, 28), opens_on=date(2024, month + 1, 1),
            due_on=date(2024, month + 1, 10), closes_on=closes))
    redraw([measure], on=date(2024, 3, 1))

    shown = {day: LightSpan.objects.valid(on=day).overall().get().by_reporting
             for day in (date(2024, 3, 17), date(2024, 3, 18), date(2024, 7, 1), date(2024, 12, 1))}

    assert list(shown.values()) == ["yellow", "red", "red", "red"]
    for day in days(date(2024, 3, 1), date(2024, 12, 31)):
        assert [differences for _count, differences in recompute(on=day)] == [[]], day


def test_the_past_of_a_load_is_what_acts_would_have_drawn_day_by_day(clock, light_report, lead, reviewer):
    measure = Measure.objects.select_related("task").get(pk=light_report.measure.pk)
    untouched = make_report(assignment=light_report.assignment, period=make_period(
        plan=measure.task.plan, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 31), opens_on=JUNE,
        due_on=date(2024, 6, 13), closes_on=date(2024, 6, 15)))
    redraw([measure], on=JUNE)
    clock.move_to(at(date(2024, 6, 5)))
    hand_in(light_report, by=lead)
    clock.move_to(at(date(2024, 6, 9)))
    acts.send_back(fresh(light_report), by=reviewer, reason=REASON)
    clock.move_to(at(date(2024, 6, 14)))
    hand_in(light_report, by=lead)
    clock.move_to(at(date(2024, 6, 16)))
    exception = acts.grant_exception(untouched, by=reviewer, kind="later", until_on=date(2024, 8, 1), reason=REASON)
    clock.move_to(at(date(2024, 6, 19)))
    acts.set_light(measure, by=reviewer, light="yellow", until_on=date(2024, 6, 20), reason=REASON)
    acts.end_exception(exception, by=reviewer)
    clock.move_to(at(date(2024, 6, 21)))
    acts.approve(fresh(light_report), by=reviewer)
    clock.move_to(at(date(2024, 6, 25)))
    acts.change_due(measure, by=make_user(role=Role.ADMINISTRATOR), due_on=date(2025, 6, 30), reason=REASON)
    drawn = rows()
    LightSpan.objects.all().delete()
    Judgement.objects.all().delete()

    told = tell_past([measure.pk], since=JUNE, until=date(2024, 6, 30))

    assert told == {measure.pk}
    assert rows() == drawn
    assert tell_past([measure.pk], since=JUNE, until=date(2024, 6, 30)) == set()


def test_a_row_changed_past_the_actions_is_found_and_drawn_anew(light_report):
    measure = light_report.measure
    LightSpan.objects.filter(measure=measure, district=None).update(light="green")

    found = [(count, sorted(differences, key=str)) for count, differences in recompute(on=JUNE)]

    assert found == [(1, [(measure.pk, "approved", None)])]
    assert redraw_all(on=JUNE) == {measure.pk}
    assert [differences for _count, differences in recompute(on=JUNE)] == [[]]
