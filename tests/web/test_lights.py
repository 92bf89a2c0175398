"""The rules of the lights as everyone may read them, and the pages on which a light is set by hand."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.factories import REASON, make_area, make_supervisor, make_user
from tests.web.writing import enter
from tracker import acts
from tracker.lights.actions import redraw
from tracker.lights.models import LightOverride, LightSpan
from tracker.people.roles import Role

pytestmark = pytest.mark.usefixtures("in_english")
DAY = timedelta(days=1)
RULES = reverse("lights:rules")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def measure(report, today):
    redraw([report.measure], on=today)
    return report.measure


def url(measure, name="light"):
    return reverse(f"measures:{name}", args=[measure.code])


def shown(measure, day):
    span = LightSpan.objects.valid(on=day).overall().get(measure=measure)
    return span.light, span.is_manual


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_whoever_may_sets_a_light_until_a_day(client, measure, reviewer, today, role):
    person = reviewer if role == Role.SUPERVISOR else make_user(role=role)
    rules_say = shown(measure, today)

    answer = enter(client, person).post(url(measure), {
        "light": "yellow", "until_on": str(today + 5 * DAY), "reason": REASON})

    assert answer["Location"] == measure.get_absolute_url() + "#why"
    assert [shown(measure, today + number * DAY) for number in (0, 5)] == [("yellow", True)] * 2
    assert shown(measure, today + 6 * DAY)[1] is False
    assert rules_say[1] is False
    page = client.get(measure.get_absolute_url()).text
    assert "The light is set by hand: Yellow" in page
    assert REASON in page


def test_whoever_set_it_lets_the_rules_decide_again(client, measure, reviewer, today):
    rules_say = shown(measure, today)
    acts.set_light(measure, by=reviewer, light="yellow", reason=REASON, until_on=today + 5 * DAY)
    page = enter(client, reviewer).get(url(measure)).text

    answer = client.post(url(measure, "end_light"))

    assert ("Set by hand now" in page, REASON in page, "Let the rules decide again" in page) == (True, True, True)
    assert answer["Location"] == measure.get_absolute_url() + "#why"
    assert shown(measure, today) == rules_say
    assert client.post(url(measure, "end_light")).status_code == 404


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"light": ""}, "Choose a light"), ({"light": "done"}, "Choose a light"),
    ({"until_on": ""}, "Choose a day from today on, at most 180 days ahead"),
    ({"until_on": "soon"}, "Write the date as 2024-10-31"),
    ({"until_on": "2020-01-01"}, "Choose a day from today on, at most 180 days ahead"),
    ({"until_on": "2999-01-01"}, "Choose a day from today on, at most 180 days ahead"),
    ({"reason": "short"}, "Give the reason in at least 10 characters"),
    ({"reason": " \n " * 20}, "Give the reason in at least 10 characters"),
])
def test_what_will_not_do_comes_back_with_all_that_was_typed(client, measure, reviewer, today, fields, sentence):
    typed = {"light": "green", "until_on": str(today), "reason": REASON, **fields}

    page = enter(client, reviewer).post(url(measure), typed)

    assert page.status_code == 200
    assert next(told for _place, told in page.context["form"].error_links()).startswith(sentence)
    assert {name: page.context["form"][name].value() for name in typed} == typed
    assert not LightOverride.objects.exists()


def test_all_that_is_missing_is_told_at_once(client, measure, reviewer):
    page = enter(client, reviewer).post(url(measure), {})

    assert page.context["form"].error_links() == [
        ("id_light_0", "Choose a light"), ("id_until_on", "Choose a day from today on, at most 180 days ahead"),
        ("id_reason", "Give the reason in at least 10 characters")]


def test_whoever_may_not_reads_why(client, measure, lead, outsider):
    for person in (lead, outsider, make_user(role=Role.LEADER), make_user(role=Role.AUDITOR)):
        enter(client, person)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        for answer in (client.get(url(measure)), client.post(url(measure)), client.post(url(measure, "end_light"))):
            assert answer.status_code == 403
            assert "Only supervisors and administrators set a light by hand" in answer.text


def test_a_measure_that_is_not_there_has_no_light_to_set(client, reviewer):
    assert enter(client, reviewer).get(reverse("measures:light", args=["none-such"])).status_code == 404


def test_everyone_reads_the_rules_in_words(client, measure, lead):
    page = enter(client, lead).get(RULES).text

    for words in ("10 to 30 points behind", "more than 30 points behind", "1 to 30 days overdue",
                  "30 days left or less, below 90%", "passed and not complete", "last report late or missing",
                  "2 reports in a row missing", "They have to be confirmed by the zone's task force"):
        assert words in page, words


def test_the_versions_stand_with_day_reason_and_name(client, measure, lead, today):
    administrator = make_user(role=Role.ADMINISTRATOR, name="管理员")
    thresholds = {"gap_yellow": 5, "gap_red": 20, "milestone_red": 10, "deadline_days": 60, "deadline_percent": 80,
                  "missing_red": 1}
    acts.make_rules(by=administrator, effective_on=today + DAY, reason="试验区会议纪要要求从严掌握", **thresholds)

    page = enter(client, lead).get(RULES)

    assert page.context["current"].version == 1
    assert [version.version for version, _lines in page.context["versions"]] == [2, 1]
    assert all(words in page.text for words in ("试验区会议纪要要求从严掌握", "管理员", "5 to 20 points behind"))
    assert f"{today + DAY}" in page.text


def test_the_page_of_a_measure_offers_it_to_whoever_may(client, measure, plan, lead, reviewer, today):
    elsewhere = make_supervisor(plan=plan, area=make_area(plan=plan))
    insider = make_supervisor(plan=plan, organization=lead.organization)
    administrator = make_user(role=Role.ADMINISTRATOR)

    offered = {}
    for person in (reviewer, administrator, elsewhere, insider, lead, make_user(role=Role.AUDITOR)):
        enter(client, person)
        page, past = (client.get(measure.get_absolute_url() + query).text for query in ("", f"?on={today - DAY}"))
        may = client.get(url(measure)).status_code == 200
        offered[person] = (url(measure) in page, url(measure) in past, may)

    assert list(offered.values()) == [(True, False, True)] * 2 + [(False, False, False)] * 4
    assert f'href="{RULES}"' in page
