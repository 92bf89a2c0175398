"""What is looked for in a part is found wherever the pieces in which it is unpacked happen to end."""

import io
import zlib

import pytest

from tests.exchange.hostile_files import FIELD, book, packed
from tracker.exchange.safety.package import Package
from tracker.exchange.safety.refusal import Refusal

AROUND = b"x" * 50
NESTED = packed({"a": "b"})


def pieces(monkeypatch, *found):
    package = Package(io.BytesIO(book(**{"xl/part": "x"})))
    monkeypatch.setattr(package, "chunks", lambda _name: iter(found))
    return package


@pytest.mark.parametrize("at", range(0, len(FIELD) + 100, 7))
def test_a_field_in_two_pieces_is_found(monkeypatch, at):
    content = AROUND + FIELD.encode() + AROUND
    package = pieces(monkeypatch, content[:at], content[at:])

    with pytest.raises(Refusal) as refused:
        package._check_fields("xl/part", b"<")

    assert refused.value.reason == "links"


@pytest.mark.parametrize("at", range(8))
def test_an_archive_in_two_pieces_is_found(monkeypatch, at):
    package = pieces(monkeypatch, NESTED[:at], NESTED[at:])

    with pytest.raises(Refusal) as refused:
        package._check_content("xl/part")

    assert refused.value.reason == "embedded"


def test_a_part_is_unpacked_whole():
    text = "".join(f"<a>{number}</a>" for number in range(100_000)).encode()
    package = Package(io.BytesIO(book(**{"xl/part.xml": text})))

    chunks = list(package.chunks("xl/part.xml"))

    assert b"".join(chunks) == text
    assert max(map(len, chunks)) <= 64 * 1024


def test_what_follows_the_end_of_a_part_is_noticed():
    package = Package(io.BytesIO(book(**{"xl/part": "x" * 1000})))
    entry = package.entries["xl/part"]
    package.entries["xl/part"] = entry._replace(checksum=zlib.crc32(b"x" * 10), unpacked=10)

    with pytest.raises(Refusal) as refused:
        list(package.chunks("xl/part"))

    assert refused.value.reason == "damaged"
