"""Why a measure shows its light: one page for each rule, each worked out by hand for 30 June 2024."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tests.web.measure import page, text
from tracker import acts
from tracker.lights.actions import redraw
from tracker.people.roles import Role
from tracker.reporting.models import ProgressReport, ProgressSpan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2024, 6, 30)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime(2024, 6, 30, 4, tzinfo=UTC), tick=False):
        yield


def measure_at(plan, percent, **fields):
    """A measure of 2024, of which 50 % are expected on the day, at this progress in both of its districts."""
    fields = {"starts_on": date(2024, 1, 1), "due_on": date(2024, 12, 31), **fields}
    measure = make_measure(task=make_task(plan=plan), **fields)
    for district in (None, *measure.districts.all()):
        ProgressSpan.objects.create(measure=measure, district=district, percent=percent, from_on=date(2024, 1, 1))
    return measure


def shown(client, measure):
    redraw([measure], on=TODAY)
    return page(client, measure, make_user(role=Role.LEADER))


def rows(response):
    return {line.rule.value: (line.number, line.light.value) for line in response.context["why"].explanation.lines}


@pytest.mark.parametrize(("percent", "light", "sentence", "way"), [
    (41, "green", "Progress 41%, 9 points behind the expected 50%; none of the four rules is broken", None),
    (40, "yellow", "Progress 40%, 10 points behind the expected 50%", "Bring the progress to 41% or more"),
    (20, "yellow", "Progress 20%, 30 points behind the expected 50%", "Bring the progress to 41% or more"),
    (19, "red", "Progress 19%, 31 points behind the expected 50%", "Bring the progress to 41% or more"),
])
def test_the_gap(client, plan, percent, light, sentence, way):
    response = shown(client, measure_at(plan, percent))
    words = response.content.decode()

    assert response.context["why"].light == light
    assert rows(response)["gap"] == (f"{50 - percent} behind", light)
    assert sentence in words
    assert "10 to 30 points behind" in words
    assert "more than 30 points behind" in words
    assert ("How it turns green" in words) == (way is not None)
    assert way is None or way in words


@pytest.mark.parametrize(("late", "light"), [(0, "green"), (1, "yellow"), (30, "yellow"), (31, "red")])
def test_a_milestone_that_is_overdue(client, plan, late, light):
    measure = measure_at(plan, 10)
    make_milestone(measure=measure, title="互认办法会签", weight=1, due_on=TODAY - late * DAY)
    make_milestone(measure=measure, weight=9, due_on=date(2024, 12, 1))

    response = shown(client, measure)

    assert response.context["why"].light == light
    assert rows(response)["milestone"][1] == light
    assert ("Finish “互认办法会签” and have it approved" in response.content.decode()) == (late > 0)


@pytest.mark.parametrize(("left", "percent", "light"), [
    (31, 89, "green"), (30, 89, "yellow"), (30, 90, "green"), (0, 99, "green"), (-1, 99, "red"),
])
def test_the_time_limit(client, plan, left, percent, light):
    due_on = TODAY + left * DAY
    response = shown(client, measure_at(plan, percent, starts_on=due_on - 365 * DAY, due_on=due_on))

    assert response.context["why"].light == light
    assert rows(response)["deadline"][1] == light


@pytest.mark.parametrize(("missed", "light"), [(0, "green"), (1, "yellow"), (2, "red")])
def test_reports_that_are_missing(client, plan, missed, light):
    measure = measure_at(plan, 50)
    assignment = make_assignment(measure=measure)
    for number in range(missed):
        day = TODAY - (40 + 90 * number) * DAY
        make_report(assignment=assignment, period=make_period(
            plan=plan, starts_on=day - 90 * DAY, ends_on=day, opens_on=day + DAY, due_on=day + 10 * DAY,
            closes_on=day + 17 * DAY,
        ))

    response = shown(client, measure)

    assert response.context["why"].light == light
    assert rows(response)["reporting"][1] == light


def test_a_state_has_no_table(client, plan):
    done, ahead = measure_at(plan, 100), measure_at(plan, 0, starts_on=TODAY + 10 * DAY)

    for measure, title, sentence in ((done, "Why it is completed", "Completed in all districts."),
                                     (ahead, "Why it is not started", "Not started; it begins on")):
        words = shown(client, measure).content.decode()
        assert title in words
        assert sentence in words
        assert "why__rules" not in words


def test_where_no_light_is_on_record_the_page_says_so(client, plan):
    words = page(client, measure_at(plan, 50), make_user(role=Role.LEADER)).content.decode()

    assert "No light is on record for" in words
    assert "why__rules" not in words


def test_a_measure_that_is_not_counted_has_no_light_to_explain(client, plan):
    measure = measure_at(plan, 50)
    redraw([measure], on=TODAY)
    acts.withdraw(measure, by=None, on=TODAY, reason="省里取消这项措施要求")

    response = page(client, measure, make_user(role=Role.LEADER))

    assert response.context["why"] is None
    assert 'id="why"' not in response.content.decode()


def test_a_light_set_by_hand_says_who_why_and_until_when(client, plan):
    measure = measure_at(plan, 50)
    assignment = make_assignment(measure=measure)
    redraw([measure], on=TODAY)
    supervisor = make_supervisor(plan=plan, name="周明")
    acts.set_light(measure, by=supervisor, light="red", until_on=TODAY + 9 * DAY, reason="省里督查发现进度不实")

    words = text(client, measure, make_user(organization=assignment.organization))

    assert "<b>set by hand</b>" in words
    assert "Set by hand to Red by 周明 until" in words
    assert "省里督查发现进度不实" in words
    assert "Progress 50%, as expected; none of the four rules is broken" in words


def test_the_light_that_waits_for_a_decision_is_told_when_it_differs(client, plan, lead, reviewer):
    measure = measure_at(plan, 20)
    report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization))
    redraw([measure], on=TODAY)
    assert "Once the reports that await review are approved" not in text(client, measure, lead)

    acts.submit(_drafted(report, lead, percent=60), by=lead)

    assert "Once the reports that await review are approved, it is green" in text(client, measure, lead)

    acts.approve(ProgressReport.objects.with_context().get(pk=report.pk), by=reviewer)

    words = text(client, measure, lead)
    assert "Why it is green" in words
    assert "Once the reports that await review are approved" not in words


def test_the_lights_before_are_told_the_newest_first_and_equal_ones_once(client, plan):
    measure = measure_at(plan, 50)
    leader = make_user(role=Role.LEADER)
    redraw([measure], on=TODAY)

    with time_machine.travel(datetime(2024, 12, 31, 4, tzinfo=UTC), tick=False):
        history = page(client, measure, leader).context["why"].history

    assert [(each.light, each.from_on, each.until_on) for each in history] == [
        ("red", date(2024, 10, 21), None),
        ("yellow", date(2024, 8, 5), date(2024, 10, 20)),
        ("green", TODAY, date(2024, 8, 4)),
    ]


def test_districts_show_their_own_lights(client, plan):
    measure = measure_at(plan, 40)
    first, second = measure.districts.order_by("position")
    ProgressSpan.objects.filter(measure=measure, district=first).update(percent=70)
    ProgressSpan.objects.filter(measure=measure, district=second).update(percent=10)

    response = shown(client, measure)

    assert [line.light for line in response.context["page"].districts] == ["green", "red"]
    assert response.context["dots_title"] == f"Behind: {second.short_name}"
    assert 'id="districts"' in response.content.decode()


def test_a_measure_under_the_same_heading_shows_its_light(client, plan):
    measure = measure_at(plan, 50)
    other = make_measure(task=measure.task, starts_on=date(2024, 1, 1), due_on=date(2024, 6, 1))
    redraw([other], on=TODAY)

    related = shown(client, measure).context["related"]

    assert [(each.code, each.light) for each in related] == [(other.code, "red")]


def _drafted(report, lead, **fields):
    """A report whose draft can be handed in."""
    submission = hand_in(report, by=lead, **fields)
    acts.recall(submission.report, by=lead)
    return ProgressReport.objects.with_context().get(pk=report.pk)


def test_the_page_leads_to_its_explanation(client, plan):
    words = shown(client, measure_at(plan, 40)).content.decode()

    assert '<a href="#why">Why it is yellow</a>' in words
    assert reverse("measures:index") in words
