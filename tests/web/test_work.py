"""The first page of those who report and sign: what do I owe, by when, what did I hand in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_report,
    make_user,
    write,
)
from tracker.lights.actions import redraw
from tracker.models import Plan, ProgressReport, Task
from tracker.people.roles import Role
from tracker.plans.status import AssignmentRole
from tracker.reporting import actions
from tracker.reporting.status import Status

LIMIT = 10  # queries a page may ask, whatever it shows
HOME = "/"


@pytest.fixture
def client(client, lead):
    """The reporter at work, in English."""
    client.cookies["django_language"] = "en"
    client.force_login(lead)
    return client


def work(client):
    return client.get(HOME).context["work"]


def days(number):
    return timezone.localdate() + timedelta(days=number)


def another(report, **fields):
    """One more report of the same organization and period, on a measure of its own."""
    assignment = make_assignment(measure=make_measure(task=report.measure.task), organization=report.organization)
    return make_report(assignment=assignment, **{"period": report.period, **fields})


def test_the_sentence_says_what_is_due_and_how_much(client, report):
    page = client.get(HOME).text

    assert "3 days left" in page
    assert "1 to do, 0 handed over." in page


def test_what_is_late_but_open_says_until_when(client, report):
    report.period.due_on, report.period.closes_on = days(-2), days(3)
    report.period.save()

    page = client.get(HOME).text

    assert "were due on" in page
    assert "2 days overdue" in page


def test_the_whole_row_is_a_link_and_only_the_first_button_is_primary(client, report):
    another(report)

    page = client.get(HOME).text

    assert f'<a href="{reverse("reports:edit", args=[report.pk])}">' in page
    assert page.count("task-list__action button button--primary") == 1
    assert page.count("task-list__action button") == 2


def test_what_was_returned_comes_first_with_its_reason_then_what_was_begun(client, report, lead, reviewer):
    begun, returned = another(report), another(report)
    actions.save_draft(begun, by=lead, base={}, mine={"summary": "写了一点"})
    hand_in(returned, by=lead)
    actions.send_back(returned, by=reviewer, reason=REASON)

    todos = work(client).todos

    assert [todo.report for todo in todos.rows] == [returned, begun, report]
    assert [todo.act for todo in todos.rows] == ["return", "continue", "begin"]
    assert REASON in client.get(HOME).text


def test_what_is_due_earlier_comes_before_what_was_returned(client, report, lead, reviewer, plan):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    urgent = another(report, period=make_period(plan=plan, due_on=days(1)))

    assert [todo.report for todo in work(client).todos.rows] == [urgent, report]


def test_a_draft_says_how_far_it_is(client, report, lead):
    write(report, by=lead, next_steps="")

    assert "4 of 6 parts filled, saved today" in client.get(HOME).text


def test_a_correction_waits_without_hurry(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    actions.correct(report, by=lead, reason="上季填报的数字有误，应予更正")
    blank = another(report)

    assert [todo.act for todo in work(client).todos.rows] == ["begin", "correct"]
    assert [todo.report for todo in work(client).todos.rows] == [blank, report]
    assert "until it is approved the old report counts" in client.get(HOME).text


def test_what_was_handed_in_waits_for_others(client, report, lead):
    hand_in(report, by=lead)

    page = client.get(HOME)

    assert page.context["work"].todos.total == 0
    assert [waiting.pk for waiting in page.context["work"].waiting.rows] == [report.pk]
    assert "The 1 report on the" in page.text
    assert "Nothing to do" in page.text


def test_with_nothing_to_do_one_reads_when_the_next_period_opens(client, report, lead, reviewer, plan):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    make_period(plan=plan, opens_on=days(30), due_on=days(40), closes_on=days(50))

    assert "opens on" in client.get(HOME).text


def test_what_was_never_handed_in_is_said_plainly(client, report):
    report.period.opens_on, report.period.due_on, report.period.closes_on = days(-30), days(-20), days(-10)
    report.period.save()

    page = client.get(HOME)

    assert "1 report was never handed in:" in page.text
    assert f"of {report.period.year} (1)" in page.text
    assert page.context["work"].todos.total == 0


def test_a_withdrawn_measure_asks_for_nothing(client, report):
    report.measure.withdrawn_on = days(-1)
    report.measure.save()

    assert work(client).todos.total == 0


def test_a_signatory_signs_what_colleagues_handed_in(client, report, lead, plan):
    Plan.objects.update(requires_signature=True)
    report.measure.task.plan.refresh_from_db()
    unfinished = another(report)
    hand_in(report, by=lead)
    client.force_login(make_user(role=Role.SIGNATORY, organization=lead.organization))

    page = client.get(HOME)

    assert [(todo.act, todo.report) for todo in page.context["work"].todos.rows] == [("sign", report)]
    assert list(page.context["work"].waiting.rows) == [unfinished]
    assert reverse("reports:show", args=[report.pk]) in page.text


def test_a_signatory_does_not_sign_their_own(client, report, lead, plan):
    Plan.objects.update(requires_signature=True)
    report.measure.task.plan.refresh_from_db()
    signatory = make_user(role=Role.SIGNATORY, organization=lead.organization)
    hand_in(report, by=signatory)
    client.force_login(signatory)

    assert work(client).todos.total == 0
    assert work(client).waiting.total == 1


def test_our_measures_show_our_own_districts(client, report, lead, reviewer):
    ours = list(report.assignment.districts.all())
    theirs = make_measure(task=report.measure.task)
    make_assignment(measure=theirs, organization=lead.organization, role=AssignmentRole.PARTNER, districts=ours[:1])
    hand_in(report, by=lead, percent=40)
    actions.approve(report, by=reviewer)

    shares = [row.share for row in work(client).measures.rows]

    assert [(share.role, share.percent, share.change) for share in shares] == [("lead", 40, 40), ("partner", 0, 0)]


def test_our_measures_show_their_lights(client, report, lead, reviewer):
    redraw([report.measure], on=days(0))

    response = client.get(HOME)

    assert [row.standing.light for row in response.context["work"].measures.rows] == ["red"]
    assert response.context["work"].measures.red == 1
    assert response.text.count('<svg class="light__mark light__mark--red"') == 2


def test_the_next_milestones_are_those_one_answers_for_by_date(client, report, outsider):
    measure = report.measure
    second = make_milestone(measure=measure, due_on=days(20))
    first = make_milestone(measure=measure, due_on=days(-5))
    make_milestone(measure=measure, due_on=days(1), organization=outsider.organization)
    make_milestone(measure=measure, due_on=days(2), done_on=days(-1))

    assert [milestone for milestone, _measure in work(client).measures.milestones] == [first, second]


def test_nobody_sees_the_work_of_another_organization(client, report, lead, reviewer, outsider):
    write(report, by=lead, summary="金丝雀草稿" * 30, next_steps="金丝雀计划")
    hand_in(another(report), by=lead, summary="金丝雀提交" * 30)
    returned = another(report)
    hand_in(returned, by=lead)
    actions.send_back(returned, by=reviewer, reason="金丝雀退回原因一二三四")
    client.force_login(outsider)

    page = client.get(HOME)

    assert "金丝雀" not in page.text
    assert page.context["work"].todos.total == 0
    assert page.context["work"].waiting.total == 0
    assert page.context["work"].tally.total == 0


def test_a_new_account_without_any_duty_is_told_so(client, db):
    client.force_login(make_user())

    page = client.get(HOME).text

    assert "Nothing to do" in page
    assert "No measures yet" in page
    assert "No reporting period has begun yet." in page


def test_reasons_are_shown_and_never_run(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason="<script>alert(1)</script> 请补充")

    page = client.get(HOME).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def fill_desk(lead, reviewer, size):
    """``size`` reports in each state for one organization, with milestones and evidence."""
    plan, task = Plan.objects.get(), Task.objects.first()
    old = make_period(plan=plan, opens_on=days(-50), due_on=days(-40), closes_on=days(-30), ends_on=days(-51))
    now = make_period(plan=plan)
    for place in range(size):
        measure = make_measure(task=task)
        make_milestone(measure=measure, due_on=days(-20))
        assignment = make_assignment(measure=measure, organization=lead.organization)
        make_report(assignment=assignment, period=old)
        report = make_report(assignment=assignment, period=now)
        if place % 4:
            write(report, by=lead)
        if place % 4 > 1:
            actions.submit(report, by=lead)
        if place % 4 == 2:
            actions.send_back(ProgressReport.objects.with_context().get(pk=report.pk), by=reviewer, reason=REASON)


@pytest.mark.parametrize("size", [3, 30])
def test_much_work_asks_no_more_than_a_little(client, report, lead, reviewer, size, django_assert_max_num_queries):
    fill_desk(lead, reviewer, size)

    with django_assert_max_num_queries(LIMIT) as asked:
        page = client.get(HOME)

    assert len(asked) == LIMIT
    assert page.context["work"].todos.total + page.context["work"].waiting.total == size + 1
    assert page.context["work"].missed_count == size
    assert Status.RETURNED in [todo.report.status for todo in page.context["work"].todos.rows]
