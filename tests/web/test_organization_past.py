"""The page of an organization as on a past day, and the lights of its measures."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import conditional_escape

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    make_user,
)
from tests.story import cast, person
from tracker import acts
from tracker.dashboards.own import own_measures
from tracker.lights.actions import redraw
from tracker.models import FormerName, Measure, ProgressReport
from tracker.plans.status import AssignmentRole

pytestmark = pytest.mark.django_db
JUNE, JULY = "2024-06-30", "2024-07-31"


def travel(month, day):
    return time_machine.travel(datetime(2024, month, day, 4, tzinfo=UTC), tick=False)


def show(client, organization, **query):
    return client.get(reverse("organizations:show", args=[organization.pk]), query)


def rows(response):
    return {row.standing.measure.code: row for row in response.context["page"].measures.rows}


@pytest.fixture(scope="module")
def built(once):
    return once(build)


@pytest.fixture
def office(built, db, client):
    """The organization of which ``build`` tells, seen by an outsider on 1 October."""
    with travel(10, 1):
        client.force_login(person("outsider"))
        yield person("lead").organization


def build():
    """Answers for O until 15 July, for K throughout and for N from 16 July; on 10 July K reaches 80, its time limit
    moves, and its milestone is done."""
    plan, lead, reviewer, _outsider = cast()
    organization = lead.organization
    with travel(6, 1):
        task = make_task(plan=plan)
        period = make_period(
            plan=plan, starts_on=date(2024, 3, 1), ends_on=date(2024, 5, 31), opens_on=date(2024, 6, 1),
            due_on=date(2024, 7, 10), closes_on=date(2024, 12, 31),
        )
        for code in "OKN":
            measure = make_measure(task=task, code=code, starts_on=date(2022, 1, 1), due_on=date(2024, 12, 31))
            if code != "N":
                make_report(assignment=make_assignment(measure=measure, organization=organization), period=period)
        make_milestone(measure=Measure.objects.get(code="K"), title="办法印发", due_on=date(2024, 5, 20))
        redraw(Measure.objects.all(), on=date(2024, 6, 1))
    with travel(7, 10):
        report = ProgressReport.objects.with_context().get(assignment__measure__code="K")
        hand_in(report, by=lead, percent=80)
        acts.approve(report, by=reviewer)
        acts.change_due(Measure.objects.get(code="K"), by=None, due_on=date(2026, 12, 31), reason=REASON)
        acts.end_assignment(Measure.objects.get(code="O").assignments.get(), by=None, on=date(2024, 7, 15))
        make_assignment(measure=Measure.objects.get(code="N"), organization=organization, since=date(2024, 7, 16))


def test_its_measures_are_those_of_the_day(client, office):
    pages = {on: set(rows(show(client, office, on=on))) for on in (JUNE, "2024-07-15", "2024-07-16", "")}

    assert pages == {JUNE: {"O", "K"}, "2024-07-15": {"O", "K"}, "2024-07-16": {"K", "N"}, "": {"K", "N"}}


def test_they_stand_as_they_were_known(client, office):
    june, july = (rows(show(client, office, on=on))["K"] for on in (JUNE, JULY))

    assert [(row.share.percent, row.standing.light, row.standing.measure.due_on) for row in (june, july)] == [
        (0, "red", date(2024, 12, 31)), (80, "yellow", date(2026, 12, 31)),
    ]
    assert [str(row.standing.next_milestone) for row in (june, july)] == ["办法印发", "None"]


def test_red_and_yellow_are_counted(client, office, in_english):
    page = show(client, office, on=JUNE)

    assert (page.context["page"].measures.red, page.context["page"].measures.yellow) == (2, 0)
    assert "</svg>Red 2</span>" in page.text
    assert "</svg>Yellow 0" not in page.text


def test_its_reports_are_those_known_then(client, office):
    def outcomes(on):
        lines = show(client, office, on=on).context["page"].lines
        return {measure.code: [owed and owed.outcome for _column, owed in cells] for measure, cells in lines}

    assert outcomes(JUNE) == {"K": ["open"], "O": ["open"]}
    assert outcomes("2024-07-10")["K"] == ["on_time"]


def test_urgency_is_that_of_the_day(office):
    before = {"before": date(2024, 6, 1), "limit": 1}

    first = own_measures(office.pk, on=date(2024, 6, 30), **before).rows[0].standing.measure
    later = own_measures(office.pk, on=date(2024, 7, 14), **before).rows[0].standing.measure

    assert (first.code, later.code) == ("K", "O")


def test_the_share_is_of_the_assignments_of_the_day(client, office):
    partner = make_organization()
    make_assignment(measure=Measure.objects.get(code="K"), organization=partner, role=AssignmentRole.PARTNER,
                    since=date(2024, 7, 20))

    assert rows(show(client, partner, on=JUNE)) == {}
    assert list(rows(show(client, partner, on=JULY))) == ["K"]


@pytest.mark.parametrize(("on", "name"), [
    ("2003-05-01", "清远市计划委员会"), ("2004-03-31", "清远市计划委员会"), ("2004-04-01", "清远市计划局"),
    ("2024-06-30", "清远市计划局"), ("2024-07-01", ""), ("", ""),
])
def test_the_name_that_it_bore_then_is_told(client, office, on, name, in_english):
    for until, former in (("2004-03-31", "清远市计划委员会"), ("2024-06-30", "清远市计划局")):
        FormerName.objects.create(organization=office, name=former, until_on=until)

    page = show(client, office, on=on)

    assert page.context["page"].name_then == name
    assert (f"Its name then: {name}" in page.text) == bool(name)


def test_people_are_named_today_only(client, office):
    make_user(organization=office, name="罗海")

    assert "罗海" in show(client, office).text
    assert "罗海" not in show(client, office, on=JUNE).text


def test_the_banner_leads_back_and_links_keep_the_day(client, office, in_english):
    text = show(client, office, on=JUNE).text

    assert "As on <b>30 Jun 2024 (Sun)</b>" in text
    assert f'<a href="{office.get_absolute_url()}">Back to today</a>' in text
    assert f'<a href="{reverse("since:index")}?since={JUNE}">What has changed since</a>' in text
    assert f'href="{reverse("measures:show", args=["K"])}?on={JUNE}"' in text
    assert f'href="{reverse("measures:index")}?lead={office.pk}&amp;on={JUNE}"' in text
    assert "People are named on the page of today only." in text


@pytest.mark.parametrize("on", ["2024-10-02", "never", "2024-02-30", "' OR 1=1 --"])
def test_a_day_that_cannot_be_shown_is_said(client, office, on):
    page = show(client, office, on=on)

    assert f'<p class="past" role="status">{conditional_escape(page.context["asked"].fault)}</p>' in page.text
    assert set(rows(page)) == {"K", "N"}


@pytest.mark.parametrize("size", [3, 30])
def test_much_in_the_past_asks_no_more_than_little(client, office, size, django_assert_max_num_queries):
    period = ProgressReport.objects.first().period
    for number in range(size):
        measure = make_measure(task=Measure.objects.first().task)
        make_milestone(measure=measure, due_on=date(2024, 5, 1))
        make_report(assignment=make_assignment(measure=measure, organization=office), period=period)
        FormerName.objects.create(organization=office, name=f"旧名{number}", until_on=date(1990, 1, 1 + number))
    redraw(Measure.objects.all(), on=date(2024, 6, 1))

    with django_assert_max_num_queries(10):
        page = show(client, office, on=JUNE)

    assert page.context["page"].measures.total == size + 2
