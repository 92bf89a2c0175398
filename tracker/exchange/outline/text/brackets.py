"""Brackets and quotation marks, however deep they stand in one another."""

import re

PAIRS = {"（": "）", "〔": "〕", "《": "》", "“": "”", "【": "】", "「": "」", "〈": "〉"}
CLOSERS = {closer: opener for opener, closer in PAIRS.items()}

BRACKET = re.compile(f"[{''.join(PAIRS)}{''.join(CLOSERS)}]")


def spans(text):
    """Where the outermost pairs of brackets stand, as (start, end) in order; half a pair is none."""
    found, opened = [], []
    for match in BRACKET.finditer(text):
        character, place = match[0], match.start()
        if character in PAIRS:
            opened.append((character, place))
        else:
            _close(opened, CLOSERS[character], place, found)
    found.sort()
    outermost = []
    for start, end in found:
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def _close(opened, opener, place, found):
    """Take the last opener of the same sort; what was opened since and never closed is given up."""
    for depth in range(1, min(len(opened), 8) + 1):
        if opened[-depth][0] == opener:
            found.append((opened[-depth][1], place + 1))
            del opened[-depth:]
            return


def inside(text):
    """A byte for each character: 1 where it stands between brackets."""
    marks = bytearray(len(text))
    for start, end in spans(text):
        marks[start:end] = b"\x01" * (end - start)
    return marks


def split(text, separators):
    """(start, end) of the stretches between separators that stand outside of brackets, without the separators."""
    hidden, start, found = inside(text), 0, []
    for place, character in enumerate(text):
        if character in separators and not hidden[place]:
            found.append((start, place))
            start = place + 1
    found.append((start, len(text)))
    return found


def parts(text, separators):
    """The stretches themselves, without blanks around and without empty ones."""
    return [part for start, end in split(text, separators) if (part := text[start:end].strip())]


def round_brackets(text):
    """(start, end) of the outermost round brackets."""
    return [(start, end) for start, end in spans(text) if text[start] == "（"]
