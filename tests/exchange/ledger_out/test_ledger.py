"""The ledger as rows and as a workbook: what is known of each measure, and that reading gives the very rows back."""

import io
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.exchange.dangerous import DANGEROUS, live_parts, texts
from tests.factories import (
    SUMMARY,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    make_user,
)
from tests.web.ledger import add, build
from tracker.dashboards.ledger import IN_PLAN_ORDER
from tracker.dashboards.standing import newest_periods, with_progress
from tracker.exchange.ledger.columns import COLUMNS, NAMES
from tracker.exchange.ledger.export import About, TooManyRows, require_few, write_ledger
from tracker.exchange.ledger.reading_back import NoLedger, read_ledger
from tracker.exchange.ledger.rows import rows
from tracker.exchange.sheets.plain import TEXT_MOST, length_in_cell
from tracker.exchange.sheets.shapes import Column, Sheet, Toned
from tracker.exchange.sheets.writer import write
from tracker.lights.actions import tell_past
from tracker.models import Measure, Organization
from tracker.plans.status import AssignmentRole
from tracker.reporting import actions

NOW = timezone.make_aware(timezone.datetime(2026, 11, 24, 10, 3))
ABOUT = About(on=date(2026, 11, 24), made_at=NOW, by="试验区专班 · 督导", basis="已审核数据", number=1)
PLAIN = [
    1, "（一）任务", "小标题", "1-01", "措施", "全域", "甲局", "乙局", "020-1", "2025年底前", date(2025, 12, 31),
    date(2025, 6, 30), 1, 2, "文件", "进展", "推进中", 40, 66, -26, 3, "红", "节点", date(2025, 6, 30), "已通过",
    "问题", "请丙局", "下一步", "1份：一号", date(2025, 10, 8), "备注",
]
TEXT_PLACES = [place for place, column in enumerate(COLUMNS) if column.kind == "text"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def workbook(listed, **about):
    file = io.BytesIO()
    listed = list(listed)
    write_ledger(listed, About(**{**vars(ABOUT), "number": len(listed), **about}), file)
    return file.getvalue()


def with_text(text):
    return [text if place in TEXT_PLACES else value for place, value in enumerate(PLAIN)]


def ledger(*, on=None, looks_back=False):
    """The rows of all measures in the plan's order, as dictionaries by code."""
    on = on or timezone.localdate()
    periods = newest_periods(on=on)
    before = periods[0].opens_on - timedelta(days=1) if periods else on
    measures = with_progress(Measure.objects.all(), on=on, before=before).order_by(*IN_PLAN_ORDER)
    found = rows(measures, on=on, periods=periods, looks_back=looks_back)
    return {row[NAMES.index("code")]: dict(zip(NAMES, map(_bare, row), strict=True)) for row in found}


def _bare(value):
    return value.value if isinstance(value, Toned) else value


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@pytest.mark.slow
def test_any_texts_of_a_ledger_come_back_as_they_were(said):
    written = [with_text(text) for text in said]

    assert read_ledger(io.BytesIO(workbook(written))) == written


def test_hard_rows_come_back_as_they_were():
    full = "".join(Random(7).choices("甲乙丙丁戊己庚辛", k=TEXT_MOST))
    emoji = "".join(Random(7).choices("😀👩🏽🎉", k=TEXT_MOST // 2))
    hard = ["=1+1", "'", "'一", "第一行\n第二行", "👩\u200d👩\u200d👧", full, emoji, "_x000D_", " a "]
    written = [with_text(text) for text in hard]
    written.append([11, *(None if column.kind != "text" else "" for column in COLUMNS[1:])])

    assert read_ledger(io.BytesIO(workbook(written))) == written


def test_dangerous_texts_come_back_and_do_nothing():
    written = [with_text(text) for text in DANGEROUS]

    book = workbook(written, by="=by", filters=("=cmd|' /C calc'!A0",))

    assert live_parts(book) == []
    assert "=by" in texts(book)
    assert read_ledger(io.BytesIO(book)) == written


def test_a_workbook_of_something_else_is_no_ledger():
    file = io.BytesIO()
    write([Sheet("表", (Column("code", "编号"),), [["1-01"]], has_names=True)], file)

    with pytest.raises(NoLedger):
        read_ledger(file)


def test_an_empty_ledger_has_its_head_and_says_so():
    book = load_workbook(io.BytesIO(workbook([])))

    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[4]] == [str(column.title) for column in COLUMNS]
    assert sheet["A6"].value == "No measure fits what was chosen"
    assert read_ledger(io.BytesIO(workbook([]))) == []


def test_more_rows_than_a_workbook_takes_are_refused():
    require_few(60_000)

    with pytest.raises(TooManyRows, match="60001"):
        require_few(60_001)


@pytest.mark.django_db
def test_a_row_says_what_is_known_of_a_measure():
    build()
    today = timezone.localdate()
    tell_past([Measure.objects.get(code="A").pk], since=today - timedelta(days=1), until=today)

    row = ledger()["A"]

    assert (row["place"], row["title"], row["heading"]) == (1, "降低落户门槛", "落户")
    assert (row["leads"], row["percent"], row["completion"]) == ("广州市公安局", 40, "Under way")
    assert row["evidence"] == "1 item: 穗公〔2026〕1号"
    assert (row["summary"], row["next_steps"]) == (SUMMARY, "10月底前完成会签。")
    assert row["handed_in"] == timezone.localdate()
    assert (row["expected"], row["gap"]) == (100, -60)
    assert row["light"] == "Red"


@pytest.mark.django_db
def test_what_is_not_counted_has_no_figures_and_says_why():
    build()

    found = ledger()

    said = [(found[code]["light"], found[code]["percent"], found[code]["gap"]) for code in "WXG"]
    assert said == [("Not counted", None, None)] * 3
    assert all(found[code]["note"] for code in "WXG")


@pytest.mark.django_db
def test_drafts_and_what_awaits_review_are_not_told(lead, plan):
    measure = make_measure(task=make_task(plan=plan), area=plan.areas.get(), code="N")
    period = make_period(plan=plan)
    report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
    hand_in(report, by=lead, summary="不得外泄" * 40)

    row = ledger()["N"]

    assert (row["summary"], row["handed_in"], row["percent"]) == ("", None, 0)
    assert row["report"] == "Awaiting review"


@pytest.mark.django_db
def test_several_leads_speak_under_their_names():
    build()
    measure = Measure.objects.get(code="A")
    second = make_organization(name="从化区人民政府", short_name="从化区", phone="020-87")
    district = measure.districts.last()
    first = measure.assignments.get()
    first.assigned_districts.filter(district=district).delete()
    assignment = make_assignment(measure=measure, organization=second, districts=[district])
    make_report(assignment=assignment, period=first.reports.get().period)
    make_assignment(measure=measure, organization=make_organization(name="民政局"), role=AssignmentRole.PARTNER)

    row = ledger()["A"]

    assert (row["leads"], row["partners"]) == ("从化区人民政府、广州市公安局", "民政局")
    assert row["phone"] == "从化区: 020-87"
    assert row["summary"] == f"广州公安: {SUMMARY}"
    assert row["report"].splitlines() == ["从化区: Not filled in", "广州公安: Approved"]


@pytest.mark.django_db
def test_long_texts_of_several_leads_are_cut_to_a_cell_and_say_so():
    build()
    measure = Measure.objects.get(code="A")
    districts = list(measure.districts.all())
    measure.assignments.get().assigned_districts.all().delete()
    user = make_user()
    reviewer = make_user(role="supervisor")
    for number in range(8):
        district = districts[0].area.districts.create(name=f"又{number}区", short_name=f"又{number}", code=f"z{number}")
        measure.districts.add(district)
        organization = make_organization()
        assignment = make_assignment(measure=measure, organization=organization, districts=[district])
        report = make_report(assignment=assignment, period=measure.assignments.first().reports.get().period)
        report.submissions.create(
            number=1, receipt=f"r{number}", percent=1, summary="长" * 5000, next_steps="略", submitted_by=user,
            submitted_at=NOW, handed_in_at=NOW, decision="approved", decided_by=reviewer, decided_at=NOW)

    summary = ledger()["A"]["summary"]

    assert length_in_cell(summary) == TEXT_MOST
    assert summary.endswith("in the tracker)")


@pytest.mark.django_db
def test_a_past_day_shows_what_was_known_then():
    build()
    yesterday = timezone.localdate() - timedelta(days=1)

    row = ledger(on=yesterday, looks_back=True)["A"]

    assert (row["summary"], row["percent"], row["report"]) == ("", 0, "Not filled in")


@pytest.mark.django_db
def test_the_newest_period_speaks_not_the_newest_approval(lead, reviewer, plan):
    measure = make_measure(task=make_task(plan=plan), area=plan.areas.get(), code="N")
    assignment = make_assignment(measure=measure, organization=lead.organization)
    today = timezone.localdate()
    newer = make_period(plan=plan)
    older = make_period(plan=plan, starts_on=today - timedelta(days=200), ends_on=today - timedelta(days=110))
    for period, word in ((newer, "新"), (older, "旧")):
        report = make_report(assignment=assignment, period=period)
        actions.attach_document_number(report, by=lead, document_number="1号")
        hand_in(report, by=lead, summary=word * 120)
        actions.approve(report, by=reviewer)

    assert ledger()["N"]["summary"] == "新" * 120


@pytest.mark.django_db
def test_thirty_measures_ask_no_more_than_three():
    build()
    counts = []
    for size in (3, 27):
        add(size)
        with CaptureQueriesContext(connection) as asked:
            ledger()
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[1] <= 9


@pytest.mark.django_db
def test_the_next_milestone_is_the_first_that_is_open():
    build()
    measure, today = Measure.objects.get(code="D"), timezone.localdate()
    make_milestone(measure=measure, title="已完成", due_on=today - timedelta(days=9), done_on=today - timedelta(days=9))
    make_milestone(measure=measure, title="后一个", due_on=today + timedelta(days=60))
    make_milestone(measure=measure, title="下一个", due_on=today + timedelta(days=30))

    row = ledger()["D"]

    assert (row["milestone"], row["milestone_due_on"]) == ("下一个", today + timedelta(days=30))


def test_the_sheet_about_it_names_basis_day_and_filters():
    book = load_workbook(io.BytesIO(workbook([PLAIN], filters=("信号灯：红",), rules="第1版", order="编号")))

    said = dict(book.worksheets[1].iter_rows(min_row=3, max_col=2, values_only=True))

    assert (said["Filters"], said["Day shown"]) == ("信号灯：红", "2026-11-24")
    assert (said["Exported at"], said["Exported by"]) == ("2026-11-24 10:03", "试验区专班 · 督导")
    assert (said["Number of rows"], said["Light rules"]) == (1, "第1版")


def test_titles_in_another_language_are_read_the_same():
    with translation.override("zh-hans"):
        book = workbook([PLAIN])

    assert read_ledger(io.BytesIO(book)) == [PLAIN]


@pytest.mark.django_db
def test_organizations_may_be_called_anything():
    build()
    Organization.objects.filter(short_name="广州公安").update(name="=1+1", short_name="@x", phone="+86-20")
    measures = with_progress(Measure.objects.all(), on=timezone.localdate(), before=timezone.localdate())

    book = workbook(rows(measures, on=timezone.localdate(), periods=()))

    assert live_parts(book) == []
    assert {"=1+1", "+86-20"} <= set(texts(book))
