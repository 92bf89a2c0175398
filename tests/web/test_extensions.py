"""The pages of extensions: asking, deciding, taking back; and that an extension shows wherever a time limit does."""

import io
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from tests.extensions import ask, extend
from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_report,
    make_task,
    make_user,
)
from tests.lights.conftest import at
from tracker import acts
from tracker.exchange.briefing.content import Subject, gather
from tracker.exchange.briefing.sums import check
from tracker.exchange.ledger.columns import NAMES
from tracker.exchange.ledger.reading_back import read_ledger
from tracker.lights.actions import redraw_all
from tracker.models import Extension, Measure
from tracker.people.roles import Role

TODAY, LIMIT, LATER = date(2024, 6, 3), date(2024, 12, 31), date(2025, 6, 30)
BEFORE, DECIDED, AFTER = date(2024, 6, 12), date(2024, 6, 13), date(2024, 6, 20)
WHY = "省级接口改造推迟，联调须待其完成"
WISH = {"new_due_on": "2025年6月30日", "reason": WHY, "progress": "接口方案已评审，余下联调"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at(TODAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def measure(plan, lead):
    measure = make_measure(task=make_task(plan=plan), starts_on=date(2024, 1, 1), due_on=LIMIT, title="联调措施")
    assignment = make_assignment(measure=measure, organization=lead.organization)
    period = make_period(plan=plan, year=2024, number=1, starts_on=date(2024, 1, 1), ends_on=date(2024, 5, 31),
                         opens_on=date(2024, 6, 1), due_on=date(2024, 6, 25), closes_on=date(2024, 6, 30))
    make_report(assignment=assignment, period=period)
    redraw_all(on=date(2024, 6, 1))
    return measure


def enter(client, user):
    client.force_login(user)
    return client


def asked_at(measure, milestone=None):
    address = reverse("extensions:ask", args=[measure.code])
    return f"{address}?milestone={milestone.pk}" if milestone else address


def text(response):
    return response.content.decode()


def test_an_extension_shows_wherever_the_time_limit_does(client, plan, measure, lead, reviewer, outsider, clock):
    """Asked, decided, and then looked at on the measure, in the ledger, its export, the overview and a briefing: after
    the decision and, as known before it, without it."""
    report = measure.assignments.get().reports.get()
    hand_in(report, by=lead, percent=40)
    report.refresh_from_db()
    acts.approve(report, by=reviewer)
    early = gather(Subject(plan, report.period), on=BEFORE)
    asked = enter(client, lead).post(asked_at(measure), WISH)
    clock.move_to(at(DECIDED))
    enter(client, reviewer).post(asked["Location"], {"decision": "grant", "remark": "同意，请抓紧"})
    clock.move_to(at(AFTER))
    enter(client, outsider)
    new_facts = ("2024-12-31", "2025-06-30", "2024-06-03", "2024-06-13", WHY, lead.name, reviewer.name,
                 str(lead.organization))

    page = text(client.get(measure.get_absolute_url()))
    page_before = text(client.get(measure.get_absolute_url(), {"on": str(BEFORE)}))
    assert [fact for fact in new_facts if fact not in page] == []
    assert "2024-12-31" in page_before
    assert [fact for fact in ("2025-06-30", WHY) if fact in page_before] == []

    ledger = {day: client.get(reverse("measures:index"), {"on": str(day)}) for day in (BEFORE, DECIDED)}
    extended = {day: client.get(reverse("measures:index"), {"on": str(day), "view": "extended"}) for day in ledger}
    rows = {day: answer.context["page"].object_list[0] for day, answer in ledger.items()}
    assert [(row.due_on, row.original_due_on, row.times_extended) for row in rows.values()] == [
        (LIMIT, LIMIT, 0), (LATER, LIMIT, 1)]
    assert [text(ledger[day]).count("2025-06-30") > 0 for day in ledger] == [False, True]
    assert "2024-12-31" in text(ledger[DECIDED])
    assert [len(answer.context["page"].object_list) for answer in extended.values()] == [0, 1]
    assert [answer.context["counts"]["view_extended"] for answer in ledger.values()] == [0, 1]

    exported = [_export(client, day) for day in (BEFORE, DECIDED)]
    assert [(row["due_on"], row["original_due_on"], row["extensions"]) for row in exported] == [
        (LIMIT, None, 0), (LATER, LIMIT, 1)]

    overviews = [client.get(reverse("overview:index"), {"on": str(day)}).context["page"].extended
                 for day in (BEFORE, DECIDED)]
    assert [(each.measures, each.number, each.new) for each in overviews] == [(0, 0, 0), (1, 1, 1)]

    before, after = (gather(Subject(plan, report.period), on=day) for day in (BEFORE, DECIDED))
    check(before)
    check(after)
    assert before == early  # the briefing of an earlier day is the same when it is asked for later
    assert before.numbers["limits.extensions"] == 0
    assert (after.numbers["limits.extensions"], after.numbers[f"measure.{measure.code}.extensions"]) == (1, 1)
    told = after.section("problems").text
    for fact in ("由2024年12月31日调整为2025年6月30日", "延期1次", lead.name, reviewer.name, "2024年6月13日", WHY,
                 str(lead.organization)):
        assert fact in told
    assert "调整为" not in before.section("problems").text
    assert after.ledger[0].due_lines == ("2025年6月30日（原2024年12月31日）", "延期1次")
    assert before.ledger[0].due_lines == ("2024年12月31日",)


def _export(client, day):
    answer = client.get(reverse("exports:ledger"), {"on": str(day)})
    row, = read_ledger(io.BytesIO(b"".join(answer)))
    return dict(zip(NAMES, row, strict=True))


def test_what_was_typed_comes_back_with_what_is_wrong(client, measure, lead):
    typed = {"new_due_on": "2024-02-30", "reason": "短", "progress": "进展" * 3000}

    page = enter(client, lead).post(asked_at(measure), typed)

    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"new_due_on"}
    assert all(value in text(page) for value in typed.values())

    page = client.post(asked_at(measure), {**typed, "new_due_on": "2024-12-31"})
    assert set(page.context["form"].errors) == {"new_due_on", "reason", "progress"}


def test_a_second_click_is_told_that_the_first_one_waits(client, measure, lead):
    first, second = (enter(client, lead).post(asked_at(measure), WISH) for _click in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert Extension.objects.count() == 1
    assert Extension.objects.get().get_absolute_url() in text(client.get(asked_at(measure)))


def test_the_page_says_why_nothing_can_be_extended(client, measure, lead, clock):
    milestone = make_milestone(measure=measure, due_on=date(2024, 6, 30), done_on=date(2024, 6, 1))
    done = enter(client, lead).get(asked_at(measure, milestone))
    clock.move_to(at(date(2025, 1, 1)))
    passed = enter(client, lead).get(asked_at(measure))
    Measure.objects.filter(pk=measure.pk).update(withdrawn_on=date(2025, 1, 1))
    withdrawn = client.get(asked_at(measure))

    refusals = [page.context["asking"].refusal for page in (done, passed, withdrawn)]

    assert len(set(filter(None, refusals))) == 3
    for page, refusal in zip((done, passed, withdrawn), refusals, strict=True):
        assert refusal in text(page)
        assert 'name="new_due_on"' not in text(page)


@pytest.mark.parametrize("milestone", ["0", "x", "1e9", "99999999999999999999"])
def test_a_milestone_that_is_not_of_the_measure_is_not_there(client, measure, lead, milestone):
    other = make_milestone(measure=make_measure(task=measure.task), due_on=LIMIT)

    answers = [enter(client, lead).get(reverse("extensions:ask", args=[measure.code]), {"milestone": key})
               for key in (milestone, other.pk)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_slower_of_two_deciders_reads_what_the_first_did(client, plan, measure, lead, reviewer):
    extension = ask(measure, by=lead)
    enter(client, reviewer)

    answers = [client.post(extension.get_absolute_url(), {"decision": "refuse", "remark": REASON}) for _n in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert reviewer.name in text(answers[1])


@pytest.mark.parametrize("typed", [{}, {"decision": "maybe"}, {"decision": "refuse", "remark": "短"},
                                   {"decision": "grant", "remark": "字" * 2001}])
def test_a_decision_that_will_not_do_comes_back(client, measure, lead, reviewer, typed):
    extension = ask(measure, by=lead)

    page = enter(client, reviewer).post(extension.get_absolute_url(), typed)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert typed.get("remark", "") in text(page)
    assert Extension.objects.get().is_undecided


def test_the_page_of_whoever_decides_tells_what_it_rests_on(client, measure, lead, reviewer, clock):
    report = measure.assignments.get().reports.get()
    hand_in(report, by=lead, percent=40)
    report.refresh_from_db()
    acts.approve(report, by=reviewer)
    extend(measure, by=lead, days=0, new_due_on=LIMIT, old_due_on=date(2024, 10, 31))
    extension = ask(measure, by=lead)

    page = enter(client, reviewer).get(extension.get_absolute_url()).context["page"]

    assert (page.asked_percent, page.percent) == (40, 40)
    assert None not in (page.light, page.light_then)
    assert (page.may_decide, page.may_withdraw) == (True, False)
    assert len(page.earlier) == 1


def test_what_was_asked_can_be_taken_back_until_it_is_decided(client, measure, lead, outsider, reviewer):
    extension = ask(measure, by=lead)
    back = reverse("extensions:withdraw", args=[extension.pk])

    others = [enter(client, person).post(back).status_code for person in (outsider, reviewer)]
    first, second = (enter(client, lead).post(back).status_code for _click in range(2))

    assert (others, first, second) == ([404, 403], 302, 409)
    assert Extension.objects.get().state == "withdrawn"


def test_the_list_shows_each_role_what_is_theirs(client, plan, measure, lead, outsider, reviewer):
    milestone = make_milestone(measure=measure, due_on=LIMIT)
    acts.refuse_extension(ask(milestone, by=lead), by=reviewer, reason=REASON)
    acts.grant_extension(ask(milestone, by=lead), by=reviewer)
    waiting = ask(measure, by=lead)

    lists = {person: enter(client, person).get(reverse("extensions:index")).context
             for person in (lead, reviewer, outsider, make_user(role=Role.LEADER))}

    mine = [context["lists"].mine for context in lists.values()]
    assert [None if each is None else list(each.rows) for each in mine] == [[waiting], [waiting], [], None]
    assert [context["lists"].counts["all"] for context in lists.values()] == [3, 3, 1, 1]
    refused = enter(client, lead).get(reverse("extensions:index"), {"state": "refused", "plan": str(plan.pk)})
    assert [each.state for each in refused.context["page"]] == ["refused"]


@pytest.mark.parametrize("query", [{"state": "x"}, {"plan": "0"}, {"plan": "x" * 9999}])
def test_a_filter_that_means_nothing_is_said(client, lead, query):
    page = enter(client, lead).get(reverse("extensions:index"), query)

    assert page.status_code == 200
    assert len(list(page.context["choice"].faults)) == 1


def test_the_measure_offers_its_leads_to_ask_and_says_what_waits(client, measure, lead, outsider, reviewer):
    milestone = make_milestone(measure=measure, due_on=LIMIT)
    address = measure.get_absolute_url()
    offered = [asked_at(measure) in text(enter(client, person).get(address)) for person in (lead, outsider, reviewer)]
    extension = ask(measure, by=lead)

    told = [extension.get_absolute_url() in text(enter(client, person).get(address))
            for person in (lead, reviewer, outsider)]

    assert offered == [True, False, False]
    assert told == [True, True, False]
    assert f'href="{asked_at(measure)}"' not in text(enter(client, lead).get(address))
    assert asked_at(measure, milestone) in text(client.get(address))


def test_first_pages_count_what_waits_and_what_was_decided(client, measure, lead, reviewer):
    link, extension = f'href="{reverse("extensions:index")}"', ask(measure, by=lead)
    waits = [link in text(enter(client, person).get(reverse("work:home"))) for person in (lead, reviewer)]
    in_review = link in text(enter(client, reviewer).get(reverse("review:index"), follow=True))
    acts.grant_extension(extension, by=reviewer)

    decided = [link in text(enter(client, person).get(reverse("work:home"))) for person in (lead, reviewer)]

    assert (waits, in_review, decided) == ([True, True], True, [True, False])


def test_the_reason_of_what_was_not_granted_is_not_in_the_log_of_others(client, measure, lead, outsider, reviewer):
    acts.refuse_extension(ask(measure, by=lead, reason=f"不外传的理由{REASON}"), by=reviewer, reason=f"拒{REASON}")

    logs = [text(enter(client, person).get(measure.get_absolute_url(), {"log": "all"}))
            for person in (lead, reviewer, outsider)]

    assert ["不外传的理由" in log for log in logs] == [True, True, False]
    assert [f"拒{REASON}" in log for log in logs] == [True, True, False]


def test_the_sheet_of_reports_has_the_original_limit_and_the_number(client, measure, lead, reviewer):
    acts.grant_extension(ask(measure, by=lead, days=181), by=reviewer)
    period = measure.assignments.get().reports.get().period

    answer = enter(client, lead).get(reverse("exports:reports"), {
        "organization": lead.organization.pk, "period": period.pk})
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]

    days = [value.date() for value in cells if hasattr(value, "date")]
    assert {LIMIT, LATER} <= set(days)
