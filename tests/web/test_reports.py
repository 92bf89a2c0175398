"""A report as it was handed in, and the steps its organization takes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    REASON,
    hand_in,
    make_milestone,
    make_user,
    write,
)
from tests.web.writing import enter, url
from tracker.models import AuditEvent, ProgressReport, Submission
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.status import Decision, Status

pytestmark = pytest.mark.usefixtures("in_english")


def test_a_report_that_was_handed_in_stands_there_with_its_answers(client, report, lead):
    hand_in(report, by=lead, percent=40, summary="完成居住证签注数据比对。" * 10)

    page = enter(client, lead).get(url("show", report))

    assert page.status_code == 200
    assert [submission.number for submission in page.context["submissions"]] == [1]
    assert "完成居住证签注数据比对。" in page.text
    assert page.context["can_recall"]
    assert not page.context["can_edit"]


def test_submissions_stand_newest_first_with_the_reason_of_the_return(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    hand_in(report, by=lead, summary="改过的进展。" * 20)

    page = enter(client, lead).get(url("show", report))

    assert [submission.number for submission in page.context["submissions"]] == [2, 1]
    assert REASON in page.text


def test_others_see_what_was_approved_and_nothing_else(client, report, lead, reviewer, outsider):
    hand_in(report, by=lead, problem="只给自己人看的问题", has_problem="yes")
    actions.send_back(report, by=reviewer, reason=REASON)
    enter(client, outsider)

    before = client.get(url("show", report))
    hand_in(report, by=lead, percent=50)
    actions.approve(report, by=reviewer)
    after = client.get(url("show", report))

    assert before.status_code == 404
    assert [submission.number for submission in after.context["submissions"]] == [2]
    assert "只给自己人看的问题" not in after.text
    assert REASON not in after.text


@pytest.mark.parametrize("name", ["show", "edit", "check", "receipt"])
def test_a_foreign_report_is_not_there(client, report, lead, outsider, name):
    write(report, by=lead)

    assert enter(client, outsider).get(url(name, report)).status_code == 404


@pytest.mark.parametrize("name", ["edit", "autosave", "submit", "recall", "sign", "correct", "attach"])
def test_nothing_can_be_done_to_a_foreign_draft(client, report, lead, outsider, name):
    write(report, by=lead)

    assert enter(client, outsider).post(url(name, report)).status_code == 404


@pytest.mark.parametrize("name", ["edit", "submit", "recall", "sign", "correct", "attach"])
def test_what_is_forbidden_on_an_approved_foreign_report_says_why(client, report, lead, reviewer, outsider, name):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)

    page = enter(client, outsider).post(url(name, report), {"reason": REASON, "document_number": "粤府函〔2021〕76号"})

    assert page.status_code == 403
    assert "Only the responsible organization reports on this measure" in page.text


def test_a_draft_is_not_on_the_page_of_its_report_for_others(client, report, lead, reviewer, outsider):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    actions.correct(report, by=lead, reason="清城区数据有误，需要更正")
    write(report, by=lead, summary="更正中的文字。" * 20)
    actions.attach_document_number(report, by=lead, document_number="内部〔2024〕1号")

    page = enter(client, outsider).get(url("show", report))

    assert page.status_code == 200
    assert "更正中的文字" not in page.text
    assert "内部〔2024〕1号" not in page.text
    assert "需要更正" not in page.text


def test_handing_in_leads_to_the_receipt(client, report, lead):
    write(report, by=lead)

    response = enter(client, lead).post(url("submit", report))
    page = client.get(response.url)

    submission = Submission.objects.get()
    assert response.url == url("receipt", report)
    assert submission.receipt in page.text
    assert "Handed in, awaiting review" in page.text
    assert page.context["can_recall"]


def test_a_second_click_leads_to_the_same_receipt(client, report, lead):
    write(report, by=lead)
    enter(client, lead).post(url("submit", report))

    again = client.post(url("submit", report))

    assert again.url == url("receipt", report)
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.filter(verb="submit").count() == 1


def test_the_check_page_leads_to_the_receipt_once_the_report_is_handed_in(client, report, lead):
    hand_in(report, by=lead)

    assert enter(client, lead).get(url("check", report)).url == url("receipt", report)


def test_an_old_check_page_does_not_hand_in_what_nobody_has_checked(client, report, lead, colleague):
    write(report, by=lead)
    seen = enter(client, lead).get(url("check", report)).context["seen"]
    write(report, by=colleague, summary="同事改过的文字。" * 20)

    response = client.post(url("submit", report), {"seen": seen}, follow=True)

    assert response.redirect_chain[-1][0] == url("check", report)
    assert "The report was changed after you opened this page" in response.text
    assert not Submission.objects.exists()


def test_the_check_page_from_before_a_return_does_not_hand_in_the_same_again(client, report, lead, reviewer):
    write(report, by=lead)
    seen = enter(client, lead).get(url("check", report)).context["seen"]
    client.post(url("submit", report), {"seen": seen})
    report.refresh_from_db()
    actions.send_back(report, by=reviewer, reason=REASON)

    response = client.post(url("submit", report), {"seen": seen})

    assert response.url == url("check", report)
    assert Submission.objects.count() == 1


def test_an_old_check_page_after_the_approval_says_how_it_stands(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)

    page = enter(client, lead).post(url("submit", report), {"seen": "draft 1"})

    assert page.status_code == 403
    assert "This report has been approved; to change it, correct it and give the reason" in page.text
    assert Submission.objects.count() == 1


def test_an_incomplete_draft_goes_back_to_the_form_with_its_errors(client, report, lead):
    response = enter(client, lead).post(url("submit", report))

    assert response.url == f"{url('edit', report)}?errors=1"
    assert not Submission.objects.exists()


def test_there_is_no_receipt_before_anything_was_handed_in(client, report, lead):
    write(report, by=lead)

    assert enter(client, lead).get(url("receipt", report)).status_code == 404


def test_the_receipt_says_what_was_decided(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)

    page = enter(client, lead).get(url("receipt", report))

    assert "Handed in, Approved" in page.text
    assert not page.context["can_recall"]


def test_a_report_is_taken_back_until_somebody_decides(client, report, lead):
    hand_in(report, by=lead)

    response = enter(client, lead).post(url("recall", report))

    report.refresh_from_db()
    assert response.url == url("edit", report)
    assert report.status == Status.DRAFT
    assert Submission.objects.get().decision == Decision.RECALLED


def test_who_takes_back_too_late_reads_what_was_decided(client, report, lead, reviewer, monkeypatch):
    hand_in(report, by=lead)
    stale = ProgressReport.objects.with_context().get(pk=report.pk)
    actions.approve(report, by=reviewer)
    monkeypatch.setattr("tracker.web.views.reports.get_report", lambda request, pk: stale)

    page = enter(client, lead).post(url("recall", report))

    assert page.status_code == 409
    assert "周明 has already decided this report: Approved" in page.text


def test_the_signatory_signs(client, report, lead, plan, reviewer):
    plan.requires_signature = True
    plan.save()
    report.assignment.measure.task.plan.requires_signature = True
    hand_in(report, by=lead)
    signatory = make_user(role=Role.SIGNATORY, organization=lead.organization)

    own = enter(client, lead).get(url("show", report))
    receipt = client.get(url("receipt", report))
    response = enter(client, signatory).post(url("sign", report), follow=True)

    report.refresh_from_db()
    assert "Only the signatory of the organization signs" in own.text
    assert "Handed in, awaiting signature" in receipt.text
    assert report.status == Status.SUBMITTED
    assert "Signed and handed in for review" in response.text


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)

    page = enter(client, lead).post(url("correct", report), {"reason": "太短"})

    assert "Say in at least 10 characters why it has to be corrected" in page.text
    assert ">\n太短</textarea>" in page.text
    assert "<title>Error: " in page.text


def test_a_correction_opens_the_form_again(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)

    page = enter(client, lead).post(url("correct", report), {"reason": "清城区数据填错，需要更正"}, follow=True)

    assert page.redirect_chain[-1][0] == url("edit", report)
    assert "清城区数据填错，需要更正" in page.text


def test_a_supervisor_finds_the_way_to_the_review(client, report, lead, reviewer):
    submission = hand_in(report, by=lead)

    page = enter(client, reviewer).get(url("show", report))

    assert f'href="{reverse("review:show", args=[submission.pk])}"' in page.text
    assert not page.context["can_edit"]


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_report_that_is_not_there(client, lead, pk):
    assert enter(client, lead).get(reverse("reports:show", args=[pk])).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("role", ["lead", "signatory", "reviewer"])
def test_the_page_of_a_report_asks_ten_queries_at_most(
    client, report, lead, reviewer, role, rows, django_assert_max_num_queries
):
    people = {
        "lead": lead, "reviewer": reviewer,
        "signatory": make_user(role=Role.SIGNATORY, organization=lead.organization),
    }
    for number in range(rows):
        make_milestone(measure=report.measure, due_on=timezone.localdate() - timedelta(days=100 + number))
    for number in range(min(rows, 20)):
        actions.attach_document_number(report, by=lead, document_number=f"{number}号")
    for _time in range(rows // 3):
        hand_in(report, by=lead)
        actions.send_back(report, by=reviewer, reason=REASON)
    hand_in(report, by=lead)
    enter(client, people[role])

    with django_assert_max_num_queries(10):
        assert client.get(url("show", report)).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(url("receipt", report)).status_code == 200
