"""The document in a word processor: a full page has 22 lines of 28 characters, and the page numbers stand below it."""

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise

import pytest
import time_machine

from tests.exchange.briefing.briefings import ON, World, made_of, written
from tests.lights.conftest import at
from tracker.exchange.briefing.shapes import Paragraph, Section

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice (soffice)"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler (pdftotext)"),
]
LONG = "".join(map(chr, range(0x4E00, 0x4E00 + 28 * 22 * 4)))  # no two signs alike, none that may not begin a line
MIXED = "截至2024年10月15日，“印发办法”（A-1）进度40%，比序时进度100%低60个百分点，已逾期45天。" * 60


@pytest.fixture
def content(db):
    with time_machine.travel(at(ON), tick=False):
        world = World()
        world.approve(world.red, percent=40)
        return world.content()


def pages(content, folder):
    """The pages of the document as LibreOffice sets them, each a list of (left, top, right, text) of its lines."""
    (folder / "a.docx").write_bytes(written(content, number="〔2024〕3号"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", folder, folder / "a.docx"],
        check=True, capture_output=True, timeout=180,
    )
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", folder / "a.pdf", "-"], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    return [_lines(page) for page in told.split("<page ")[1:]]


def _lines(page):
    """Words of one height joined to lines, from above."""
    rows = {}
    for left, top, right, text in re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', page
    ):
        rows.setdefault(round(float(top)), []).append((float(left), float(right), text))
    return [
        (min(row)[0], top, max(right for _left, right, _text in row), "".join(text for *_where, text in sorted(row)))
        for top, row in sorted(rows.items())
    ]


def with_text(content, text):
    section = content.sections[0]
    return replace(content, sections=(Section(section.key, section.heading, (Paragraph(text),)),))


def test_a_full_page_has_22_lines_of_28_characters(content, tmp_path):
    full = pages(with_text(content, LONG), tmp_path)[1]

    body, number = full[:-1], full[-1]
    assert [len(text) for *_where, text in body] == [28] * 22
    assert number[-1] == "—2—"
    pitches = [below[1] - above[1] for above, below in pairwise(body)]
    assert sum(pitches) / len(pitches) == pytest.approx(29, abs=0.05)


def test_the_text_fills_156_millimetres_from_28_millimetres_on(content, tmp_path):
    body = pages(with_text(content, LONG), tmp_path)[1][:-1]

    assert min(left for left, *_rest in body) / 72 * 25.4 == pytest.approx(28, abs=0.5)
    assert max(right for _left, _top, right, _text in body) / 72 * 25.4 == pytest.approx(184, abs=0.7)


def test_text_mixed_with_numbers_fills_its_lines_as_well(content, tmp_path):
    body = pages(with_text(content, MIXED), tmp_path)[1][:-1]

    assert len(body) == 22
    widths = [sum(0.5 if sign.isascii() else 1 for sign in text) for *_where, text in body]
    assert min(widths) >= 23
    assert not any(above[-1][-1].isdigit() and below[-1][0].isdigit() for above, below in pairwise(body))


def test_page_numbers_are_outside_right_on_odd_and_left_on_even_pages(content, tmp_path):
    found = pages(with_text(content, LONG), tmp_path)

    numbers = [page[-1] for page in found[:4]]
    assert [text for *_where, text in numbers] == ["—1—", "—2—", "—3—", "—4—"]
    for place, (left, _top, right, _text) in enumerate(numbers, 1):
        edge = (left / 72 * 25.4 - 28) if place % 2 == 0 else (184 - right / 72 * 25.4)
        assert edge == pytest.approx(14 / 72 * 25.4, abs=1)


def test_the_head_of_the_annex_is_repeated_on_each_of_its_pages(tmp_path):
    found = pages(made_of([f"第{number}件" for number in range(120)]), tmp_path)

    annex = [page for page in found if any("序号" in text and "信号灯" in text for *_where, text in page)]
    assert len(annex) > 4
    assert found[-len(annex):] == annex
    for page in annex:
        assert max(right for _left, _top, right, _text in page) / 72 * 25.4 < 297 - 36
