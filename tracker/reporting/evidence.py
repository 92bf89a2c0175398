"""Evidence files: which are accepted, what they are called and where they lie; nothing is ever unpacked or run."""

import hashlib
import re
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tracker.plans.text import clean_text
from tracker.reporting.containers import Damaged, Locked, chunks, is_text, jpeg_size, ole_names, png_size, zip_names
from tracker.reporting.limits import FILE_NAME_MAX, PICTURE_MAX_MEGAPIXELS

MEGABYTE = 1024**2

WRONG_TYPE = _("Only PDF, OFD, Word, Excel, PowerPoint, WPS, JPG, PNG and TXT files can be handed in")
WRONG_CONTENT = _("The content is not that of a .%(extension)s file. Open it, save it as PDF and choose it again")
EMPTY = _("The file is empty. Choose another one")
TOO_LARGE = _("A file may have at most %(limit)s MB, this one has %(size)s MB")
TOO_MANY_PIXELS = _("A picture may have at most %(limit)d megapixels, this one has %(size)d. Make it smaller")
MACROS = _("The file contains macros. Save it without macros and choose it again")
DAMAGED = _("The file is damaged. Open it, save it anew and choose it again")
LOCKED = _("The file is protected by a password. Remove the password and choose it again")

OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_BYTE_ORDER = slice(28, 30)  # [MS-CFB] 2.2
MACRO_EXTENSIONS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"}
NOT_PLAIN = re.compile(
    rb"\s*(?:%PDF-|\{\\rtf|#!|<\s*(?:!|\?|html|head|body|script|svg|iframe|meta))", re.IGNORECASE
)
RESERVED_SIGNS = re.compile(r'[<>:"|?*]')
RESERVED_STEMS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)", re.IGNORECASE)  # device names of Windows
EXTENSION = re.compile(r"\.[^.\s]{1,10}$")


class RefusedFile(ValidationError):
    """A file that is not accepted; `sentence` says what to do, in the language active when it is read."""

    @property
    def sentence(self):
        return self.messages[0]


class Kind(NamedTuple):
    """What a file was found to be; `has_preview` says whether a browser may show it instead of saving it (SEC-204)."""

    extension: str
    content_type: str
    has_preview: bool = False


def sniff(name, file, *, max_bytes):
    """Return the Kind of a file if its name, its first bytes and its structure agree on one that is accepted.

    `file` is a binary file that can seek, and stands at its beginning afterwards; `max_bytes` is the largest size.
    Raises RefusedFile. The list of kinds is SEC-201; names of folders and the case of the extension do not matter.
    """
    _stem, dot, extension = name.lower().rpartition(".")
    check_size(file.seek(0, 2), max_bytes)
    if extension in MACRO_EXTENSIONS:
        raise RefusedFile(MACROS)
    if not dot or extension not in KINDS:
        raise RefusedFile(WRONG_TYPE)
    kind, inspect = KINDS[extension]
    file.seek(0)
    try:
        agrees = inspect(file, file.read(512))
    except Damaged as error:
        raise RefusedFile(DAMAGED) from error
    except Locked as error:
        raise RefusedFile(LOCKED) from error
    if not agrees:
        raise RefusedFile(WRONG_CONTENT, params={"extension": extension})
    file.seek(0)
    return kind


