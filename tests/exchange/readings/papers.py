"""Workbooks of figures as an organization gets them, and a hand that edits them offline."""

import io
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import load_workbook

from tests.readings import make_duties, make_indicator
from tracker.exchange.actions import readings
from tracker.exchange.readings.gathering import match_of, own_rows
from tracker.exchange.readings.layout import NAMES
from tracker.exchange.readings.reading_back import found_in
from tracker.exchange.readings.workbook import own_sheets
from tracker.exchange.sheets.reader import book_of
from tracker.exchange.sheets.workbook import read
from tracker.exchange.sheets.writer import write
from tracker.models import ReadingReturn
from tracker.reporting.evidence import digest, stored_path

TODAY = date(2026, 8, 15)  # the quarter that ended last is the second of 2026
SECONDS = "2026-06-30"


class Paper:
    """A workbook in hand; ``cells`` names the columns, so that a cell is found by row of the table and name."""

    def __init__(self, content):
        self.book = load_workbook(io.BytesIO(content))
        self.sheet = self.book.worksheets[0]
        self.head = next(row for row in range(1, 30) if self.sheet.cell(row, 1).value == NAMES[0]) + 1
        self.columns = {self.sheet.cell(self.head - 1, column).value: column
                        for column in range(1, self.sheet.max_column + 1)}

    def rows(self):
        """{(district, day): row number} of the table."""
        found = {}
        for row in range(self.head + 1, self.sheet.max_row + 1):
            day = self.cell(row, "day").value
            if day:
                found[self.cell(row, "district").value, day.date().isoformat()] = row
        return found

    def cell(self, row, name):
        return self.sheet.cell(row, self.columns[f"figure-{name}"])

    def fill(self, row, **values):
        for name, value in values.items():
            self.cell(row, name).value = value

    def add(self, **values):
        """Write into the first row below the table."""
        row = self.sheet.max_row + 1
        self.fill(row, **values)
        return row

    def content(self):
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def file(self, name="实际值.xlsx"):
        return ContentFile(self.content(), name=name)


def take_out(person, plan, *, on=TODAY):
    """The workbook of the person's organization as a ``Paper``."""
    file = io.BytesIO()
    rows = own_rows(person.organization_id, plan, on=on)
    write(own_sheets(plan, person.organization, rows, made_at=timezone.now()), file)
    return Paper(file.getvalue())


def found(content):
    """What is found in a workbook (bytes), read in this process for speed."""
    return found_in(book_of(read(io.BytesIO(content))))


def brought_back(plan, *, by, paper):
    return readings.bring_back_figures(plan, paper.file(), by=by)


def kept(plan, *, by, paper):
    """The same without a process of its own, for tests that need such a row."""
    content, file = paper.content(), paper.file()
    return_ = ReadingReturn(
        plan=plan, organization=by.organization, name=file.name, size=len(content), sha256=digest(file),
        content=found(content).to_json(), uploaded_by=by, uploaded_at=timezone.now())
    return_.file.save(stored_path(), file, save=False)
    return_.save()
    return return_


def matched(return_, *, on=TODAY):
    return match_of(return_, on=on)


def make_figures(plan, *, by, name="三旧改造"):
    """An indicator that the person's organization reports, of every district."""
    indicator = make_indicator(plan=plan, name=name)
    make_duties(indicator, organization=by.organization)
    return indicator
