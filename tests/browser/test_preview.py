"""The light that a report would bring follows what is typed, with the keyboard and without a script."""

from tests.browser.drivers import WithoutScript


def _first_figure(page):
    return page.locator(".district-figures__percent input").first


def test_the_light_follows_what_is_typed(people, addresses):
    page = people.context("qy-police").new_page()
    page.goto(addresses["report form, draft"])
    before = page.inner_text("#preview")

    with page.expect_response("**/preview/") as answer:
        _first_figure(page).fill("3")
        page.keyboard.press("Tab")
    page.wait_for_function("before => document.querySelector('#preview').innerText !== before", arg=before)

    assert answer.value.status == 200
    assert page.locator("#preview").get_attribute("role") == "status"
    assert page.locator(".district-figures__light .light__mark--red").first.is_visible()
    assert page.context.watch.faults == []


def test_without_a_script_a_button_shows_the_light(people, addresses):
    page = people.context("qy-police", language="en", **WithoutScript.options).new_page()
    page.goto(addresses["report form, draft"])

    _first_figure(page).fill("3")
    page.click("button[name=action][value=preview]")

    assert page.url.endswith("#preview")
    assert _first_figure(page).input_value() == "3"
    assert "Handed in like this:" in page.inner_text("#preview")
