"""The parts of a zip archive, unpacked piece by piece; not a byte more or less than its directory says."""

import re
import zlib

from tracker.exchange.safety.markup import prolog, walk
from tracker.exchange.safety.refusal import Refusal
from tracker.reporting.containers import CHUNK, LOCAL, Damaged, Excessive, Locked, Swollen, zip_entries

ENTRIES_MAX = 200
RATIO_MAX = 100
RATIO_FREE = 1024**2  # bytes: a part up to this size may be packed as densely as it likes

TAGS_MAX = 8_000_000  # of all parts

STORED, DEFLATED = 0, 8
NESTED = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
NESTED_MARK = max(map(len, NESTED))
NESTED_NAMES = (".zip", ".rar", ".7z", ".tar", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".exe")
MARKUP_NAMES = (".xml", ".rels", ".vml")
# Fields and formulas by which a document asks another program for its content
DDE_FIELD = re.compile(rb"instr(?:Text\b[^>]*>|=[\"'])\s*(?i:DDE)")

RELATIONS_REFUSED = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "xlMacrosheet": "macros",
    "oleObject": "embedded",
    "package": "embedded",
    "control": "embedded",
    "aFChunk": "embedded",
    "subDocument": "links",
    "externalLink": "links",
    "connections": "links",
    "queryTable": "links",
}


class Package:
    """An Office file whose directory has been compared with its headers. Raises Refusal wherever it lies."""

    def __init__(self, file):
        self.file = file
        self.entries = {entry.name: entry for entry in honest_entries(file)}

    def chunks(self, name):
        """Yield the unpacked bytes of a part; refuse it as damaged where size or checksum are not as stated."""
        entry = self.entries[name]
        size = checksum = 0
        for chunk in self._unpacked(entry):
            size += len(chunk)
            if size > entry.unpacked:
                raise Refusal("damaged")
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if size != entry.unpacked or checksum != entry.checksum:
            raise Refusal("damaged")

    def check(self, *, mark=b"<", most=TAGS_MAX, reason="heavy", **params):
        """Refuse what no table and no text needs: other files, links to others, macros, declarations, false sizes.

        `reason` is given where `mark` occurs more than `most` times in the XML. Counting bytes is fast, so that what
        would go beyond the limits of a reader in the end is refused before it begins.
        """
        left = most
        for name in self.entries:
            low = name.lower()
            if low.endswith(MARKUP_NAMES):
                prolog(self.chunks(name))
            if low.endswith(".rels"):
                walk(self.chunks(name), start=_check_relation)
            elif low == "[content_types].xml":
                walk(self.chunks(name), start=_check_content_type)
            elif low.endswith(MARKUP_NAMES):
                left -= self._check_fields(name, mark)
                if left < 0:
                    raise Refusal(reason, **params)
            else:
                self._check_content(name)

    def _check_fields(self, name, mark):
        before, count = b"", 0
        for chunk in self.chunks(name):
            count += chunk.count(mark)
            window = before + chunk
            if b"nstr" in window and DDE_FIELD.search(window):
                raise Refusal("links")
            before = window[-200:]
        return count

    def _check_content(self, name):
        head = b""
        for chunk in self.chunks(name):
            if len(head) < NESTED_MARK:
                head += chunk[:NESTED_MARK]
                if head.startswith(NESTED):
                    raise Refusal("embedded")

    def _unpacked(self, entry):
        self.file.seek(entry.offset)
        header = LOCAL.unpack(self.file.read(LOCAL.size))
        self.file.seek(header[-2] + header[-1], 1)
        if entry.method == STORED:
            yield from self._packed(entry)
        elif entry.method == DEFLATED:
            yield from _inflated(self._packed(entry))
        else:
            raise Refusal("damaged")

    def _packed(self, entry):
        left = entry.packed
        while left:
            chunk = self.file.read(min(CHUNK, left))
            if not chunk:
                raise Refusal("damaged")
            left -= len(chunk)
            position = self.file.tell()
            yield chunk
            self.file.seek(position)  # others may have read elsewhere meanwhile


def read(file):
    """Check a whole file and tell nothing of it."""
    Package(file).check()


def honest_entries(file):
    """Return the entries of an Office file if they are few, dense as text is, and nothing that has no place there."""
    try:
        entries = zip_entries(file, most=ENTRIES_MAX)
    except Excessive as error:
        raise Refusal("entries", limit=ENTRIES_MAX) from error
    except Swollen as error:
        raise Refusal("unpacked") from error
    except Damaged as error:
        raise Refusal("damaged") from error
    except Locked as error:
        raise Refusal("locked") from error
    if len({entry.name.lower() for entry in entries}) < len(entries) or any(entry.is_link for entry in entries):
        raise Refusal("damaged")
    for entry in entries:
        _check_name(entry.name.lower())
        if entry.unpacked > max(RATIO_FREE, RATIO_MAX * entry.packed):
            raise Refusal("unpacked")
    return entries


def _check_name(name):
    if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name:
        raise Refusal("macros")
    if name.startswith("xl/externallinks/") or name == "xl/connections.xml":
        raise Refusal("links")
    if name.endswith(NESTED_NAMES) or "/embeddings/" in name or "/activex/" in name:
        raise Refusal("embedded")


def _check_relation(name, attributes):
    kind = attributes.get("Type", "").rpartition("/")[2]
    if kind in RELATIONS_REFUSED:
        raise Refusal(RELATIONS_REFUSED[kind])
    if attributes.get("TargetMode") == "External" and kind != "hyperlink":
        raise Refusal("links")


def _check_content_type(name, attributes):
    kind = attributes.get("ContentType", "").lower()
    if "macroenabled" in kind or "vbaproject" in kind or "intlmacrosheet" in kind:
        raise Refusal("macros")


def _inflated(packed):
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for chunk in packed:
            while chunk:
                yield inflate.decompress(chunk, CHUNK)
                chunk = inflate.unconsumed_tail
            if inflate.unused_data:
                raise Refusal("damaged")
        if rest := inflate.flush():
            yield rest
    except zlib.error as error:
        raise Refusal("damaged") from error
    if not inflate.eof:
        raise Refusal("damaged")
