"""The page of an organization: who acts for it, what it answers for, how it has reported."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_user,
    write,
)
from tracker.models import FormerName, Submission
from tracker.people.roles import Role
from tracker.reporting import actions

LIMIT = 10  # queries a page may ask, whatever it shows


@pytest.fixture
def client(client, outsider):
    """Somebody of another organization, in English."""
    client.cookies["django_language"] = "en"
    client.force_login(outsider)
    return client


def show(client, organization):
    return client.get(reverse("organizations:show", args=[organization.pk]))


def days(number):
    return timezone.localdate() + timedelta(days=number)


def closed_period(plan, *, ended):
    return make_period(plan=plan, starts_on=days(-ended - 90), ends_on=days(-ended), opens_on=days(-ended + 1),
                       due_on=days(-ended + 10), closes_on=days(-ended + 15))


def handed_in_on(submission, day):
    at = timezone.make_aware(datetime.combine(day, time(23, 59)))
    Submission.objects.filter(pk=submission.pk)._write(handed_in_at=at)


def outcomes(client, organization):
    lines = show(client, organization).context["page"].lines
    return [owed.outcome for _measure, cells in lines for _column, owed in cells]


def test_it_shows_what_is_known_of_an_organization(client):
    parent = make_organization(name="清远市人民政府")
    organization = make_organization(name="清远市发展改革局", parent=parent, phone="0763-1234567")
    FormerName.objects.create(organization=organization, name="清远市计划委员会", until_on=date(2004, 3, 31))
    make_user(organization=organization, name="罗海", position="科员", phone="0763-7654321")
    make_user(organization=organization, name="离任者", is_active=False)

    page = show(client, organization).text

    for text in ("清远市发展改革局", "清远市人民政府", "0763-1234567", "清远市计划委员会", "until 2004-03-31", "罗海",
                 "科员", "0763-7654321"):
        assert text in page
    assert "离任者" not in page


def test_it_shows_measures_with_the_progress_of_the_organizations_own_districts(client, report, lead, reviewer):
    hand_in(report, by=lead, percent=40)
    actions.approve(report, by=reviewer)

    page = show(client, lead.organization)

    assert [row.share.percent for row in page.context["page"].measures.rows] == [40]
    assert report.measure.title in page.text


def test_each_report_is_judged_by_the_day_on_which_it_first_came_in(client, report, lead, reviewer, plan):
    in_time, late, missing = (closed_period(plan, ended=n) for n in (300, 200, 100))
    for period, day in ((in_time, in_time.due_on), (late, late.due_on + timedelta(days=1))):
        slot = make_report(assignment=report.assignment, period=period, correction_reason="补报")
        handed_in_on(hand_in(slot, by=lead), day)
    make_report(assignment=report.assignment, period=missing)

    assert outcomes(client, lead.organization) == ["on_time", "late", "missing", "open"]
    assert "1 of 1" in show(client, lead.organization).text


def test_what_was_returned_and_what_was_taken_back_is_not_handed_in(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.recall(report, by=lead)

    assert outcomes(client, lead.organization) == ["open"]

    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)

    assert outcomes(client, lead.organization) == ["returned"]


def test_only_the_last_five_periods_are_shown(client, report, lead, plan):
    for number in range(6):
        make_report(assignment=report.assignment, period=closed_period(plan, ended=100 + 100 * number))

    reporting = show(client, lead.organization).context["page"].reporting

    assert len(reporting.columns) == 5
    assert reporting.columns[-1].period == report.period
    assert reporting.expected == 5


def test_what_was_never_handed_in_before_them_is_named(client, report, lead, plan):
    periods = [closed_period(plan, ended=100 + 100 * number) for number in range(6)]
    for period in periods:
        make_report(assignment=report.assignment, period=period)

    page = show(client, lead.organization)

    assert [missing.code for missing in page.context["page"].reporting.earlier] == [report.measure.code] * 2
    assert "Never handed in before that:" in page.text
    assert f"of {periods[-1].year}" in page.text


def test_only_its_own_people_are_led_to_its_reports(client, report, lead):
    link = reverse("reports:show", args=[report.pk])

    assert link not in show(client, lead.organization).text

    client.force_login(lead)
    assert link in show(client, lead.organization).text


def test_no_draft_and_no_reason_shows(client, report, lead, reviewer):
    write(report, by=lead, summary="金丝雀草稿" * 30)
    other = make_report(assignment=make_assignment(measure=make_measure(task=report.measure.task),
                                                   organization=lead.organization), period=report.period)
    hand_in(other, by=lead, summary="金丝雀提交" * 30)
    actions.send_back(other, by=reviewer, reason="金丝雀退回原因一二三四")

    assert "金丝雀" not in show(client, lead.organization).text


def test_an_organization_without_anything_says_so(client):
    page = show(client, make_organization()).text

    assert "Nobody has an account here" in page
    assert "No measures yet" in page
    assert "No reports yet" in page


def test_names_are_shown_and_never_run(client):
    organization = make_organization(name="<script>alert(1)</script>")
    make_user(organization=organization, name="<b>粗</b>")

    page = show(client, organization).text

    assert "<script>alert" not in page
    assert "<b>粗</b>" not in page


@pytest.mark.parametrize("role", Role.values)
def test_everybody_who_signs_in_may_read_it(client, report, role):
    client.force_login(make_user(role=role))

    assert show(client, report.organization).status_code == 200


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_an_organization_that_does_not_exist_is_not_found(client, pk):
    assert client.get(f"/organizations/{pk}/").status_code == 404


@pytest.mark.parametrize("size", [3, 30])
def test_much_asks_no_more_than_little(client, report, lead, plan, size, django_assert_max_num_queries):
    for number in range(size):
        measure = make_measure(task=report.measure.task)
        make_milestone(measure=measure, due_on=days(-20))
        assignment = make_assignment(measure=measure, organization=lead.organization)
        hand_in(make_report(assignment=assignment, period=report.period), by=lead)
        make_report(assignment=assignment, period=closed_period(plan, ended=100 + number))
        make_user(organization=lead.organization)
        FormerName.objects.create(organization=lead.organization, name=f"旧名{number}", until_on=days(-number))

    with django_assert_max_num_queries(LIMIT) as asked:
        page = show(client, lead.organization)

    assert len(asked) == LIMIT
    assert page.context["page"].measures.total == size + 1
