"""The single objectives of a plan, from the section that states them."""

import re

from tracker.exchange.outline.meaning import actions, limits, scopes
from tracker.exchange.outline.meaning.clauses import FOOTNOTE, LIMIT_LEAD, shortened
from tracker.exchange.outline.meaning.measures import mark_length
from tracker.exchange.outline.shapes import FoundObjective
from tracker.exchange.outline.text.brackets import split
from tracker.exchange.outline.text.sentences import sentences
from tracker.plans.sources import ClauseKind

STATE = (
    "(?:打通|建立|建成|形成|完善|健全|缩小|释放|提升|提高|增强|优化|改善|增长|成型|突破|完成|扩大|畅通|增加|降低|下降"
    "|巩固|加强|达到|覆盖|领先|凸显|显现|合理|顺畅|深化|实现|成熟|繁荣"
    "|稳定|有力|丰富|一体化|均等化|加快|见效|落地|运行)"
)
STATEMENT = re.compile(
    f"(?:明显|基本|显著|全面|更加|进一步|初步|不断|稳步|充分|有效|大幅|持续|逐步)[^，]{{0,12}}$|{STATE}[^，]{{0,6}}$"
)
AIM = re.compile("(^|[，；。])(?:力争|争取|确保)?(?:到|至)20\\d\\d年")
DEPENDENT = re.compile("其中|分别|从而|使得?|以及|并且|为.{2,40}(?:提供|奠定|贡献)|即|包括|同比|比20")
INTRODUCTION = re.compile("(?:如下|以下|目标是?|是)[：:]?$|[：:]$")


def objectives(sections, setting):
    """The objectives that these sections state, numbered through in the order of the text."""
    found, limit = [], None
    for section in sections:
        for title, ordinals, own in _stated(section, setting):
            limit = own if own and own.due_on else limit
            found.append(FoundObjective(len(found) + 1, title, ordinals, own or limit or setting.limit))
    return tuple(found)


def fallback(stretches, setting):
    """Where no section states objectives: the sentences of the general part that say what is to be by a year."""
    found = []
    for stretch in stretches:
        text = stretch.text[mark_length(stretch.text) if stretch.is_first else 0:]
        if aim := AIM.search(text):
            found += _split(text[aim.end(1):], stretch.ordinal, setting)
    limit, numbered = None, []
    for title, ordinals, own in found:
        limit = own or limit
        numbered.append(FoundObjective(len(numbered) + 1, title, ordinals, own or limit or setting.limit))
    return tuple(numbered)


def _stated(section, setting):
    """(title, ordinals, limit) in order; an item whose heading is a statement is one objective."""
    for part in section.parts:
        if hasattr(part, "parts"):
            yield from _item(part, setting)
        elif part.kind in {ClauseKind.SENTENCE, ClauseKind.RUN_IN}:
            text = part.text[mark_length(part.text) if part.is_first else 0:]
            yield from _split(text, part.ordinal, setting)


def _item(section, setting):
    title = section.title
    is_statement = section.head and STATEMENT.search(title) and "目标" not in title and not limits.whole(title)
    if section.head and (is_statement or not section.parts):
        ordinals = [section.head.ordinal, *(part.ordinal for below in section.walk() for part in below.stretches)]
        inside = " ".join(part.text for below in section.walk() for part in below.stretches)
        yield shortened(title), tuple(ordinals), limits.first(f"{title} {inside}", year=setting.year)
        return
    own = limits.first(section.head.text, year=setting.year) if section.head else None
    for each, ordinals, limit in _stated(section, setting):
        yield each, ordinals, limit or own


def _split(text, ordinal, setting):
    """The single statements of a stretch of text; what opens a sentence with a time limit counts for all of it."""
    found = []
    for start, end in sentences(text):
        limit, waiting = None, []
        for begin, finish in split(text[start:end].rstrip("。！？"), "，；"):
            piece, own = _opened(text[start:end][begin:finish].strip(), setting)
            if own:
                limit = own
            if not piece or INTRODUCTION.search(piece):
                continue
            if actions.begins_condition(piece) and actions.is_phrase(piece) and not STATEMENT.search(piece):
                waiting.append(piece)
            elif found and found[-1][1] == start and (DEPENDENT.match(piece) or len(piece) < 4):
                found[-1][0] += f"，{piece}"
            else:
                found.append([FOOTNOTE.sub("", "，".join([*waiting, piece])), start, limit])
                waiting = []
    return [(shortened(title), (ordinal,), limit) for title, _, limit in found]


def _opened(piece, setting):
    """A piece without its mark of a list, the time limit and the place that it opens with, and that limit."""
    piece, own = re.sub("^(?:总体|主要|工作|试验)?目标(?:是|为)?[：:]?", "", piece), None
    for _ in range(2):
        lead = LIMIT_LEAD.match(piece).end()
        found = limits.limits(piece[lead:lead + 40], year=setting.year)
        if found and found[0][0] == 0 and found[0][2].due_on:
            own, piece = own or found[0][2], piece[lead + found[0][1]:].lstrip("，：")
        place = scopes.subject(piece, setting.places, lambda rest: len(rest) >= 4)
        if place and not place[0].names:
            piece = piece[place[1]:].removeprefix("的")
    if piece.startswith("实现") and STATEMENT.search(piece[2:]):
        piece = piece[2:]
    return piece, own
