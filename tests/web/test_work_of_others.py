"""The first page of supervisors, leaders, administrators and auditors."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_assignment,
    make_exception,
    make_measure,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
    write,
)
from tests.web.reviewing import another, fill_queue
from tracker.lights.actions import redraw, set_light
from tracker.models import AuditEvent, Measure, SpecialDay, Submission, User
from tracker.people.roles import Role
from tracker.plans import actions as plans
from tracker.plans.days import BEIJING
from tracker.plans.status import Standing
from tracker.reporting import actions

LIMIT = 10  # queries a page may ask, whatever it shows
HOME = "/"


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


def page(client, user):
    client.force_login(user)
    return client.get(HOME)


def work(client, user):
    return page(client, user).context["work"]


def days(number):
    return timezone.localdate() + timedelta(days=number)


def overdue(report):
    plans.change_due(report.measure, by=None, due_on=days(-40), reason=REASON)


# Supervisors -----------------------------------------------------------------------------------------------------


def test_a_supervisor_reads_what_came_in_the_oldest_first(client, report, lead, reviewer):
    first = hand_in(report, by=lead)
    second = another(report, lead=lead)

    response = page(client, reviewer)

    assert list(response.context["work"].arrived.rows) == [first, second]
    assert "2 reports wait for your decision" in response.text
    assert reverse("review:show", args=[first.pk]) in response.text


def test_an_excused_report_is_missed_by_nobody(client, report, reviewer):
    make_exception(report, by=reviewer)

    found = work(client, reviewer)

    assert (found.owed, found.late.total) == (0, 0)


def test_a_supervisor_reads_who_has_not_handed_in(client, report, lead, reviewer):
    another(report, lead=lead)

    response = page(client, reviewer)

    assert [(late.name, late.count) for late in response.context["work"].late.rows] == [(lead.organization.name, 1)]
    assert "1 is not handed in." in response.text
    assert "3 days left" in response.text


def test_a_supervisor_reads_what_was_returned_and_has_not_come_back(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)

    seen = work(client, reviewer)

    assert list(seen.returned.rows) == [report]
    assert [submission.report for submission in seen.decided] == [report]

    hand_in(report, by=lead)

    assert work(client, reviewer).returned.total == 0


def test_a_supervisor_reads_what_is_past_its_time_limit(client, report, reviewer):
    overdue(report)

    response = page(client, reviewer)

    assert list(response.context["work"].overdue.rows) == [report.measure]
    assert "40 days overdue" in response.text


def test_a_supervisor_reads_how_many_measures_are_red_and_yellow(client, report, reviewer, plan):
    overdue(report)
    yellow, calm, elsewhere = (make_measure(task=report.measure.task, due_on=days(900)) for _number in range(3))
    for measure in (yellow, calm, elsewhere):
        make_assignment(measure=measure)
    redraw(Measure.objects.all(), on=days(0))
    for measure, light in ((yellow, "yellow"), (calm, "green"), (elsewhere, "red")):
        set_light(measure, by=reviewer, light=light, reason=REASON, until_on=days(9))
    elsewhere.assignments.get().assigned_districts.all().delete()
    area_reviewer = make_supervisor(plan=plan, area=plan.areas.get())

    response = page(client, area_reviewer)
    seen = response.context["work"]

    assert (seen.red, seen.yellow, seen.overdue.total) == (1, 1, 1)
    assert list(seen.overdue.rows) == [report.measure]
    assert "Lights of the measures: 1 red, 1 yellow." in response.text
    assert "</svg>Red</span>" in response.text.split('id="h-overdue"')[1]


def test_lights_are_counted_where_nothing_is_overdue(client, report, reviewer):
    plans.change_due(report.measure, by=None, due_on=days(900), reason=REASON)
    redraw([report.measure], on=days(0))
    set_light(report.measure, by=reviewer, light="yellow", reason=REASON, until_on=days(9))

    seen = work(client, reviewer)

    assert (seen.red, seen.yellow, seen.overdue.total, seen.overdue.rows) == (0, 1, 0, ())


def test_supervisors_of_another_area_see_none_of_it(client, report, lead, reviewer, plan):
    overdue(report)
    hand_in(report, by=lead, summary="金丝雀" * 60)
    returned = another(report, lead=lead).report
    actions.send_back(returned, by=reviewer, reason="金丝雀退回原因一二三四")

    response = page(client, make_supervisor(plan=plan, area=make_area(plan=plan)))
    seen = response.context["work"]

    assert (seen.arrived.total, seen.late.total, seen.returned.total, seen.overdue.total) == (0, 0, 0, 0)
    assert (seen.tally.total, seen.decided) == (0, ())
    assert "金丝雀" not in response.text
    assert "Nothing waits for your decision." in response.text


def test_a_supervisor_without_a_scope_reads_that_nothing_waits(client, report, lead, plan):
    hand_in(report, by=lead)

    assert work(client, make_user(role=Role.SUPERVISOR)).arrived.total == 0


# Leaders ---------------------------------------------------------------------------------------------------------


def test_a_leader_is_led_to_the_overview(client, plan):
    client.force_login(make_user(role=Role.LEADER))

    response = client.get(reverse("work:home"))

    assert (response.status_code, response.url) == (302, reverse("overview:index"))


# Administrators and auditors -------------------------------------------------------------------------------------


def administrator():
    return make_user(role=Role.ADMINISTRATOR, password="correct horse battery")


def test_an_administrator_reads_what_is_missing(client, plan):
    make_measure(task=make_task(plan=plan), code="1-01")
    partly = make_measure(task=plan.tasks.get(), code="1-02", area=plan.areas.get())
    make_assignment(measure=partly, districts=partly.districts.all()[:1], organization=make_organization(name="无人局"))
    make_measure(task=plan.tasks.get(), code="1-14", standing=Standing.GAP)
    make_task(plan=plan, standing=Standing.UNVERIFIED)
    make_user(role=Role.SUPERVISOR, name="无范围", password="correct horse battery")
    make_user(name="无密码")

    response = page(client, administrator())

    text = response.text
    for sentence in (
        "1 measure has no lead organization", "1 district of a measure has no lead", "1 gap in the text of the plan",
        "1 task is unverified", "1 account has no password", "1 supervisor decides on nothing",
        "1 lead organization has nobody who can report", "The reporting periods run out",
    ):
        assert sentence in text
    for name in ("1-01", "1-02 ", "无人局", "无范围", "无密码"):
        assert name in text


def test_with_everything_in_place_an_administrator_has_nothing_to_do(client, report, lead, reviewer):
    for user in User.objects.all():
        user.set_password("correct horse battery")
        user.save()
    make_period(plan=report.period.plan, starts_on=days(300), ends_on=days(390), opens_on=days(391), due_on=days(400),
                closes_on=days(410))
    enter_holidays(0, 1)

    response = page(client, administrator())

    assert response.context["work"].chores == ()
    assert "Nothing to do" in response.text


@pytest.mark.parametrize(("today", "missing"), [
    (date(2027, 3, 1), [2027]), (date(2027, 9, 30), [2027]), (date(2027, 10, 1), [2027, 2028]),
    (date(2026, 9, 30), []), (date(2026, 10, 1), [2027]),
])
def test_holidays_are_missed_from_october_of_the_year_before(client, plan, today, missing):
    make_task(plan=plan)

    with time_machine.travel(datetime.combine(today, time(9), BEIJING), tick=False):
        chores = work(client, administrator()).chores

    titles = [chore.title for chore in chores if "holidays" in chore.title]
    assert titles == [f"The holidays of {year} are not entered" for year in missing]


def enter_holidays(*years):
    """A holiday in so many years from this one."""
    for ahead in years:
        SpecialDay.objects.get_or_create(
            day=date(timezone.localdate().year + ahead, 1, 1), defaults={"name": "元旦"})


def test_everything_an_administrator_is_led_to_can_be_opened(client, plan):
    make_measure(task=make_task(plan=plan))
    user = administrator()

    for chore in work(client, user).chores:
        assert client.get(f"{reverse(chore.page)}{chore.query}").status_code == 200


def test_an_auditor_reads_the_last_events(client, report, lead):
    write(report, by=lead)

    response = page(client, make_user(role=Role.AUDITOR))

    assert response.context["work"].total == AuditEvent.objects.order_by("-number").first().number
    assert "saved the draft of the report" in response.text
    assert reverse("admin:tracker_auditevent_verify") in response.text


def test_an_empty_log_says_so(client, db):
    assert "The audit log is empty." in page(client, make_user(role=Role.AUDITOR)).text


# For everybody ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_the_page_of_every_role_works_on_an_empty_site(client, db, role):
    client.force_login(make_user(role=role))

    assert client.get(HOME, follow=True).status_code == 200


@pytest.mark.parametrize("size", [3, 30])
def test_many_rows_ask_no_more_than_few(client, report, lead, reviewer, size, django_assert_max_num_queries):
    fill_queue(reviewer, lead, size)
    for submission in Submission.objects.to_review_by(reviewer)[: size // 2]:
        actions.send_back(submission.report, by=reviewer, reason=REASON)
    Measure.objects.update(due_on=days(-5))
    for _n in range(size):
        make_plan()
        make_report(organization=make_organization())

    for user in (reviewer, *(make_user(role=role) for role in (Role.ADMINISTRATOR, Role.AUDITOR))):
        client.force_login(user)
        with django_assert_max_num_queries(LIMIT):
            assert client.get(HOME).status_code == 200
