"""The steps of the workflow, taken by the cast."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import (
    REASON,
    complete_draft,
    hand_in,
    make_area,
    make_milestone,
    make_period,
    make_report,
    make_supervisor,
    make_user,
    write,
)
from tracker.audit.actions import verify_chain
from tracker.audit.querysets import AppendOnly
from tracker.models import AuditEvent, Milestone, Notice, ProgressReport, Submission
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.draft import note_field
from tracker.reporting.status import Completion, Decision, Status
from tracker.reporting.workflow import STEPS, as_mermaid


def test_handing_in_makes_an_immutable_copy_and_tells_the_supervisor(report, lead, reviewer):
    submission = hand_in(report, by=lead, percent=40)

    assert report.status == Status.SUBMITTED
    assert sorted(submission.figures.values_list("percent", flat=True)) == [40, 40]
    assert submission.percent == 40
    assert [notice.recipient for notice in Notice.objects.all()] == [reviewer]
    assert list(AuditEvent.objects.values_list("verb", flat=True).order_by("number"))[-2:] == ["save_draft", "submit"]
    assert verify_chain() is None


def test_an_incomplete_draft_is_not_handed_in_and_says_what_is_missing(report, lead):
    with pytest.raises(ValidationError) as refused:
        actions.submit(report, by=lead)

    report.refresh_from_db()
    assert report.status == Status.DRAFT
    assert {"summary", "next_steps", "has_problem"} <= set(refused.value.message_dict)


def test_an_approved_figure_is_the_measures_progress(report, lead, reviewer):
    hand_in(report, by=lead, percent=40)

    actions.approve(report, by=reviewer)

    today = timezone.localdate()
    overall = report.measure.progress_spans.valid(on=today).overall().get()
    assert (overall.percent, overall.completion) == (40, Completion.UNDER_WAY)
    assert report.measure.progress_spans.valid(on=today).by_district().count() == 2


def test_a_returned_report_goes_back_with_the_reason_and_comes_again_as_a_new_submission(report, lead, reviewer):
    first = hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    second = hand_in(report, by=lead, percent=45)

    actions.approve(report, by=reviewer, remark="下季写明联网时间")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.number, first.decision, first.remark) == (1, Decision.RETURNED, REASON)
    assert (second.number, second.decision, second.remark) == (2, Decision.APPROVED, "下季写明联网时间")


def test_a_return_needs_a_reason_of_ten_characters(report, lead, reviewer):
    hand_in(report, by=lead)

    with pytest.raises(ValidationError, match=r".*"):
        actions.send_back(report, by=reviewer, reason="不行")

    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


def test_nobody_decides_on_their_own_organizations_report(report, lead, plan):
    insider = make_supervisor(plan=plan, organization=lead.organization)
    hand_in(report, by=lead)

    with pytest.raises(PermissionDenied):
        actions.approve(report, by=insider)

    assert Submission.objects.get().decision == ""


def test_a_supervisor_decides_only_within_their_area(report, lead, plan):
    elsewhere = make_supervisor(plan=plan, area=make_area(plan=plan))
    here = make_supervisor(plan=plan, area=plan.areas.first())
    hand_in(report, by=lead)

    with pytest.raises(PermissionDenied):
        actions.approve(report, by=elsewhere)
    actions.approve(report, by=here)

    assert Submission.objects.get().decided_by == here


def test_of_two_decisions_the_second_learns_who_was_first(report, lead, reviewer, plan):
    hand_in(report, by=lead)
    stale = ProgressReport.objects.get(pk=report.pk)
    actions.approve(report, by=reviewer)

    with pytest.raises(Overtaken, match=reviewer.name):
        actions.send_back(stale, by=make_supervisor(plan=plan), reason=REASON)

    assert AuditEvent.objects.filter(verb="return").count() == 0


def test_recalling_before_a_decision_gives_the_draft_back(report, lead, colleague):
    hand_in(report, by=lead)

    actions.recall(report, by=colleague)

    assert report.status == Status.DRAFT
    assert Submission.objects.get().decision == Decision.RECALLED


def test_a_correction_leaves_the_approved_figures_in_force_until_it_is_approved(report, lead, reviewer):
    hand_in(report, by=lead, percent=40)
    actions.approve(report, by=reviewer)
    actions.correct(report, by=lead, reason="统计口径有误，需要更正数字")
    hand_in(report, by=lead, percent=55)
    during = report.measure.progress_spans.current().overall().get().percent

    actions.approve(report, by=reviewer)

    after = report.measure.progress_spans.current().overall().get().percent
    assert (during, after) == (40, 55)


def test_the_correction_of_an_earlier_period_leaves_the_later_figure_in_force(report, lead, reviewer, plan):
    hand_in(report, by=lead, percent=40)
    actions.approve(report, by=reviewer)
    later = make_report(
        assignment=report.assignment, period=make_period(plan=plan, ends_on=report.period.ends_on + timedelta(days=1))
    )
    hand_in(later, by=lead, percent=70)
    actions.approve(later, by=reviewer)
    actions.correct(report, by=lead, reason="统计口径有误，需要更正数字")
    fields = {note_field(district.pk): "更正口径" for district in report.assignment.districts.all()}
    hand_in(report, by=lead, percent=45, **fields)

    actions.approve(report, by=reviewer)

    assert report.measure.progress_spans.current().overall().get().percent == 70


def test_a_milestone_is_done_only_once_its_report_is_approved(report, lead, reviewer):
    milestone = make_milestone(measure=report.measure, due_on=report.period.ends_on)
    hand_in(report, by=lead)
    before = Milestone.objects.get(pk=milestone.pk).done_on

    actions.approve(report, by=reviewer)

    assert before is None
    assert Milestone.objects.get(pk=milestone.pk).done_on == timezone.localdate()


def test_a_measure_is_verified_only_with_evidence(report, lead, reviewer):
    hand_in(report, by=lead, percent=100)
    actions.approve(report, by=reviewer)
    claimed = report.measure.progress_spans.current().overall().get().completion
    actions.correct(report, by=lead, reason="补充完成的证明材料一份")
    actions.attach_document_number(report, by=lead, document_number="测府〔2026〕1号")
    hand_in(report, by=lead, percent=100)

    actions.approve(report, by=reviewer)

    verified = report.measure.progress_spans.current().overall().get().completion
    assert (claimed, verified) == (Completion.COMPLETED, Completion.VERIFIED)


def test_where_the_plan_asks_for_a_signature_it_comes_before_review(report, lead, reviewer, plan):
    plan.requires_signature = True
    plan.save()
    report = ProgressReport.objects.with_context().get(pk=report.pk)
    signatory = make_user(organization=lead.organization, role=Role.SIGNATORY)
    hand_in(report, by=lead)
    waiting = list(Submission.objects.to_review_by(reviewer))

    actions.sign(report, by=signatory)

    assert waiting == []
    assert [s.signed_by for s in Submission.objects.to_review_by(reviewer)] == [signatory]


def test_a_closed_period_says_so_and_a_returned_report_stays_open(report, lead, reviewer):
    hand_in(report, by=lead)
    yesterday = timezone.localdate() - timedelta(days=1)
    period = report.period
    period.opens_on = period.due_on = period.closes_on = yesterday
    period.save()

    actions.recall(report, by=lead)
    with pytest.raises(PermissionDenied):
        write(report, by=lead)
    ProgressReport.objects.filter(pk=report.pk).update(status=Status.RETURNED)
    write(report, by=lead, percent=50)

    assert report.version == 2


def test_an_outsider_may_do_nothing_and_hears_why(report, outsider):
    today = timezone.localdate()

    refusals = [step.refusal(outsider, report, on=today) for step in STEPS]

    assert all(refusals)


def test_what_was_handed_in_is_never_edited_or_deleted(report, lead):
    hand_in(report, by=lead)

    for queryset in (Submission.objects.all(), Submission.objects.get().figures.all(), AuditEvent.objects.all()):
        with pytest.raises(AppendOnly):
            queryset.update(pk=1)
        with pytest.raises(AppendOnly):
            queryset.delete()


def test_two_people_who_changed_different_fields_are_merged(report, lead, colleague):
    write(report, by=lead)
    seen = ProgressReport.objects.get(pk=report.pk).draft
    actions.save_draft(report, by=lead, base=seen, mine={**seen, "summary": "甲" * 120})

    merge, saved = actions.save_draft(report, by=colleague, base=seen, mine={**seen, "next_steps": "乙"})

    assert merge.conflicts == {}
    assert (saved.draft["summary"], saved.draft["next_steps"]) == ("甲" * 120, "乙")


def test_two_people_who_changed_the_same_field_lose_nothing(report, lead, colleague):
    write(report, by=lead)
    seen = ProgressReport.objects.get(pk=report.pk).draft
    actions.save_draft(report, by=lead, base=seen, mine={**seen, "summary": "甲" * 120})

    merge, saved = actions.save_draft(report, by=colleague, base=seen, mine={**seen, "summary": "乙" * 120})

    assert merge.conflicts["summary"] == (seen["summary"], "甲" * 120, "乙" * 120)
    assert saved.draft["summary"] == "甲" * 120


def test_the_picture_is_drawn_from_the_table():
    assert "submitted --> returned: return" in as_mermaid()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_every_step_leads_somewhere_new(step):
    assert step.target not in step.sources


def test_a_complete_draft_reads_without_errors(report, lead):
    report.draft = complete_draft(report)

    answers, errors = actions.read_draft(report, on=timezone.localdate())

    assert errors == {}
    assert answers.problem == ""
