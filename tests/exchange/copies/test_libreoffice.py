"""As a new user would try it: take a copy out, edit three cells in LibreOffice, bring it back, see three changes."""

import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from tests.exchange.copies.offices import Office
from tracker.exchange.actions import copies

DESK = Path(__file__).with_name("desk.py")
PATIENCE = 120  # seconds


def bridge():
    """A Python that speaks to LibreOffice; empty without one."""
    for python in ("/usr/bin/python3", shutil.which("python3") or "", "/usr/lib/libreoffice/program/python"):
        if Path(python).is_file() and subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            return python
    return ""


@pytest.fixture
def libreoffice(tmp_path):
    """A function that edits a file in LibreOffice with a profile of its own, so that others may run beside it."""
    office, python = shutil.which("soffice"), bridge()
    if not (office and python):
        pytest.skip("LibreOffice or its bridge to Python (python3-uno) is not installed")
    pipe = f"desk{uuid4().hex}"
    running = subprocess.Popen([
        office, "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", f"--accept=pipe,name={pipe};urp;",
    ], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield lambda file, *edits: subprocess.run([python, DESK, pipe, file, *edits], check=True, timeout=PATIENCE)
    try:
        running.wait(30)
    except subprocess.TimeoutExpired:
        running.kill()


@pytest.mark.slow
def test_three_cells_edited_in_libreoffice_are_three_changes(db, libreoffice, tmp_path):
    office = Office(
        {"summary": "完成数据比对\n形成清单", "first": "40", "has_problem": "yes", "problem": "=1+1",
         "help_by": "2026-12-01", "next_steps": "  前后有空格"},
        {"summary": "'撇号", "second": "７", "help_from": "", "note-9": "一"}, {},
    )
    paper = office.take_out()
    file = tmp_path / "填报表.xlsx"
    file.write_bytes(paper.content)
    places = [paper.cell(0, office.percent()), paper.cell(1, "summary"), paper.cell(2, "help_by")]

    libreoffice(file, *(
        f"0!{cell.coordinate}={text}" for cell, text in zip(places, ("55", "清理过期记录", "2026-11-30"), strict=True)))
    return_ = copies.bring_back(ContentFile(file.read_bytes(), name=file.name), by=office.person)

    pks = [report.pk for report in office.reports]
    assert [list(change)[:4] for change in return_.content["changes"]] == [
        [pks[0], office.percent(), "40", "55"], [pks[1], "summary", "'撇号", "清理过期记录"],
        [pks[2], "help_by", "", "2026-11-30"],
    ]
    assert (return_.content["faults"], return_.content["untaken"]) == ([], [])


@pytest.mark.slow
def test_a_copy_saved_by_libreoffice_untouched_is_no_change(db, libreoffice, tmp_path):
    office = Office({"summary": "甲\n乙", "first": "100", "help_by": "2026-02-28", "has_problem": "no"}, {})
    file = tmp_path / "填报表.xlsx"
    file.write_bytes(office.take_out().content)

    libreoffice(file)
    return_ = copies.bring_back(ContentFile(file.read_bytes(), name=file.name), by=office.person)

    found = [return_.content[name] for name in ("changes", "faults", "untaken", "missing", "notes")]
    assert found == [[], [], [], 0, []]
