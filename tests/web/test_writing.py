"""Writing a report: what is typed is kept, and what is missing is said in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    REASON,
    SUMMARY,
    complete_draft,
    hand_in,
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_report,
    make_task,
    write,
)
from tests.web.writing import drafted, enter, open_form, send, url
from tracker.models import ProgressReport, Submission
from tracker.reporting import actions
from tracker.reporting.draft import milestone_field, note_field, percent_field

pytestmark = pytest.mark.usefixtures("in_english")


def test_whoever_writes_sees_the_last_approved_report_beside_the_form(client, report, lead, reviewer):
    hand_in(report, by=lead, percent=35, summary="上季做完的事。" * 20)
    actions.approve(report, by=reviewer, remark="请写明联网时间")
    later = make_report(assignment=report.assignment)

    page = enter(client, lead).get(url("edit", later))

    assert page.context["questions"].last_approved.percent == 35
    assert [d.approved_percent for d in page.context["questions"].districts] == [35, 35]
    assert "上季做完的事。" in page.text
    assert "请写明联网时间" in page.text


def test_a_draft_keeps_what_was_typed_to_the_letter(client, report, lead):
    district = report.assignment.districts.first()
    typed = {
        percent_field(district.pk): "200", note_field(district.pk): " 快了　", "summary": "\n第一行\n\n  第三行 ",
        "has_problem": "yes", "help_by": "明年春天", "next_steps": "👩‍👧 <script>alert(1)</script> & “”",
    }
    fields = {**open_form(enter(client, lead), report), **typed}

    response = send(client, report, fields)
    again = open_form(client, report)

    assert response.url == url("edit", report)
    assert {name: drafted(report)[name] for name in typed} == typed
    assert {name: again[name] for name in typed} == typed


def test_saving_never_asks_for_completeness(client, report, lead):
    fields = open_form(enter(client, lead), report)

    page = send(client, report, {**fields, "summary": "才写了一句"}, follow=True)

    assert "Draft saved" in page.text
    assert not page.context["form"].errors


def test_saving_nothing_new_is_no_new_version(client, report, lead):
    write(report, by=lead)
    fields = open_form(enter(client, lead), report)

    send(client, report, fields)

    assert ProgressReport.objects.get().version == report.version


def test_what_is_missing_stands_on_top_and_beside_the_field_in_the_same_words(client, report, lead):
    milestone = make_milestone(measure=report.measure, due_on=report.period.ends_on, title="互认办法两市会签")
    district = report.assignment.districts.order_by("position").first()
    fields = complete_draft(report, **{
        percent_field(district.pk): "", milestone_field(milestone.pk, "done"): "no", "has_problem": "",
    })

    page = send(enter(client, lead), report, fields, "check", follow=True)

    sentence = f"Fill in the progress of {district.name} this period"
    assert page.redirect_chain[-1][0] == f"{url('edit', report)}?errors=1"
    assert page.text.count(sentence) == 2
    assert f'href="#{percent_field(district.pk)}"' in page.text
    assert f'id="{percent_field(district.pk)}_error"' in page.text
    assert 'href="#has_problem_0"' in page.text
    assert 'id="has_problem_0"' in page.text
    assert "Say why “互认办法两市会签” was not done in time" in page.text
    assert "<title>Error: " in page.text
    assert "data-error-summary" in page.text


def test_errors_stand_in_the_order_of_the_page(client, report, lead):
    page = enter(client, lead).get(url("edit", report), {"errors": "1"})

    order = list(page.context["form"].fields)
    named = [id.removesuffix("_0") for id, _sentence in page.context["form"].error_links()]
    assert named == sorted(named, key=order.index)


def test_parts_are_marked_as_they_fill(client, report, lead):
    enter(client, lead)

    before = client.get(url("edit", report))
    write(report, by=lead)
    actions.attach_document_number(report, by=lead, document_number="粤府函〔2021〕76号")
    after = client.get(url("edit", report))

    assert before.context["filled"] == 1  # no milestone is due
    assert after.context["filled"] == 6


def test_the_check_page_shows_what_will_be_handed_in(client, report, lead):
    fields = complete_draft(report, percent=40, has_problem="yes", problem="签注系统未联网",
                            help_from=str(lead.organization_id), help_by="2026/12/31")

    page = send(enter(client, lead), report, fields, "check", follow=True)

    assert page.redirect_chain[-1][0] == url("check", report)
    for told in ("40%", SUMMARY, "签注系统未联网", str(lead.organization), "2026-12-31", "within 5 working days"):
        assert told in page.text
    assert "disabled" not in page.text
    assert page.context["checks"]


def test_a_report_from_the_first_word_to_the_second_submission(client, report, lead, reviewer):
    enter(client, lead)
    page = send(client, report, {**open_form(client, report), "summary": "太短"}, "check", follow=True)
    assert page.context["form"].errors
    send(client, report, {**open_form(client, report), **complete_draft(report)}, "check")
    seen = client.get(url("check", report)).context["seen"]
    page = client.post(url("submit", report), {"seen": seen}, follow=True)
    assert page.redirect_chain[-1][0] == url("receipt", report)
    report.refresh_from_db()
    actions.send_back(report, by=reviewer, reason=REASON)

    page = client.get(url("edit", report))
    assert REASON in page.text
    send(client, report, {**open_form(client, report), "next_steps": "11月底前完成联网。"}, "check")
    seen = client.get(url("check", report)).context["seen"]
    client.post(url("submit", report), {"seen": seen})

    assert list(Submission.objects.order_by("number").values_list("next_steps", flat=True)) == [
        "10月底前完成会签。", "11月底前完成联网。",
    ]


@pytest.mark.parametrize("rows", [3, 30])
def test_form_and_check_ask_ten_queries_at_most(client, plan, lead, reviewer, rows, django_assert_max_num_queries):
    area = make_area(plan=plan, districts=rows)
    measure = make_measure(task=make_task(plan=plan), area=area)
    for number in range(rows):
        make_milestone(measure=measure, due_on=timezone.localdate() - timedelta(days=100 + number))
    assignment = make_assignment(measure=measure, organization=lead.organization)
    for _earlier in range(3):
        earlier = make_report(assignment=assignment)
        hand_in(earlier, by=lead)
        actions.approve(earlier, by=reviewer)
    report = make_report(assignment=assignment)
    for number in range(min(rows, 20)):
        actions.attach_document_number(report, by=lead, document_number=f"{number}号")
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    enter(client, lead)

    with django_assert_max_num_queries(10):
        assert client.get(url("edit", report)).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(url("edit", report), {"errors": "1"}).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(url("check", report)).status_code == 200
