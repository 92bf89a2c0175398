"""What is printed is the report for the leader: A4, few sheets, nothing that only a screen needs."""

import re

import pytest

NAVIGATION = ".site-header, .tab-bar, .site-footer, .filters, .chips, .breadcrumb, button, .button, .skip-link"


def _sheets(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(("person", "address", "most"), [
    ("leader", "/measures/", 4),
    ("leader", "/measures/1-06/", 4),
    ("leader", "/plan/", 6),
])
def test_a_page_prints_on_few_sheets_without_navigation(people, person, address, most):
    page = people.context(person).new_page()
    page.goto(address)
    page.emulate_media(media="print")
    shown = [element.inner_text() for element in page.locator(NAVIGATION).all() if element.is_visible()]

    assert shown == []
    assert 1 <= _sheets(page.pdf(prefer_css_page_size=True)) <= most
    assert page.locator(".print-head").is_visible()


@pytest.mark.parametrize("address", ["/overview/", "/overview/?on=2024-10-10&basis=pending"])
def test_the_overview_prints_on_two_sheets(people, address):
    page = people.context("leader").new_page()
    page.goto(address)
    page.emulate_media(media="print")

    assert _sheets(page.pdf(prefer_css_page_size=True)) == 2
    assert page.locator(".print-head").is_visible()
    assert not page.locator(f"{NAVIGATION}, .day-form, .segmented, .overview__data").filter(visible=True).count()
