"""Every page can be used by everybody, fits every window, and asks for nothing but what is its own."""

from urllib.parse import urlsplit

import pytest

from tests.browser.looking import look, look_all_ways, overflows
from tests.browser.pages import PAGES, PANEL


def _open(people, addresses, page, **options):
    context = people.context(page.person, **options)
    context.watch.refusals.add(urlsplit(addresses[page.name]).path)
    tab = context.new_page()
    response = tab.goto(addresses[page.name])
    assert response.status == page.status
    return tab


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_fits_every_window_and_keeps_to_itself(people, addresses, page):
    tab = _open(people, addresses, page)

    assert "\n".join(overflows(tab) + tab.context.watch.faults) == ""


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_accessible_at_both_widths_in_both_colours(people, addresses, page):
    tab = _open(people, addresses, page)

    assert "\n".join(look_all_ways(tab)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_in_english_is_accessible_fits_and_keeps_to_itself(people, addresses, page):
    tab = _open(people, addresses, page, language="en")
    found = look(tab, width=390, colours="light") + overflows(tab) + tab.context.watch.faults

    assert tab.locator("html").get_attribute("lang") == "en"
    assert "\n".join(found) == ""


@pytest.mark.slow
@pytest.mark.parametrize("page", PANEL, ids=str)
def test_a_page_of_the_panel_is_accessible_fits_and_keeps_to_itself(people, addresses, page):
    tab = _open(people, addresses, page)
    found = look_all_ways(tab) + overflows(tab) + tab.context.watch.faults

    assert "\n".join(found) == ""
