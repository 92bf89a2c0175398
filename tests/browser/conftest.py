"""A site and a Chromium for all tests of this folder, and a second pair for the pages in English, beside the first."""

import pytest

from tests.browser.people import People
from tests.browser.site import CHROMIUM_FLAGS, chromium, running_site


def pytest_itemcollected(item):
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.xdist_group("browser in English" if "in_english" in item.name else "browser"))


@pytest.fixture(scope="session")
def executable():
    if path := chromium():
        return path
    return pytest.skip("there is no Chromium on this machine")


@pytest.fixture(scope="session")
def site(executable):
    with running_site() as site:
        yield site


# For this folder only: while Playwright runs, Django takes the thread for an asynchronous one and refuses the database.
@pytest.fixture(scope="package")
def browser(executable):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def addresses(site):
    """The address of every page, by the name that tests know it by."""
    return site.ask("tests.browser.pages.addresses")


@pytest.fixture(scope="package")
def scenes(site):
    """Reports waiting to be written, by the name of the journey that they are for."""
    return site.ask("tests.browser.scenes.scenes")


@pytest.fixture(scope="package")
def _people(browser, site):
    return People(browser, site)


@pytest.fixture
def people(_people):
    """Closes what a test opened."""
    yield _people
    _people.close()
