"""What exports cost: the ledger of very many measures, each time in a process of its own, against the bare writer.

The bare writer is XlsxWriter writing the same cells in the same formats from values that are ready in memory; the
export has to ask the database for them as well.
"""

import json
import resource
import subprocess
import sys
import time
from datetime import date
from tempfile import TemporaryFile

from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from xlsxwriter import Workbook

from tracker.exchange.ledger.columns import COLUMNS
from tracker.exchange.ledger.export import write_ledger
from tracker.exchange.ledger.rows import rows
from tracker.exchange.sheets.formats import CELL, GROUNDS, IN_THE_MIDDLE, NUMBERS
from tracker.exchange.sheets.shapes import Toned
from tracker.exchange.sheets.writer import OPTIONS, row_height
from tracker.management.load import make_load
from tracker.models import User
from tracker.web.chosen import chosen_ledger
from tracker.web.exports import about

RATIO_MOST = 1.3
MEGABYTES_MOST = 120
MEGABYTE = 1024  # kilobytes, as the system counts memory
IN_A_PROCESS_OF_ITS_OWN = """
import json, sys, django
django.setup()
from tests.bench import files
print(json.dumps(files.measure(sys.argv[1])))
"""
FORMS = ("bare", "export", "gather", "floor")


def run(*, measures, periods, rounds):
    """Make the load, measure each form in fresh processes, print the medians."""
    with open("/dev/null", "w") as nowhere:
        call_command("start", no_serve=True, stdout=nowhere)
    make_load(organization_measures=measures, periods=periods, today=timezone.localdate(), password="x")
    connection.close()
    print(f"ledger of {measures} measures reported on in {periods} periods, {connection.vendor}, best of {rounds}\n")
    found = {form: min((_measured(form) for _round in range(rounds)), key=lambda cost: cost["cpu"]) for form in FORMS}
    print(f"{'':12}{'CPU s':>8}{'wall s':>8}{'MB':>7}{'file MB':>9}")
    for form, cost in found.items():
        print(f"{form:12}{cost['cpu']:8.2f}{cost['wall']:8.2f}{cost['memory']:7.0f}{cost['size']:9.1f}")
    _judge(found["export"], found["bare"])


def _judge(export, bare):
    print()
    for name in ("cpu", "wall"):
        ratio = export[name] / bare[name]
        remark = "" if ratio <= RATIO_MOST else f"  more than {RATIO_MOST}"
        print(f"export ÷ bare writer, {name}: {ratio:.2f}{remark}")
    if export["memory"] > MEGABYTES_MOST:
        print(f"more than {MEGABYTES_MOST} MB")


def _measured(form):
    answer = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN, form], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def measure(form):
    """Do it once in this process: seconds of ``form`` alone, the most memory that the process ever took, file size."""
    ready = list(_rows()) if form == "bare" else []
    heights = _heights(ready)
    with TemporaryFile() as file:
        cpu, wall = time.process_time(), time.perf_counter()
        if form == "export":
            _export(file)
        elif form == "bare":
            write_bare(ready, heights, file)
        elif form == "gather":
            for _row in _rows():
                pass
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        size = file.seek(0, 2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return {"cpu": cpu, "wall": wall, "memory": memory, "size": size / 1e6}


def _heights(ready):
    widths = [column.width for column in COLUMNS]
    return [row_height(row, widths) for row in ready]


def _chosen():
    """All measures, as the address without any filter asks for them."""
    request = RequestFactory().get("/exports/ledger/")
    request.user = User.objects.get(username="load-reporter")
    return chosen_ledger(request), request.user


def _rows():
    chosen, _user = _chosen()
    return rows(chosen.rows, on=chosen.asked.on, periods=chosen.periods)


def _export(file):
    """What the view does, from the address to the file."""
    chosen, user = _chosen()
    said = about(chosen, user, made_at=timezone.now())
    write_ledger(rows(chosen.rows, on=said.on, periods=chosen.periods), said, file)


def write_bare(ready, heights, file):
    """The same cells in the same formats, by XlsxWriter alone, from rows and their heights that are ready."""


    book = Workbook(file, OPTIONS)
    page = book.add_worksheet()
    middle = {"align": "center"}
    usual = [{**CELL, "num_format": NUMBERS[c.kind], **(middle if c.kind in IN_THE_MIDDLE else {})} for c in COLUMNS]
    plain = [book.add_format(form) for form in usual]
    toned = {tone: book.add_format({**CELL, "num_format": "@", "bg_color": ground, "font_color": ink})
             for tone, (ground, ink) in GROUNDS.items()}
    for number, row in enumerate(ready, start=4):
        if heights[number - 4]:
            page.set_row(number, heights[number - 4])
        for place, value in enumerate(row):
            form = plain[place]
            if type(value) is Toned:
                value, form = value.value, toned[value.tone]
            if value is None or value == "":
                page.write_blank(number, place, None, form)
            elif isinstance(value, str):
                page.write_string(number, place, value, form)
            elif isinstance(value, date):
                page.write_datetime(number, place, value, form)
            else:
                page.write_number(number, place, value, form)
    book.close()
