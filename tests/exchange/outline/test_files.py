"""The same documents out of Word and PDF files say the same."""

from io import BytesIO

import pytest

from tests.exchange.outline import making
from tests.exchange.outline.expectations import DOCUMENTS, compare, expected, seen, text_of
from tracker.exchange.outline.parser import parse
from tracker.exchange.outline.reading import read_text


@pytest.mark.parametrize(("name", "make"), [
    ("provincial", making.typed), ("county", making.typed), ("table", making.typed),
    ("city", making.numbered), ("months", making.numbered),
])
def test_a_word_file_says_what_its_text_says(name, make):
    assert _wrong(name, read_text(f"{name}.docx", make(text_of(name)))) == []


@pytest.mark.parametrize("file", ["chapters.docx", "district.pdf"])
def test_files_of_an_office_program_say_the_same(file):
    content = BytesIO((DOCUMENTS / file).read_bytes())

    assert _wrong(file.partition(".")[0], read_text(file, content)) == []


def test_a_text_file_in_the_older_encoding_says_the_same():
    content = (DOCUMENTS / "runs.txt").read_bytes()

    with pytest.raises(UnicodeDecodeError):
        content.decode()
    assert _wrong("runs", read_text("runs.txt", BytesIO(content))) == []


def _wrong(name, text):
    return compare(name, expected(name), seen(parse(text)))[2]
