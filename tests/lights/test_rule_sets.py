"""Rules are made in versions, previewed before, and lights set by hand are kept with reason, name and end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from tests.factories import REASON, make_area, make_assignment, make_measure, make_supervisor, make_task, make_user
from tests.lights.checking import past, rows
from tests.lights.conftest import JUNE, approve, at
from tracker import acts
from tracker.audit.models import AuditEvent
from tracker.lights.actions import LONGEST, proposed, redraw
from tracker.lights.models import LightOverride, LightSpan, RuleSet
from tracker.people.roles import Role
from tracker.plans.models import Measure

DEFAULT = {"gap_yellow": 10, "gap_red": 30, "milestone_red": 30, "deadline_days": 30, "deadline_percent": 90,
           "missing_red": 2}
LENIENT = {**DEFAULT, "gap_yellow": 45, "gap_red": 60}
LATER = JUNE + timedelta(days=10)


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def lit(measure):
    """A measure 42 points behind on 3 June, and so red."""
    make_assignment(measure=measure)
    redraw([measure], on=JUNE)
    return Measure.objects.select_related("task").get(pk=measure.pk)


def light(*, on):
    return LightSpan.objects.valid(on=on).overall().approved().get()


def make_rules(administrator, *, effective_on=JUNE, reason=REASON, **thresholds):
    return acts.make_rules(by=administrator, effective_on=effective_on, reason=reason, **{**LENIENT, **thresholds})


def test_new_rules_draw_the_lights_anew_from_the_day_on_which_they_come_into_force(clock, lit, administrator):
    clock.move_to(at(JUNE + timedelta(days=5)))
    before = past(JUNE + timedelta(days=5))

    rules = make_rules(administrator, effective_on=LATER)

    shown = {day: (light(on=day).light, light(on=day).rule_set.version)
             for day in (JUNE, LATER - timedelta(days=1), LATER)}
    assert list(shown.values()) == [("red", 1), ("red", 1), ("yellow", 2)]
    assert past(JUNE + timedelta(days=5)) == before
    assert (rules.version, rules.made_by, str(rules)) == (2, administrator, "v2")


def test_the_log_tells_which_thresholds_changed_and_why(lit, administrator):
    make_rules(administrator)

    event = AuditEvent.objects.get(verb="make_rules", actor_id=administrator.pk)

    assert event.changes == {
        "effective_on": "2024-06-03", "reason": REASON, "gap_yellow": [10, 45], "gap_red": [30, 60]}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_make_rules(lit, role):
    before = rows()

    with pytest.raises(PermissionDenied):
        make_rules(make_user(role=role))

    assert (rows(), RuleSet.objects.count()) == (before, 1)


@pytest.mark.parametrize(("fields", "at_fault"), [
    ({"reason": "太短"}, "reason"), ({"reason": " " * 40}, "reason"),
    ({"effective_on": JUNE - timedelta(days=1)}, "effective_on"),
    ({"gap_yellow": 61}, "__all__"), ({"gap_yellow": 0}, "gap_yellow"), ({"gap_red": 101}, "gap_red"),
    ({"milestone_red": 4000}, "milestone_red"), ({"deadline_days": 4000}, "deadline_days"),
    ({"deadline_percent": 101}, "deadline_percent"), ({"missing_red": 0}, "missing_red"),
    ({"missing_red": 4}, "missing_red"), (DEFAULT, "__all__"),
])
def test_rules_that_will_not_do_are_refused_at_the_field(lit, administrator, fields, at_fault):
    before = rows()

    with pytest.raises(ValidationError) as refused:
        make_rules(administrator, **fields)

    assert list(getattr(refused.value, "error_dict", {"__all__": []})) == [at_fault]
    assert (rows(), RuleSet.objects.count()) == (before, 1)


def test_versions_follow_one_another_day_by_day(lit, administrator):
    make_rules(administrator, effective_on=LATER)

    for day in (JUNE, LATER):
        with pytest.raises(ValidationError) as refused:
            make_rules(administrator, effective_on=day, gap_red=70)
        assert list(refused.value.error_dict) == ["effective_on"]


def test_a_preview_tells_each_light_that_would_change_and_changes_nothing(lit, lead, reviewer, plan):
    other = make_measure(task=lit.task, starts_on=date(2024, 6, 1), due_on=date(2024, 12, 31))
    redraw([other], on=JUNE)
    before = rows()

    changes = acts.preview_rules(proposed(on=JUNE, effective_on=LATER, reason=REASON, **LENIENT), on=JUNE)

    assert [(change.measure, change.before, change.after) for change in changes] == [(lit, "red", "green")]
    assert (rows(), RuleSet.objects.count()) == (before, 1)


def test_what_was_previewed_is_what_comes(lit, administrator):
    [change] = acts.preview_rules(proposed(on=JUNE, effective_on=JUNE, reason=REASON, **LENIENT), on=JUNE)

    make_rules(administrator)

    assert light(on=JUNE).light == change.after


def test_a_light_set_by_hand_holds_to_its_last_day_and_the_colours_of_the_rules_stay(lit, reviewer):
    acts.set_light(lit, by=reviewer, light="green", reason=REASON, until_on=LATER)

    shown = {day: (light(on=day).light, light(on=day).is_manual, light(on=day).by_gap)
             for day in (JUNE, LATER, LATER + timedelta(days=1))}
    assert list(shown.values()) == [("green", True, "red"), ("green", True, "red"), ("red", False, "red")]


def test_a_light_set_again_or_ended_keeps_the_days_on_which_it_was_shown(clock, lit, reviewer):
    acts.set_light(lit, by=reviewer, light="green", reason=REASON, until_on=LATER)
    clock.move_to(at(JUNE + timedelta(days=2)))
    second = acts.set_light(lit, by=reviewer, light="yellow", reason=REASON, until_on=LATER)
    clock.move_to(at(JUNE + timedelta(days=4)))
    acts.end_override(second, by=reviewer)

    shown = [light(on=JUNE + timedelta(days=number)).light for number in range(6)]

    assert shown == ["green", "green", "yellow", "yellow", "red", "red"]
    with pytest.raises(ValidationError):
        acts.end_override(second, by=reviewer)


def test_one_that_is_ended_on_its_first_day_was_shown_on_none(lit, reviewer):
    acts.end_override(acts.set_light(lit, by=reviewer, light="green", reason=REASON, until_on=LATER), by=reviewer)

    assert [light(on=day).light for day in (JUNE, LATER)] == ["red", "red"]
    assert not LightOverride.objects.in_force(on=JUNE).exists()


@pytest.mark.parametrize(("fields", "at_fault"), [
    ({"reason": "太短"}, "reason"), ({"light": "done"}, "light"), ({"light": "purple"}, "light"),
    ({"until_on": JUNE - timedelta(days=1)}, "until_on"),
    ({"until_on": JUNE + timedelta(days=LONGEST + 1)}, "until_on"),
])
def test_a_light_that_will_not_do_is_refused_at_the_field(lit, reviewer, fields, at_fault):
    with pytest.raises(ValidationError) as refused:
        acts.set_light(lit, by=reviewer, **{"light": "green", "reason": REASON, "until_on": LATER, **fields})

    assert list(refused.value.error_dict) == [at_fault]
    assert not LightOverride.objects.exists()


def test_whoever_may_not_set_a_light_reads_why(light_report, lead, plan):
    measure = Measure.objects.select_related("task").get(pk=light_report.measure.pk)
    elsewhere = make_supervisor(plan=plan, area=make_area(plan=plan))
    insider = make_supervisor(plan=plan, organization=lead.organization)
    uncounted = make_measure(task=make_task(plan=plan, standing="unverified"), area=plan.areas.first())

    refusals = {}
    with translation.override("en"):
        for person, row in ((lead, measure), (elsewhere, measure), (insider, measure), (make_supervisor(plan=plan),
                            Measure.objects.select_related("task").get(pk=uncounted.pk))):
            with pytest.raises(PermissionDenied) as refused:
                acts.set_light(row, by=person, light="green", reason=REASON, until_on=LATER)
            refusals[person] = str(refused.value)

    assert list(refusals.values()) == [
        "Only supervisors and administrators set a light by hand",
        "This measure is outside the area that you supervise",
        "Nobody sets the light of a measure that their own organization leads",
        "This measure is not counted; it has no light",
    ]


def test_a_light_set_by_hand_outlives_what_changes_below_it(clock, light_report, lead, reviewer):
    measure = Measure.objects.select_related("task").get(pk=light_report.measure.pk)
    acts.set_light(measure, by=reviewer, light="red", reason=REASON, until_on=LATER)

    approve(light_report, by=lead, reviewer=reviewer, percent=80)

    assert [(light(on=day).light, light(on=day).by_gap) for day in (JUNE, LATER, LATER + timedelta(days=1))] == [
        ("red", "green"), ("red", "green"), ("green", "green")]
