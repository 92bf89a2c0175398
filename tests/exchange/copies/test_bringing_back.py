"""Bringing a workbook back: which are taken, who may, what is refused in words, and the marked one."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from tests.exchange.copies.offices import Office, Paper
from tests.exchange.dangerous import DANGEROUS, live_parts
from tests.factories import (
    hand_in,
    make_assignment,
    make_exception,
    make_measure,
    make_period,
    make_report,
    make_supervisor,
    make_user,
)
from tracker.exchange.actions import copies
from tracker.exchange.ledger.copies import marked
from tracker.exchange.ledger.copies.gathering import preview_of
from tracker.exchange.ledger.copies.workbook import sheets
from tracker.exchange.sheets.reader import book_of
from tracker.exchange.sheets.workbook import read
from tracker.exchange.sheets.writer import write
from tracker.models import AuditEvent, CopyReturn, WorkingCopy
from tracker.people.roles import Role
from tracker.reporting.evidence import RefusedFile

SUMMARY = "完成签注数据比对"


@pytest.fixture
def office(db):
    return Office({"summary": "甲", "first": "40"}, {"summary": "乙"})


def preview(return_, person):
    return preview_of(return_, person, on=timezone.localdate())[1]


def apply(return_, person):
    return copies.apply_return(return_, by=person, seen=preview(return_, person).seen)


def test_one_event_for_each_act_beside_those_of_the_drafts(office):
    before = AuditEvent.objects.count()
    return_ = copies.bring_back(office.take_out().fill(0, summary="丙").fill(1, summary="丁").saved(), by=office.person)
    apply(return_, office.person)

    verbs = AuditEvent.objects.filter(number__gt=before).order_by("number").values_list("verb", flat=True)

    assert list(verbs) == ["make_copy", "bring_back", "save_draft", "save_draft", "apply_return"]


def test_a_copy_holds_no_personal_data(office):
    content = office.take_out(by=office.person).saved().read()
    texts = [str(cell.value) for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]

    assert not [text for text in texts if office.person.name in text or office.person.username in text]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_copy_in_one_language_comes_back_to_a_reader_of_the_other(office, language):
    office.write(office.reports[0], has_problem="yes", problem="会签未完成")
    with translation.override(language):
        paper = office.take_out()
    answer = {"zh-hans": "没有", "en": "There is none"}[language]
    paper.fill(0, has_problem=answer)

    with translation.override("en" if language == "zh-hans" else "zh-hans"):
        return_ = copies.bring_back(paper.saved(), by=office.person)

    assert [(change.field, change.mine) for change in return_.content["changes"]] == [("has_problem", "no")]


def test_a_copy_of_another_organization_is_refused(office):
    other = Office({"summary": "别人的"})

    with pytest.raises(RefusedFile) as refusal:
        copies.bring_back(other.take_out().saved(), by=office.person)

    assert refusal.value.sentence == str(copies.NOT_OURS)


def test_a_workbook_that_is_no_copy_is_refused_with_a_way_on(office):
    book, file = Workbook(), io.BytesIO()
    book.active["A1"] = "措施台账"
    book.save(file)

    with pytest.raises(RefusedFile) as refusal:
        copies.bring_back(ContentFile(file.getvalue(), name="台账.xlsx"), by=office.person)

    assert refusal.value.sentence == str(copies.NO_COPY)


@pytest.mark.parametrize("key", ["", "x", "=1+1", "00000000-0000-0000-0000-000000000000", "9" * 300, "😀"])
def test_a_copy_with_a_forged_key_is_refused(office, key):
    paper = office.take_out()
    cell = paper.book["copy-key"]["A2"]
    cell.value, cell.data_type = key, "s"

    with pytest.raises(RefusedFile):
        copies.bring_back(paper.saved(), by=office.person)


def test_a_copy_of_a_closed_period_changes_nothing_and_says_why(office):
    paper = office.take_out().fill(0, summary=SUMMARY)
    office.period.closes_on = timezone.localdate() - timedelta(days=1)
    office.period.due_on = office.period.closes_on
    office.period.save()
    return_ = copies.bring_back(paper.saved(), by=office.person)

    made = preview(return_, office.person)
    apply(return_, office.person)

    assert [bool(line.reason) for line in made.late] == [True]
    assert office.drafts()[0]["summary"] == "甲"


def test_reports_that_cannot_be_written_are_locked_and_say_why(office):
    hand_in(office.reports[0], by=office.person)
    paper = office.take_out()

    assert paper.cell(0, "summary").protection.locked
    assert not paper.cell(1, "summary").protection.locked
    assert paper.cell(0, "state").value != paper.cell(1, "state").value


def test_a_later_day_opens_a_report_of_a_closed_period(office):
    yesterday = timezone.localdate() - timedelta(days=1)
    office.period.opens_on = office.period.due_on = office.period.closes_on = yesterday
    office.period.save()
    office.reports[0].period.refresh_from_db()
    supervisor = make_supervisor(plan=office.plan)
    make_exception(office.reports[0], by=supervisor, until_on=timezone.localdate() + timedelta(days=2))
    paper = office.take_out()

    assert [paper.cell(row, "summary").protection.locked for row in (0, 1)] == [False, True]


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_reporters_take_copies_out_and_bring_them_back(office, role):
    file = office.take_out().saved()
    organization = None if role in {Role.ADMINISTRATOR, Role.AUDITOR} else office.organization
    person = make_user(role=role, organization=organization)

    for act in (lambda: copies.make_copy(office.period, by=person), lambda: copies.bring_back(file, by=person)):
        with pytest.raises(PermissionDenied):
            act()

    assert (WorkingCopy.objects.count(), CopyReturn.objects.count()) == (1, 0)


def test_periods_without_reports_and_periods_to_come_give_no_copy(office):
    ahead = make_period(plan=office.plan, opens_on=timezone.localdate() + timedelta(days=1),
                        due_on=timezone.localdate() + timedelta(days=2))
    for period in (make_period(plan=office.plan), ahead):
        with pytest.raises(PermissionDenied):
            copies.make_copy(period, by=office.person)


def test_a_district_that_a_measure_does_not_ask_for_is_locked(office):
    measure = make_measure(task=office.task, area=office.area)
    assignment = make_assignment(
        measure=measure, organization=office.organization, districts=[office.districts[0]])
    make_report(assignment=assignment, period=office.period)
    paper = office.take_out()

    cell = paper.cell(2, office.percent(1))
    found = office.compare(paper.fill(2, **{office.percent(1).replace("-", "__"): 50}))

    assert cell.protection.locked
    assert [each.code for each in found.untaken] == ["not_asked"]


def test_five_hundred_dangerous_texts_are_texts_on_the_way_out_back_and_marked(db):
    told = [text.replace("\0", "") for text in DANGEROUS]  # no database keeps that sign
    office = Office(*({"summary": text, "problem": told[-number]} for number, text in enumerate(told[:250])))
    paper = office.take_out()
    out = as_file(sheets(paper.copy))
    book = book_of(read(io.BytesIO(out)))
    found = office.compare(Paper(out, paper.copy))
    paper.fill(0, summary="字" * 6000)
    return_ = copies.bring_back(paper.saved(), by=office.person)
    back = as_file(marked.sheets(book, paper.copy, preview(return_, office.person)))

    assert live_parts(out) == live_parts(back) == []
    assert (found.changes, found.faults) == ([], [])


def test_the_marked_copy_marks_what_is_wrong_keeps_the_rest_and_comes_back(office):
    paper = office.take_out().fill(0, help_by="31.10.2024", problem="缺清单").fill(1, summary="线下写的")
    office.write(office.reports[1], by=office.colleague, summary="网上写的")
    paper.reports.cell(paper.rows()[0] - 1, 40).value = "自己的列"
    paper.reports.cell(paper.rows()[0], 40).value = 12.5
    file = paper.saved()
    return_ = copies.bring_back(file, by=office.person)

    content = as_file(marked.sheets(book_of(read(file)), paper.copy, preview(return_, office.person)))
    back = Paper(content, paper.copy)
    again = office.compare(back)

    wrong, twice, fine = back.cell(0, "help_by"), back.cell(1, "summary"), back.cell(0, "problem")
    assert wrong.coordinate == paper.cell(0, "help_by").coordinate
    assert "2024-10-31" in wrong.comment.text
    assert "网上写的" in twice.comment.text
    assert (fine.comment, fine.value) == (None, "缺清单")
    assert len({cell.fill.fgColor.rgb for cell in (wrong, twice, fine)}) == 3
    assert back.reports.cell(paper.rows()[0], 40).value == 12.5
    assert [list(each)[:4] for each in again.changes] == [list(each)[:4] for each in return_.content["changes"]]
    assert [fault.code for fault in again.faults] == ["date"]


def as_file(made):
    file = io.BytesIO()
    write(made, file)
    return file.getvalue()
