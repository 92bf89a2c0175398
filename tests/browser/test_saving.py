"""Nothing typed is lost and nothing is handed in twice, whatever people and networks do."""

import re
import sqlite3

import pytest

from tests.browser.drivers import Keyboard, WithoutScript
from tests.browser.test_journeys import SUMMARY, fill_in

SAVED = re.compile(r"\d\d:\d\d")
CHECK = "button[name=action][value=check]:not([aria-hidden])"
SAVE = "button[name=action][value=save]:not([aria-hidden])"
SUBMIT = "main form[action$='/submit/'] button[type=submit]"


def open_form(people, username, scene, **options):
    page = people.context(username, **options).new_page()
    page.goto(f"/reports/{scene['report']}/edit/")
    return page


def ready_to_hand_in(people, scene, way=Keyboard):
    page = open_form(people, "writer", scene, **way.options)
    fill_in(way(page), scene)
    page.click(CHECK)
    page.wait_for_url("**/check/")
    return page


def _submissions(site, scene):
    with sqlite3.connect(f"file:{site.folder}/db.sqlite3?mode=ro", uri=True) as database:
        sql = "SELECT count(*) FROM tracker_submission WHERE report_id = ?"
        return database.execute(sql, [scene["report"]]).fetchone()[0]


def _status(page):
    return page.locator("[data-autosave-status]")


def _wait_for_text(locator, text):
    from playwright.sync_api import expect

    expect(locator).to_have_text(text, timeout=15_000)


def test_what_was_typed_is_there_after_a_reload_without_saving(people, scenes):
    page = open_form(people, "writer", scenes["left alone"])

    page.locator("#summary").press_sequentially("写到一半的进展")
    with page.expect_response("**/autosave/") as saved:
        page.wait_for_timeout(3_000)

    assert saved.value.status == 200
    _wait_for_text(_status(page), SAVED)
    page.reload()
    assert page.input_value("#summary") == "写到一半的进展"
    assert page.context.watch.faults == []


def test_without_a_network_the_page_says_so_and_saves_once_it_is_back(people, scenes):
    page = open_form(people, "writer", scenes["cut off"])
    page.context.watch.refusals.add(f"/reports/{scenes['cut off']['report']}/autosave/")
    sentence = _status(page).get_attribute("data-offline")

    page.context.set_offline(True)
    page.fill("#next_steps", "断网时写的计划")
    page.locator("#next_steps").blur()
    _wait_for_text(_status(page), sentence)
    page.context.set_offline(False)
    _wait_for_text(_status(page), SAVED)

    page.reload()
    assert page.input_value("#next_steps") == "断网时写的计划"
    assert page.context.watch.faults == []


def test_what_was_typed_without_a_network_survives_closing_the_page(people, scenes):
    page = open_form(people, "writer", scenes["cut off"])
    page.context.watch.refusals.add(f"/reports/{scenes['cut off']['report']}/autosave/")
    sentence = _status(page).get_attribute("data-offline")

    page.context.set_offline(True)
    page.fill("#summary", "断网时写的进展")
    page.locator("#summary").blur()
    _wait_for_text(_status(page), sentence)
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"/reports/{scenes['cut off']['report']}/edit/")

    assert again.input_value("#summary") == "断网时写的进展"
    _wait_for_text(_status(again), SAVED)


def test_two_people_in_the_same_field_see_both_texts_and_lose_none(people, scenes):
    scene = scenes["of two people"]
    mine, theirs = (open_form(people, name, scene) for name in ("writer", "writing-colleague"))
    mine.context.watch.refusals |= {f"/reports/{scene['report']}/{name}/" for name in ("edit", "autosave")}

    theirs.fill("#next_steps", "同事写的计划")
    theirs.click(SAVE)
    theirs.wait_for_load_state()
    mine.fill("#next_steps", "我写的计划")
    mine.click(SAVE)
    mine.wait_for_selector(".versions")

    assert "同事写的计划" in mine.text_content(".versions")
    assert mine.input_value("[name=next_steps]") == "我写的计划"
    mine.fill("[name=next_steps]", "两个人的计划")
    mine.click(SAVE)
    mine.wait_for_selector("#summary")
    assert mine.input_value("#next_steps") == "两个人的计划"
    assert mine.context.watch.faults == []


def test_two_people_in_different_fields_are_joined(people, scenes):
    scene = scenes["of two people"]
    mine, theirs = (open_form(people, name, scene) for name in ("writer", "writing-colleague"))

    theirs.fill("#summary", "同事写的进展")
    theirs.click(SAVE)
    theirs.wait_for_load_state()
    first, _second = scene["districts"]
    mine.fill(f"[name=percent-{first}]", "61")
    mine.click(SAVE)
    mine.wait_for_load_state()

    assert (mine.input_value("#summary"), mine.input_value(f"[name=percent-{first}]")) == ("同事写的进展", "61")


@pytest.mark.parametrize(("way", "scene"), [
    (Keyboard, "clicked twice"), (WithoutScript, "clicked twice without script"),
])
def test_a_double_click_hands_in_once(people, site, scenes, way, scene):
    page = ready_to_hand_in(people, scenes[scene], way)

    page.dblclick(SUBMIT)
    page.wait_for_url("**/receipt/")

    assert _submissions(site, scenes[scene]) == 1
    assert page.context.watch.faults == []


def test_going_back_and_handing_in_again_leads_to_the_same_receipt(people, site, scenes):
    page = ready_to_hand_in(people, scenes["gone back"])
    page.click(SUBMIT)
    page.wait_for_url("**/receipt/")
    receipt = page.text_content(".receipt dl")

    page.go_back()
    page.context.watch.refusals.add(f"/reports/{scenes['gone back']['report']}/check/")
    if page.locator(SUBMIT).count():
        page.click(SUBMIT)
        page.wait_for_url("**/receipt/")
        assert page.text_content(".receipt dl") == receipt

    assert _submissions(site, scenes["gone back"]) == 1
    assert page.context.watch.faults == []
    assert SUMMARY[:20] in page.context.new_page().goto(f"/reports/{scenes['gone back']['report']}/").text()
