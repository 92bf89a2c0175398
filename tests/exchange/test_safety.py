"""Hostile files are refused with a sentence that says what to do; strange but honest ones are read."""

import io
import os
from zipfile import ZipFile

import pytest
from django.test import override_settings
from django.utils.translation import override
from docx import Document

from tests.exchange.hostile_files import (
    BUILDERS,
    MACRO_TYPE,
    NAMES,
    SHEET,
    book,
    hostile,
    packed,
    relations,
    rows_of,
    sheet,
    word,
)
from tracker.exchange.outline.reading import read_text
from tracker.exchange.safety.check import inspect
from tracker.exchange.safety.sentences import SENTENCES
from tracker.exchange.sheets.reader import read_book
from tracker.reporting.evidence import MACROS, RefusedFile

SLOW = {
    "book: a part that packs a thousandfold", "book: many parts that fill the memory together", "book: 65,535 entries",
    "book: rows without end", "book: millions of empty cells", "book: more text than ten ledgers",
    "book: a row beyond the last", "word: text without end", "word: paragraphs without end",
    "word: paragraphs within paragraphs",
    *(what for what in BUILDERS if what.startswith("pdf: ") and what not in ("pdf: encrypted", "pdf: scanned")),
}  # fmt: skip
SECONDS_MOST = 3
MEMORY_MOST = 20 * 1024**2


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def marked(names):
    return [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in names]


def refusal(what):
    name = BUILDERS[what][0]
    read = read_book if name.endswith(".xlsx") else read_text
    with pytest.raises(RefusedFile) as refused:
        read(name, io.BytesIO(hostile(what)))
    return refused.value


def said(refused):
    """The sentence before figures are put into it."""
    return refused.error_list[0].message


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", marked(BUILDERS))
def test_a_hostile_file_is_refused_with_the_sentence_that_helps(what):
    reason = BUILDERS[what][2]

    refused = refusal(what)

    wanted = [reason] if reason else ["damaged", "heavy", "no text"]
    assert said(refused) in [SENTENCES.get(reason, reason) for reason in wanted]
    assert refused.sentence
    assert "%(" not in refused.sentence


@pytest.mark.parametrize(("name", "sentence"), NAMES.items(), ids=NAMES)
def test_a_name_of_another_kind_is_refused_with_what_to_choose_instead(name, sentence):
    with pytest.raises(RefusedFile) as refused:
        read_book(name, io.BytesIO(book()))

    assert said(refused.value) == sentence


def test_a_sentence_names_the_file_that_is_wanted():
    with pytest.raises(RefusedFile) as refused:
        read_text("方案.wps", io.BytesIO(b"x"))

    assert refused.value.sentence == (
        "A .wps file is not read. Open it in Excel, Word or WPS, save it as .docx and choose that one"
    )


HONEST = {
    "a sheet that claims to be endless": lambda: book(
        **{SHEET: sheet(rows_of([1]), before='<dimension ref="A1:XFD1048576"/>')}),
    "many rows that were only formatted": lambda: book(rows_of([1]) + rows_of(range(2, 5000), '<c s="0"/>')),
    "a row formatted to its end": lambda: book(rows_of([1], "<c><v>1</v></c>" + '<c s="0"/>' * 16_383)),
    "formulas filled down": lambda: book(rows_of([1]) + rows_of(range(2, 5000), '<c t="str"><f>""</f><v></v></c>')),
    "an ordinary link": lambda: book(
        **{"xl/worksheets/_rels/sheet1.xml.rels": relations(("hyperlink", "https://www.gd.gov.cn/", "External"))}),
    "bars and exclamation marks": lambda: book('<row r="1"><c r="A1"><f>"a|b!"&amp;\'x|y\'!A1</f><v>1</v></c></row>'),
}  # fmt: skip


@pytest.mark.parametrize("what", HONEST)
def test_a_strange_but_honest_workbook_is_read(what):
    found = read_book("台账.xlsx", io.BytesIO(HONEST[what]()))

    assert found.grids[0].rows[1][1].value == 1


def test_a_document_made_by_an_office_program_passes():
    file = io.BytesIO()
    document = Document()
    document.add_paragraph("正文")
    document.save(file)
    file.name = "模板.docx"

    assert inspect(file, kinds={"docx", "xlsx"}) == "docx"
    assert file.tell() == 0


@pytest.mark.parametrize(
    "what", ["word: an external template", "word: an object under another name", "word: a document of declarations"]
)
def test_inspecting_looks_into_the_parts_too(what):
    with pytest.raises(RefusedFile):
        inspect(io.BytesIO(hostile(what)), kinds={"docx"}, name="模板.docx")


def test_a_macro_file_is_known_by_its_contents_under_any_name():
    with pytest.raises(RefusedFile) as refused:
        inspect(io.BytesIO(word(**{"[Content_Types].xml": MACRO_TYPE})), kinds={"docx"}, name="模板.docx")

    assert said(refused.value) == MACROS


@override_settings(IMPORT_MAX_MB=1)
def test_the_largest_size_is_a_setting():
    with pytest.raises(RefusedFile) as refused:
        read_book("台账.xlsx", io.BytesIO(packed({"a": os.urandom(2 * 1024**2)})))

    assert refused.value.sentence.startswith("A file may have at most 1 MB, this one has 2")


def test_the_honest_parts_that_hostile_files_are_made_of_are_read():
    assert ZipFile(io.BytesIO(book())).testzip() is None
    assert read_book("台账.xlsx", io.BytesIO(book())).grids[0].name == "台账"
    assert read_text("方案.docx", io.BytesIO(word())) == "正文"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_hostile_file_costs_the_server_more_than_moments():
    costs = {what: _cost(what) for what in BUILDERS}

    assert {what: cost for what, cost in costs.items() if cost[0] > SECONDS_MOST or cost[1] > MEMORY_MOST} == {}


def _cost(what):
    """Seconds of computing, here and in the process that reads, and by how many bytes this process has grown."""
    hostile(what)
    before, memory = os.times(), _resident()
    refusal(what)
    after = os.times()
    return sum(after[:4]) - sum(before[:4]), _resident() - memory


def _resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
