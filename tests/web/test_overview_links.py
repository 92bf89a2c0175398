"""The overview leads on: every figure to as many measures, every switch to the same page otherwise."""

from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.dashboards.overviews import BEFORE, CHANGED, build, measure_at, seen
from tests.factories import (
    REASON,
    make_assignment,
    make_measure,
    make_milestone,
    make_plan,
    make_report,
    make_task,
    make_user,
)
from tests.web.overview import LEDGER, URL, approve, links, text
from tests.web.overview import TODAY as NOW
from tracker import acts
from tracker.dashboards.overview import page as overview_page
from tracker.models import Measure, ReportingPeriod, Task
from tracker.people.roles import Role

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


@pytest.mark.parametrize("query", [
    {}, {"basis": "pending"}, {"area": 0}, {"area": 1, "on": BEFORE.isoformat()},
    {"on": CHANGED.isoformat(), "basis": "pending", "area": 0},
])
def test_every_figure_leads_to_as_many_measures(leader, plan, query):
    if "area" in query:
        query = {**query, "area": plan.areas.order_by("pk")[query["area"]].pk}
    response = leader.get(URL, query)
    figures = response.context["page"].figures
    addresses = response.context["addresses"]

    for figure in figures:
        address = addresses.measures(light=figure.light) if figure.light else addresses.ledger
        ledger = leader.get(address)
        found = sum(row.standing.is_counted for group in ledger.context["groups"] for row in group.rows)
        assert address in links(response)
        assert found == figure.number, address


def test_links_keep_the_day_the_area_and_the_basis(leader, plan):
    area = plan.areas.order_by("pk").first()
    make_report(assignment=make_assignment(measure=Measure.objects.get(code="r")), period=ReportingPeriod.objects.get())
    response = leader.get(URL, {"area": area.pk, "basis": "pending", "on": CHANGED.isoformat()})

    asked = f"area={area.pk}&basis=pending&on={CHANGED}"
    assert f"{LEDGER}?light=red&{asked}" in links(response)
    assert f"{LEDGER}?view=alarming&{asked}" in links(response)
    assert f"{URL}?area={area.pk}&on={CHANGED}" in links(response)
    assert f"{URL}?basis=pending&on={CHANGED}" in links(response)
    assert f"{URL}?area={area.pk}&basis=pending" in links(response)
    assert f"{reverse('measures:show', args=['r'])}?on={CHANGED}" in links(response)
    assert f"{reverse('rates:index')}?area={area.pk}&on={CHANGED}" in links(response)


def test_a_past_day_says_so_and_stays_as_it_was(leader, plan):
    then = text(leader.get(URL, {"on": CHANGED.isoformat()}))
    measure = Measure.objects.get(code="R")
    acts.change_due(measure, by=make_user(role=Role.ADMINISTRATOR), due_on=datetime(2030, 1, 1).date(), reason=REASON)

    assert "what was known and approved by the end of that day" in then
    assert text(leader.get(URL, {"on": CHANGED.isoformat()})) == then


@pytest.mark.parametrize(("query", "sentence"), [
    ({"plan": "999"}, "There is no such plan; the first one is shown"),
    ({"plan": "x' or 1=1"}, "There is no such plan; the first one is shown"),
    ({"area": "999"}, "There is no such area; the whole zone is shown"),
    ({"area": "此片区"}, "There is no such area; the whole zone is shown"),
    ({"basis": "drafts"}, "There is no such basis; approved figures are shown"),
    ({"on": "yesterday"}, "“yesterday” is no date"),
    ({"on": "2030-01-01"}, "2030-01-01 has not come yet; today is shown"),
    ({"open": ["x", "-1", "9" * 40, "１"]}, "7 measures: "),
])
def test_what_means_nothing_is_said_and_the_usual_shown(leader, plan, query, sentence):
    response = leader.get(URL, query)

    assert response.status_code == 200
    assert sentence in text(response)
    assert "7 measures: " in text(response)


def test_another_plan_is_chosen_by_its_key(leader, plan):
    other = make_plan(title="方案乙")
    response = leader.get(URL, {"plan": other.pk})

    assert response.context["page"].plan == other
    assert leader.get(URL).context["page"].plan == plan
    assert f"{URL}?plan={other.pk}" in links(leader.get(URL))
    assert f"{URL}?plan={other.pk}&basis=pending" in links(response)


# Folded rows ------------------------------------------------------------------------------------------------------


def test_a_folded_task_opens_by_a_link_and_closes_by_it(leader, plan, monkeypatch):
    monkeypatch.setattr(overview_page, "FOLDED_ABOVE", 3)
    first, second = Task.objects.filter(title__startswith="任务").order_by("number")
    district = plan.areas.first().districts.order_by("pk").first()

    closed = leader.get(URL)
    opened = leader.get(URL, {"open": [first.pk]})

    assert f"{URL}?open={first.pk}#task-{first.pk}" in links(closed)
    assert f"{URL}#task-{first.pk}" in links(opened)
    assert f"{URL}?open={first.pk}&open={second.pk}#task-{second.pk}" in links(opened)
    assert f"{LEDGER}?task={first.pk}&district={district.pk}" in links(closed)
    assert 'class="matrix__heading"' not in closed.content.decode()
    assert opened.content.decode().count('class="matrix__heading"') == 1


def test_more_rows_ask_no_more_questions(leader, plan):
    def cost(**query):
        leader.get(URL, query)
        make_task(plan=plan)
        acts.change_due(Measure.objects.get(code="R"), by=admin, due_on=next(days), reason=REASON)
        with CaptureQueriesContext(connection) as asked:
            assert leader.get(URL, query).status_code == 200
        return len(asked)

    admin, days = make_user(role=Role.ADMINISTRATOR), (datetime(2030, 1, day).date() for day in range(1, 20))
    few = cost()
    for number in range(45):
        measure = measure_at(make_task(plan=plan), 10, f"more-{number}")
        make_milestone(measure=measure, due_on=CHANGED)
        make_assignment(measure=measure)

    assert cost() == few
    assert cost(area=plan.areas.first().pk, basis="pending", on=CHANGED.isoformat(), open="1") <= few
    assert few <= 10


def test_a_measure_without_any_district_stands_in_the_matrix(leader, plan):
    measure = make_measure(task=Task.objects.first(), code="none")
    measure.districts.clear()

    assert leader.get(URL).status_code == 200
    assert any(line.row.measure == measure for block in seen(plan).matrix.blocks for _h, found in block.headings
               for line in found)
