"""An official document as people hand it in → its text, read in a process of its own."""

import codecs

from tracker.exchange.safety import child
from tracker.exchange.safety.check import inspect_outside
from tracker.exchange.safety.sentences import refused

KINDS = {"docx", "txt", "pdf"}
CHARACTERS_MAX = 1_000_000


def read_text(name, file):
    """Return the text of a .docx, .txt or text .pdf file: one line for each paragraph (of a PDF: for each line).

    `file` is a binary file that can seek. Pages end with "\\f" where the file says so. The labels of numbered
    paragraphs stand in the text; a note's mark (①) stands where it was, its text at the end. Raises RefusedFile.
    """
    kind = inspect_outside(file, kinds=KINDS, name=name)
    return _decoded(file) if kind == "txt" else child.run(kind, file)


def _decoded(file):
    """The text of a file in UTF-8, GB 18030 or UTF-16 with its mark; the look from outside has tried them."""
    content = file.read()
    file.seek(0)
    has_mark = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > CHARACTERS_MAX:
        raise refused("characters", {"limit": CHARACTERS_MAX})
    if not text.strip():
        raise refused("no text")
    return text
