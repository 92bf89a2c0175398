"""The outer structure of files, read without unpacking or trusting them: zip directories, OLE, pictures, plain text."""

import codecs
import re
import struct
from typing import NamedTuple

CHUNK = 64 * 1024  # bytes read at once; a multiple of an OLE directory entry

ENTRIES_MAX = 5000
DIRECTORY_MAX = 2 * 1024**2  # bytes
PART_MAX = 100 * 1024**2  # bytes of one entry, unpacked
UNPACKED_MAX = 200 * 1024**2  # bytes of all entries, unpacked

# APPNOTE.TXT 6.3.10, sections 4.3.16, 4.3.12 and 4.3.7
END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
ENCRYPTED, SIZES_FOLLOW, UTF8 = 0x1, 0x8, 0x800
UNIX_LINK = 0o12  # the upper four of the bits that S_IFLNK sets
WIDE = 0xFFFFFFFF  # the value stands in the zip64 field

OLE_ENTRY = 128  # bytes; [MS-CFB] 2.6.1: a name of at most 64 bytes in UTF-16, ended by a zero
JPEG_SEGMENTS_MAX = 2000
JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Damaged(Exception):
    """The structure contradicts itself or goes beyond what an office document needs."""


class Excessive(Damaged):
    """There are more entries than an office document needs."""


class Swollen(Damaged):
    """The entries unpack to more than an office document needs."""


class Locked(Exception):
    """The contents are encrypted."""


class Entry(NamedTuple):
    """One entry of a zip directory; sizes and the offset of its local header in bytes."""

    raw_name: bytes
    flags: int
    method: int
    checksum: int
    unpacked: int
    packed: int
    offset: int
    attributes: int

    @property
    def name(self):
        return self.raw_name.decode("utf-8" if self.flags & UTF8 else "cp437")

    @property
    def is_link(self):
        """Whether Unix would make it a link to something else."""
        return self.attributes >> 28 == UNIX_LINK


def chunks(file):
    """Yield the bytes of a file from its beginning."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def zip_names(file):
    """Return the names in a zip archive whose directory can be believed; raises what `zip_entries` raises."""
    return {entry.name for entry in zip_entries(file)}


def zip_entries(file, *, most=ENTRIES_MAX):
    """Return the entries of a zip archive whose directory can be believed; raises Damaged, Locked if it is encrypted.

    Believed is a directory that ends the file, agrees with the header before each entry, whose entries do not overlap,
    whose names stay inside the archive and occur once. Excessive is raised for more than `most` entries, Swollen if
    they unpack to more than UNPACKED_MAX bytes together or PART_MAX alone.
    """
    try:
        entries, end = _directory(file, most)
        names = [entry.name for entry in entries]
        _check_entries(file, entries, end)
    except (struct.error, UnicodeDecodeError, OverflowError) as error:
        raise Damaged from error
    if len(set(names)) < len(names) or any(map(_leads_out, names)):
        raise Damaged
    if any(entry.flags & ENCRYPTED for entry in entries):
        raise Locked
    return entries


def _directory(file, most):
    """Return the entries of the directory and the offset at which it starts, which is where they end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END.size - 0xFFFF))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise Damaged
    _mark, disk, first_disk, here, count, length, start, comment = END.unpack_from(tail, at)
    is_whole = not disk and not first_disk and here == count and at + END.size + comment == len(tail)
    if not is_whole or not count or start + length > size:
        raise Damaged
    if count > most or length > DIRECTORY_MAX:
        raise Excessive
    file.seek(start)
    directory = file.read(length)
    entries, position = [], 0
    for _ in range(count):
        entry, position = _entry(directory, position)
        entries.append(entry)
    if position != length:
        raise Damaged
    return entries, start


def _entry(directory, position):
    fields = ENTRY.unpack_from(directory, position)
    mark, flags, method, checksum, packed, unpacked = (fields[at] for at in (0, 3, 4, 7, 8, 9))
    attributes, offset = fields[15:]
    name_length, extra_length, comment_length = fields[10:13]
    if mark != b"PK\x01\x02":
        raise Damaged
    name_at = position + ENTRY.size
    extra_at = name_at + name_length
    extra = directory[extra_at : extra_at + extra_length]
    sizes = _wide(extra, (unpacked, packed, offset))
    entry = Entry(directory[name_at:extra_at], flags, method, checksum, *sizes, attributes)
    return entry, extra_at + extra_length + comment_length


def _wide(extra, values):
    """Return `values` with those that were moved to the zip64 field (APPNOTE 4.5.3), as Java's Excel writers do."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            wide = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            return [next(wide, value) if value == WIDE else value for value in values]
        at += 4 + length
    return values


def _check_entries(file, entries, end):
    if sum(entry.unpacked for entry in entries) > UNPACKED_MAX or any(entry.unpacked > PART_MAX for entry in entries):
        raise Swollen
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if not free_from <= entry.offset <= end:
            raise Damaged
        file.seek(entry.offset)
        mark, _version, flags, *_when, packed, unpacked, name_length, extra_length = LOCAL.unpack(file.read(LOCAL.size))
        sizes_agree = flags & SIZES_FOLLOW or (packed in (entry.packed, WIDE) and unpacked in (entry.unpacked, WIDE))
        if mark != b"PK\x03\x04" or file.read(name_length) != entry.raw_name or not sizes_agree:
            raise Damaged
        free_from = entry.offset + LOCAL.size + name_length + extra_length + entry.packed
    if free_from > end:
        raise Damaged


def _leads_out(name):
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def ole_names(file, names):
    """Return which of `names` are streams or storages of an OLE file; its directory is searched for, not followed."""
    needles = {name: name.encode("utf-16-le") + b"\0\0" for name in names}
    found = set()
    for chunk in chunks(file):
        for name, needle in needles.items():
            at = chunk.find(needle)
            while at >= 0:
                if at % OLE_ENTRY == 0:
                    found.add(name)
                at = chunk.find(needle, at + 1)
    return found


def png_size(file):
    """Return (width, height) in pixels as the header says, None where there is no such header."""
    file.seek(0)
    head = file.read(24)
    if len(head) < 24 or head[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR":
        return None
    return struct.unpack(">2L", head[16:])


def jpeg_size(file):
    """Return (width, height) in pixels as the frame header says, None where there is no such header."""
    file.seek(0)
    if file.read(2) != b"\xff\xd8":
        return None
    for _ in range(JPEG_SEGMENTS_MAX):
        start, marker = file.read(1), file.read(1)
        while marker == b"\xff":
            marker = file.read(1)
        if start != b"\xff" or not marker:
            return None
        if marker[0] in JPEG_ALONE:
            continue
        head = file.read(7)
        if len(head) < 7:
            return None
        length, _precision, height, width = struct.unpack(">HB2H", head)
        if marker[0] in JPEG_SIZES:
            return width, height
        file.seek(length - len(head), 1)
    return None


def is_text(file):
    """Return whether all of a file is text in UTF-8, GB 18030 or UTF-16 with its mark, without control characters."""
    file.seek(0)
    has_mark = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encodings = ("utf-16",) if has_mark else ("utf-8-sig", "gb18030")
    return any(_reads_as(encoding, file) for encoding in encodings)


def _reads_as(encoding, file):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        if any(CONTROL.search(decoder.decode(chunk)) for chunk in chunks(file)):
            return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
