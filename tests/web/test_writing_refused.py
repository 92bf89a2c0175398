"""What nobody should send, or not now, is answered in words and costs nobody what they typed."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import REASON, SUMMARY, complete_draft, hand_in, make_period, make_report
from tests.web.writing import drafted, enter, open_form, send, url
from tracker.models import ProgressReport, Submission
from tracker.reporting import actions
from tracker.reporting.draft import percent_field
from tracker.reporting.permissions import Why, why_refused
from tracker.reporting.status import Status
from tracker.reporting.workflow import submit_step

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize("typed", ["200", "-1", "abc", "6.5", "1e400", "９" * 5000, "五十"])
def test_an_impossible_figure_is_kept_and_refused_in_words(client, report, lead, typed):
    district = report.assignment.districts.first()
    fields = {**open_form(enter(client, lead), report), percent_field(district.pk): typed}

    page = send(client, report, fields, "check", follow=True)

    assert drafted(report)[percent_field(district.pk)] == typed
    assert page.context["form"].errors[percent_field(district.pk)]
    assert not Submission.objects.exists()


def test_full_width_digits_are_digits(client, report, lead):
    district = report.assignment.districts.order_by("position").first()
    fields = complete_draft(report, **{percent_field(district.pk): "６６％"})

    page = send(enter(client, lead), report, fields, "check", follow=True)

    assert [row[1] for row in page.context["figures"]] == [66, 40]


def test_fields_that_nobody_asked_for_are_dropped(client, report, lead):
    base = json.dumps({"status": "approved", "junk": "x"})

    send(enter(client, lead), report, {"base": base, "status": "approved", "version": "9", "summary": "进展"})

    assert drafted(report).get("summary") == "进展"
    assert set(drafted(report)) == {"summary"}
    assert ProgressReport.objects.get().status == Status.DRAFT


def test_a_text_of_100_000_characters_is_kept_and_refused_when_handed_in(client, report, lead):
    fields = complete_draft(report, summary="字" * 100_000)

    page = send(enter(client, lead), report, fields, "check", follow=True)

    assert drafted(report)["summary"] == "字" * 100_000
    assert page.context["form"].errors["summary"] == [
        "At most 5000 characters; these are 100000. Shorten the text, or attach it as evidence"
    ]


def test_more_than_any_report_holds_is_given_back_with_a_sentence(client, report, lead):
    fields = {**open_form(enter(client, lead), report), "summary": "字" * 200_001, "problem": "也不丢"}

    page = send(client, report, fields)

    assert page.status_code == 413
    assert "a report can hold 200000 characters" in page.text
    assert page.context["form"]["summary"].value() == "字" * 200_001
    assert page.context["form"]["problem"].value() == "也不丢"
    assert page.context["base"] == fields["base"]
    assert drafted(report) == {}


def test_an_old_form_sent_again_after_handing_in_gives_everything_back(client, report, lead):
    fields = open_form(enter(client, lead), report)
    hand_in(report, by=lead)

    page = send(client, report, {**fields, "summary": "后退以后又写的"})

    assert page.status_code == 403
    assert "This report was handed in and awaits review" in page.text
    assert page.context["form"]["summary"].value() == "后退以后又写的"
    assert Submission.objects.get().summary == SUMMARY


def test_a_form_without_its_token_is_refused(report, lead):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lead)

    page = strict.post(url("edit", report), {"summary": "进展"})

    assert page.status_code == 403
    assert drafted(report) == {}


@pytest.mark.parametrize("name", ["edit", "autosave"])
def test_a_nul_is_refused(client, report, lead, name):
    assert enter(client, lead).post(url(name, report), {"summary": "进\0展"}).status_code == 400


def test_controls_and_direction_marks_are_not_kept(client, report, lead):
    send(enter(client, lead), report, {"summary": "进\x1b展\u202e。\r\n第二行"})

    assert drafted(report)["summary"] == "进展。\n第二行"


@pytest.mark.parametrize("help_from", ["0", "999999999999999999999999", "abc", "-1", "１"])
def test_help_is_asked_only_of_organizations_that_exist(client, report, lead, help_from):
    fields = complete_draft(report, has_problem="yes", problem="问题", help_from=help_from)

    page = send(enter(client, lead), report, fields, "check", follow=True)

    assert page.context["form"].errors["help_from"] == ["Choose an organization from the list"]
    assert page.context["form"]["help_from"].value() == help_from


def refusal_page(client, report, person, name="edit"):
    """``(why, heading, sentence, way on)`` of the page that refuses."""
    page = enter(client, person).get(url(name, report))
    refused = page.context["refused"]
    assert page.status_code == 403
    assert f'href="{url("show", report)}"' in page.text
    assert 'class="main-nav"' in page.text
    assert page.text.count("<h1") == 1
    assert f'<h1 class="empty-state__title">{refused.heading}</h1>' in page.text
    assert all(f'href="{address}"' in page.text for address, _label in refused.ways)
    return refused.why, str(refused.heading), refused.sentence, refused.ways[0][0]


@pytest.mark.parametrize("name", ["edit", "check"])
def test_four_refusals_read_differently(client, report, lead, reviewer, outsider, name):
    today = timezone.localdate()
    plan, assignment = report.assignment.measure.task.plan, report.assignment
    closed = make_report(assignment=assignment, period=make_period(
        plan=plan, opens_on=today - timedelta(days=9), due_on=today - timedelta(days=3),
        closes_on=today - timedelta(days=1)))
    ahead = make_report(assignment=assignment, period=make_period(
        plan=plan, opens_on=today + timedelta(days=1), due_on=today + timedelta(days=9),
        closes_on=today + timedelta(days=20)))
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)

    pages = [refusal_page(client, *which, name) for which in (
        (closed, lead), (ahead, lead), (report, lead), (report, outsider))]
    whys, headings, sentences, ways = zip(*pages, strict=True)

    assert whys == (Why.CLOSED, Why.NOT_OPEN_YET, Why.DECIDED, Why.NOT_ALLOWED)
    assert headings == ("Reporting for this period has closed", "Reporting for this period is not open yet",
                        "This report is approved", "You do not write this report")
    assert [words in sentence for words, sentence in zip(
        ("To report late, contact the zone's task force", " opens on ", "has been approved",
         "Only the responsible organization reports"), sentences, strict=True)] == [True] * 4
    assert ways == (reverse("help:show") + "#contact", reverse("work:home"), *[url("show", report)] * 2)


def test_what_awaits_review_cannot_be_written_and_says_so(client, report, lead):
    hand_in(report, by=lead)

    why, heading, sentence, _way = refusal_page(client, report, lead)

    assert (why, heading) == (Why.AWAITING, "This report is handed in")
    assert sentence == "This report was handed in and awaits review"


def test_an_approved_report_is_approved_and_not_closed_once_its_period_has_closed(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    report.period.due_on = report.period.opens_on
    report.period.closes_on = timezone.localdate() - timedelta(days=1)
    report.period.save()

    why, _heading, sentence, _way = refusal_page(client, report, lead)

    assert why == Why.DECIDED
    assert "has been approved" in sentence


def test_a_stranger_to_a_closed_period_is_not_allowed_rather_than_late(client, report, reviewer):
    report.period.due_on = report.period.opens_on
    report.period.closes_on = timezone.localdate() - timedelta(days=1)
    report.period.save()

    with pytest.raises(PermissionDenied) as refused:
        submit_step(report).check(reviewer, report, on=timezone.localdate())

    assert why_refused(refused.value) == Why.NOT_ALLOWED


def test_a_period_that_closes_while_somebody_writes_loses_nothing(client, report, lead):
    fields = open_form(enter(client, lead), report)
    report.period.closes_on = timezone.localdate() - timedelta(days=1)
    report.period.due_on = report.period.opens_on
    report.period.save()

    page = send(client, report, {**fields, "summary": "刚好晚了一天"})

    assert page.status_code == 403
    assert "closed on" in page.text
    assert page.context["form"]["summary"].value() == "刚好晚了一天"
    assert drafted(report) == {}


def test_a_returned_report_stays_open_after_its_period_has_closed(client, report, lead, reviewer):
    hand_in(report, by=lead)
    actions.send_back(report, by=reviewer, reason=REASON)
    report.period.due_on = report.period.opens_on
    report.period.closes_on = timezone.localdate() - timedelta(days=1)
    report.period.save()

    assert enter(client, lead).get(url("edit", report)).status_code == 200
