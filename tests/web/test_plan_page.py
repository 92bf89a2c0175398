"""The page of a plan: what was published, what is known of it, and what is not."""

import pytest
from django.urls import reverse

from tests.factories import make_area, make_measure, make_milestone, make_plan, make_task, make_user
from tests.indicators.story import aim
from tests.readings import make_indicator
from tracker.indicators.loading import load_baselines
from tracker.people.provenance import Confidence
from tracker.people.roles import Role
from tracker.plans.loading import load_built_in_plan
from tracker.plans.status import Standing

pytestmark = pytest.mark.django_db
URL = reverse("plan:show")


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_signs_in_reads_the_plan(client, plan, role):
    client.force_login(make_user(role=role))

    response = client.get(URL)

    assert response.status_code == 200
    assert plan.title in response.content.decode()


def test_the_built_in_plan_says_what_is_known_and_what_is_not(client, lead, in_english):
    plan = load_built_in_plan()
    load_baselines(plan)
    client.force_login(lead)

    response = client.get(URL)
    page, text = response.context["page"], response.content.decode()

    assert len(page.objectives) == 9
    assert [(line.counted, line.done, len(line.measures)) for line in page.confirmed] == [(13, 0, 14)]
    assert len(page.unverified) == 10
    assert "The text of the plan breaks off here." in text
    assert "no national code; the number is this system's own; 英德市人民政府 answers for it" in text
    assert text.count("not published") == len(page.indicators) + 1  # each, and once in the introduction
    assert "9,978" in text
    assert "5.9" in text


def test_another_plan_is_chosen_by_its_key(client, plan, lead):
    other = make_plan(title="另一个方案")
    client.force_login(lead)

    assert client.get(URL).context["plan"] == plan
    assert client.get(URL, {"plan": other.pk}).context["plan"] == other


@pytest.mark.parametrize("key", ["0", "abc", "9" * 40, "１", "-1"])
def test_a_plan_that_does_not_exist_is_not_found(client, plan, lead, key):
    client.force_login(lead)

    assert client.get(URL, {"plan": key}).status_code == 404


def test_without_a_plan_the_page_says_who_enters_it(client, lead, in_english):
    client.force_login(lead)

    assert "An administrator enters the plan." in client.get(URL).content.decode()


def test_more_rows_ask_no_more_questions(client, plan, lead, django_assert_max_num_queries):
    client.force_login(lead)
    _fill(plan, 1)
    with django_assert_max_num_queries(10) as few:
        client.get(URL)

    _fill(plan, 10)
    with django_assert_max_num_queries(10) as many:
        client.get(URL)

    assert len(few) == len(many)


def test_a_task_with_very_many_measures_leads_on_to_the_ledger(client, plan, lead, in_english):
    task = make_task(plan=plan)
    for _number in range(43):
        make_measure(task=task)
    client.force_login(lead)

    text = client.get(URL).content.decode()

    assert f'<a href="/measures/?task={task.pk}">3 more measures</a>' in text


def _fill(plan, size):
    for _number in range(size):
        task = make_task(plan=plan)
        make_milestone(measure=make_measure(task=task, area=make_area(plan=plan)), due_on=plan.ends_on)
        make_task(plan=plan, standing=Standing.UNVERIFIED, confidence=Confidence.UNVERIFIED)
        aim(make_indicator(plan=plan), 2025, "4")
