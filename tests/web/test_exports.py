"""The files page, the ledger as it is on screen, and report sheets: the rows, the refusals, and who reads what."""

import io
import random
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.exchange.dangerous import DANGEROUS, live_parts, texts
from tests.factories import (
    hand_in,
    make_assignment,
    make_measure,
    make_period,
    make_report,
    make_task,
    make_user,
    write,
)
from tests.web.ledger import add, build, codes
from tracker.exchange.ledger.columns import NAMES
from tracker.exchange.ledger.reading_back import read_ledger
from tracker.models import Area, District, Measure, Organization, ProgressReport, Task
from tracker.people.roles import Role
from tracker.reporting import actions

pytestmark = pytest.mark.django_db
PAGE, LEDGER, REPORTS = (reverse(f"exports:{name}") for name in ("index", "ledger", "reports"))
MEASURES = reverse("measures:index")


@pytest.fixture(scope="module")
def built(once):
    """Built once for the tests here that change nothing."""
    return once(build)


@pytest.fixture
def reader(client):
    client.force_login(make_user(role=Role.LEADER))
    return client


def book_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def exported(response):
    """The rows of an exported ledger as dictionaries."""
    return [dict(zip(NAMES, row, strict=True)) for row in read_ledger(io.BytesIO(book_of(response)))]


def queries():
    """Many addresses that the ledger understands, with one and several values of each filter."""
    chance = random.Random(20261124)
    leads = [str(each.pk) for each in Organization.objects.filter(assignments__role="lead").distinct()]
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    values = {
        "q": ["", "居住证", "广州", "a", "措施"], "view": ["", "alarming", "overdue", "late_milestones", "unreported"],
        "light": ["red", "yellow", "green", "done", "not_started", "none"],
        "status": ["not_started", "under_way", "completed", "verified", "overdue"], "lead": leads,
        "district": [str(pk) for pk in District.objects.values_list("pk", flat=True)],
        "area": [str(pk) for pk in Area.objects.values_list("pk", flat=True)],
        "task": [str(Task.objects.get(title="建立迁徙制度").pk)], "heading": ["落户", "市民化"],
        "due": ["overdue", "soon", "this_year"], "due_from": ["2024-01-01"], "due_until": ["2030/01/01"],
        "sort": ["code", "-code", "light", "-light", "progress", "change", "-due", "nonsense"],
        "basis": ["approved", "pending"], "on": ["", yesterday, "2024-06-30", "nonsense"],
    }
    for _number in range(60):
        names = chance.sample(sorted(values), chance.randint(1, 4))
        yield {name: chance.sample(values[name], min(len(values[name]), chance.choice([1, 1, 2]))) for name in names}


def test_the_export_holds_the_rows_of_the_page_whatever_is_chosen(built, reader):
    different, filled = [], 0

    for query in queries():
        shown = codes(reader.get(MEASURES, query))
        found = [row["code"] for row in exported(reader.get(LEDGER, query))]
        filled += len(found) not in {0, Measure.objects.count()}
        if found != shown:
            different.append((query, shown, found))

    assert different == []
    assert filled > 10


def test_the_figures_are_those_of_the_page(built, reader):
    for query in ({}, {"basis": "pending"}, {"on": (timezone.localdate() - timedelta(days=1)).isoformat()}):
        rows = [row for group in reader.get(MEASURES, query).context["groups"] for row in group.rows]
        page = [(row.measure.code, row.standing.percent, row.standing.expected, row.standing.gap, row.standing.change)
                for row in rows if row.standing.is_counted]

        found = exported(reader.get(LEDGER, query))

        assert [tuple(row[name] for name in ("code", "percent", "expected", "gap", "change"))
                for row in found if row["percent"] is not None] == page


def test_all_pages_are_exported_and_not_only_the_one_shown(built, reader):
    add(60)

    assert len(exported(reader.get(LEDGER, {"page": "2"}))) == 67


@pytest.mark.usefixtures("in_english")
def test_an_invalid_filter_exports_nothing_and_says_what_is_wrong(built, reader):
    response = reader.get(LEDGER, {"light": "purple", "q": "居住证"})

    assert response.status_code == 400
    assert "part of what was chosen is not understood" in response.text
    assert "there is no “purple”" in response.text


def test_an_empty_choice_gives_a_workbook_that_says_so(built, reader):
    response = reader.get(LEDGER, {"q": "找不到的措施"})

    book = book_of(response)
    assert read_ledger(io.BytesIO(book)) == []
    assert load_workbook(io.BytesIO(book)).worksheets[0].max_row == 6


def test_more_rows_than_a_workbook_takes_are_refused_in_words(built, reader, monkeypatch):
    monkeypatch.setattr("tracker.exchange.ledger.export.ROWS_MOST", 3)

    response = reader.get(LEDGER)

    assert response.status_code == 400
    assert "7" in response.text


def test_the_file_is_named_after_its_day(built, reader):
    response = reader.get(LEDGER, {"on": "2024-06-30"})
    book_of(response)

    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    name = response.headers["Content-Disposition"]
    assert name.startswith("attachment; filename")
    assert "2024-06-30.xlsx" in name


@pytest.mark.usefixtures("in_english")
def test_the_sheet_about_it_says_what_was_chosen_and_by_whom(built, reader):
    book = load_workbook(io.BytesIO(book_of(reader.get(LEDGER, {"status": ["under_way", "verified"], "sort": "-due"}))))

    said = dict(book["About"].iter_rows(min_row=3, max_col=2, values_only=True))

    assert (said["Filters"], said["Order"]) == ("Status: Under way、Verified", "Time limit, descending")
    assert said["Exported by"].endswith("· Leader")
    assert said["Number of rows"] == 3


