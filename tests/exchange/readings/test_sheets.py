"""Workbooks of figures hold what they were made of, whatever texts people wrote, and nothing that acts."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.exchange.dangerous import DANGEROUS, live_parts
from tests.exchange.readings.papers import Paper, found, make_figures
from tests.readings import approve, report
from tracker.exchange.readings.gathering import OwnRow, own_rows, table_rows, targets_of
from tracker.exchange.readings.workbook import in_cell, own_sheets, table_sheets
from tracker.exchange.sheets.writer import write
from tracker.models import District, Indicator, Organization, Plan, Reading, Target
from tracker.plans.text import clean_text

DAY = date(2026, 6, 30)


def written(sheets):
    file = io.BytesIO()
    write(sheets, file)
    return file.getvalue()


def rows_of(facts):
    """A row of the workbook for each (value, source, note), all of them approved."""
    indicator = Indicator(number=7, name="=指标", unit="万亩", scope_text="试验区", combination="sum")
    return [
        OwnRow(indicator, District(name=f"区{number}"), DAY, Reading(
            value=value, source=source, note=note, state="approved"), None)
        for number, (value, source, note) in enumerate(facts)
    ]


def sheets_of(facts):
    return own_sheets(Plan(title="=方案"), Organization(name="+单位"), rows_of(facts), made_at=timezone.now())


def test_what_is_written_is_read_back_dangerous_texts_and_all():
    facts = [(Decimal(number) / 8, f"源{text}"[:500], text[:300]) for number, text in enumerate(DANGEROUS)]

    content = written(sheets_of(facts))
    read = found(content)

    assert (read.faults, read.blank) == ([], 0)
    assert [(row.number, row.district, row.on) for row in read.rows] == [
        (7, f"区{number}", "2026-06-30") for number in range(len(facts))]
    assert [(Decimal(row.value), row.source, row.note) for row in read.rows] == [
        (value, clean_text(source).strip(), clean_text(note).strip()) for value, source, note in facts]


def test_nothing_in_it_acts():
    facts = [(Decimal(1), text[:500], text[:300]) for text in DANGEROUS]

    content = written(sheets_of(facts))

    assert [part for part in live_parts(content) if part[1] != "part"] == []


@pytest.mark.parametrize(("value", "cell"), [
    ("3.1000", 3.1), ("500", 500), ("-0.5", -0.5), ("0", 0), ("999999999999", 999999999999),
    ("999999999999.1234", "999999999999.1234"), ("0.0001", 0.0001), (None, None),
])
def test_figures_are_numbers_as_long_as_a_spreadsheet_keeps_them(value, cell):
    assert in_cell(value and Decimal(value)) == cell


@pytest.mark.parametrize("value", ["999999999999.1234", "0.0001", "123456789012.999", "-1234.5678"])
def test_every_figure_comes_back_exactly(value):
    content = written(sheets_of([(Decimal(value), "源", "")]))

    assert [Decimal(row.value) for row in found(content).rows] == [Decimal(value)]


def test_cells_that_are_there_to_be_filled_in_are_open_and_the_others_locked(plan, lead):
    indicator = make_figures(plan, by=lead)
    content = written(own_sheets(
        plan, lead.organization, own_rows(lead.organization_id, plan, on=DAY), made_at=timezone.now()))

    paper = Paper(content)
    row = paper.head + 1
    open_ones = {name.removeprefix("figure-") for name, column in paper.columns.items()
                 if not paper.sheet.cell(row, column).protection.locked}
    rules = [rule.type for rule in paper.sheet.data_validations.dataValidation]
    assert open_ones == {"value", "source", "note"}
    assert paper.sheet.protection.sheet
    assert sorted(rules) == ["date", "decimal", "list", "whole"]
    assert len(paper.book.worksheets) >= 2
    assert indicator.name in {cell.value for cell in paper.sheet[row]}


def test_a_figure_that_waits_is_locked(plan, lead):
    indicator = make_figures(plan, by=lead)
    district = plan.areas.get().districts.order_by("position").first()
    report(indicator, by=lead, district=district)

    paper = Paper(written(own_sheets(
        plan, lead.organization, own_rows(lead.organization_id, plan, on=date(2026, 8, 1)), made_at=timezone.now())))
    row = paper.rows()[district.name, "2026-06-30"]

    assert paper.cell(row, "value").protection.locked


def test_invented_figures_say_so(plan, lead):
    make = {"made_at": timezone.now()}
    rows = own_rows(lead.organization_id, plan, on=DAY)

    real, invented = (
        load_workbook(io.BytesIO(written(own_sheets(plan, lead.organization, rows, is_demonstration=each, **make))))
        for each in (False, True))

    assert invented.worksheets[0]["A2"].value.endswith(real.worksheets[0]["A2"].value)
    assert len(invented.worksheets[0]["A2"].value) > len(real.worksheets[0]["A2"].value)


def test_the_table_holds_what_is_in_force_and_the_targets(plan, lead, reviewer):
    indicator = make_figures(plan, by=lead)
    Target.objects.create(indicator=indicator, year=2025, value=Decimal("4.6"), source="专班文件", confidence="A")
    Target.objects.create(indicator=indicator, year=2024, confidence="A")
    district = plan.areas.get().districts.order_by("position").first()
    for value in ("3", "3.5"):
        approve(report(indicator, by=lead, district=district, value=value), by=reviewer)
    report(indicator, by=lead, district=district, value="9", on=date(2026, 3, 31), source="待审的来源")
    today = timezone.localdate()

    book = load_workbook(io.BytesIO(written(table_sheets(
        plan, table_rows(plan, on=today), targets_of(plan), on=today, made_at=timezone.now(), by="督导"))))
    figures, indicators = ([[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets[:2])

    row, = [row for row in figures if row[0] == indicator.number]
    assert (row[4], row[6]) == (district.name, 3.5)
    assert "待审的来源" not in str(figures)
    line, = [line for line in indicators if line[0] == indicator.number]
    assert line[-3:] == [None, 4.6, "专班文件"]


def test_as_of_a_day_the_table_holds_what_was_known(plan, lead, reviewer):
    indicator = make_figures(plan, by=lead)
    district = plan.areas.get().districts.order_by("position").first()
    approve(report(indicator, by=lead, district=district), by=reviewer)

    assert table_rows(plan, on=date(2026, 7, 1)) == []
    assert len(table_rows(plan, on=timezone.localdate())) == 1
