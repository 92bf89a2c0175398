"""The desk of figures: what an organization owes, what waits for a supervisor, and decisions on it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_area, make_supervisor, make_user
from tests.readings import REASON, approve, make_duties, make_indicator, report
from tests.web.writing import enter
from tracker.indicators import actions
from tracker.indicators.quarters import end_before
from tracker.indicators.status import ReadingState
from tracker.models import Reading
from tracker.people.roles import Role

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def indicator(plan, lead):
    indicator = make_indicator(plan=plan, name="三旧改造完成面积")
    make_duties(indicator, organization=lead.organization)
    return indicator


@pytest.fixture
def districts(plan):
    return list(plan.areas.get().districts.order_by("position"))


def test_the_desk_of_an_organization_says_what_to_report_what_came_back_and_what_waits(
        client, indicator, lead, reviewer, districts, plan):
    day = end_before(timezone.localdate())
    actions.return_reading(report(indicator, by=lead, district=districts[0], on=day), by=reviewer, reason=REASON)
    report(indicator, by=lead, district=districts[1], on=day, value="7")

    own = enter(client, lead).get(reverse("readings:index")).context["own"]

    assert [(each.indicator, each.places) for each in own.owed] == [(indicator, (districts[0],))]
    assert [reading.remark for reading in own.returned] == [REASON]
    assert [waiting.reading.value for waiting in own.waiting] == [Decimal(7)]


def test_the_queue_of_a_supervisor_shows_each_figure_beside_the_one_before(
        client, indicator, lead, reviewer, districts):
    approve(report(indicator, by=lead, district=districts[0], on=date(2026, 3, 31), value="2"), by=reviewer)
    report(indicator, by=lead, district=districts[0], value="5")

    waiting, = enter(client, reviewer).get(reverse("readings:index")).context["waiting"]

    assert (waiting.change.difference, waiting.change.percent, len(waiting.hints)) == (Decimal(3), 150, 1)


def test_several_are_approved_with_a_tick(client, indicator, lead, reviewer, districts):
    readings = [report(indicator, by=lead, district=district) for district in districts]

    answer = enter(client, reviewer).post(
        reverse("readings:approve"), {"reading": [reading.pk for reading in readings]}, follow=True)

    assert Reading.objects.approved().count() == 2
    message, = map(str, answer.context["messages"])
    assert all(str(reading) in message for reading in readings)


def test_of_several_the_ones_that_cannot_be_approved_say_why_and_the_others_are(
        client, indicator, lead, plan, districts):
    first, second = (report(indicator, by=lead, district=district) for district in districts)
    actions.return_reading(second, by=make_supervisor(plan=plan, name="先到的督导"), reason=REASON)

    answer = enter(client, make_supervisor(plan=plan)).post(
        reverse("readings:approve"), {"reading": [first.pk, second.pk, 10**9]}, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert Reading.objects.approved().get() == first
    assert len(said) == 3
    assert [message for message in said if str(second) in message and "先到的督导" in message]


def test_figures_of_ones_own_organization_are_neither_offered_nor_approved(client, indicator, lead, plan, districts):
    insider = make_supervisor(plan=plan, organization=lead.organization)
    reading = report(indicator, by=lead, district=districts[0])

    page = enter(client, insider).get(reverse("readings:index"))
    client.post(reverse("readings:approve"), {"reading": [reading.pk]})
    answer = client.get(reverse("readings:decide", args=[reading.pk]))

    assert (list(page.context["waiting"]), answer.status_code) == ([], 404)
    assert Reading.objects.get().is_undecided


@pytest.mark.parametrize("keys", [[], ["x"], ["1" * 30], ["-1"], ["１"]])
def test_nothing_ticked_or_nonsense_is_answered_in_words(client, indicator, reviewer, keys):
    answer = enter(client, reviewer).post(reverse("readings:approve"), {"reading": keys}, follow=True)

    assert len(answer.context["messages"]) == 1


def test_a_figure_is_returned_with_a_reason(client, indicator, lead, reviewer, districts):
    reading = report(indicator, by=lead, district=districts[0])
    path = reverse("readings:decide", args=[reading.pk])

    short = enter(client, reviewer).post(path, {"decision": "return", "remark": "太短"})
    answer = client.post(path, {"decision": "return", "remark": REASON})

    reading.refresh_from_db()
    assert (short.context["form"]["remark"].value(), bool(short.context["form"].errors["remark"])) == ("太短", True)
    assert (answer["Location"], reading.state, reading.remark) == (
        reverse("readings:index"), ReadingState.RETURNED, REASON)


def test_a_decision_must_be_one(client, indicator, lead, reviewer, districts):
    path = reverse("readings:decide", args=[report(indicator, by=lead, district=districts[0]).pk])

    for decision in ("", "maybe"):
        page = enter(client, reviewer).post(path, {"decision": decision, "remark": "写了一半"})
        assert page.context["form"].errors["decision"]
    assert Reading.objects.get().is_undecided


def test_the_slower_of_two_supervisors_reads_who_was_first(client, indicator, lead, plan, districts):
    reading = report(indicator, by=lead, district=districts[0])
    actions.approve_readings([reading], by=make_supervisor(plan=plan, name="先到的督导"))
    slower = make_supervisor(plan=plan)

    answer = enter(client, slower).post(
        reverse("readings:decide", args=[reading.pk]), {"decision": "return", "remark": REASON})

    assert (answer.status_code, "先到的督导" in answer.text) == (409, True)


def test_what_was_decided_cannot_be_taken_back(client, indicator, lead, reviewer, districts):
    reading = approve(report(indicator, by=lead, district=districts[0]), by=reviewer)

    answer = enter(client, lead).post(reverse("readings:recall", args=[reading.pk]))

    assert (answer.status_code, reviewer.name in answer.text) == (409, True)


def test_supervisors_of_another_area_find_no_such_figure(client, indicator, lead, plan, districts):
    far = make_supervisor(plan=plan, area=make_area(plan=plan))
    reading = report(indicator, by=lead, district=districts[0])

    answer = enter(client, far).get(reverse("readings:decide", args=[reading.pk]))

    assert answer.status_code == 404


def test_the_first_page_says_what_is_owed_and_what_waits(client, indicator, lead, reviewer, districts):
    day = end_before(timezone.localdate())

    def owed():
        frame = enter(client, lead).get(reverse("work:home")).context["frame"]
        return frame.figures_missing, frame.figures_returned

    before = owed()
    actions.return_reading(report(indicator, by=lead, district=districts[0], on=day), by=reviewer, reason=REASON)
    report(indicator, by=lead, district=districts[1], on=day)

    assert (before, owed()) == ((2, 0), (1, 1))
    assert enter(client, reviewer).get(reverse("work:home")).context["frame"].figures_waiting == 1


def test_everybody_else_sees_what_was_approved_last(client, indicator, lead, reviewer, districts):
    approve(report(indicator, by=lead, district=districts[0], note="已定"), by=reviewer)
    report(indicator, by=lead, district=districts[1], source="未定的来源")

    for role in (Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR):
        page = enter(client, make_user(role=role)).get(reverse("readings:index"))
        assert ([reading.note for reading in page.context["decided"]], "未定的来源" in page.text) == (["已定"], False)
