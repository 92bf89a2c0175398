"""What only an act brings up: refused sign-ins, errors, the comparison of two drafts, a list that changes in place."""

import pytest

from tests.browser.looking import look_all_ways, overflows
from tests.browser.test_saving import SAVE, SUBMIT, open_form, ready_to_hand_in


def _faults(page):
    return "\n".join(look_all_ways(page) + overflows(page) + page.context.watch.faults)


def test_the_ledger_changes_in_place_and_the_address_follows(people):
    from playwright.sync_api import expect

    page = people.context("leader").new_page()
    page.goto("/measures/")
    rows = page.locator("table.ledger tbody tr th[scope=row]")
    every = rows.count()

    page.fill("#filter-q", "户籍")
    page.press("#filter-q", "Enter")
    page.wait_for_url("**q=*")
    expect(rows).not_to_have_count(every)
    page.go_back()

    expect(page).to_have_url(f"{page.context.watch.site}/measures/")
    expect(rows).to_have_count(every)
    expect(page.locator("#filter-q")).to_have_value("")
    assert page.context.watch.faults == []


@pytest.mark.slow
def test_a_refused_sign_in_is_accessible(people):
    page = people.context().new_page()
    page.goto("/login/")
    page.fill("[name=username]", "reporter")
    page.fill("[name=password]", "not-the-password")
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".error-summary")

    assert _faults(page) == ""


@pytest.mark.slow
def test_the_comparison_of_two_drafts_is_accessible(people, scenes):
    scene = scenes["looked at in conflict"]
    mine, theirs = (open_form(people, name, scene) for name in ("writer", "writing-colleague"))
    mine.context.watch.refusals |= {f"/reports/{scene['report']}/{name}/" for name in ("edit", "autosave")}
    for page, text in ((theirs, "同事写的计划"), (mine, "我写的计划")):
        page.fill("#next_steps", text)
        with page.expect_navigation():
            page.click(SAVE)
    mine.wait_for_selector(".versions")

    assert _faults(mine) == ""


@pytest.mark.slow
def test_a_return_without_a_reason_is_accessible(people, scenes):
    scene = scenes["looked at in review"]
    writer = ready_to_hand_in(people, scene)
    writer.click(SUBMIT)
    writer.wait_for_url("**/receipt/")
    page = people.context("reader").new_page()
    page.goto("/review/")
    page.check("[name=decision][value=return]")
    page.click(".decision .button--primary")
    page.wait_for_selector(".error-summary")

    assert _faults(page) == ""
