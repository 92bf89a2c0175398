"""What a file is, decided from its name and its outside, before anything opens it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tracker.exchange.safety import child
from tracker.exchange.safety.package import honest_entries
from tracker.exchange.safety.refusal import Refusal
from tracker.exchange.safety.sentences import refused
from tracker.reporting.containers import is_text, ole_names
from tracker.reporting.evidence import (
    LOCKED,
    MACRO_EXTENSIONS,
    MACROS,
    MEGABYTE,
    NOT_PLAIN,
    OLE_HEADER,
    RefusedFile,
    check_size,
)

WRONG_KIND = _("Only %(kinds)s files are read. Save it as one of them and choose it again")
SAVE_ANEW = _(
    "A .%(extension)s file is not read. Open it in Excel, Word or WPS, save it as .%(wanted)s and choose that one"
)
WRONG_CONTENT = _(
    "The content is not that of a .%(extension)s file. Open it in the program that made it, "
    "save it as .%(extension)s and choose it again"
)

FOLDERS = {"xlsx": "xl/", "docx": "word/"}
SAVED_AS = {
    **dict.fromkeys(("xls", "et", "csv", "tsv", "ods", "xlt", "ett", "numbers"), "xlsx"),
    **dict.fromkeys(("doc", "wps", "rtf", "odt", "dot", "wpt", "ofd", "pages"), "docx"),
}


def inspect(file, *, kinds, name=None):
    """Return which of `kinds` (of xlsx, docx, pdf, txt) a binary file is; it stands at its beginning afterwards.

    Packages are also unpacked once, in a process of their own: none that passes contains macros, links to other files,
    other files, declarations of document types, or parts of another size than stated. Raises RefusedFile.
    """
    extension = inspect_outside(file, kinds=kinds, name=name)
    if extension in FOLDERS:
        child.run("check", file)
    return extension


def inspect_outside(file, *, kinds, name=None):
    """The same without unpacking anything, for those who then read the file in a process that unpacks it itself."""
    extension = _extension(file.name if name is None else name, kinds)
    check_size(file.seek(0, 2), settings.IMPORT_MAX_MB * MEGABYTE)
    file.seek(0)
    head = file.read(512)
    if extension in FOLDERS:
        _check_package(file, head, extension)
    elif not _is_plain(file, head, extension):
        raise RefusedFile(WRONG_CONTENT, params={"extension": extension})
    file.seek(0)
    return extension


def _extension(name, kinds):
    extension = name.lower().rpartition(".")[2] if "." in name else ""
    if extension in kinds:
        return extension
    if extension in MACRO_EXTENSIONS:
        raise RefusedFile(MACROS)
    wanted = SAVED_AS.get(extension)
    if wanted in kinds:
        raise RefusedFile(SAVE_ANEW, params={"extension": extension, "wanted": wanted})
    raise RefusedFile(WRONG_KIND, params={"kinds": "/".join(f".{kind}" for kind in sorted(kinds))})


def _check_package(file, head, extension):
    if head.startswith(OLE_HEADER) and "EncryptedPackage" in ole_names(file, ["EncryptedPackage"]):
        raise RefusedFile(LOCKED)
    if not head.startswith(b"PK\x03\x04"):
        raise RefusedFile(WRONG_CONTENT, params={"extension": extension})
    try:
        names = {entry.name.lower() for entry in honest_entries(file)}
    except Refusal as refusal:
        raise refused(refusal.reason, refusal.params) from refusal
    if "[content_types].xml" not in names or not any(name.startswith(FOLDERS[extension]) for name in names):
        raise RefusedFile(WRONG_CONTENT, params={"extension": extension})


def _is_plain(file, head, extension):
    if extension == "pdf":
        return head.startswith(b"%PDF-")
    return is_text(file) and not NOT_PLAIN.match(head.removeprefix(b"\xef\xbb\xbf"))
