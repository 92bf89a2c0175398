"""Every page can be used by everybody, fits every window, and asks for nothing but what is its own.

Opening a page costs most, so one opening shows all of it; who looks at many pages keeps one tab.
"""

from urllib.parse import urlsplit

import pytest

from tests.browser.looking import look, look_all_ways, overflows
from tests.browser.pages import PAGES, PANEL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def legible():
    """Dark shades that were found legible on some page."""
    return set()


def by_person(pages):
    return sorted(pages, key=lambda page: page.person)


def opened(people, addresses, page, language=""):
    tab = people.looking(page.person, language=language)
    tab.context.watch.refusals.add(urlsplit(addresses[page.name]).path)
    response = tab.goto(addresses[page.name])
    assert response.status == page.status
    return tab


@pytest.mark.parametrize("page", by_person(PAGES) + by_person(PANEL), ids=str)
def test_a_page_is_accessible_at_both_widths_fits_and_keeps_to_itself(people, addresses, legible, page):
    tab = opened(people, addresses, page)

    found = look_all_ways(tab, legible=legible) + overflows(tab) + tab.context.watch.faults

    assert "\n".join(found) == ""


@pytest.mark.parametrize("page", by_person(PAGES), ids=str)
def test_a_page_in_english_is_accessible_fits_and_keeps_to_itself(people, addresses, page):
    tab = opened(people, addresses, page, language="en")

    found = look(tab, width=390, colours="light") + overflows(tab) + tab.context.watch.faults

    assert tab.locator("html").get_attribute("lang") == "en"
    assert "\n".join(found) == ""
