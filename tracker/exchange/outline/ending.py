"""Where a text stops in the middle of something."""

import re

from tracker.exchange.outline import opening
from tracker.exchange.outline.text.brackets import CLOSERS, PAIRS, split
from tracker.exchange.outline.text.numbering import mark
from tracker.exchange.outline.text.sentences import sentences

ENDED = re.compile(r"[。！？；：…!?;:][”’）】」]*$|[）】]$")


def broken(texts, roles):
    """The position of the last paragraph if it is broken off, else None; a signature says that all is there."""
    last = next((place for place in range(len(texts) - 1, -1, -1) if roles[place] != opening.NOTE), None)
    if last is None or roles[last] != opening.BODY:
        return None
    text = texts[last]
    if ENDED.search(text) and _unclosed(text) is None:
        return None
    if len(sentences(text)) > 1 or re.search("[，、；]", text):
        return last
    return last if _others_end(texts, roles, last) else None


def break_of(text):
    """Where the broken piece of the last paragraph begins: after a comma, or with a bracket that never closes."""
    begins = sentences(text)[-1][0]
    tail = text[begins:]
    unclosed = _unclosed(tail)
    if unclosed is not None and tail[unclosed] == "（":
        return begins + unclosed
    if unclosed is None:
        start = split(tail, "，；")[-1][0]
    else:
        start = max(tail.rfind("，", 0, unclosed), tail.rfind("；", 0, unclosed)) + 1
    found = mark(text)
    if found and begins + start <= found.length:
        return 0
    return begins + start


def _others_end(texts, roles, last):
    """Whether paragraphs of the same kind before it end with a mark, so that this one should, too."""
    found = mark(texts[last])
    style = found.style if found else None
    alike = [
        text for text, role in zip(texts[:last], roles[:last], strict=True)
        if role == opening.BODY and (mark(text).style if mark(text) else None) == style
    ][-20:]
    return bool(alike) and sum(1 for text in alike if ENDED.search(text)) > len(alike) / 2


def _unclosed(text):
    """The place of the first bracket that never closes, None where all do."""
    opened = []
    for place, character in enumerate(text):
        if character in PAIRS:
            opened.append((character, place))
        elif character in CLOSERS and opened and opened[-1][0] == CLOSERS[character]:
            opened.pop()
    return opened[0][1] if opened else None
