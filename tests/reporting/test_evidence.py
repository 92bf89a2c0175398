import hashlib
import io
import re
import struct
import unicodedata
from contextlib import suppress
from zipfile import ZipFile, ZipInfo

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tracker.reporting.evidence import KINDS, RefusedFile, clean_name, digest, sniff, stored_path

MEGABYTE = 1024**2
LIMIT = 20 * MEGABYTE
WPS = {"wps", "et", "dps"}
OLE = {"doc", "xls", "ppt", *WPS}
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(120) + b"PE\x00\x00"


def extension_of(name):
    return name.rpartition(".")[2].lower()


def archive(*names):
    file = io.BytesIO()
    with ZipFile(file, "w") as made:
        for name in names:
            made.writestr(ZipInfo(name), "<xml/>")
    return file.getvalue()


def ole(*names):
    """An OLE file as far as anybody looks: the header, and a directory with these names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00"
    entries = (name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return header.ljust(512, b"\0") + b"".join(entries)


def png(width, height):
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">2L", width, height) + b"\x08\x02\0\0\0"


def jpeg(width, height, before=b""):
    jfif = b"\xff\xe0\x00\x10JFIF\0" + bytes(9)
    return b"\xff\xd8" + jfif + before + b"\xff\xff\xc2\x00\x11\x08" + struct.pack(">2H", height, width) + bytes(20)


def spreadsheet():
    file = io.BytesIO()
    book = Workbook()
    book.active.append(["花都区", 76])
    book.save(file)
    return file.getvalue()


EXIF = b"\xff\xe1\xff\xff" + b"\xff\xc0\x00\x11\x08\xff\xff\xff\xff".ljust(65533, b"x")  # with another frame inside
DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
ACCEPTED = {
    "办法.pdf": PDF,
    "办法.ofd": archive("OFD.xml", "Doc_0/Document.xml"),
    "台账.docx": DOCX,
    "台账.xlsx": spreadsheet(),
    "汇报.pptx": archive("[Content_Types].xml", "ppt/presentation.xml"),
    "台账.doc": ole("WordDocument"),
    "台账.xls": ole("Workbook"),
    "旧台账.xls": ole("Book"),
    "汇报.ppt": ole("PowerPoint Document"),
    "台账.wps": ole("WordDocument"),
    "台账.et": ole("Workbook"),
    "汇报.dps": ole("PowerPoint Document"),
    "现场.jpg": jpeg(4000, 3000),
    "现场.JPEG": jpeg(4000, 3000, before=EXIF),
    "截图.png": png(1280, 720),
    "说明.txt": "进展情况说明".encode("gb18030"),
}


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def label(value):
    """Names label a case, contents do not."""
    return value if isinstance(value, str) else ""


def refusal(name, content, max_bytes=LIMIT):
    with pytest.raises(RefusedFile) as refused:
        sniff(name, io.BytesIO(content), max_bytes=max_bytes)
    return refused.value.sentence


@pytest.mark.parametrize(("name", "content"), ACCEPTED.items(), ids=ACCEPTED)
def test_a_file_that_is_what_it_says_is_accepted(name, content):
    file = SimpleUploadedFile(name, content)

    kind = sniff(name, file, max_bytes=LIMIT)

    extension = extension_of(name)
    assert kind == KINDS[extension][0]
    assert kind.extension == extension.replace("jpeg", "jpg")
    assert file.read() == content  # it stands at its beginning again


def test_every_accepted_kind_is_tried():
    assert set(map(extension_of, ACCEPTED)) == set(KINDS)


def test_only_pdf_and_pictures_are_shown_in_a_browser():
    assert {kind.extension for kind, _inspect in KINDS.values() if kind.has_preview} == {"pdf", "jpg", "png"}


@pytest.mark.parametrize("extension", sorted({*KINDS} - {"txt"}))
def test_a_program_is_refused_under_every_name(extension):
    assert refusal(f"佐证.{extension}", EXE).startswith(f"The content is not that of a .{extension} file.")


def test_a_program_is_refused_as_text():
    assert refusal("佐证.txt", EXE).startswith("The content is not that of a .txt file.")


def is_alike(name, other):
    """WPS files are known by their OLE header alone, so any other OLE file passes for one."""
    wanted, content = (extension_of(found) for found in (name, other))
    family = {"wps": "doc", "et": "xls", "dps": "ppt", "jpeg": "jpg"}
    return family.get(wanted, wanted) == family.get(content, content) or (wanted in WPS and content in OLE)


@pytest.mark.parametrize(
    ("name", "other"), [(name, other) for name in ACCEPTED for other in ACCEPTED if not is_alike(name, other)]
)
def test_content_and_extension_agree(name, other):
    assert refusal(name, ACCEPTED[other])


@pytest.mark.parametrize(
    "name",
    [
        "图.svg", "页.html", "页.htm", "a.xml", "a.js", "a.hta", "a.lnk", "a.exe", "a.zip", "a.pdf.exe", "无扩展名",
        "pdf", "", ".",
    ],
)
def test_other_types_are_refused(name):
    assert refusal(name, PDF) == (
        "Only PDF, OFD, Word, Excel, PowerPoint, WPS, JPG, PNG and TXT files can be handed in"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docm", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml", "word/VBAPROJECT.BIN")),
        ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml")),
        ("a.doc", ole("WordDocument", "_VBA_PROJECT")),
        ("a.et", ole("Workbook", "_VBA_PROJECT")),
    ],
    ids=label,
)
def test_macros_are_refused(name, content):
    assert refusal(name, content) == "The file contains macros. Save it without macros and choose it again"


def test_a_password_is_to_be_removed():
    assert refusal("a.docx", ole("EncryptedPackage")).startswith("The file is protected by a password.")


@pytest.mark.parametrize(
    "content", [DOCX[:-30], b"PK\x03\x04 not an archive", archive("[Content_Types].xml", "word/../x")],
    ids=["cut off", "no directory", "leads out"],
)
def test_a_damaged_archive_is_refused(content):
    assert refusal("a.docx", content).startswith("The file is damaged.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", archive("word/document.xml")),  # without a list of contents
        ("a.docx", archive("[Content_Types].xml", "xl/workbook.xml")),
        ("a.docx", archive("a.txt")),
        ("a.docx", ole("WordDocument")),  # an old document under a new name
        ("a.doc", ole("SummaryInformation")),  # such as an installer
        ("a.doc", ole("WordDocument")[:8].ljust(600, b"\0")),
        ("a.doc", DOCX),
        ("a.doc", b"{\\rtf1 }"),
        ("a.png", png(0, 720)),
        ("a.png", png(1280, 720)[:20]),
        ("a.jpg", jpeg(4000, 3000)[:20]),
        ("a.jpg", b"\xff\xd8\xff\xd9"),
        ("a.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 3000),
        ("a.pdf", b"\n" + PDF),
        ("a.txt", b" <!DOCTYPE html><script>alert(1)</script>"),
        ("a.txt", b"\xef\xbb\xbf<svg onload=alert(1)>"),
        ("a.txt", b'<?xml version="1.0"?>'),
        ("a.txt", b"text\x00"),
        ("a.txt", PDF),
    ],
    ids=label,
)
def test_a_file_that_only_claims_to_be_one_is_refused(name, content):
    assert refusal(name, content).startswith("The content is not that of")


def test_an_empty_file_is_refused():
    assert refusal("a.pdf", b"") == "The file is empty. Choose another one"


@pytest.mark.parametrize(("size", "shown"), [(60 * MEGABYTE, "60.0"), (LIMIT + 1, "20.1")])
def test_a_large_file_is_refused_with_both_sizes(size, shown):
    assert refusal("a.pdf", PDF.ljust(size, b" ")) == f"A file may have at most 20 MB, this one has {shown} MB"


def test_a_file_of_just_the_limit_is_accepted():
    assert sniff("a.pdf", io.BytesIO(PDF.ljust(LIMIT, b" ")), max_bytes=LIMIT).extension == "pdf"


@pytest.mark.parametrize(("name", "content"), [("a.png", png(8001, 5000)), ("a.jpg", jpeg(8001, 5000))], ids=label)
def test_a_picture_of_more_than_40_megapixels_is_refused(name, content):
    assert refusal(name, content) == "A picture may have at most 40 megapixels, this one has 41. Make it smaller"


@pytest.mark.parametrize(("name", "content"), [("a.png", png(8000, 5000)), ("a.jpg", jpeg(8000, 5000))], ids=label)
def test_a_picture_of_40_megapixels_is_accepted(name, content):
    assert sniff(name, io.BytesIO(content), max_bytes=LIMIT).has_preview


@given(
    st.sampled_from(sorted(KINDS)), st.sampled_from([b"", *ACCEPTED.values()]), st.binary(max_size=200),
    st.integers(0, 400),
)
def test_any_content_is_accepted_or_refused_but_never_breaks(extension, content, noise, at):
    file = io.BytesIO(content[:at] + noise + content[at + len(noise) :])

    with suppress(RefusedFile):
        assert sniff(f"a.{extension}", file, max_bytes=LIMIT) == KINDS[extension][0]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("互认办法（第一批）.docx", "互认办法（第一批）.docx"),
        ("..\\..\\windows\\系统.pdf", "系统.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\现场.jpg", "现场.jpg"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("报\x00告\r\n.pdf", "报告.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("CON", "_CON"),
        ("com1.pdf", "_com1.pdf"),
        ("con .txt", "_con.txt"),
        ("console.txt", "console.txt"),
        ("  ..隐藏.pdf. ", "隐藏.pdf"),
        ("", "file"),
        ("folder/", "file"),
        ("...", "file"),
        (f"{'长' * 200}.xlsx", f"{'长' * 115}.xlsx"),
        (f"{'长' * 114} 件.xlsx", f"{'长' * 114}.xlsx"),
        ("长" * 200, "长" * 120),
        (f"a.{'长' * 200}", f"a.{'长' * 118}"),
    ],
)
def test_what_a_file_is_called(name, clean):
    assert clean_name(name) == clean


@given(st.text(st.characters(codec=None)) | st.text("./\\:con19 长\u202e\n", max_size=200))
def test_a_clean_name_is_safe_and_stays_as_it_is(name):
    clean = clean_name(name)

    assert 0 < len(clean) <= 120
    assert not re.search(r'[/\\:<>"|?*\x00-\x1f]', clean)
    assert not clean.startswith(".")
    assert clean.strip(" .") == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert clean_name(clean) == clean


def test_a_digest_is_the_sha256_of_the_whole_file():
    content = b"%PDF-" * 50_000
    file = ContentFile(content)
    file.read(10)

    assert digest(file) == hashlib.sha256(content).hexdigest()
    assert file.read() == content


def test_a_stored_path_is_new_each_time_and_spread_over_folders():
    path, another = stored_path(), stored_path()

    assert re.fullmatch(r"(..)/(..)/\1\2[0-9a-f]{4}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", path)
    assert path != another
