"""Every page can be used by everybody, fits every window, and asks for nothing but what is its own."""

import pytest

from tests.browser.looking import overflows, violations
from tests.browser.pages import PAGES, PANEL

WAYS_TO_LOOK = [(width, colours) for width in (1280, 390) for colours in ("light", "dark")]


def _open(people, addresses, page, **options):
    context = people.context(page.person, **options)
    context.watch.refusals.add(addresses[page.name])
    tab = context.new_page()
    response = tab.goto(addresses[page.name])
    return context, tab, response.status


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_accessible_fits_and_keeps_to_itself(people, addresses, page):
    context, tab, status = _open(people, addresses, page)
    found = []
    for width, colours in WAYS_TO_LOOK:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=colours)
        found += [f"{width} {colours}: {sentence}" for sentence in violations(tab)]

    assert status == page.status
    assert "\n".join(found + overflows(tab) + context.watch.faults) == ""


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_in_english_is_accessible_and_fits(people, addresses, page):
    context, tab, status = _open(people, addresses, page, language="en")
    found = violations(tab)

    assert tab.locator("html").get_attribute("lang") == "en"
    assert status == page.status
    assert "\n".join(found + overflows(tab) + context.watch.faults) == ""


@pytest.mark.parametrize("page", PANEL, ids=str)
def test_a_page_of_the_panel_is_accessible_fits_and_keeps_to_itself(people, addresses, page):
    context, tab, status = _open(people, addresses, page)
    found = violations(tab)
    tab.emulate_media(color_scheme="dark")
    found += [f"dark: {sentence}" for sentence in violations(tab)]
    tab.set_viewport_size({"width": 390, "height": 900})
    found += [f"390 dark: {sentence}" for sentence in violations(tab)]

    assert status == page.status
    assert "\n".join(found + overflows(tab) + context.watch.faults) == ""
