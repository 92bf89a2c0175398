"""The rules of the lights in the panel: read in versions, made after a preview, never edited."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.admin.forms import address, errors, events, last_event, save
from tests.factories import REASON, make_measure, make_task
from tests.lights.checking import rows
from tracker import acts
from tracker.lights.actions import redraw
from tracker.lights.models import LightOverride, LightSpan, RuleSet

NEW = reverse("admin:tracker_ruleset_new")
DAY = timedelta(days=1)
LENIENT = {"gap_yellow": 100, "gap_red": 100, "reason": REASON}


@pytest.fixture
def behind(plan):
    """A measure of which half is expected and nothing reported, and one that has hardly begun."""
    today, task = timezone.localdate(), make_task(plan=plan)
    measures = [make_measure(task=task, starts_on=today - days * DAY, due_on=today + 500 * DAY) for days in (500, 0)]
    redraw(measures, on=today)
    return measures[0]


def press(panel, button, **fields):
    """Fill in the page as it stands, with these fields changed, and press a button of it."""
    return save(panel, NEW, **{button: "1", **fields})


def preview_and_make(panel, **fields):
    page = press(panel, "preview", **fields)
    form = {bound.html_name: bound.value() for bound in page.context["form"]}
    return panel.post(NEW, {**form, "make": "1"})


def test_the_form_begins_with_the_thresholds_in_force_and_today(panel):
    form = panel.get(NEW).context["form"]

    values = {name: form[name].value() for name in form.Meta.fields}
    assert values == {
        "effective_on": timezone.localdate(), "gap_yellow": 10, "gap_red": 30, "milestone_red": 30, "deadline_days": 30,
        "deadline_percent": 90, "missing_red": 2, "reason": "",
    }


def test_the_first_press_shows_which_lights_would_change_and_saves_nothing(panel, behind):
    before = rows()

    page = press(panel, "preview", **LENIENT)

    assert [(change.measure, change.before, change.after) for change in page.context["changes"]] == [
        (behind, "red", "green")]
    assert "Under the new rules, 1 measure changes its light" in page.text
    assert page.text.index("light--red") < page.text.index("light--green")
    assert (rows(), RuleSet.objects.count(), events()) == (before, 1, [])


def test_the_second_press_puts_the_version_in_force(panel, behind, administrator):
    answer = preview_and_make(panel, **LENIENT)

    rules = RuleSet.objects.get(version=2)
    assert answer["Location"] == reverse("admin:tracker_ruleset_changelist")
    assert (rules.gap_red, rules.made_by, rules.effective_on) == (100, administrator, timezone.localdate())
    assert LightSpan.objects.valid(on=timezone.localdate()).overall().get(measure=behind).light == "green"
    assert (last_event().verb, last_event().changes["gap_red"]) == ("make_rules", [30, 100])


def test_numbers_that_nobody_looked_at_are_previewed_first(panel, behind):
    page = press(panel, "preview", **LENIENT)
    form = {bound.html_name: bound.value() for bound in page.context["form"]}

    again = panel.post(NEW, {**form, "gap_red": "101", "make": "1"})
    other = panel.post(NEW, {**form, "gap_yellow": "99", "make": "1"})

    assert errors(again) == ["Ensure this value is less than or equal to 100."]
    assert "The thresholds are not those of the last preview" in other.text
    assert RuleSet.objects.count() == 1


def test_making_without_a_preview_shows_one(panel, behind):
    page = press(panel, "make", **LENIENT)

    assert (len(page.context["changes"]), RuleSet.objects.count()) == (1, 1)


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"reason": "太短"}, "Give the reason in at least 10 characters"),
    ({"reason": ""}, "This field is required."),
    ({"gap_yellow": "50", "gap_red": "40"}, "Yellow must begin before red"),
    ({"gap_yellow": "many"}, "Enter a whole number."),
    ({"missing_red": "4"}, "Ensure this value is less than or equal to 3."),
    ({"effective_on": "2020-01-01"}, "Rules cannot change for days that have passed"),
    ({"gap_yellow": "10", "gap_red": "30", "deadline_days": "30"},
     "These are the thresholds of version 1; change at least one"),
])
def test_what_will_not_do_comes_back_with_all_that_was_typed(panel, behind, fields, sentence):
    typed = {**LENIENT, "deadline_days": "45", **fields}

    page = press(panel, "preview", **typed)

    assert errors(page) == [sentence]
    assert page.context["changes"] is None
    assert {name: page.context["form"][name].value() for name in typed} == {
        name: str(value) for name, value in typed.items()}


def test_a_day_that_a_version_holds_already_comes_back_at_the_day(panel, behind):
    preview_and_make(panel, **LENIENT)

    page = press(panel, "preview", gap_yellow=90, gap_red=99, reason=REASON)

    today = timezone.localdate().isoformat()
    assert list(page.context["form"].errors) == ["effective_on"]
    assert errors(page) == [f"Version 2 is in force from {today}; choose a later day"]


def test_the_list_says_which_version_is_in_force_and_which_is_to_come(panel, behind):
    preview_and_make(panel, **LENIENT)
    preview_and_make(panel, gap_red=99, gap_yellow=90, effective_on=timezone.localdate() + 5 * DAY, reason=REASON)

    page = panel.get(reverse("admin:tracker_ruleset_changelist"))

    with translation.override("en"):
        standings = [str(page.context["cl"].model_admin.standing(each)) for each in page.context["cl"].result_list]
    assert standings == ["to come", "in force", "replaced"]
    assert "yellow 90 to 99 points behind; red more than 99 points behind" in page.text


@pytest.mark.parametrize("page", ["change", "delete"])
def test_a_version_is_never_edited_or_removed(panel, page):
    rules = RuleSet.objects.get()

    answer = panel.post(address(rules, page), {"gap_red": "99", "post": "yes"})

    assert answer.status_code == 403
    assert list(RuleSet.objects.values_list("pk", "gap_red")) == [(rules.pk, 30)]


def test_lights_set_by_hand_are_only_looked_at(panel, behind, administrator):
    override = acts.set_light(behind, by=administrator, light="green", reason=REASON, until_on=timezone.localdate())

    page = panel.get(reverse("admin:tracker_lightoverride_changelist"))
    answer = panel.post(address(override), {"light": "red"})

    assert "light--green" in page.text
    assert (answer.status_code, LightOverride.objects.get().light) == (403, "green")
