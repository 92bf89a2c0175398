"""Extensions: asked for before the time limit, decided once, and known from the day of the decision on."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from tests.extensions import ask
from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tests.lights.conftest import at
from tracker import acts
from tracker.lights.actions import redraw
from tracker.models import AuditEvent, Extension, LightSpan, Measure, Milestone, Notice
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role
from tracker.plans.permissions import can_decide_extension
from tracker.plans.spans import MeasureSpan, MilestoneSpan

TODAY, LIMIT, LATER = date(2024, 6, 3), date(2024, 12, 31), date(2025, 6, 30)
WISH = {"new_due_on": LATER, "reason": REASON, "progress": REASON}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at(TODAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def measure(plan, lead):
    measure = make_measure(task=make_task(plan=plan), starts_on=date(2024, 1, 1), due_on=LIMIT)
    make_assignment(measure=measure, organization=lead.organization)
    redraw([measure], on=TODAY)
    return measure


@pytest.fixture
def milestone(measure):
    return make_milestone(measure=measure, due_on=date(2024, 9, 30))


def test_a_granted_extension_moves_the_limit_and_keeps_the_original(measure, lead, reviewer, clock):
    extension = ask(measure, by=lead, days=181)
    clock.move_to(at(date(2024, 6, 10)))

    acts.grant_extension(extension, by=reviewer, remark="同意，请抓紧")

    measure.refresh_from_db()
    assert (measure.due_on, measure.original_due_on) == (LATER, LIMIT)
    assert [span.due_on for span in MeasureSpan.objects.filter(measure=measure).order_by("from_on")] == [LIMIT, LATER]
    assert MeasureSpan.objects.valid(on=date(2024, 6, 9)).get(measure=measure).due_on == LIMIT
    assert MeasureSpan.objects.valid(on=date(2024, 6, 10)).get(measure=measure).due_on == LATER
    assert [Extension.objects.known(on=day).count() for day in (date(2024, 6, 9), date(2024, 6, 10))] == [0, 1]
    assert list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))[-2:] == [
        "ask_extension", "grant_extension"]


def test_a_milestone_gets_more_time_too(milestone, lead, reviewer):
    acts.grant_extension(ask(milestone, by=lead, days=30), by=reviewer)

    milestone.refresh_from_db()
    assert (milestone.due_on, milestone.original_due_on) == (date(2024, 10, 30), date(2024, 9, 30))
    assert MilestoneSpan.objects.current().get(milestone=milestone).due_on == date(2024, 10, 30)


def test_lights_are_drawn_anew_from_the_day_of_the_decision(measure, lead, reviewer, clock):
    clock.move_to(at(date(2024, 12, 20)))
    acts.grant_extension(ask(measure, by=lead, days=400), by=reviewer)

    judged = [LightSpan.objects.valid(on=day).overall().approved().get(measure=measure).judgement.facts.due_on
              for day in (date(2024, 12, 19), date(2024, 12, 20), date(2025, 3, 1))]

    assert judged == [LIMIT, LIMIT + timedelta(days=400), LIMIT + timedelta(days=400)]


@pytest.mark.parametrize("change", [
    {"new_due_on": LIMIT}, {"new_due_on": LIMIT - timedelta(days=1)}, {"new_due_on": None},
    {"new_due_on": date(2035, 1, 1)}, {"new_due_on": date(9999, 12, 31)},
    {"reason": "太短"}, {"reason": "字" * 2001}, {"progress": ""}, {"progress": "字" * 2001},
])
def test_a_wish_that_will_not_do_is_refused_beside_its_field(measure, lead, change):
    with pytest.raises(ValidationError) as refusal:
        acts.ask_extension(measure, by=lead, **{**WISH, **change})

    assert set(refusal.value.message_dict) == set(change)
    assert not Extension.objects.exists()


def test_what_has_passed_is_not_extended_and_the_last_day_has_not_passed(measure, lead, clock):
    clock.move_to(at(LIMIT))
    acts.withdraw_extension(ask(measure, by=lead), by=lead)
    clock.move_to(at(LIMIT + timedelta(days=1)))

    with pytest.raises(ValidationError):
        ask(measure, by=lead)


def test_what_is_done_withdrawn_or_complete_is_not_extended(measure, milestone, lead, reviewer):
    Milestone.objects.filter(pk=milestone.pk).update(done_on=TODAY)
    other = make_measure(task=measure.task, due_on=LIMIT, withdrawn_on=TODAY)
    make_assignment(measure=other, organization=lead.organization)
    report = make_report(assignment=measure.assignments.get())
    hand_in(report, by=lead, percent=100)
    report.refresh_from_db()
    acts.approve(report, by=reviewer)

    for row in (Milestone.objects.get(pk=milestone.pk), other, Measure.objects.get(pk=measure.pk)):
        with pytest.raises(ValidationError):
            ask(row, by=lead)


def test_a_measure_without_a_time_limit_has_nothing_to_extend(measure, lead):
    open_ended = make_measure(task=measure.task, due_on=None)
    make_assignment(measure=open_ended, organization=lead.organization)

    with pytest.raises(ValidationError):
        acts.ask_extension(open_ended, by=lead, **WISH)


def test_only_leads_ask_and_only_who_answers_for_a_milestone(measure, lead, outsider, reviewer):
    partner = make_user()
    make_assignment(measure=measure, organization=partner.organization, role="partner")
    others = make_milestone(measure=measure, due_on=LIMIT, organization=outsider.organization)

    for person, row in ((outsider, measure), (partner, measure), (reviewer, measure), (lead, others),
                        (make_user(role=Role.ADMINISTRATOR), measure)):
        with pytest.raises(PermissionDenied):
            ask(row, by=person)


def test_one_wish_waits_at_a_time_for_a_measure_and_one_for_each_milestone(measure, milestone, lead, colleague):
    ask(measure, by=lead)
    ask(milestone, by=lead)

    with pytest.raises(Overtaken) as refusal:
        ask(measure, by=colleague)

    assert lead.name in str(refusal.value)
    assert Extension.objects.undecided().count() == 2


def test_whoever_decides_second_reads_who_was_first(measure, lead, reviewer, plan):
    extension = ask(measure, by=lead)
    again = Extension.objects.get(pk=extension.pk)
    second = make_supervisor(plan=plan)
    acts.grant_extension(extension, by=reviewer)

    for act in (lambda: acts.refuse_extension(again, by=second, reason=REASON),
                lambda: acts.grant_extension(again, by=reviewer), lambda: acts.withdraw_extension(again, by=lead)):
        with pytest.raises(Overtaken) as refusal:
            act()
        assert reviewer.name in str(refusal.value)
    measure.refresh_from_db()
    assert measure.due_on == extension.new_due_on


def test_a_limit_that_was_changed_meanwhile_has_to_be_asked_for_anew(measure, lead, reviewer):
    extension = ask(measure, by=lead)
    acts.change_due(Measure.objects.get(pk=measure.pk), by=None, due_on=date(2025, 1, 31), reason=REASON)

    with pytest.raises(Overtaken):
        acts.grant_extension(extension, by=reviewer)

    assert Extension.objects.get(pk=extension.pk).is_undecided


def test_what_is_done_or_withdrawn_meanwhile_is_not_granted(measure, milestone, lead, reviewer):
    extension = ask(milestone, by=lead)
    Milestone.objects.filter(pk=milestone.pk).update(done_on=TODAY)

    with pytest.raises(ValidationError):
        acts.grant_extension(Extension.objects.get(pk=extension.pk), by=reviewer)

    assert Extension.objects.get(pk=extension.pk).is_undecided


def test_a_refusal_gives_its_reason_and_the_limit_stays(measure, lead, reviewer):
    extension = ask(measure, by=lead)
    with pytest.raises(ValidationError):
        acts.refuse_extension(extension, by=reviewer, reason="不行")

    acts.refuse_extension(Extension.objects.get(pk=extension.pk), by=reviewer, reason=REASON)

    measure.refresh_from_db()
    assert (measure.due_on, Extension.objects.get().state) == (LIMIT, "refused")
    assert ask(measure, by=lead).is_undecided  # it may be asked for again


def test_a_supervisor_decides_where_all_leads_are_theirs_and_never_for_their_own(plan, lead, reviewer):
    here = plan.areas.get()
    there = make_area(plan=plan)
    measure = make_measure(task=make_task(plan=plan), area=here, due_on=LIMIT)
    measure.districts.add(*there.districts.all())
    make_assignment(measure=measure, organization=lead.organization, districts=here.districts.all())
    make_assignment(measure=measure, organization=make_organization(), districts=there.districts.all())
    own = make_milestone(measure=measure, due_on=LIMIT, organization=lead.organization)
    of_area, insider = make_supervisor(plan=plan, area=here), make_supervisor(plan=plan, organization=lead.organization)
    asked = [ask(measure, by=lead), ask(own, by=lead)]

    for user, may in ((reviewer, [True, True]), (of_area, [False, True]), (insider, [False, False]),
                      (lead, [False, False])):
        assert [can_decide_extension(user, extension, on=TODAY) for extension in asked] == may
        found = set(Extension.objects.decidable_by(user, on=TODAY))
        assert [extension in found for extension in asked] == may


def test_what_waits_is_seen_by_those_concerned_and_what_is_granted_by_all(measure, lead, colleague, outsider, reviewer):
    leader, extension = make_user(role=Role.LEADER), ask(measure, by=lead)
    people = [lead, colleague, reviewer, outsider, leader]
    seen = [Extension.objects.visible_to(person).exists() for person in people]

    acts.grant_extension(extension, by=reviewer)

    assert seen == [True, True, True, False, False]
    assert all(Extension.objects.visible_to(person).exists() for person in people)


def test_everybody_concerned_is_told_once(measure, lead, colleague, outsider, reviewer):
    extension = ask(measure, by=lead)
    told = set(Notice.objects.filter(kind="extension_asked").values_list("recipient", flat=True))

    acts.grant_extension(extension, by=reviewer)

    answered = list(Notice.objects.filter(kind="extension_granted").values_list("recipient", flat=True))
    assert told == {reviewer.pk}
    assert sorted(answered) == sorted([lead.pk, colleague.pk])
    assert set(Notice.objects.values_list("url", flat=True)) == {extension.get_absolute_url()}


def test_bringing_a_limit_forward_is_kept_but_counts_as_no_extension(measure):
    acts.change_due(measure, by=None, due_on=date(2024, 11, 30), reason=REASON)

    row = Extension.objects.get()
    assert (row.days, row.was_asked, row.is_later) == (-31, False, False)
    assert not Extension.objects.counted().exists()
