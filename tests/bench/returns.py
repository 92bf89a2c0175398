"""What a working copy of very many reports costs: taken out, brought back, looked at, taken over."""

import io
import time
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tracker.exchange.ledger.copies.gathering import preview_of
from tracker.exchange.ledger.copies.layout import ROW
from tracker.management.load import make_load
from tracker.models import CopyReturn, ProgressReport, WorkingCopy
from tracker.reporting.status import Status
from tracker.web.returns import summary

PREVIEW_MOST = 5.0  # seconds from the upload to the page
QUERIES_MOST = 10


def run(rows):
    """Print a table for one organization with so many reports in a period; every report is edited in three cells."""
    load = make_load(organization_measures=rows, periods=1, today=timezone.localdate(), password="x")
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(load.reporter)
    mine = ProgressReport.objects.filter(assignment__organization=load.reporter.organization)
    period = mine.order_by("-period__ends_on").first().period
    mine.filter(period=period).update(status=Status.DRAFT)  # so that all of them can be written
    client.get(reverse("copies:upload"), secure=True)
    with _timed(f"working copy of {mine.filter(period=period).count()} reports taken out"):
        answer = client.post(reverse("copies:make"), {"period": period.pk}, secure=True)
    edited, cells = _edited(answer.content)
    print(f"{'':8}{len(edited) / 1e6:.1f} MB, {cells} cells edited")
    file = SimpleUploadedFile("back.xlsx", edited)
    with _timed("brought back, until the page is there", most=PREVIEW_MOST):
        page = client.post(reverse("copies:upload"), {"file": file}, secure=True, follow=True)
    return_, preview = _brought_back(load.reporter)
    print(f"{'':8}{summary(preview)}; {len(page.content) / 1000:.0f} kB of page")
    _tell(client, return_)
    with _timed("taken over"):
        client.post(reverse("returns:apply", args=[return_.pk]), {"seen": preview.seen}, secure=True)


def _brought_back(person):
    return_ = CopyReturn.objects.with_context().newest_first().first()
    return return_, preview_of(return_, person, on=timezone.localdate())[1]


def _tell(client, return_):
    with CaptureQueriesContext(connection) as asked:
        client.get(return_.get_absolute_url(), secure=True)
    remark = f"  more than {QUERIES_MOST}" if len(asked) > QUERIES_MOST else ""
    print(f"{'':8}{len(asked)} queries{remark}")
    with _timed("page asked for again"):
        client.get(return_.get_absolute_url(), secure=True)
    with _timed("marked copy"):
        client.get(reverse("returns:marked", args=[return_.pk]), secure=True)
    with connection.cursor() as cursor:
        sizes = [_size(cursor, model, column) for model, column in ((WorkingCopy, "base"), (CopyReturn, "content"))]
    print(f"{'':8}{sizes[0] / 1e6:.1f} MB kept of what was handed out, {sizes[1] / 1e6:.1f} MB of what came back")


def _size(cursor, model, column):
    cursor.execute(f"SELECT SUM(LENGTH(CAST({column} AS TEXT))) FROM {model._meta.db_table}")
    return cursor.fetchone()[0]


def _edited(content):
    """The workbook with three cells of every report filled in by another program, and how many cells that were."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    names = next(row for row in sheet.iter_rows() if any(cell.value == ROW for cell in row))
    columns = {cell.value: cell.column for cell in names}
    percent = next(column for name, column in columns.items() if name.startswith("percent-"))
    cells, texts = 0, ((columns["summary"], "线下填写"), (columns["next_steps"], "会签"))
    for row in range(names[0].row + 2, sheet.max_row + 1):
        for column, value in ((percent, row % 101), *texts):
            if not sheet.cell(row, column).protection.locked:
                sheet.cell(row, column).value = value
                cells += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), cells


@contextmanager
def _timed(name, most=None):
    began = time.perf_counter()
    yield
    took = time.perf_counter() - began
    print(f"{took:6.2f} s  {name}" + (f"  more than {most:.0f} s" if most and took > most else ""))
