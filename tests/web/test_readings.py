"""Figures on the pages: an organization reports all its districts of a day at once, and reads what became of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from tests.readings import DAY, REASON, SOURCE, approve, make_duties, make_indicator, report
from tests.web.writing import enter
from tracker.indicators import actions
from tracker.indicators.quarters import end_before
from tracker.indicators.status import Combination, ReadingState
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


def address(indicator, on=DAY):
    return reverse("readings:report", args=[indicator.pk]) + (f"?on={on}" if on else "")


def send(client, indicator, *values, on=DAY, source=SOURCE, notes=(), **more):
    """Post the form with these figures, in the order of its rows."""
    keys = [duty.pk for duty in indicator.duties.in_order()]
    fields = {f"value-{key}": value for key, value in zip(keys, values, strict=False)}
    fields |= {f"note-{key}": note for key, note in zip(keys, notes, strict=False)}
    return client.post(address(indicator, on), {"source": source, **fields}, **more)


def rows(answer):
    return [each.row for each in answer.context["form"].rows()]


def test_all_districts_of_a_day_are_reported_at_once(client, indicator, lead, districts):
    answer = send(enter(client, lead), indicator, "３．５", "1,234.5", notes=["", "含续建"])

    assert answer["Location"] == address(indicator)
    found = [(reading.district, reading.value, reading.note, reading.source, reading.on)
             for reading in Reading.objects.order_by("pk")]
    assert found == [(districts[0], Decimal("3.5"), "", SOURCE, DAY),
                     (districts[1], Decimal("1234.5"), "含续建", SOURCE, DAY)]


def test_a_double_click_reports_once(client, indicator, lead):
    enter(client, lead)
    first, second = send(client, indicator, "3", "4"), send(client, indicator, "3", "4")

    assert (first.status_code, second.status_code) == (302, 302)
    assert Reading.objects.count() == 2


def test_without_a_day_the_last_quarter_that_ended_is_asked_for(client, indicator, lead):
    page = enter(client, lead).get(address(indicator, on=None))

    assert page.context["page"].on == end_before(timezone.localdate())


@pytest.mark.parametrize("on", ["2026-02-30", "昨天", "9" * 5000, "2999-01-01", "NaN", "=1"])
def test_a_day_that_is_none_or_has_not_come_says_so_and_asks_for_the_last_quarter(client, indicator, lead, on):
    page = enter(client, lead).get(address(indicator, on))

    assert page.context["fault"]
    assert page.context["page"].on == end_before(timezone.localdate())


def test_the_figure_before_and_the_last_source_stand_there(client, indicator, lead, reviewer, districts):
    approve(report(indicator, by=lead, district=districts[0], on=date(2026, 3, 31), value="2.75"), by=reviewer)

    page = enter(client, lead).get(address(indicator))

    assert [(row.previous_value, row.previous_on) for row in rows(page)] == [
        (Decimal("2.75"), date(2026, 3, 31)), (None, None)]
    assert page.context["form"]["source"].value() == SOURCE


@pytest.mark.parametrize(("value", "word"), [
    ("abc", "3.85"), ("3,85", "full stop"), ("NaN", "3.85"), ("1" * 40, "12"), ("1.23456", "4"), ("63%", "%"),
    ("😀", "3.85"), ("10^30", "3.85"), ("字" * 10_000, "3.85"),
])
def test_what_is_no_figure_is_answered_at_its_field_and_nothing_is_lost(client, indicator, lead, value, word):
    page = send(enter(client, lead), indicator, value, "4", notes=["备注甲", ""])

    form = page.context["form"]
    (link, sentence), = form.error_links()
    first = form.rows()[0].value
    assert (page.status_code, link, first.value()) == (200, first.auto_id, value)
    assert word in sentence
    assert page.text.count(f'id="{first.auto_id}_error"') == 1
    kept = form.rows()[0].note.value(), form.rows()[1].value.value(), form["source"].value()
    assert kept == ("备注甲", "4", SOURCE)
    assert not Reading.objects.exists()


@pytest.mark.parametrize(("fields", "field"), [
    ({"source": ""}, "source"), ({"source": "字" * 501}, "source"), ({"notes": ["注" * 301]}, "note"),
])
def test_sources_and_notes_are_asked_for_and_of_a_length(client, indicator, lead, fields, field):
    page = send(enter(client, lead), indicator, "3", **fields)

    (link, _sentence), = page.context["form"].error_links()
    assert link.startswith(field)
    assert not Reading.objects.exists()


def test_a_form_without_any_figure_says_so(client, indicator, lead):
    page = send(enter(client, lead), indicator)

    assert page.context["form"].non_field_errors()
    assert page.context["form"].error_links()[0][0] == page.context["form"].rows()[0].value.auto_id


def test_what_waits_is_shown_with_what_is_odd_about_it_and_can_be_taken_back(
        client, indicator, lead, reviewer, districts):
    approve(report(indicator, by=lead, district=districts[0], on=date(2026, 3, 31), value="8"), by=reviewer)
    reading = report(indicator, by=lead, district=districts[0], value="3")

    page = enter(client, lead).get(address(indicator))
    answer = client.post(reverse("readings:recall", args=[reading.pk]))
    again = client.get(address(indicator))

    assert (rows(page)[0].waits, len(rows(page)[0].hints)) == (True, 2)
    assert answer["Location"] == address(indicator)
    assert again.context["form"].rows()[0].value.value() == "3"
    assert Reading.objects.get(pk=reading.pk).state == ReadingState.RECALLED


def test_what_came_back_stands_there_with_its_reason_to_be_changed(client, indicator, lead, reviewer, districts):
    actions.return_reading(report(indicator, by=lead, district=districts[0], note="旧注"), by=reviewer, reason=REASON)

    page = enter(client, lead).get(address(indicator))
    form = page.context["form"].rows()[0]
    send(client, indicator, "3.6")

    assert REASON in page.text
    assert (form.value.value(), form.note.value()) == ("3.5", "旧注")
    assert Reading.objects.filter(state=ReadingState.SUBMITTED).get().value == Decimal("3.6")


def test_what_came_back_is_not_reported_again_as_it_was(client, indicator, lead, reviewer, districts):
    actions.return_reading(report(indicator, by=lead, district=districts[0]), by=reviewer, reason=REASON)

    page = send(enter(client, lead), indicator, "3.5")
    send(client, indicator, "3.5", "4")
    told = send(client, indicator, "3.5", notes=["与年报核对无误"])

    assert page.context["form"].error_links()[0][0] == page.context["form"].rows()[0].value.auto_id
    assert told.status_code == 302
    reported = Reading.objects.undecided().order_by("pk").values_list("district", "note")
    assert list(reported) == [(districts[1].pk, ""), (districts[0].pk, "与年报核对无误")]


def test_another_figure_over_one_that_waits_is_refused_in_words_with_all_that_was_typed(
        client, indicator, lead, districts):
    report(indicator, by=lead, district=districts[0], value="3")

    page = send(enter(client, lead), indicator, "4", "5")

    form = page.context["form"]
    assert [sentence for sentence in form.non_field_errors() if "3" in sentence]
    assert [each.value.value() for each in form.rows()] == ["4", "5"]
    assert Reading.objects.count() == 1


def test_an_indicator_that_is_read_as_a_whole_has_one_row(client, plan, lead):
    indicator = make_indicator(plan=plan, combination=Combination.WHOLE, unit="%")
    make_duties(indicator, organization=lead.organization)

    send(enter(client, lead), indicator, "63.2％")

    reading = Reading.objects.get()
    assert (reading.district, reading.value) == (None, Decimal("63.2"))


def test_whoever_does_not_report_an_indicator_reads_why(client, indicator, outsider, reviewer):
    for person in (outsider, reviewer, make_user(role=Role.LEADER)):
        for answer in (enter(client, person).get(address(indicator)), send(client, indicator, "3")):
            assert (answer.status_code, bool(answer.context["reason"])) == (403, True)


def test_an_organization_sees_only_its_own_districts(client, plan, lead, outsider, districts):
    indicator = make_indicator(plan=plan)
    make_duties(indicator, organization=lead.organization, districts=districts[:1])
    other, = make_duties(indicator, organization=outsider.organization, districts=districts[1:])

    page = enter(client, lead).get(address(indicator))
    client.post(address(indicator), {"source": SOURCE, f"value-{other.pk}": "9"})

    assert [row.district for row in rows(page)] == districts[:1]
    assert not Reading.objects.exists()


def test_a_day_before_the_figures_are_due_lies_in_the_past(client, indicator, lead):
    tomorrow = timezone.localdate() + timedelta(days=1)

    page = enter(client, lead).get(address(indicator, tomorrow))

    assert page.context["fault"]
