"""Short passages of what organizations wrote, in their own words: whole sentences, as many as there is room for."""

import re

from tracker.plans.text import clean_text

SENTENCE = re.compile(r"[^。！？；!?;]*(?:[。！？；!?;]+[”’」』）)]*|$)")
ENDS = "。！？!?"
GOES_ON = "，、：；,:;"
WIDE = r"\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BLANKS_BESIDE_WIDE = re.compile(rf"(?<=[{WIDE}])\s+|\s+(?=[{WIDE}])")
CUT = "……"


def tidy(text):
    """The text in one line: no controls, no blanks beside Chinese characters, a stop where a line had none."""
    lines = [BLANKS_BESIDE_WIDE.sub("", " ".join(line.split())) for line in clean_text(text).split("\n")]
    lines = [line for line in lines if line]
    return "".join(line if line.endswith((*ENDS, *GOES_ON)) else f"{line}；" for line in lines)


def excerpt(text, limit):
    """The first whole sentences of a text within so many characters, ended by a full stop; empty of nothing.

    A first sentence that is longer is cut at its last comma within the limit and marked with ……
    """
    sentences = [found for found in SENTENCE.findall(tidy(text)) if found]
    if not sentences:
        return ""
    taken = sentences[0]
    if len(taken) > limit:
        return _cut(taken, limit)
    for sentence in sentences[1:]:
        if len(taken) + len(sentence) > limit:
            break
        taken += sentence
    return ended(taken)


def ended(text):
    """The text with a full stop at its end."""
    text = text.rstrip(GOES_ON)
    return text if text.endswith((*ENDS, "”", "’")) and text.rstrip("”’").endswith(tuple(ENDS)) else f"{text}。"


def _cut(sentence, limit):
    room = sentence[:max(limit - len(CUT), 1)]
    comma = max(room.rfind(sign) for sign in "，、；,")
    return (room[:comma] if comma > len(room) // 3 else room).rstrip(GOES_ON) + CUT