def test_the_ledger_page_and_the_page_of_an_organization_lead_to_it(built, reader):
    lead = Organization.objects.get(short_name="广州公安")

    page = reader.get(MEASURES, {"light": "red", "sort": "due"}).text
    own = reader.get(lead.get_absolute_url()).text

    assert f'href="{LEDGER}?light=red&amp;sort=due"' in page
    assert f'href="{LEDGER}?lead={lead.pk}"' in own


def test_the_same_number_of_queries_for_three_rows_and_thirty(built, reader):
    counts = []
    for size in (3, 27):
        add(size)
        book_of(reader.get(LEDGER))
        with CaptureQueriesContext(connection) as asked:
            book_of(reader.get(LEDGER))
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.fixture
def reported(plan, lead, reviewer):
    """Four reports of the lead's organization: blank, begun, waiting, approved."""
    period = make_period(plan=plan)
    for state in ("blank", "begun", "waiting", "approved"):
        measure = make_measure(task=make_task(plan=plan), area=plan.areas.get(), code=state)
        report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
        text = f"{state}的进展" * 20
        if state == "begun":
            write(report, by=lead, summary=text)
        if state in {"waiting", "approved"}:
            actions.attach_document_number(report, by=lead, document_number=f"{state}号")
            hand_in(report, by=lead, summary=text, percent=40)
        if state == "approved":
            actions.approve(ProgressReport.objects.with_context().get(pk=report.pk), by=reviewer)
    return {"organization": lead.organization_id, "period": period.pk}


def sheet_rows(response):
    sheet = load_workbook(io.BytesIO(book_of(response))).worksheets[0]
    return {row[1]: row for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)}


def test_the_own_organization_finds_its_drafts_on_the_sheet(client, lead, reported):
    client.force_login(lead)

    found = sheet_rows(client.get(REPORTS, reported))

    assert list(found) == ["blank", "begun", "waiting", "approved"]
    assert "begun的进展" in found["begun"][7]
    assert found["approved"][12].endswith("approved号")


def test_others_find_what_was_approved_and_no_draft(client, reported):
    client.force_login(make_user(role=Role.LEADER))

    response = client.get(REPORTS, reported)

    content = book_of(response)
    assert not any("begun" in text or "waiting" in text for text in texts(content))
    assert any("approved的进展" in text for text in texts(content))


def test_a_supervisor_finds_what_awaits_a_decision(client, reviewer, reported):
    client.force_login(reviewer)

    assert list(sheet_rows(client.get(REPORTS, reported))) == ["waiting", "approved"]


def test_dangerous_texts_do_nothing_on_a_report_sheet(client, lead, plan):
    period = make_period(plan=plan)
    for number, chunk in enumerate(range(0, len(DANGEROUS), 40)):
        measure = make_measure(task=make_task(plan=plan), area=plan.areas.get(), code=f"d{number}",
                               title=DANGEROUS[chunk].replace("\0", "") or "空")
        report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
        report.version, report.draft = 1, {
            "summary": DANGEROUS[chunk], "next_steps": DANGEROUS[chunk], "has_problem": "yes", "problem": "=1+1",
            "help_by": "@x", "help_from": "+1"}
        report.save()
    client.force_login(lead)

    book = book_of(client.get(REPORTS, {"organization": lead.organization_id, "period": period.pk}))

    assert live_parts(book) == []
    assert set(DANGEROUS[::40]) <= set(texts(book))


@pytest.mark.parametrize("query", [
    {"organization": "1"}, {"organization": "x", "period": "y"}, {"period": "9" * 400},
    {"organization": "'", "period": "-1"},
])
def test_a_sheet_that_cannot_be_made_says_why(reader, query):
    response = reader.get(REPORTS, query)

    assert response.status_code == 400
    assert "<li>" in response.text


def test_without_a_choice_one_comes_to_the_page(reader):
    assert reader.get(REPORTS).headers["Location"] == PAGE


@pytest.mark.parametrize("size", [3, 30])
def test_a_report_sheet_asks_the_same_questions_for_three_rows_and_thirty(client, lead, reviewer, plan, size):
    period = make_period(plan=plan)
    for number in range(size):
        measure = make_measure(task=make_task(plan=plan), area=plan.areas.get())
        report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
        if number % 3:
            hand_in(report, by=lead)
    client.force_login(lead)
    with CaptureQueriesContext(connection) as asked:
        book_of(client.get(REPORTS, {"organization": lead.organization_id, "period": period.pk}))

    assert len(asked) == 13


@pytest.mark.parametrize(("role", "copies", "makes"), [
    (Role.REPORTER, True, True), (Role.SIGNATORY, True, False), (Role.SUPERVISOR, False, False),
    (Role.LEADER, False, False), (Role.ADMINISTRATOR, False, False), (Role.AUDITOR, False, False),
])
def test_the_page_offers_what_the_role_can_do(client, plan, role, copies, makes):
    make_period(plan=plan)
    client.force_login(make_user(role=role))

    page = client.get(PAGE).text

    assert (reverse("copies:upload") in page, reverse("copies:make") in page) == (copies, makes)
    assert LEDGER in page
    assert quote(REPORTS) in page