def check_size(size, max_bytes):
    """Raise RefusedFile for an empty file, and for one of more than `max_bytes`."""
    if not size:
        raise RefusedFile(EMPTY)
    if size > max_bytes:
        whole, tenths = divmod(-(-size * 10 // MEGABYTE), 10)  # rounded up: never "20 MB" for more than 20 MB
        raise RefusedFile(TOO_LARGE, params={"limit": max_bytes // MEGABYTE, "size": f"{whole}.{tenths}"})


def _is_pdf(_file, head):
    return head.startswith(b"%PDF-")


def _is_package(folder):
    """Word, Excel and PowerPoint since 2007: a zip archive with a list of contents and the program's folder."""

    def inspect(file, head):
        if head.startswith(OLE_HEADER) and "EncryptedPackage" in ole_names(file, ["EncryptedPackage"]):
            raise Locked
        names = {name.lower() for name in _archive(file, head)}
        if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
            raise RefusedFile(MACROS)
        return "[content_types].xml" in names and any(name.startswith(folder) for name in names)

    return inspect


def _is_ofd(file, head):
    return "OFD.xml" in _archive(file, head)


def _archive(file, head):
    return zip_names(file) if head.startswith(b"PK\x03\x04") else ()


def _is_ole(*streams):
    """Office programs before 2007 and WPS: an OLE file, with at least one of `streams` if any are named."""

    def inspect(file, head):
        if not head.startswith(OLE_HEADER) or head[OLE_BYTE_ORDER] != b"\xfe\xff":
            return False
        names = ole_names(file, [*streams, "_VBA_PROJECT"])
        if "_VBA_PROJECT" in names:
            raise RefusedFile(MACROS)
        return bool(names) or not streams

    return inspect


def _is_picture(read_size):
    def inspect(file, _head):
        size = read_size(file)
        if not size or not all(size):
            return False
        pixels = size[0] * size[1]
        if pixels > PICTURE_MAX_MEGAPIXELS * 1_000_000:
            params = {"limit": PICTURE_MAX_MEGAPIXELS, "size": -(-pixels // 1_000_000)}
            raise RefusedFile(TOO_MANY_PIXELS, params=params)
        return True

    return inspect


def _is_plain_text(file, head):
    return is_text(file) and not NOT_PLAIN.match(head.removeprefix(b"\xef\xbb\xbf"))


_OPENXML = "application/vnd.openxmlformats-officedocument"
_JPEG = Kind("jpg", "image/jpeg", has_preview=True)

KINDS = {
    "pdf": (Kind("pdf", "application/pdf", has_preview=True), _is_pdf),
    "ofd": (Kind("ofd", "application/ofd"), _is_ofd),
    "docx": (Kind("docx", f"{_OPENXML}.wordprocessingml.document"), _is_package("word/")),
    "xlsx": (Kind("xlsx", f"{_OPENXML}.spreadsheetml.sheet"), _is_package("xl/")),
    "pptx": (Kind("pptx", f"{_OPENXML}.presentationml.presentation"), _is_package("ppt/")),
    "doc": (Kind("doc", "application/msword"), _is_ole("WordDocument")),
    "xls": (Kind("xls", "application/vnd.ms-excel"), _is_ole("Workbook", "Book")),
    "ppt": (Kind("ppt", "application/vnd.ms-powerpoint"), _is_ole("PowerPoint Document")),
    "wps": (Kind("wps", "application/wps-office.wps"), _is_ole()),
    "et": (Kind("et", "application/wps-office.et"), _is_ole()),
    "dps": (Kind("dps", "application/wps-office.dps"), _is_ole()),
    "jpg": (_JPEG, _is_picture(jpeg_size)),
    "jpeg": (_JPEG, _is_picture(jpeg_size)),
    "png": (Kind("png", "image/png", has_preview=True), _is_picture(png_size)),
    "txt": (Kind("txt", "text/plain"), _is_plain_text),
}
PREVIEWED = frozenset(kind.content_type for kind, _inspect in KINDS.values() if kind.has_preview)


def clean_name(name):
    """Return a file's name fit for every disk and page: at most 120 characters, its extension kept (SEC-203).

    Folders, controls and direction marks are dropped; signs and names that Windows reserves are defused with "_".
    """
    name = clean_text(name).replace("\\", "/").rpartition("/")[2]
    name = " ".join(RESERVED_SIGNS.sub("_", name).split()).strip(" .")
    if not name:
        return "file"
    if RESERVED_STEMS.match(name):
        name = f"_{name}"
    extension = found.group() if (found := EXTENSION.search(name)) else ""
    stem = name.removesuffix(extension)[: FILE_NAME_MAX - len(extension)].rstrip(" .")
    return stem + extension


def digest(file):
    """Return the SHA-256 of a file in hexadecimal, read in pieces; the file stands at its beginning afterwards."""
    sha256 = hashlib.sha256()
    for chunk in chunks(file):
        sha256.update(chunk)
    file.seek(0)
    return sha256.hexdigest()


def stored_path():
    """Return a new path that nobody can guess, `aa/bb/<uuid4>`, spread over folders by its first characters."""
    key = str(uuid4())
    return f"{key[:2]}/{key[2:4]}/{key}"
