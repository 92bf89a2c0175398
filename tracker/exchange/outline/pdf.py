"""A PDF with text → its text, inside the confined process; what has no text was scanned and is refused."""

import io
import time
import unicodedata

from pypdf import PdfReader, filters
from pypdf.errors import DependencyError, PyPdfError

from tracker.exchange.safety.refusal import Refusal

PAGES_MAX = 500
CHARACTERS_MAX = 1_000_000
STREAM_MAX = 4 * 1024**2  # bytes of one stream, unpacked; a page of text has some 10 kB
SECONDS_MAX = 40
LEGIBLE = 0.7  # part of the signs that must be letters, digits or punctuation: other fonts hide what they show

for limit in ("ZLIB_MAX_OUTPUT_LENGTH", "LZW_MAX_OUTPUT_LENGTH", "RUN_LENGTH_MAX_OUTPUT_LENGTH"):
    setattr(filters, limit, STREAM_MAX)


def read(file):
    """Return the text of all pages, each ended by "\\f" but the last."""
    document = _opened(file)
    if len(document.pages) > PAGES_MAX:
        raise Refusal("pages", limit=PAGES_MAX)
    pages, left, began = [], CHARACTERS_MAX, time.monotonic()
    for page in document.pages:
        if time.monotonic() - began > SECONDS_MAX:
            raise Refusal("heavy")
        pages.append(page.extract_text())
        left -= len(pages[-1])
        if left < 0:
            raise Refusal("characters", limit=CHARACTERS_MAX)
    text = "\f".join(pages)
    if not _is_legible(text):
        raise Refusal("no text")
    return text


def _opened(file):
    document = PdfReader(io.BytesIO(file.read()), strict=False)
    if document.is_encrypted:
        try:
            is_open = document.decrypt("")  # many are only protected against changes
        except (DependencyError, NotImplementedError, PyPdfError) as error:
            raise Refusal("locked") from error
        if not is_open:
            raise Refusal("locked")
    return document


def _is_legible(text):
    signs = "".join(text.split())
    plain = sum(unicodedata.category(sign)[0] in "LNPS" and sign != "\ufffd" for sign in signs)
    return bool(signs) and plain >= LEGIBLE * len(signs)
