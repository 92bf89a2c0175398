"""A filled-in copy on its way back through the site: preview, choice, receipt, and what happens on the way."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.exchange.copies.offices import Office, Paper
from tests.factories import hand_in, make_user
from tracker.models import AuditEvent, CopyReturn
from tracker.people.roles import Role
from tracker.reporting.status import Status
from tracker.reporting.workflow import NOT_FROM

SUMMARY = "完成签注数据比对，清理过期记录1286条"


@pytest.fixture
def office(db):
    return Office({"summary": "上报稿", "first": "40"}, {}, {"has_problem": "yes", "problem": "会签未完成"})


@pytest.fixture
def browser(client, office):
    client.force_login(office.person)
    return client


def bring_back(browser, paper, name="填报表.xlsx"):
    return browser.post(reverse("copies:upload"), {"file": paper.saved(name)}, follow=True)


def bring_back_again(browser, page):
    """The file that a page is about, once more."""
    with page.context["return"].file.open("rb") as file:
        content = ContentFile(file.read(), name="填报表 (1).xlsx")
    return browser.post(reverse("copies:upload"), {"file": content}, follow=True)


def seen(page):
    return page.context["preview"].seen


def address(name, page):
    return reverse(f"returns:{name}", args=[page.context["return"].pk])


def test_what_was_filled_in_offline_ends_in_the_drafts_with_a_receipt(browser, office):
    answer = browser.post(reverse("copies:make"), {"period": office.period.pk})
    paper = Paper(answer.content)
    paper.fill(0, summary=SUMMARY).fill(1, **{office.percent().replace("-", "__"): 66})
    page = bring_back(browser, paper)

    receipt = browser.post(
        address("apply", page), {"shown": ["0", "1"], "take": ["0", "1"], "seen": seen(page)}, follow=True)

    assert office.drafts()[:2] == [{"summary": SUMMARY, office.percent(): "40"}, {office.percent(): "66"}]
    assert page.context["summary"] == "2处改动"
    assert receipt.context["cells"] == 2
    assert "H0" in receipt.text


def test_only_what_stays_ticked_is_taken_over(browser, office):
    paper = office.take_out().fill(0, summary=SUMMARY, problem="缺地块清单")
    page = bring_back(browser, paper)

    receipt = browser.post(address("apply", page), {"shown": ["0", "1"], "take": "0", "seen": seen(page)}, follow=True)

    assert office.drafts()[0] == {"summary": SUMMARY, office.percent(): "40"}
    assert receipt.context["return"].outcome["left"] == 1


def test_a_choice_is_kept_until_it_is_applied(browser, office):
    page = bring_back(browser, office.take_out().fill(0, summary=SUMMARY, problem="缺地块清单"))

    again = browser.post(address("choose", page), {"shown": ["0", "1"], "take": "1"}, follow=True)

    assert [(row.column, row.side) for row in again.context["changes"]] == [("本期进展", "theirs"), ("问题", "mine")]
    assert len(again.context["preview"].taken) == 1


def test_two_people_who_return_the_same_export_lose_nothing(browser, office):
    paper = office.take_out()
    one, other = Paper(paper.saved().read()), Paper(paper.saved().read())
    one.fill(0, summary="一人写的").fill(1, summary="只有一人写")
    other.fill(0, summary="另一人写的", next_steps="下期会签")
    first, second = bring_back(browser, one, "甲.xlsx"), bring_back(browser, other, "乙.xlsx")
    browser.post(address("apply", first), {"shown": ["0", "1"], "take": ["0", "1"], "seen": seen(first)})

    page = browser.get(address("show", second))
    late = browser.post(address("apply", second), {"shown": ["0", "1"], "take": ["0", "1"], "seen": seen(second)})
    browser.post(address("apply", second), {"shown": "1", "take": "1", "seen": seen(page)})

    conflict, = page.context["conflicts"]
    assert (conflict.before, conflict.theirs, conflict.mine) == ("上报稿", "一人写的", "另一人写的")
    assert (late.status_code, bool(late.context["problem"])) == (409, True)
    assert office.drafts()[:2] == [
        {"summary": "一人写的", "next_steps": "下期会签", office.percent(): "40"}, {"summary": "只有一人写"},
    ]


def test_a_conflict_is_taken_over_once_somebody_chose_it(browser, office):
    page = bring_back(browser, office.take_out().fill(0, summary="线下写的"))
    office.write(office.reports[0], by=office.colleague, summary="网上写的")
    page = browser.get(address("show", page))
    conflict, = page.context["conflicts"]

    browser.post(address("apply", page), {
        f"side-{conflict.number}": "mine", f"against-{conflict.number}": conflict.against, "seen": seen(page)})

    assert office.drafts()[0]["summary"] == "线下写的"


def test_a_choice_against_a_text_that_changed_again_is_asked_anew(browser, office):
    page = bring_back(browser, office.take_out().fill(0, summary="线下写的"))
    office.write(office.reports[0], by=office.colleague, summary="网上写的")
    page = browser.get(address("show", page))
    conflict, = page.context["conflicts"]
    office.write(office.reports[0], by=office.colleague, summary="网上又写的")

    answer = browser.post(address("apply", page), {
        f"side-{conflict.number}": "mine", f"against-{conflict.number}": conflict.against, "seen": seen(page)})

    assert answer.status_code == 409
    assert [(row.theirs, row.side) for row in answer.context["conflicts"]] == [("网上又写的", "")]
    assert office.drafts()[0]["summary"] == "网上又写的"


def test_the_same_file_again_leads_to_its_receipt(browser, office):
    page = bring_back(browser, office.take_out().fill(0, summary=SUMMARY))
    browser.post(address("apply", page), {"shown": "0", "take": "0", "seen": seen(page)})
    events = AuditEvent.objects.count()

    again = bring_back_again(browser, page)

    assert again.context["cells"] == 1
    assert "This file was taken over already" in again.text or "已导入" in again.text
    assert (CopyReturn.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_a_second_click_finds_the_receipt_and_changes_nothing(browser, office):
    page = bring_back(browser, office.take_out().fill(0, summary=SUMMARY))
    body = {"shown": "0", "take": "0", "seen": seen(page)}
    browser.post(address("apply", page), body)
    events = AuditEvent.objects.count()

    second = browser.post(address("apply", page), body, follow=True)

    assert second.context["cells"] == 1
    assert AuditEvent.objects.count() == events


def test_a_dropped_file_changes_nothing_and_may_come_again(browser, office):
    page = bring_back(browser, office.take_out().fill(0, summary=SUMMARY))
    browser.post(address("drop", page))
    apply = browser.post(address("apply", page), {"shown": "0", "take": "0", "seen": seen(page)})

    again = bring_back_again(browser, page)

    assert apply.status_code == 403
    assert office.drafts()[0]["summary"] == "上报稿"
    assert again.context["return"].is_open


def test_nothing_is_taken_into_a_report_that_was_handed_in(browser, office):
    page = bring_back(browser, office.take_out().fill(1, summary=SUMMARY))
    hand_in(office.reports[1], by=office.person)

    page = browser.get(address("show", page))
    browser.post(address("apply", page), {"shown": "0", "take": "0", "seen": seen(page)})

    assert [row.reason for row in page.context["lates"]] == [str(NOT_FROM[Status.SUBMITTED])]
    assert office.drafts()[1]["summary"] != SUMMARY


def test_faults_name_the_cell_and_what_to_write(browser, office):
    paper = office.take_out().fill(0, help_by="31.10.2024")
    paper.cell(1, office.percent()).value = 0.66

    page = bring_back(browser, paper)

    found = [(row.place, row.mine) for row in page.context["faults"]]
    assert found == [(paper.cell(0, "help_by").coordinate, "31.10.2024"),
                     (paper.cell(1, office.percent()).coordinate, "0.66")]
    assert page.context["faults"][0].reason in page.text


def test_others_do_not_see_a_return_and_signatories_only_look(client, browser, office, outsider):
    page = bring_back(browser, office.take_out().fill(0, summary=SUMMARY))
    signatory = make_user(organization=office.organization, role=Role.SIGNATORY)

    client.force_login(outsider)
    strange = {client.get(address(name, page)).status_code for name in ("show", "marked")} | {
        client.post(address(name, page)).status_code for name in ("choose", "apply", "drop")}
    client.force_login(signatory)
    looked = client.get(address("show", page))
    refused = {client.post(address(name, page), {"shown": "0"}).status_code for name in ("choose", "apply", "drop")}

    assert strange == {404}
    assert (looked.status_code, looked.context["can_decide"], refused) == (200, False, {403})
