"""The page of the timeline: what it shows as of a day, what can be chosen, where it leads, and what it costs."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override

from tests.factories import make_area, make_assignment, make_measure, make_milestone, make_organization, make_task
from tests.web.timeline import busy_plan, extend
from tracker.lights.actions import redraw
from tracker.models import Measure, Plan
from tracker.plans.spans import remember_measures
from tracker.plans.status import Kind, Standing

pytestmark = pytest.mark.django_db
URL = reverse("timeline:index")
ON = "2024-06-30"


def rows(response):
    """Code → row of what is drawn."""
    return {row.measure.code: row for row in response.context["schedule"].rows}


@pytest.fixture
def few(plan, client, lead):
    """Measures of one plan: P plain, E extended on 1 March 2024 by 92 days, L late, R long-running, W withdrawn on
    1 May 2024, G the gap, and a task that is not verified."""
    client.force_login(lead)
    task = make_task(plan=plan, title="迁徙制度")
    make_task(plan=plan, title="未核实的任务", standing=Standing.UNVERIFIED)
    make_measure(task=task, code="P", due_on=date(2025, 6, 30))
    make_milestone(measure=make_measure(task=task, code="E", due_on=date(2024, 9, 30)), title="印发办法",
                   due_on=date(2023, 3, 31))
    extend(Measure.objects.get(code="E"), to=date(2024, 12, 31), on=date(2024, 3, 1))
    make_measure(task=task, code="L", due_on=date(2024, 3, 31))
    make_measure(task=task, code="R", kind=Kind.LONG_RUNNING)
    withdrawn = make_measure(task=task, code="W")
    withdrawn.withdrawn_on = date(2024, 5, 1)
    withdrawn.save()
    remember_measures([withdrawn], on=date(2024, 5, 1))
    make_measure(task=task, code="G", standing=Standing.GAP, confidence="D", due_on=None)
    redraw(Measure.objects.all(), on=date(2024, 1, 10))
    return plan


def test_each_kind_of_measure_is_drawn_as_what_it_is(few, client):
    response = client.get(URL, {"on": ON})

    sorts = {code: row.sort for code, row in rows(response).items()}
    assert sorts == {"P": "bar", "E": "bar", "L": "bar", "R": "open", "W": "withdrawn", "G": "uncounted"}
    assert {code for code, row in rows(response).items() if row.is_late} == {"L"}
    assert [group.is_verified for group in response.context["schedule"].groups] == [True, False]


def test_what_is_not_verified_has_a_row_without_a_bar(few, client):
    response = client.get(URL, {"on": ON})

    wide = response.context["charts"][0]
    bars = {line.line.row.measure.code: line.bar for block in wide.blocks for line in block.lines}
    assert bars["G"] is None
    assert bars["W"].done == 0
    assert wide.blocks[1].lines == ()
    assert "未核实的任务" in response.content.decode()


def test_before_the_decision_the_old_time_limit_after_it_the_new(few, client):
    before, after = (rows(client.get(URL, {"on": day}))["E"] for day in ("2024-02-29", "2024-03-01"))

    assert (before.measure.due_on, before.slip) == (date(2024, 9, 30), 0)
    assert (after.measure.due_on, after.measure.original_due_on, after.slip) == (
        date(2024, 12, 31), date(2024, 9, 30), 92)


def test_a_withdrawn_measure_is_a_bar_before_that_day(few, client):
    assert rows(client.get(URL, {"on": "2024-04-30"}))["W"].sort == "bar"


def test_all_days_stand_in_the_table(few, client):
    page = client.get(URL, {"on": ON}).content.decode()

    table = page[page.index("<details class=\"timeline-table"):page.index("</details>", page.index("timeline-table"))]
    for day in ("2025-06-30", "2024-12-31", "2024-09-30", "2024-03-31", "2023-03-31"):
        assert day in table
    assert "印发办法" in table


def test_only_the_extended_or_only_the_alarming(few, client):
    extended = client.get(URL, {"on": ON, "view": "extended"})
    alarming = client.get(URL, {"on": ON, "view": "alarming"})

    assert set(rows(extended)) == {"E"}
    assert "L" in rows(alarming)
    assert not {"R", "W", "G"} & set(rows(alarming))
    assert len(extended.context["schedule"].groups) == 1


def test_plan_task_area_and_organization_are_chosen(few, client):
    other = busy_plan(tasks=1, measures=2)
    own, lead = make_area(plan=few, name="另一片区"), make_organization(name="另一单位")
    there = make_measure(task=few.tasks.first(), area=own, code="T")
    make_assignment(measure=there, organization=lead)

    codes = {name: set(rows(client.get(URL, {name: value}))) for name, value in {
        "plan": other.pk, "task": few.tasks.first().pk, "area": own.pk, "lead": lead.pk}.items()}

    assert codes["plan"] == {measure.code for measure in Measure.objects.filter(task__plan=other)}
    assert codes["task"] == {"P", "E", "L", "R", "W", "G", "T"}
    assert codes["area"] == codes["lead"] == {"T"}


def test_the_selection_leads_to_the_ledger_and_back(few, client):
    chosen = {"view": "extended", "on": ON, "basis": "pending"}
    timeline = client.get(URL, chosen | {"paper": "a4"})

    address = urlsplit(timeline.context["addresses"].ledger)
    ledger = client.get(f"{address.path}?{address.query}")

    assert address.path == reverse("measures:index")
    assert parse_qs(address.query) == {name: [value] for name, value in chosen.items()}
    assert [row.measure.code for group in ledger.context["groups"] for row in group.rows] == ["E"]
    back = next(link for link in re.findall(r'href="([^"]*)"', ledger.content.decode()) if link.startswith(URL))
    assert parse_qs(urlsplit(back.replace("&amp;", "&")).query) == parse_qs(address.query)


def test_rows_lead_to_the_measures_of_that_day(few, client):
    page = client.get(URL, {"on": ON}).content.decode()

    assert page.count(f'<a class="timeline__name" href="/measures/E/?on={ON}">') == 2  # on the screen and on the phone
    assert f'href="/measures/P/?on={ON}"' in page


def test_the_overview_the_ledger_and_the_plan_lead_here(few, client):
    for address in (reverse("overview:index"), reverse("measures:index"), reverse("plan:show")):
        assert f'href="{URL}' in client.get(address).content.decode(), address


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_a_wall_chart_of_sixty_measures_is_one_sheet(client, lead, paper):
    client.force_login(lead)
    busy_plan()

    response = client.get(URL, {"paper": paper, "on": ON})

    sheets = response.context["sheets"]
    assert [sheet.paper.name for sheet in sheets] == [paper]
    assert sum(len(block.lines) for block in sheets[0].chart.blocks) == 60
    page = response.content.decode()
    assert f'<body class="wallchart-{paper}">' in page
    for told in ("测试〔2021〕76号", ON, gettext("approved figures")):
        assert told in page


def test_what_cannot_be_read_on_one_sheet_says_so(client, lead):
    client.force_login(lead)
    busy_plan(measures=90)

    response = client.get(URL, {"paper": "a4", "on": ON})

    assert len(response.context["sheets"]) == 2
    assert response.content.decode().count('class="past no-print"') == 1


def test_both_languages_show_the_same(few, client):
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        response = client.get(URL, {"on": ON, "paper": "a3"})
        with override(language):
            assert gettext("Wall chart") in response.content.decode()
        assert set(rows(response)) == set("PELRWG")


@pytest.mark.parametrize("asked", [
    {"paper": "a5"}, {"plan": "9" * 400}, {"plan": "x"}, {"on": "2026-02-30"}, {"page": "10" * 20},
    {"view": "🙂"}, {"q": "x" * 10_000}, {"light": "purple"}, {"nonsense": "1"},
])
def test_what_means_nothing_is_answered_with_a_page(few, client, asked):
    assert client.get(URL, asked).status_code == 200


def test_an_unknown_paper_or_day_is_said(few, client):
    response = client.get(URL, {"paper": "a5", "on": "2026-02-30"})

    assert response.content.decode().count('<p class="past" role="status">') == 2


def test_without_measures_there_is_a_sentence(client, lead):
    Plan.objects.all().delete()
    client.force_login(lead)

    assert "empty-state" in client.get(URL).content.decode()


def test_thirty_rows_ask_no_more_than_three(client, lead):
    client.force_login(lead)
    task = busy_plan(tasks=1, measures=3).tasks.get()
    few = cost(client)
    for number in range(27):
        measure = make_measure(task=task)
        make_milestone(measure=measure, due_on=date(2024, 1, 1) + timedelta(days=number))
        make_assignment(measure=measure, organization=make_organization())

    many = cost(client)

    assert many == few
    assert max(many) <= 10


def cost(client):
    found = []
    for asked in ({}, {"paper": "a3"}, {"on": ON, "view": "extended"}):
        client.get(URL, asked)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, asked)
        found.append(len(queries))
    return found
