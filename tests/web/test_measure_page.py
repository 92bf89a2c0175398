"""The page of a measure: where it stands, who answers for it, and what was done to it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    make_user,
    write,
)
from tests.web.measure import document, page, text
from tracker.audit.models import AuditEvent
from tracker.people.provenance import Confidence
from tracker.people.roles import Role
from tracker.plans import actions as plans
from tracker.plans.status import AssignmentRole, Standing
from tracker.reporting import actions
from tracker.reporting.draft import milestone_field

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_signs_in_reads_a_measure(client, report, role):
    response = page(client, report.measure, make_user(role=role))

    assert response.status_code == 200
    assert report.measure.title in response.content.decode()


@pytest.mark.parametrize("code", ["9-99", "nothing", "1" * 200])
def test_a_measure_that_does_not_exist_is_not_found(client, lead, code):
    client.force_login(lead)

    assert client.get(f"/measures/{code}/").status_code == 404


def test_each_person_is_led_to_what_they_can_do(client, report, lead, reviewer, outsider):
    edit = reverse("reports:edit", args=[report.pk])
    assert edit in text(client, report.measure, lead)
    assert edit not in text(client, report.measure, outsider)

    review = reverse("review:show", args=[hand_in(report, by=lead).pk])

    assert review in text(client, report.measure, reviewer)
    assert review not in text(client, report.measure, lead)
    assert edit not in text(client, report.measure, lead)
    assert report.get_absolute_url() in text(client, report.measure, lead)
    assert report.get_absolute_url() not in text(client, report.measure, outsider)


def test_progress_is_told_by_district_and_by_period(client, report, lead, reviewer, in_english):
    start = report.period.starts_on - timedelta(days=100)
    earlier = make_report(assignment=report.assignment, period=make_period(
        plan=report.period.plan, starts_on=start, ends_on=start + timedelta(days=90)
    ))
    for one, percent in ((earlier, 30), (report, 45)):
        hand_in(one, by=lead, percent=percent)
        actions.approve(one, by=reviewer)

    shown = page(client, report.measure, lead).context["page"]

    assert [point.percent for point in shown.history] == [30, 45]
    assert [line.percent for line in shown.districts] == [45, 45]
    assert {line.lead for line in shown.districts} == {lead.organization}


def test_milestones_say_what_became_of_them(client, report, lead, reviewer, in_english):
    today = timezone.localdate()
    make_milestone(measure=report.measure, title="成立工作组", due_on=today - timedelta(days=60))
    late = make_milestone(measure=report.measure, title="办法会签", due_on=today - timedelta(days=20))
    plans.change_due(late, by=None, due_on=today - timedelta(days=15), reason="第二季度调度会确定延期")
    make_milestone(measure=report.measure, title="全面互认", due_on=today + timedelta(days=9))
    done, not_done = (m.pk for m in report.measure.milestones.in_order()[:2])
    hand_in(report, by=lead, **{
        milestone_field(done, "done"): "yes", milestone_field(done, "on"): str(today - timedelta(days=55)),
        milestone_field(not_done, "done"): "no", milestone_field(not_done, "reason"): "两市意见不一致，正在协商条款",
        milestone_field(not_done, "on"): str(today + timedelta(days=30)),
    })
    actions.approve(report, by=reviewer)

    shown = text(client, report.measure, lead)

    assert f"done on {today - timedelta(days=55)}, 5 days late" in shown
    assert f'<span class="late">15 days overdue</span>, expected on {today + timedelta(days=30)}' in shown
    assert f"originally {today - timedelta(days=20)}" in shown
    assert "9 days left" in shown


def test_a_new_time_limit_stands_beside_the_original(client, report, lead, in_english):
    measure = report.measure
    plans.change_due(measure, by=None, due_on=timezone.localdate() + timedelta(days=5), reason="省里同意延期到今年年底")

    shown = text(client, measure, lead)

    assert "originally 2025-12-31" in shown
    assert f"(due on: 2025-12-31 → {timezone.localdate() + timedelta(days=5)})" in shown
    assert "省里同意延期到今年年底" in shown


def test_people_and_phones_are_told(client, report, lead, reviewer, outsider):
    report.organization.phone = "0763-0000000"
    report.organization.save()

    shown = text(client, report.measure, outsider)

    assert "陈嘉仪" in shown
    assert "0763-0000000" in shown
    assert "周明" in shown
    assert outsider.organization.name not in shown.split('id="h-people"')[1]


def test_a_partner_is_named_and_not_expected_to_report(client, report, lead):
    partner = make_organization(name="政数局")
    make_assignment(measure=report.measure, organization=partner, role=AssignmentRole.PARTNER)

    shown = page(client, report.measure, lead).context["page"]

    assert (shown.leads, shown.partners) == ((lead.organization,), (partner,))


def test_the_gap_is_explained_and_asks_for_nothing(client, plan, lead, in_english):
    gap = make_measure(task=make_task(plan=plan), standing=Standing.GAP, confidence=Confidence.UNVERIFIED, due_on=None)

    shown = text(client, gap, lead)

    assert "The text of the plan breaks off here" in shown
    assert 'id="h-reports"' not in shown


def test_a_measure_without_anything_says_so(client, plan, lead, in_english):
    shown = text(client, make_measure(task=make_task(plan=plan)), lead)

    for sentence in ("not assigned yet", "No report has been approved yet", "No milestones have been set",
                     "No reports yet", "No evidence has been approved yet"):
        assert sentence in shown


def test_a_withdrawn_measure_says_since_when(client, report, lead, in_english):
    plans.withdraw(report.measure, by=None, on=timezone.localdate(), reason="省里取消这项措施要求")

    shown = text(client, report.measure, lead)

    assert f"Withdrawn on {timezone.localdate()}." in shown
    assert reverse("reports:edit", args=[report.pk]) not in shown


def test_the_whole_log_comes_in_pages(client, report, lead):
    for number in range(60):
        document(report, by=lead, number=f"文号{number}") if number < 20 else None
        write(report, by=lead, next_steps=f"第{number}次")

    short = page(client, report.measure, lead)
    whole = page(client, report.measure, lead, log="all", page="2")

    assert len(short.context["log"]) == 15
    assert short.context["has_more_log"]
    assert len(whole.context["log"]) == AuditEvent.objects.on_measure(report.measure).count() - 50


def test_a_long_story_asks_no_more_questions(client, report, lead, reviewer, django_assert_max_num_queries):
    client.force_login(lead)
    _live_through(report, lead, reviewer, periods=1)
    with django_assert_max_num_queries(10) as short:
        client.get(report.measure.get_absolute_url())

    _live_through(report, lead, reviewer, periods=8)
    with django_assert_max_num_queries(10) as long:
        client.get(report.measure.get_absolute_url())
    with django_assert_max_num_queries(10):
        client.get(report.measure.get_absolute_url(), {"log": "all"})

    assert len(short) == len(long)


def test_a_supervisor_asks_no_more_than_ten_questions(client, report, lead, reviewer, django_assert_max_num_queries):
    _live_through(report, lead, reviewer, periods=2)
    hand_in(report, by=lead)
    client.force_login(reviewer)

    with django_assert_max_num_queries(10):
        client.get(report.measure.get_absolute_url())


def _live_through(report, lead, reviewer, *, periods):
    """So many earlier periods of a measure with milestones, evidence, partners, neighbours, returns and approvals."""
    measure = report.measure
    for _number in range(periods):
        make_milestone(measure=measure, due_on=timezone.localdate() + timedelta(days=30))
        make_assignment(measure=measure, role=AssignmentRole.PARTNER)
        make_measure(task=measure.task)
        make_user(organization=lead.organization)
        past = make_report(assignment=report.assignment, period=make_period(plan=report.period.plan))
        actions.attach(past, by=lead, file=SimpleUploadedFile("清单.txt", b"text"))
        hand_in(past, by=lead)
        actions.send_back(past, by=reviewer, reason="请补充佐证材料并说明")
        actions.submit(past, by=lead)
        actions.approve(past, by=reviewer)


def test_of_many_saved_drafts_the_page_tells_the_last_and_the_whole_log_all(client, report, lead):
    for number in range(4):
        report.refresh_from_db()
        actions.save_draft(report, by=lead, base=report.draft, mine={**report.draft, "next_steps": f"第{number}稿"})
    client.force_login(lead)
    address = report.measure.get_absolute_url()

    short, whole = (client.get(address, query).context["log"] for query in ({}, {"log": "all"}))

    assert [sum("保存报告草稿" in line.text for line in log) for log in (short, whole)] == [1, 4]
