"""The light that a report would bring, while it is written: with the script of the page, without it, and before handing
in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_report,
    make_task,
    make_user,
    write,
)
from tests.web.writing import enter, open_form, send, url
from tracker import acts
from tracker.lights.actions import redraw
from tracker.lights.models import LightSpan
from tracker.reporting.draft import milestone_field, percent_field
from tracker.reporting.models import ProgressReport, ProgressSpan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def report(plan, lead, today):
    """Half of the measure is expected by today; both districts are at 20 %, so it is yellow."""
    measure = make_measure(
        task=make_task(plan=plan), starts_on=today - 99 * DAY, due_on=today + 100 * DAY,
    )
    for district in (None, *measure.districts.all()):
        ProgressSpan.objects.create(measure=measure, district=district, percent=20, from_on=today - 90 * DAY)
    report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization))
    redraw([measure], on=today)
    return report


def ask(client, report, **fields):
    """What the script of the page sends after a change."""
    return client.post(url("preview", report), fields, headers={"HX-Request": "true"})


def typed(report, *percents):
    """The percentages of its districts, in their order; None is not filled in."""
    districts = report.assignment.districts.order_by("position")
    return {percent_field(d.pk): str(p) for d, p in zip(districts, percents, strict=True) if p is not None}


@pytest.mark.parametrize(("percents", "light", "reason"), [
    ((), "yellow", "Progress 20%, 30 points behind the expected 50%"),
    ((20, 19), "yellow", "Progress 20%, 30 points behind the expected 50%"),
    ((19, 19), "red", "Progress 19%, 31 points behind the expected 50%"),
    ((41, 41), "green", "Progress 41%, 9 points behind the expected 50%"),
    ((60, None), "yellow", "Progress 40%, 10 points behind the expected 50%"),
    ((100, 100), "done", "Completed in all districts"),
    (("", "１００％"), "green", "Progress 60%, 10 points ahead of the expected 50%"),
    (("101", "-1"), "yellow", "Progress 20%, 30 points behind the expected 50%"),
    (("six", "6.5"), "yellow", "Progress 20%, 30 points behind the expected 50%"),
])
def test_the_light_follows_from_what_stands_on_the_page(client, report, lead, percents, light, reason):
    response = ask(enter(client, lead), report, **(typed(report, *percents) if percents else {}))

    assert response.context["preview"].light == light
    assert reason in response.content.decode()


def test_each_district_shows_its_own_light_once_a_figure_is_typed(client, report, lead):
    response = ask(enter(client, lead), report, **typed(report, 45, None))

    assert [(each.light, each.gap) for each in response.context["preview"].districts] == [("green", -5), (None, None)]
    for district in report.assignment.districts.all():
        assert f'id="light-{district.pk}" hx-swap-oob="true"' in response.content.decode()


def test_a_milestone_said_to_be_done_counts_as_done(client, report, lead, today):
    milestone = make_milestone(measure=report.measure, title="办法会签", due_on=today - 40 * DAY, weight=1)
    make_milestone(measure=report.measure, due_on=today + 40 * DAY, weight=9)
    redraw([report.measure], on=today)
    done = milestone_field(milestone.pk, "done")

    lights = [ask(enter(client, lead), report, **{done: answer}).context["preview"].light for answer in ("no", "yes")]

    assert lights == ["red", "green"]


def test_a_milestone_that_another_lead_shares_stays_open_until_both_have_done_it(client, plan, report, lead, reviewer,
                                                                                 today):
    _first, second = report.measure.districts.all()
    report.assignment.districts.remove(second)
    other = make_assignment(measure=report.measure, districts=[second])
    milestone = make_milestone(measure=report.measure, due_on=today - 40 * DAY, weight=1)
    make_milestone(measure=report.measure, due_on=today + 40 * DAY, weight=9)
    redraw([report.measure], on=today)
    yes = {milestone_field(milestone.pk, "done"): "yes"}

    alone = ask(enter(client, lead), report, **yes).context["preview"].light

    partner = make_user(organization=other.organization)
    theirs = make_report(assignment=other, period=report.period)
    hand_in(theirs, by=partner, percent=20)
    acts.approve(ProgressReport.objects.with_context().get(pk=theirs.pk), by=reviewer)
    together = ask(enter(client, lead), report, **yes).context["preview"].light

    assert (alone, together) == ("red", "green")


def test_a_report_that_is_handed_in_is_no_longer_missing(client, report, lead, today):
    period = report.period
    period.due_on, period.closes_on = today - 3 * DAY, today + 2 * DAY
    period.save()
    redraw([report.measure], on=today)

    response = ask(enter(client, lead), report, **typed(report, 60, 60))

    assert response.context["preview"].light == "yellow"
    assert "late" in response.context["preview"].reason


def test_without_a_script_a_button_saves_the_draft_and_shows_the_light(client, report, lead):
    enter(client, lead)

    response = send(client, report, {**open_form(client, report), **typed(report, 45, 45)}, action="preview")

    assert response.status_code == 302
    assert response.url == f"{url('edit', report)}#preview"
    page = client.get(response.url).content.decode()
    assert "Handed in like this: green" in page
    assert "today yellow" in page
    assert 'name="action" value="preview"' in page


def test_the_check_page_tells_the_light_and_handing_in_brings_it(client, report, lead):
    write(report, by=lead, percent=45)

    page = enter(client, lead).get(url("check", report))
    client.post(url("submit", report), {"seen": page.context["seen"]})

    assert page.context["preview"].light == "green"
    assert "Handed in like this: green" in page.content.decode()
    waiting = LightSpan.objects.overall().get(measure=report.measure, basis="pending", until_on=None)
    assert waiting.percent == 45


def test_a_preview_saves_nothing(client, report, lead):
    ask(enter(client, lead), report, **typed(report, 77, 77))

    assert ProgressReport.objects.get(pk=report.pk).draft == {}


def test_only_whoever_may_write_gets_a_preview(client, report, lead, outsider, reviewer):
    answers = {user.username: ask(enter(client, user), report, **typed(report, 60, 60)).status_code
               for user in (lead, outsider, reviewer)}
    hand_in(report, by=lead)
    handed_in = ask(enter(client, lead), report).status_code

    assert answers == {"lead": 200, "outsider": 404, "reviewer": 404}
    assert handed_in == 403


def test_a_measure_without_a_light_has_no_preview(client, report, lead):
    LightSpan.objects.all().delete()

    response = ask(enter(client, lead), report, **typed(report, 60, 60))
    page = client.get(url("edit", report))

    assert response.context["preview"] is None
    assert "Handed in like this" not in page.content.decode()


def test_correcting_an_older_period_does_not_move_what_a_newer_one_said(client, report, lead, reviewer):
    earlier = make_report(assignment=report.assignment, period=_before(report.period))
    for each, percent in ((earlier, 45), (report, 46)):
        hand_in(each, by=lead, percent=percent)
        acts.approve(ProgressReport.objects.with_context().get(pk=each.pk), by=reviewer)
    acts.correct(ProgressReport.objects.with_context().get(pk=earlier.pk), by=lead, reason="上季度数字填错，需要更正")

    response = ask(enter(client, lead), earlier, **typed(earlier, 5, 5))

    assert response.context["preview"].light == "green"


def _before(period):
    return make_period(plan=period.plan, starts_on=period.starts_on - 100 * DAY, ends_on=period.ends_on - 100 * DAY)
