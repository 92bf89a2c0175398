"""Which paragraphs are the document itself, and which stand before, around and after it."""

import re

from tracker.exchange.outline.meaning import headings
from tracker.exchange.outline.meaning.facts import LABELLED, is_title
from tracker.exchange.outline.text.numbering import mark
from tracker.exchange.outline.text.paragraphs import BODY_END, DATE

FRONT, BODY, ROW, NOTE, FOOT = "front", "body", "row", "note", "foot"
ANNEX = re.compile("附件?(?:件?[一二三四五六七八九\\d]{0,2})?[：:]?$|附件\\d{0,2}[：:]|附[：:]|（?联系人|联系电话")
NO_SECTION = {"round", "half", "circle", "run", "bullet"}
LONGEST_SIGNATURE = 40


def roles(paragraphs):
    """The role of each paragraph, as a list."""
    texts = [paragraph.text for paragraph in paragraphs]
    first = _first(texts)
    found = []
    is_annexed = False
    for place, paragraph in enumerate(paragraphs):
        is_annexed = _is_annexed(paragraph.text, is_annexed)
        if paragraph.is_row:
            found.append(ROW)
        elif paragraph.is_note:
            found.append(NOTE)
        elif place < first or is_annexed or ANNEX.match(paragraph.text):
            found.append(FRONT)
        else:
            found.append(BODY)
    _mark_signatures(texts, found)
    return found


def _first(texts):
    """Where the plan itself begins: right after its title, else with its first number."""
    numbered = next((place for place, text in enumerate(texts) if _begins_section(text)), len(texts))
    start = _annexed_plan(texts, numbered)
    if start:
        return start
    titled = [place for place, text in enumerate(texts[:numbered]) if is_title(text)]
    if titled:
        return _after_subtitle(texts, titled[-1] + 1, numbered)
    if numbered < len(texts):
        return _after_short_lines(texts, numbered)
    return _after_short_lines(texts, min(3, len(texts)))


def _begins_section(text):
    found = mark(text)
    return (found is not None and found.style not in NO_SECTION) or headings.is_known(text)


def _annexed_plan(texts, numbered):
    """Where a notice with numbered points of its own has the plan as its annex; 0 where it has not."""
    for place in range(numbered, min(len(texts), numbered + 60)):
        if ANNEX.fullmatch(texts[place]) and any(is_title(text) for text in texts[place + 1:place + 3]):
            title = next(at for at in (place + 1, place + 2) if is_title(texts[at]))
            restart = next((mark(text) for text in texts[title + 1:title + 8] if mark(text)), None)
            is_plan = restart is not None and restart.number == 1 and restart.style in {"comma", "chapter"}
            before = [text for text in texts[numbered:place] if (found := mark(text)) and found.style == "comma"]
            has_tasks = any(headings.topic(text[mark(text).length:]) == headings.Topic.TASKS for text in before)
            if is_plan and not has_tasks and len(before) <= 4:
                return title + 1
    return 0


def _after_subtitle(texts, place, numbered):
    """Past lines such as （2022—2025年）, （征求意见稿） or the name of the issuer below the title."""
    while place < min(numbered, len(texts)) and (
        re.fullmatch("（.*）", texts[place]) or DATE.match(texts[place]) or LABELLED.match(texts[place])
        or (len(texts[place]) <= LONGEST_SIGNATURE and not re.search("[。，；]", texts[place]))
    ):
        place += 1
    return place


def _after_short_lines(texts, numbered):
    """Past the lines at the head that are no sentences."""
    place = 0
    while place < numbered and (
        (len(texts[place]) <= LONGEST_SIGNATURE and not texts[place].endswith("。"))
        or LABELLED.match(texts[place]) or texts[place].endswith("：")
    ):
        place += 1
    return place


def _is_annexed(text, is_annexed):
    """Whether a paragraph is in a list of annexes: “附件：1.…”, and the numbered lines below."""
    if re.match("附件?[：:].", text):
        return True
    found = mark(text)
    return is_annexed and bool(found) and found.style == "point" and len(text) <= 50 and not re.search("[。；，]", text)


def _mark_signatures(texts, found):
    """The date on a line of its own, and the bodies right above it."""
    for place, text in enumerate(texts):
        if found[place] != BODY or not (DATE.match(text) or _is_signed_date(text)):
            continue
        found[place] = FOOT
        for above in range(place - 1, max(-1, place - 12), -1):
            if found[above] != BODY or not _is_signature(texts[above]):
                break
            found[above] = FOOT


def _is_signature(text):
    return len(text) <= LONGEST_SIGNATURE and bool(BODY_END.search(text)) and not mark(text)


def _is_signed_date(text):
    signed = re.search(r"(?:府|局|委|会|室|厅|组)\d{4}年\d{1,2}月\d{1,2}日$", text)
    return len(text) <= LONGEST_SIGNATURE and signed is not None and not mark(text)
