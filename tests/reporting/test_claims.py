"""What approved reports say of milestones: done, awaiting proof, verified, and taken back."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from tests.factories import REASON, hand_in, make_assignment, make_milestone, make_period, make_report, make_user
from tracker.models import Evidence, Milestone, MilestoneSpan
from tracker.reporting import actions
from tracker.reporting.actions.steps import due_milestones
from tracker.reporting.draft import milestone_field

TODAY = timezone.localdate()


@pytest.fixture
def milestone(report):
    return make_milestone(measure=report.measure, due_on=report.period.ends_on)


def prove(report, *, by):
    actions.attach_document_number(report, by=by, document_number="粤府函〔2021〕76号", proves="节点完成")


def tell(report, *, by, reviewer, is_proven=False, **fields):
    """Hand a report in, with evidence or without, and have it approved."""
    if is_proven:
        prove(report, by=by)
    hand_in(report, by=by, **fields)
    actions.approve(report, by=reviewer)
    report.refresh_from_db()


def taken_back(milestone):
    return {
        milestone_field(milestone.pk, "done"): "no", milestone_field(milestone.pk, "reason"): "会签尚未完成",
        milestone_field(milestone.pk, "on"): (TODAY + timedelta(days=30)).isoformat(),
    }


def state(milestone):
    return Milestone.objects.values_list("done_on", "verified_on").get(pk=milestone.pk)


def second_lead(report):
    """Another lead of the same measure, for one of its districts, and its report of the same period."""
    _own, other = report.measure.districts.all()
    report.assignment.assigned_districts.filter(district=other).delete()
    assignment = make_assignment(measure=report.measure, districts=[other])
    return make_report(assignment=assignment, period=report.period), make_user(organization=assignment.organization)


def test_what_is_claimed_without_evidence_awaits_its_proof(report, milestone, lead, reviewer):
    tell(report, by=lead, reviewer=reviewer)

    assert state(milestone) == (TODAY, None)


def test_what_is_claimed_with_evidence_is_verified_by_the_approval(report, milestone, lead, reviewer):
    tell(report, by=lead, reviewer=reviewer, is_proven=True)

    assert state(milestone) == (TODAY, TODAY)
    assert MilestoneSpan.objects.current().get(milestone=milestone).verified_on == TODAY


def test_a_correction_with_evidence_verifies_and_keeps_the_day(report, milestone, lead, reviewer):
    day = TODAY - timedelta(days=20)
    tell(report, by=lead, reviewer=reviewer, **{milestone_field(milestone.pk, "on"): day.isoformat()})
    actions.correct(report, by=lead, reason=REASON)
    asked = [each.pk for each in due_milestones(report)]

    tell(report, by=lead, reviewer=reviewer, is_proven=True,
         **{milestone_field(milestone.pk, "done"): "yes", milestone_field(milestone.pk, "on"): ""})

    assert asked == [milestone.pk]
    assert state(milestone) == (day, TODAY)


def test_a_correction_takes_a_claim_back_and_the_milestone_is_open_again(report, milestone, lead, reviewer):
    tell(report, by=lead, reviewer=reviewer, is_proven=True)
    MilestoneSpan.objects.filter(until_on=TODAY).update(until_on=TODAY - timedelta(days=5))
    MilestoneSpan.objects.current().update(from_on=TODAY - timedelta(days=5))
    actions.correct(report, by=lead, reason=REASON)

    tell(report, by=lead, reviewer=reviewer, **taken_back(milestone))

    assert state(milestone) == (None, None)
    before = MilestoneSpan.objects.valid(on=TODAY - timedelta(days=1)).get(milestone=milestone)
    assert (before.done_on, before.verified_on) == (TODAY, TODAY)
    assert MilestoneSpan.objects.current().get(milestone=milestone).done_on is None


def test_a_correction_without_its_evidence_awaits_a_proof_again(report, milestone, lead, reviewer):
    tell(report, by=lead, reviewer=reviewer, is_proven=True)
    actions.correct(report, by=lead, reason=REASON)
    actions.detach(Evidence.objects.get(report=report), by=lead)

    tell(report, by=lead, reviewer=reviewer, **{milestone_field(milestone.pk, "done"): "yes"})

    assert state(milestone) == (TODAY, None)


def test_an_ordinary_report_is_not_asked_again_what_is_done(report, milestone, lead, reviewer):
    tell(report, by=lead, reviewer=reviewer)
    later = make_report(assignment=report.assignment, period=make_period(plan=report.measure.task.plan))

    tell(later, by=lead, reviewer=reviewer, is_proven=True)

    assert list(due_milestones(later)) == []
    assert state(milestone) == (TODAY, None)


def test_what_leads_share_is_verified_once_each_has_proven_it(report, milestone, lead, reviewer):
    other, person = second_lead(report)
    tell(report, by=lead, reviewer=reviewer, is_proven=True)
    first = state(milestone)
    tell(other, by=person, reviewer=reviewer)
    second = state(milestone)
    actions.correct(other, by=person, reason=REASON)

    tell(other, by=person, reviewer=reviewer, is_proven=True, **{milestone_field(milestone.pk, "done"): "yes"})

    assert (first, second, state(milestone)) == ((None, None), (TODAY, None), (TODAY, TODAY))


def test_what_one_lead_takes_back_before_the_other_claims_it_is_not_done(report, milestone, lead, reviewer):
    other, person = second_lead(report)
    tell(report, by=lead, reviewer=reviewer, is_proven=True)
    actions.correct(report, by=lead, reason=REASON)
    tell(report, by=lead, reviewer=reviewer, **taken_back(milestone))

    tell(other, by=person, reviewer=reviewer, is_proven=True)

    assert state(milestone) == (None, None)


def test_a_correction_of_an_earlier_period_leaves_what_a_later_one_says(report, milestone, lead, reviewer):
    earlier = make_report(assignment=report.assignment, period=make_period(
        plan=report.measure.task.plan, ends_on=report.period.ends_on - timedelta(days=1),
        starts_on=report.period.starts_on - timedelta(days=1)))
    Milestone.objects.filter(pk=milestone.pk).update(due_on=earlier.period.ends_on)
    tell(earlier, by=lead, reviewer=reviewer, **taken_back(milestone))
    actions.correct(earlier, by=lead, reason=REASON)
    tell(report, by=lead, reviewer=reviewer, is_proven=True)

    hand_in(earlier, by=lead)
    actions.approve(earlier, by=reviewer)

    assert state(milestone) == (TODAY, TODAY)


def test_milestones_proven_before_that_was_kept_are_verified_since_it_was_known(report, milestone, lead, reviewer):
    unproven = make_milestone(measure=report.measure, due_on=report.period.ends_on + timedelta(days=99))
    tell(report, by=lead, reviewer=reviewer, is_proven=True)
    Milestone.objects.update(verified_on=None)
    MilestoneSpan.objects.update(verified_on=None)
    since = TODAY - timedelta(days=40)
    MilestoneSpan.objects.current().filter(milestone=milestone).update(from_on=since)

    import_module("tracker.migrations.0018_proven_milestones").look_for_evidence(apps, None)

    assert state(milestone) == (TODAY, since)
    assert [span.verified_on for span in milestone.spans.order_by("from_on")] == [None, since]
    assert state(unproven) == (None, None)
