"""An organization with reports to take out, its copy as a workbook, and a hand that edits that workbook offline."""

import io

from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_period,
    make_plan,
    make_report,
    make_task,
    make_user,
)
from tracker.exchange.actions import copies
from tracker.exchange.ledger.copies.comparison import compare
from tracker.exchange.ledger.copies.gathering import preview_of
from tracker.exchange.ledger.copies.layout import ROW
from tracker.exchange.ledger.copies.workbook import sheets
from tracker.exchange.sheets.reader import book_of
from tracker.exchange.sheets.workbook import read
from tracker.exchange.sheets.writer import write
from tracker.models import CopyReturn, ProgressReport
from tracker.reporting import actions
from tracker.reporting.evidence import digest, stored_path


class Office:
    """Two people of one organization and, in one period, a report with a due milestone for each of the ``drafts``."""

    def __init__(self, *drafts):
        self.plan = make_plan()
        self.area = make_area(plan=self.plan)
        self.districts = list(self.area.districts.order_by("position"))
        self.task = make_task(plan=self.plan)
        self.period = make_period(plan=self.plan)
        self.person = make_user(name="陈嘉仪")
        self.organization = self.person.organization
        self.colleague = make_user(name="林晓彤", organization=self.organization)
        self.reports = [self.add(**draft) for draft in drafts]

    def add(self, **draft):
        measure = make_measure(task=self.task, area=self.area)
        make_milestone(measure=measure, due_on=self.period.ends_on)
        assignment = make_assignment(measure=measure, organization=self.organization)
        report = make_report(assignment=assignment, period=self.period)
        return self.write(report, **draft) if draft else report

    def write(self, report, *, by=None, **draft):
        """Type something into a draft on the site."""
        report.refresh_from_db(fields=["draft"])
        names = {"first": f"percent-{self.districts[0].pk}", "second": f"percent-{self.districts[1].pk}"}
        mine = {names.get(name, name): text for name, text in draft.items()}
        actions.save_draft(report, by=by or self.person, base=report.draft, mine={**report.draft, **mine})
        return ProgressReport.objects.with_context().get(pk=report.pk)

    def take_out(self, *, by=None):
        """A ``Paper``: the working copy as the file that somebody got."""
        copy = copies.make_copy(self.period, by=by or self.person)
        file = io.BytesIO()
        write(sheets(copy), file)
        return Paper(file.getvalue(), copy)

    def compare(self, paper):
        """What is found in a paper, read in this process for speed."""
        copy = paper.copy
        return compare(book_of(read(paper.saved())), copy.base, copy.key)

    def drafts(self):
        """What is saved now, empty texts left out."""
        reports = ProgressReport.objects.filter(assignment__organization=self.organization).order_by("pk")
        return [{name: text for name, text in report.draft.items() if text} for report in reports]

    def percent(self, number=0):
        return f"percent-{self.districts[number].pk}"


def brought_back(period, *, by, row, **values):
    """A working copy on which somebody filled in that row, brought back, and not decided on."""
    copy = copies.make_copy(period, by=by)
    file = io.BytesIO()
    write(sheets(copy), file)
    content = Paper(file.getvalue(), copy).fill(row, **values).saved()
    found = compare(book_of(read(content)), copy.base, copy.key)
    return_ = CopyReturn(copy=copy, name=content.name, size=content.size, sha256=digest(content), uploaded_by=by,
                         uploaded_at=timezone.now(), content=found.to_json())
    return_.file.save(stored_path(), content)
    return return_


def brought_back_with_everything(report, *, by):
    """A return with a change, a conflict, a fault and a changed cell that is only for reading."""
    before = report.draft.get("problem", "")
    copy = copies.make_copy(report.period, by=by)
    row = list(copy.base["reports"]).index(str(report.pk))
    return_ = brought_back(report.period, by=by, row=row, problem=f"线下写的{before}", next_steps="10月底前完成会签",
                           help_by="31.10.2024", measure="改了名称")
    actions.save_draft(report, by=by, base=report.draft, mine={**report.draft, "problem": f"网上写的{before}"})
    return return_


def apply_all(return_, *, by):
    """Take over what is no conflict."""
    seen = preview_of(return_, by, on=timezone.localdate())[1].seen
    return copies.apply_return(return_, by=by, seen=seen)


class Paper:
    """A working copy on somebody's desk, opened with another program than ours."""

    def __init__(self, content, copy=None):
        self.content, self.copy = content, copy
        self.book = load_workbook(io.BytesIO(content))

    @property
    def reports(self):
        return self.book.worksheets[0]

    @property
    def milestones(self):
        return self.book.worksheets[1]

    def columns(self, sheet=None):
        """{name: number of the column}, by the hidden row above the head."""
        sheet = sheet or self.reports
        names = next(row for row in sheet.iter_rows() if any(cell.value == ROW for cell in row))
        return {cell.value: cell.column for cell in names if cell.value}

    def rows(self, sheet=None):
        """The numbers of the rows below the head."""
        sheet = sheet or self.reports
        column = self.columns(sheet)[ROW]
        return [
            row for row in range(1, sheet.max_row + 1)
            if str(sheet.cell(row, column).value or "").startswith("r") and "." in sheet.cell(row, column).value
        ]

    def cell(self, row, name, sheet=None):
        """The cell of the row with this position among the rows."""
        sheet = sheet or self.reports
        return sheet.cell(self.rows(sheet)[row], self.columns(sheet)[name])

    def fill(self, row, sheet=None, **values):
        for name, value in values.items():
            self.cell(row, name.replace("__", "-"), sheet).value = value
        return self

    def saved(self, name="填报表.xlsx"):
        file = io.BytesIO()
        self.book.save(file)
        return ContentFile(file.getvalue(), name=name)
