"""The page of the goals and milestones of a measure."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import hand_in, make_milestone, make_user
from tests.web.writing import enter
from tracker.models import Milestone, MilestoneSpan
from tracker.people.roles import Role
from tracker.reporting import actions

TODAY = timezone.localdate()


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def url(report):
    return reverse("measures:goals", args=[report.measure.code])


def form_of(client, url):
    """What a browser would send back unchanged."""
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def titles(report):
    return list(Milestone.objects.filter(measure=report.measure).in_order().values_list("title", flat=True))


def test_everybody_reads_and_only_administrators_find_the_form(client, report, url, lead, administrator):
    make_milestone(measure=report.measure, due_on=date(2024, 12, 31), goal_year=2024, title="互认四项", weight=3)
    make_milestone(measure=report.measure, due_on=date(2024, 6, 30), title="出台办法")

    read = enter(client, lead).get(url)
    kept = enter(client, administrator).get(url)

    assert (read.context["form"], read.status_code) == (None, 200)
    for text in ("互认四项", "出台办法", "2022", "2025", "75%", "25%"):
        assert text in read.text
    assert 'name="y2022-title"' in kept.text
    assert 'name="y2024-title"' not in kept.text


def test_all_is_saved_by_one_button(client, report, url, administrator):
    milestone = make_milestone(measure=report.measure, due_on=date(2024, 6, 30), title="出台办法")
    gone = make_milestone(measure=report.measure, due_on=date(2024, 9, 30))
    enter(client, administrator)
    typed = form_of(client, url) | {
        "y2023-title": "互认\n两项", "y2023-weight": "２", f"m{milestone.pk}-title": "印发办法",
        f"m{gone.pk}-remove": "on", "n1-title": "签约", "n1-kind": "step", "n1-due_on": "2025年3月31日",
        "n2-title": "全部互认", "n2-kind": "2025",
    }

    answer = client.post(url, typed)

    assert (answer.status_code, answer["Location"]) == (302, url)
    assert titles(report) == ["互认 两项", "印发办法", "签约", "全部互认"]
    goal = Milestone.objects.get(title="互认 两项")
    assert (goal.goal_year, goal.weight, goal.due_on) == (2023, 2, date(2023, 12, 31))
    assert Milestone.objects.get(title="全部互认").goal_year == 2025


def test_nothing_typed_is_lost_when_something_is_wrong(client, report, url, administrator):
    enter(client, administrator)
    wrong = {"y2023-title": "字" * 10_000, "y2023-weight": "1e3", "n1-title": "签约", "n1-due_on": "2026-02-30"}

    answer = client.post(url, form_of(client, url) | wrong)

    assert answer.status_code == 200
    errors = set(answer.context["form"].errors)
    assert {"y2023-weight", "n1-due_on"} <= errors
    assert "字" * 10_000 in answer.text
    assert "2026-02-30" in answer.text
    assert titles(report) == []


@pytest.mark.parametrize("weight", ["0", "-1", "9" * 31, "NaN", "1,5", "👩‍👧"])
def test_a_weight_is_a_whole_number(client, report, url, administrator, weight):
    enter(client, administrator)

    answer = client.post(url, form_of(client, url) | {"y2023-title": "互认", "y2023-weight": weight})

    assert (answer.status_code, set(answer.context["form"].errors)) == (200, {"y2023-weight"})
    assert titles(report) == []


def test_the_second_of_two_administrators_loses_nothing(client, report, url, administrator):
    removed = make_milestone(measure=report.measure, due_on=date(2024, 6, 30), title="出台办法")
    enter(client, administrator)
    changed = {f"m{removed.pk}-title": "印发办法", f"m{removed.pk}-weight": "5"}
    typed = form_of(client, url) | changed | {"y2023-title": "互认两项"}
    first = form_of(client, url) | {f"m{removed.pk}-remove": "on", "y2022-title": "起步"}
    client.post(url, first)

    told = client.post(url, typed)

    assert told.status_code == 409
    assert titles(report) == ["起步"]
    for text in ("互认两项", "印发办法", "起步"):
        assert text in told.text
    form = told.context["form"]
    client.post(url, {field.html_name: field.value() for field in form if field.value() not in (None, False)})
    assert titles(report) == ["起步", "互认两项", "印发办法"]
    assert Milestone.objects.get(title="印发办法").weight == 5


def test_what_is_claimed_is_not_removed(client, report, url, administrator, lead):
    milestone = make_milestone(measure=report.measure, due_on=report.period.ends_on)
    hand_in(report, by=lead)
    enter(client, administrator)

    answer = client.post(url, form_of(client, url) | {f"m{milestone.pk}-remove": "on"})

    assert set(answer.context["form"].errors) == {f"m{milestone.pk}-remove"}
    assert Milestone.objects.filter(pk=milestone.pk).exists()


def test_a_year_and_an_organization_that_nobody_offers_are_refused(client, report, url, administrator, outsider):
    enter(client, administrator)

    answer = client.post(url, form_of(client, url) | {
        "n1-title": "甲", "n1-kind": "10000", "n2-title": "乙", "n2-kind": "2025",
        "n2-organization": str(outsider.organization_id)})

    assert set(answer.context["form"].errors) == {"n1-kind", "n2-organization"}


def test_keys_that_nobody_knows_are_overlooked(client, report, url, administrator):
    enter(client, administrator)

    answer = client.post(url, form_of(client, url) | {
        "y9999-title": "无此年", "m-title": "无", "n1-weight": "", "q7-title": "无", "mm1-title": "\u202e"})

    assert answer.status_code == 302
    assert titles(report) == []


def test_the_three_states_are_told_as_they_were_known(client, report, url, lead, reviewer):
    milestone = make_milestone(measure=report.measure, due_on=report.period.ends_on)
    actions.attach_document_number(report, by=lead, document_number="测府〔2026〕1号", proves="办法")
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    MilestoneSpan.objects.filter(until_on=TODAY).update(until_on=TODAY - timedelta(days=3))
    MilestoneSpan.objects.current().update(from_on=TODAY - timedelta(days=3))
    enter(client, lead)

    now, before = client.get(url), client.get(url, {"on": str(TODAY - timedelta(days=4))})

    assert [line.milestone.state for line in now.context["goals"].lines] == ["verified"]
    assert [line.milestone.state for line in before.context["goals"].lines] == ["open"]
    assert Milestone.objects.get(pk=milestone.pk).verified_on == TODAY


def test_a_gap_in_the_text_has_no_goals(client, report, url, lead):
    type(report.measure).objects.filter(pk=report.measure.pk).update(standing="gap")

    assert enter(client, lead).get(url).status_code == 404
