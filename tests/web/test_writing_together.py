"""Two people write the same report: nobody undoes what the other wrote, whichever way it is saved."""

import json

import pytest

from tests.factories import hand_in, make_milestone, write
from tests.web.writing import drafted, enter, open_form, send, url
from tracker.reporting import actions
from tracker.reporting.draft import milestone_field

pytestmark = pytest.mark.usefixtures("in_english")


def test_different_fields_of_two_people_are_joined(client, report, lead, colleague):
    fields = open_form(enter(client, lead), report)
    actions.save_draft(report, by=colleague, base={}, mine={"problem": "同事写的问题"})

    page = send(client, report, {**fields, "next_steps": "我写的计划"}, follow=True)

    assert (drafted(report)["problem"], drafted(report)["next_steps"]) == ("同事写的问题", "我写的计划")
    assert "Others changed other fields meanwhile" in page.text


def test_the_same_field_of_two_people_shows_both_texts_and_the_first(client, report, lead, colleague):
    write(report, by=lead, next_steps="开始时的计划")
    fields = open_form(enter(client, lead), report)
    write(report, by=colleague, next_steps="同事的计划")

    page = send(client, report, {**fields, "next_steps": "我的计划", "problem": "我写的问题"})

    assert page.status_code == 409
    assert [conflict.field.name for conflict in page.context["conflicts"]] == ["next_steps"]
    for text in ("开始时的计划", "同事的计划", "我的计划", "林晓彤 and you"):
        assert text in page.text
    assert drafted(report)["next_steps"] == "同事的计划"
    assert drafted(report)["problem"] == "我写的问题"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "两人的计划"), ("theirs", "同事的计划")])
def test_a_conflict_is_decided_by_whoever_came_second(client, report, lead, colleague, choice, kept):
    write(report, by=lead, next_steps="开始时的计划")
    fields = open_form(enter(client, lead), report)
    write(report, by=colleague, next_steps="同事的计划")
    page = send(client, report, {**fields, "next_steps": "我的计划"}, "check")

    response = send(client, report, {
        "base": page.context["base"], "next_steps": "两人的计划", "take-next_steps": choice,
    }, page.context["action"])

    assert response.url == url("check", report)
    assert drafted(report)["next_steps"] == kept
    assert drafted(report)["summary"] == fields["summary"]


def test_a_choice_in_conflict_is_said_in_words(client, report, lead, colleague):
    milestone = make_milestone(measure=report.measure, due_on=report.period.ends_on)
    done = milestone_field(milestone.pk, "done")
    fields = open_form(enter(client, lead), report)
    actions.save_draft(report, by=colleague, base={}, mine={done: "no"})

    page = send(client, report, {**fields, done: "yes"})

    assert [(c.theirs, c.base) for c in page.context["conflicts"]] == [("Not done", "")]


@pytest.mark.parametrize(
    "base", ["", "{", "[" * 20_000, "[]", "null", '{"next_steps": 5}', '{"next_steps": "\\ud800"}']
)
def test_a_page_that_does_not_know_its_base_overwrites_nothing(client, report, lead, base):
    write(report, by=lead, next_steps="存着的计划")

    page = send(enter(client, lead), report, {"base": base, "next_steps": "别的计划"})

    assert page.status_code == 409
    assert drafted(report)["next_steps"] == "存着的计划"


def test_autosave_answers_with_the_base_from_which_the_page_goes_on(client, report, lead, colleague):
    fields = open_form(enter(client, lead), report)
    actions.save_draft(report, by=colleague, base={}, mine={"problem": "同事写的问题"})

    answer = client.post(url("autosave", report), {**fields, "next_steps": "计划"}).json()

    assert answer["version"] == 2
    assert (answer["base"]["next_steps"], answer["base"]["problem"]) == ("计划", "")
    assert answer["message"].startswith("Saved at ")
    assert "reload the page" in answer["message"]


def test_an_open_page_that_saves_by_itself_never_undoes_a_colleague(client, report, lead, colleague):
    fields = open_form(enter(client, lead), report)
    actions.save_draft(report, by=colleague, base={}, mine={"problem": "同事写的问题"})
    answer = client.post(url("autosave", report), {**fields, "next_steps": "计划"}).json()

    client.post(url("autosave", report), {**fields, "base": json.dumps(answer["base"]), "next_steps": "计划二"})

    assert (drafted(report)["problem"], drafted(report)["next_steps"]) == ("同事写的问题", "计划二")


def test_autosave_says_that_the_same_field_was_changed(client, report, lead, colleague):
    fields = open_form(enter(client, lead), report)
    actions.save_draft(report, by=colleague, base={}, mine={"summary": "同事"})

    answer = client.post(url("autosave", report), {**fields, "summary": "我"})

    assert answer.status_code == 409
    assert answer.json() == {
        "url": url("edit", report),
        "message": "This report has just been changed. Nothing you typed is lost: compare, then save again",
    }


def test_autosave_says_why_it_may_not(client, report, lead):
    fields = open_form(enter(client, lead), report)
    hand_in(report, by=lead)

    answer = client.post(url("autosave", report), {**fields, "summary": "晚了"})

    assert (answer.status_code, answer.json()) == (403, {"message": "This report was handed in and awaits review"})


def test_autosave_refuses_what_no_report_holds(client, report, lead):
    answer = enter(client, lead).post(url("autosave", report), {"summary": "字" * 200_001})

    assert answer.status_code == 413
    assert drafted(report) == {}


def test_autosave_is_only_sent(client, report, lead):
    assert enter(client, lead).get(url("autosave", report)).status_code == 405
