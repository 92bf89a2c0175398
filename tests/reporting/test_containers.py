"""Zip archives whose directory lies are made by changing single bytes of honest ones."""

import io
import struct
from contextlib import suppress
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reporting.containers import Damaged, Locked, is_text, jpeg_size, png_size, zip_names

NAMES = ["[Content_Types].xml", "word/document.xml", "word/媒体.png"]


def archive(*names, text="正文" * 50):
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        for name in names or NAMES:
            made.writestr(ZipInfo(name), text, ZIP_DEFLATED)  # always dated 1980, so always the same bytes
    return file.getvalue()


def changed(content, at, form, *values):
    content = bytearray(content)
    struct.pack_into(form, content, at, *values)
    return bytes(content)


HONEST = archive()
DIRECTORY = HONEST.index(b"PK\x01\x02")
END = HONEST.index(b"PK\x05\x06")


def test_the_names_of_an_honest_archive():
    assert zip_names(io.BytesIO(HONEST)) == set(NAMES)


def test_an_archive_may_end_with_a_comment():
    file = io.BytesIO(HONEST)
    with ZipFile(file, "a") as made:
        made.comment = b"made by an office program"

    assert zip_names(file) == set(NAMES)


def test_an_archive_written_without_going_back_is_honest():
    class Stream(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise io.UnsupportedOperation

        tell = seek

    stream = Stream()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        made.writestr("OFD.xml", "版式")

    assert zip_names(io.BytesIO(stream.getvalue())) == {"OFD.xml"}


def test_sizes_may_stand_in_the_zip64_field():
    content = bytearray(HONEST)
    name_length = struct.unpack_from("<H", content, DIRECTORY + 28)[0]
    packed, unpacked = struct.unpack_from("<2L", content, DIRECTORY + 20)
    extra = struct.pack("<2H2Q", 1, 16, unpacked, packed)
    struct.pack_into("<2L", content, DIRECTORY + 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", content, DIRECTORY + 30, len(extra))
    struct.pack_into("<L", content, END + 12, END - DIRECTORY + len(extra))
    content[DIRECTORY + 46 + name_length : DIRECTORY + 46 + name_length] = extra

    assert zip_names(io.BytesIO(content)) == set(NAMES)


CONTRADICTIONS = {
    "nothing": b"",
    "only a mark": b"PK\x05\x06",
    "no directory": b"PK\x03\x04" + b"\0" * 100,
    "the end cut off": HONEST[:-1],
    "the directory cut short": HONEST[: END - 40] + HONEST[END:],
    "something hangs on behind": HONEST + b"MZ",
    "something stands in front": b"MZ" + HONEST,
    "fewer entries than there are": changed(HONEST, END + 8, "<2H", 2, 2),
    "more entries than there are": changed(HONEST, END + 8, "<2H", 4, 4),
    "very many entries": changed(HONEST, END + 8, "<2H", 60_000, 60_000),
    "a second disk": changed(HONEST, END + 4, "<H", 1),
    "a directory without end": changed(HONEST, END + 12, "<L", 0x7FFFFFFF),
    "a directory outside the file": changed(HONEST, END + 16, "<L", 0x7FFFFFFF),
    "another packed size than before the entry": changed(HONEST, DIRECTORY + 20, "<L", 1),
    "another size than before the entry": changed(HONEST, DIRECTORY + 24, "<L", 1),
    "an entry of 101 MB": changed(HONEST, DIRECTORY + 24, "<L", 101 * 1024**2),
    "an entry where none begins": changed(HONEST, DIRECTORY + 42, "<L", 1),
    "an entry behind the directory": changed(HONEST, DIRECTORY + 42, "<L", END),
    "another name than before the entry": changed(HONEST, DIRECTORY + 46, "<c", b"X"),
    "a name that leads out": archive("word/../../etc/passwd"),
    "a name from the root": archive("/etc/passwd"),
    "a name with a backslash": changed(HONEST, HONEST.index(b"word/d") + 4, "<c", b"\\"),
    "a name with a drive": archive("C:document.xml"),
    "5001 entries": archive(*(f"word/{number}" for number in range(5001)), text=""),
}


@pytest.mark.parametrize("content", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_an_archive_that_contradicts_itself_is_damaged(content):
    with pytest.raises(Damaged):
        zip_names(io.BytesIO(content))


def test_a_name_that_occurs_twice_is_damaged():
    twice = archive("word/a.xml", "word/b.xml").replace(b"word/b.xml", b"word/a.xml")

    with pytest.raises(Damaged):
        zip_names(io.BytesIO(twice))


def test_entries_that_share_their_bytes_are_damaged():
    content = archive("a", "b").replace(b"b", b"a")
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)

    with pytest.raises(Damaged):
        zip_names(io.BytesIO(changed(content, second + 42, "<L", 0)))


def test_an_archive_that_would_fill_the_disk_is_damaged():
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for number in range(3):
            with made.open(ZipInfo(f"word/{number}"), "w") as part:
                for _ in range(70):
                    part.write(bytes(1024**2))

    with pytest.raises(Damaged):
        zip_names(file)


def test_an_encrypted_archive_is_locked():
    local = HONEST.index(b"PK\x03\x04")
    content = changed(changed(HONEST, DIRECTORY + 8, "<H", 1), local + 6, "<H", 1)

    with pytest.raises(Locked):
        zip_names(io.BytesIO(content))


@given(st.integers(0, len(HONEST) - 1), st.binary(min_size=1, max_size=8))
def test_a_flipped_archive_is_read_or_refused_but_never_breaks(at, noise):
    content = HONEST[:at] + noise + HONEST[at + len(noise) :]

    with suppress(Damaged, Locked):
        assert len(zip_names(io.BytesIO(content))) == len(NAMES)


@given(st.binary(max_size=64))
def test_any_bytes_are_a_picture_or_not(content):
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        png_size(io.BytesIO(start + content))
        jpeg_size(io.BytesIO(start + content))


@pytest.mark.parametrize(
    ("content", "is_readable"),
    [
        ("进展情况\r\n\t第一批".encode(), True),
        ("进展情况".encode("utf-8-sig"), True),
        ("进展情况".encode("gb18030"), True),
        ("进展情况".encode("utf-16"), True),
        ("1-06".encode("utf-16-le"), False),  # without its mark
        (("情" * 50_000).encode(), True),
        (b"MZ\x90\x00\x03", False),
        (b"\x1b[31m", False),
        (b"\xff\xff\xff", False),
        (b"\xe6\x83\xff", False),
    ],
)
def test_text_is_text_in_the_usual_encodings(content, is_readable):
    assert is_text(io.BytesIO(content)) is is_readable
