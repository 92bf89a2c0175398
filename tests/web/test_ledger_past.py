"""The ledger as on a past day: what was known by its end, and nothing that came later."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_exception,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    write,
)
from tests.story import cast, person
from tests.web.ledger import codes, counted
from tracker import acts
from tracker.lights.actions import redraw
from tracker.models import Measure, Milestone, ProgressReport
from tracker.plans import actions as plans
from tracker.plans.status import AssignmentRole

pytestmark = pytest.mark.django_db
URL = reverse("measures:index")
JUNE, JULY, AUGUST = "2024-06-30", "2024-07-31", "2024-08-31"


def travel(month, day):
    return time_machine.travel(datetime(2024, month, day, 4, tzinfo=UTC), tick=False)


@pytest.fixture(scope="module")
def built(once):
    return once(build)


@pytest.fixture
def story(built, db, client):
    """The browser of an outsider on 1 October, after what ``build`` tells."""
    with travel(10, 1):
        client.force_login(person("outsider"))
        yield client


@pytest.fixture
def lead(built, db):
    return person("lead")


@pytest.fixture
def reviewer(built, db):
    return person("reviewer")


def build():
    """L, M and W are red from June on. In July a report on M is handed in, in August approved: M is completed. The time
    limit of L moves in August, and W is withdrawn; N is planned in August only."""
    plan, lead, reviewer, _outsider = cast()
    with travel(6, 1):
        task = make_task(plan=plan)
        period = make_period(
            plan=plan, starts_on=date(2024, 3, 1), ends_on=date(2024, 5, 31), opens_on=date(2024, 6, 1),
            due_on=date(2024, 7, 10), closes_on=date(2024, 12, 31),
        )
        for code in ("L", "M", "W"):
            measure = make_measure(task=task, code=code, starts_on=date(2022, 1, 1), due_on=date(2024, 12, 31))
            assignment = make_assignment(measure=measure, organization=lead.organization)
            make_report(assignment=assignment, period=period)
        make_milestone(measure=Measure.objects.get(code="M"), title="办法印发", due_on=date(2024, 5, 20))
        redraw(Measure.objects.all(), on=date(2024, 6, 1))
    with travel(7, 15):
        acts.attach_document_number(_report("M"), by=lead, document_number="穗公〔2024〕1号")
        hand_in(_report("M"), by=lead, percent=100)
        redraw(Measure.objects.filter(code="M"), on=date(2024, 7, 15))
        write(_report("L"), by=lead)
    with travel(8, 10):
        acts.approve(_report("M"), by=reviewer)
        acts.change_due(Measure.objects.get(code="L"), by=None, due_on=date(2026, 12, 31), reason=REASON)
        acts.withdraw(Measure.objects.get(code="W"), by=None, reason=REASON, on=date(2024, 8, 10))
        new = make_measure(task=task, code="N")
        new.spans.update(from_on=date(2024, 8, 10))
        redraw([new], on=date(2024, 8, 10))


def _report(code):
    return ProgressReport.objects.with_context().get(assignment__measure__code=code)


def rows(response):
    return {row.measure.code: row for group in response.context["groups"] for row in group.rows}


def shown(response):
    """Code → (light, percent, time limit, state of the report)."""
    return {
        code: (row.standing.light, row.standing.percent, row.measure.due_on.isoformat(), row.reports[0].state)
        for code, row in rows(response).items() if row.reports
    }


@pytest.mark.parametrize(("on", "found"), [
    (JUNE, {"L": ("red", 0, "2024-12-31", "blank"), "M": ("red", 0, "2024-12-31", "blank"),
            "W": ("red", 0, "2024-12-31", "blank")}),
    (JULY, {"L": ("red", 0, "2024-12-31", "blank"), "M": ("red", 0, "2024-12-31", "submitted"),
            "W": ("red", 0, "2024-12-31", "blank")}),
    (AUGUST, {"L": ("red", 0, "2026-12-31", "blank"), "M": ("done", 100, "2024-12-31", "approved")}),
    ("", {"L": ("red", 0, "2026-12-31", "draft"), "M": ("done", 100, "2024-12-31", "approved")}),
])
def test_each_measure_stands_as_it_was_known(story, on, found):
    response = story.get(URL, {"on": on})

    assert {code: row for code, row in shown(response).items() if rows(response)[code].standing.is_counted} == found


def test_a_measure_withdrawn_later_was_counted_before(story, in_english):
    before, after = story.get(URL, {"on": "2024-08-09"}), story.get(URL, {"on": "2024-08-10"})

    assert [response.context["counts"]["view_all"] for response in (before, after)] == [3, 3]
    assert [rows(response)["W"].standing.is_counted for response in (before, after)] == [True, False]
    assert "Withdrawn on 2024-08-10." not in before.text
    assert "Withdrawn on 2024-08-10." in after.text


def test_a_measure_planned_later_was_not_there(story):
    assert codes(story.get(URL, {"on": JULY})) == ["L", "M", "W"]
    assert codes(story.get(URL, {"on": AUGUST})) == ["L", "M", "W", "N"]
    assert codes(story.get(URL, {"on": JULY, "light": ["red", "yellow", "green", "none", "not_started"]})) == [
        "L", "M", "W"
    ]


@pytest.mark.parametrize(("query", "found"), [
    ({"on": JUNE, "light": "red"}, ["L", "M", "W"]),
    ({"on": AUGUST, "light": "red"}, ["L", "N"]),
    ({"on": JULY, "status": "not_started"}, ["L", "M", "W"]),
    ({"on": AUGUST, "status": "verified"}, ["M"]),
    ({"on": JUNE, "view": "late_milestones"}, ["M"]),
    ({"on": AUGUST, "view": "late_milestones"}, []),
    ({"on": JUNE, "view": "unreported"}, ["L", "M", "W"]),
    ({"on": JULY, "view": "unreported"}, ["L", "W"]),
    ({"on": JULY, "due_until": "2024-12-31"}, ["L", "M", "W"]),
    ({"on": AUGUST, "due_until": "2024-12-31"}, ["M"]),
    ({"on": JULY, "light": "done"}, []),
    ({"on": JULY, "light": "done", "basis": "pending"}, ["M"]),
    ({"on": JUNE, "light": "done", "basis": "pending"}, []),
])
def test_what_fits_is_what_fitted_then(story, query, found):
    response = story.get(URL, query)

    assert counted(response) == found
    assert response.context["counts"]["shown"] == len(found)


def test_milestones_and_days_left_are_those_of_the_day(story, in_english):
    june, july, august = (story.get(URL, {"on": on}) for on in (JUNE, JULY, AUGUST))
    next_ones = [rows(page)["M"].standing.next_milestone for page in (june, july, august)]

    assert [str(milestone) for milestone in next_ones] == ["办法印发", "办法印发", "None"]
    assert "2024-05-20 41 days overdue" in june.text
    assert "184 days left" in june.text
    assert Milestone.objects.get().done_on == date(2024, 7, 15)  # said then, and known once it was approved


def test_those_lead_who_led_then(story, lead):
    measure = Measure.objects.get(code="L")
    plans.end_assignment(measure.assignments.get(), by=None, on=date(2024, 7, 31))
    heir = make_organization(name="清远市公安局")
    make_assignment(measure=measure, organization=heir, role=AssignmentRole.LEAD, since=date(2024, 8, 1))

    june, today = (rows(story.get(URL, {"on": on}))["L"].standing.leads for on in (JUNE, ""))

    assert [each.organization for each in june] == [lead.organization]
    assert [each.organization for each in today] == [heir]
    assert codes(story.get(URL, {"lead": heir.pk, "on": JUNE})) == []
    assert codes(story.get(URL, {"lead": heir.pk})) == ["L"]


def test_what_was_returned_and_taken_back_since_was_waiting_then(story, lead, reviewer):
    with travel(9, 1):
        hand_in(_report("L"), by=lead, percent=10)
    with travel(9, 5):
        acts.send_back(_report("L"), by=reviewer, reason=REASON)
    with travel(9, 8):
        hand_in(_report("L"), by=lead, percent=20)
    with travel(9, 9):
        acts.recall(_report("L"), by=lead)

    states = {day: shown(story.get(URL, {"on": f"2024-09-{day}"}))["L"][3] for day in ("01", "04", "05", "08", "09")}

    assert states == {"01": "submitted", "04": "submitted", "05": "returned", "08": "submitted", "09": "returned"}


def test_the_banner_names_the_day_and_leads_back(story, in_english):
    text = story.get(URL, {"on": JUNE, "light": "red", "page": "2"}).text

    assert "As on <b>30 Jun 2024 (Sun)</b>" in text
    assert '<a href="?light=red">Back to today</a>' in text
    assert f'<a href="{reverse("since:index")}?since={JUNE}">What has changed since</a>' in text
    assert f'href="{reverse("measures:show", args=["M"])}?on={JUNE}"' in text
    assert f'<input class="input" type="date" name="on" value="{JUNE}" max="2024-10-01">' in text
    assert '<input type="hidden" name="light" value="red">' in text
    assert "As on <b>" not in story.get(URL).text


@pytest.mark.parametrize(("on", "sentence"), [
    ("2024-10-02", "2024-10-02 has not come yet; today is shown"),
    ("yesterday", "“yesterday” is no date; write it as 2024-06-30. Today is shown"),
    ("2024-02-30", "“2024-02-30” is no date; write it as 2024-06-30. Today is shown"),
])
def test_a_day_that_cannot_be_shown_is_said_and_today_is_shown(story, on, sentence, in_english):
    response = story.get(URL, {"on": on})

    assert sentence in response.text
    assert shown(response) == shown(story.get(URL))
    assert response.context["controls"].address == "?"


def test_a_day_before_everything_shows_an_empty_list(story):
    with time_machine.travel(datetime(2024, 10, 1, tzinfo=UTC), tick=False):
        response = story.get(URL, {"on": "1850-01-01"})

    assert codes(response) == []
    assert response.status_code == 200


def test_who_need_not_report_is_not_asked_for_it(story, lead, reviewer):
    with travel(9, 1):
        make_exception(_report("L"), by=reviewer)

    asked_for = {on: counted(story.get(URL, {"view": "unreported", "on": on})) for on in (AUGUST, "2024-09-01")}

    assert asked_for == {AUGUST: ["L"], "2024-09-01": []}


def test_before_any_period_nobody_is_asked_for_a_report(story):
    assert counted(story.get(URL, {"view": "unreported", "on": "2024-05-31"})) == []
