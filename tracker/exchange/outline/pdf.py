"""A PDF with text → its text, inside the confined process; what has no text was scanned and is refused."""

import io
import re
import signal
import time
import unicodedata
from contextlib import contextmanager

from pypdf import PdfReader, filters
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from tracker.exchange.safety.refusal import Refusal

PAGES_MAX = 500
CHARACTERS_MAX = 1_000_000
STREAM_MAX = 4 * 1024**2  # bytes of one stream, unpacked; a page of text has some 10 kB
STEP_SECONDS = 1  # of computing for one page, and for finding the pages
TOTAL_SECONDS = 40
SURROGATE = re.compile("[\ud800-\udfff]")
LEGIBLE = 0.7  # part of the signs that must be letters, digits or punctuation: other fonts hide what they show

for limit in ("ZLIB_MAX_OUTPUT_LENGTH", "LZW_MAX_OUTPUT_LENGTH", "RUN_LENGTH_MAX_OUTPUT_LENGTH"):
    setattr(filters, limit, STREAM_MAX)


class _TooLong(BaseException):
    """Not an Exception: pypdf forgives those while it reads."""


def read(file):
    """Return the text of all pages, each ended by "\\f" but the last."""
    try:
        text = "\f".join(_pages(file))
    except (_TooLong, LimitReachedError) as error:
        raise Refusal("heavy") from error
    except (DependencyError, FileNotDecryptedError) as error:
        raise Refusal("locked") from error
    if not _is_legible(text):
        raise Refusal("no text")
    return SURROGATE.sub("\ufffd", text)


def _pages(file):
    began, left = time.process_time(), CHARACTERS_MAX
    with _at_most(STEP_SECONDS):
        document = PdfReader(io.BytesIO(file.read()), strict=False)
        if document.is_encrypted and not document.decrypt(""):  # many are only protected against changes
            raise Refusal("locked")
        number = len(document.pages)
    if number > PAGES_MAX:
        raise Refusal("pages", limit=PAGES_MAX)
    for at in range(number):
        with _at_most(STEP_SECONDS):
            text = document.pages[at].extract_text()
        left -= len(text)
        if left < 0:
            raise Refusal("characters", limit=CHARACTERS_MAX)
        if time.process_time() - began > TOTAL_SECONDS:
            raise Refusal("heavy")
        yield text


@contextmanager
def _at_most(seconds):
    """Stop what takes more computing, where the system can; the limits of the process hold everywhere."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(_signal, _frame):
    raise _TooLong


def _is_legible(text):
    signs = "".join(text.split())
    plain = sum(unicodedata.category(sign)[0] in "LNPS" and sign != "\ufffd" for sign in signs)
    return bool(signs) and plain >= LEGIBLE * len(signs)
