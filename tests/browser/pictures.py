"""Photographs pages for people to look at: ``python -m tests.browser.pictures FOLDER [WORDS OF NAMES…]``."""

import argparse
import os
import sys
from pathlib import Path

WINDOWS = {"1280": {"viewport": {"width": 1280, "height": 900}}, "390": {"viewport": {"width": 390, "height": 844}}}
LANGUAGES = ("zh-hans", "en")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("words", nargs="*", help="only pages whose name has one of these words")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    from tests.browser.site import CHROMIUM_FLAGS, chromium, running_site

    options.folder.mkdir(parents=True, exist_ok=True)
    executable = chromium() or sys.exit("There is no Chromium on this machine.")
    with running_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        _photograph(browser, site, options)
        browser.close()


def _photograph(browser, site, options):
    from tests.browser.pages import PAGES, PANEL
    from tests.browser.people import People

    people, addresses = People(browser, site), site.ask("tests.browser.pages.addresses")
    for page in PAGES + PANEL:
        if options.words and not any(word in page.name for word in options.words):
            continue
        for language in LANGUAGES:
            for window, size in WINDOWS.items():
                colours = "dark" if options.dark else "light"
                tab = people.context(page.person, language=language, color_scheme=colours, **size).new_page()
                tab.goto(addresses[page.name])
                height = tab.evaluate("() => document.documentElement.scrollHeight")
                tab.set_viewport_size({**size["viewport"], "height": height})  # puts bars that stick where they end
                name = "-".join(["".join(sign if sign.isalnum() else " " for sign in page.name), window, language[:2]])
                tab.screenshot(path=options.folder / f"{'-'.join(name.split())}.png", full_page=True)
                print(name)
        people.close()


main()
