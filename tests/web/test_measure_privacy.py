"""Who reads which report on the page of a measure: approved ones all, others their organization and reviewers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import hand_in, make_area, make_supervisor, make_user, write
from tests.web.measure import document, text
from tracker.people.roles import Role
from tracker.reporting import actions

pytestmark = pytest.mark.django_db
SECRET = "金丝雀"
REASON = f"{SECRET}退回意见：请补充佐证材料"


def test_an_approved_report_is_read_by_all(client, report, lead, reviewer, outsider, in_english):
    document(report, by=lead, number="粤府函〔2021〕76号")
    hand_in(report, by=lead, summary="完成比对" * 30, percent=60)
    actions.approve(report, by=reviewer, remark="请下季补充数据")

    shown = text(client, report.measure, outsider)

    assert "完成比对完成比对" in shown
    assert "请下季补充数据" in shown
    assert "粤府函〔2021〕76号" in shown
    assert "(progress: none → 60)" in shown


@pytest.mark.parametrize("step", ["draft", "submitted", "returned", "recalled"])
@pytest.mark.parametrize("role", [Role.REPORTER, Role.SIGNATORY, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_what_is_not_approved_leaks_to_nobody_else(client, report, lead, reviewer, step, role):
    document(report, by=lead, number=f"{SECRET}文号")
    actions.attach(report, by=lead, file=SimpleUploadedFile(f"{SECRET}.txt", b"text"), proves=SECRET)
    fields = {"summary": SECRET * 40, "next_steps": SECRET, "has_problem": "yes", "problem": SECRET, "percent": 77,
              "help_from": str(lead.organization_id), "help_by": "2099-01-01"}
    if step == "draft":
        write(report, by=lead, **fields)
    else:
        hand_in(report, by=lead, **fields)
    if step == "returned":
        actions.send_back(report, by=reviewer, reason=REASON)
    if step == "recalled":
        actions.recall(report, by=lead)
    stranger = make_user(role=role)

    shown = text(client, report.measure, stranger) + text(client, report.measure, stranger, log="all")

    assert SECRET not in shown
    assert "77%" not in shown


def test_a_draft_is_not_even_mentioned_in_the_log(client, report, lead, outsider, reviewer, in_english):
    document(report, by=lead, number="穗公〔2026〕1号")
    write(report, by=lead)

    assert "saved the draft" in text(client, report.measure, lead)
    for stranger in (outsider, reviewer):
        for query in ({}, {"log": "all"}):
            shown = text(client, report.measure, stranger, **query)
            assert "saved the draft" not in shown
            assert "attached evidence" not in shown


def test_others_are_told_why_they_see_no_text(client, report, lead, outsider, reviewer, in_english):
    write(report, by=lead)
    drafted = text(client, report.measure, outsider)
    actions.submit(report, by=lead)
    handed_in = text(client, report.measure, outsider)

    assert "only the reporting organization can read the text" in drafted
    assert "only the reporting organization and its reviewers can read the text" in handed_in


def test_a_returned_report_is_read_by_its_organization_and_its_reviewer(client, report, lead, colleague, reviewer):
    hand_in(report, by=lead, summary=SECRET * 40)
    actions.send_back(report, by=reviewer, reason=REASON)

    for person in (lead, colleague, reviewer):
        shown = text(client, report.measure, person)
        assert SECRET * 40 in shown
        assert shown.count(REASON) == 2  # beside the report, and in the log


def test_a_supervisor_of_another_area_reads_only_what_is_approved(client, report, lead):
    elsewhere = make_supervisor(plan=report.period.plan, area=make_area(plan=report.period.plan))
    hand_in(report, by=lead, summary=SECRET * 40)

    assert SECRET not in text(client, report.measure, elsewhere)


def test_while_it_is_corrected_the_approved_text_stays(client, report, lead, reviewer, outsider):
    hand_in(report, by=lead, summary="原来的文字" * 30)
    actions.approve(report, by=reviewer)
    actions.correct(report, by=lead, reason=f"{SECRET}数字填错，需要更正")
    write(report, by=lead, summary=SECRET * 40)

    shown = text(client, report.measure, outsider)

    assert "原来的文字" in shown
    assert SECRET not in shown


def test_the_reason_of_an_earlier_return_stands_beside_the_next_submission(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    actions.submit(report, by=lead)

    assert text(client, report.measure, lead).count(REASON) == 2
