"""A paragraph as sentences, each with the brackets that follow it."""

import re

from tracker.exchange.outline.text.brackets import inside, round_brackets

END = "。！？"
CLOSING = "”’）】」"
RUN = re.compile(r"(?<![第十统唯万同])([一二三四五六七八九十]{1,2}|首先)是(?!否)[，：]?")


def sentences(text):
    """(start, end) of the sentences; they cover the text. A bracket right after a full stop belongs to the sentence."""
    hidden = inside(text)
    after = dict(round_brackets(text))
    found, start, place = [], 0, 0
    while place < len(text):
        if text[place] not in END or hidden[place]:
            place += 1
            continue
        place += 1
        while place < len(text) and (text[place] in CLOSING + END or place in after):
            place = after.get(place, place + 1)
        found.append((start, place))
        start = place
    if start < len(text):
        found.append((start, len(text)))
    return found


def runs(text):
    """Where the parts of 一是…二是…三是… begin, as (start, length of the mark); empty unless it counts on."""
    hidden = inside(text)
    found = [match for match in RUN.finditer(text) if not hidden[match.start()]]
    counted = []
    for match in found:
        number = 1 if match[1] == "首先" else "一二三四五六七八九十".find(match[1]) + 1
        if number == len(counted) + 1:
            counted.append((match.start(), match.end() - match.start()))
    return counted if len(counted) >= 2 else []
