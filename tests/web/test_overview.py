"""The page of the overview: what it says to whom."""

from datetime import date

import pytest
import time_machine

from tests.dashboards.overviews import CHANGED, TODAY, build, measure_at
from tests.factories import (
    hand_in,
    make_milestone,
    make_plan,
    make_report,
    make_task,
    make_user,
    write,
)
from tests.web.overview import LEDGER, URL, approve, links, text
from tests.web.overview import TODAY as NOW
from tests.web.reviewing import another
from tracker.models import Measure
from tracker.people.roles import Role
from tracker.reporting import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def leader(client):
    client.force_login(make_user(role=Role.LEADER))
    return client


@pytest.fixture
def plan(db):
    """The plan of ``build``, for which a report was approved on a measure that is not counted."""
    plan = build()
    approve(plan)
    return plan


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_the_overview(client, plan, role):
    client.force_login(make_user(role=role))

    response = client.get(URL)

    assert response.status_code == 200
    assert ("7 measures: 1 completed, 1 green, 1 yellow, 2 red, 1 not started, 1 without a light on record; "
            "as many red as in the last period.") in text(response)


def test_figures_stand_beside_those_of_the_last_period(leader, plan):
    found = text(leader.get(URL))

    assert "Measures 7 last period 8, 1 fewer" in found
    assert "Green 1 last period 2, 1 fewer" in found
    assert "Red 2 as in the last period" in found


def test_the_matrix_says_where_red_lights_are_and_by_which_rule(leader, plan):
    found = text(leader.get(URL))

    assert "Red lights concentrate on “测试措施1”" in found
    assert "yellow: 10 to 30 points behind" in found
    assert "red: more than 30 points behind" in found
    assert "Districts are judged by their gap to the expected progress alone" in found
    assert "Number of red lights 2" in found


def test_milestones_are_drawn_and_tabulated(leader, plan):
    measure = Measure.objects.get(code="G")
    make_milestone(measure=measure, title="会签", due_on=CHANGED)
    make_milestone(measure=measure, title="印发", due_on=TODAY)
    response = leader.get(URL)
    found = text(response)

    assert "0 milestones done, 2 fewer than planned" in found
    assert "2024-06-30 2 0" in found
    assert "会签 G 测试措施4" in found
    assert "5 days overdue" in found
    assert "due today" in found
    assert response.content.count(b'class="chart burnup') == 2


def test_without_milestones_the_page_says_so(leader, plan):
    assert "No milestones" in text(leader.get(URL))


def test_nothing_that_is_not_approved_is_read(leader, report, lead, reviewer):
    hand_in(report, by=lead, summary="金丝雀提交" * 30)
    returned = another(report, lead=lead, summary="金丝雀退回" * 30).report
    actions.send_back(returned, by=reviewer, reason="金丝雀退回原因一二三四")
    draft = make_report(organization=lead.organization, period=report.period)
    write(draft, by=lead, summary="金丝雀草稿" * 30)

    for query in ({}, {"basis": "pending"}):
        assert "金丝雀" not in leader.get(URL, query).content.decode()


def test_before_the_first_approved_report_the_page_leads_to_the_ledger(leader):
    measure_at(make_task(plan=make_plan()), 10, "A")
    response = leader.get(URL)

    assert "No report has been approved yet" in text(response)
    assert "1 measure: " not in text(response)
    assert LEDGER in links(response)
    assert "1 measure: 0 completed" in text(leader.get(URL, {"basis": "pending"}))


def test_without_a_plan_the_page_says_who_enters_it(leader):
    assert "An administrator enters the plan." in text(leader.get(URL))


def test_figures_on_the_basis_of_what_awaits_review_say_so(leader, plan):
    make_milestone(measure=Measure.objects.get(code="G"), due_on=CHANGED)
    found = text(leader.get(URL, {"basis": "pending"}))

    assert "including what awaits review" in found
    assert "Milestones count from approved reports only." in found
    assert "Milestones count from approved reports only." not in text(leader.get(URL))


def test_a_plan_without_a_date_of_issue_comes_after_those_with_one(client, db):
    later = make_plan(title="后发的方案", issued_on=date(2023, 1, 1))
    make_plan(title="没有日期的方案")
    first = make_plan(title="先发的方案", issued_on=date(2021, 4, 15))
    client.force_login(make_user())

    assert client.get(URL).context["page"].plan == first
    assert client.get("/plan/").context["plan"] == first
    assert later.pk < first.pk
