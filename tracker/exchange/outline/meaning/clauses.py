"""A sentence as its actions: cut where the next one begins, with manner and result kept where they belong."""

import re
from dataclasses import dataclass, replace

from tracker.exchange.outline.meaning import actions, limits, scopes
from tracker.exchange.outline.meaning.bodies import Charge, acting_bodies, alone, both, charge
from tracker.exchange.outline.shapes import Limit, Scope
from tracker.exchange.outline.text.brackets import round_brackets, split
from tracker.exchange.outline.text.characters import CJK

LIMIT_LEAD = re.compile("(?:力争|争取|确保|计划|原则上|要)?(?:于|在)?")
NEEDS_WORD = re.compile(r"(?:19|20)\d\d年(?:度|\d{1,2}月份?(?:\d{1,2}日)?)?")
WORDS_BEFORE = ("于", "在", "到", "至", "力争", "争取")
INTRODUCTION = re.compile("(?:：|如下|以下(?:工作|任务|措施|几个方面))[：。]?$")
FOOTNOTE = re.compile(r"[①-⑳]|\[\d{1,2}\]|〔\d{1,2}〕")
DONE = re.compile("(?:全部|基本|全面)?(?:完成|办结|落实到位|完成任务|完成建设)$")
COMPLETION = re.compile(
    "(?:全部|基本|全面|力争|累计|全线|正式)*"
    "(?:(?:完成|实现|达到|取得|覆盖|投入|竣工|通车|见效|投产|投运|投用|达产)|(?:建成|开工|上线|启用).{0,4}$|(?:印发|出台|公布|发布).{0,2}$)"
)
FOR_PLACES = re.compile("(?:重点|积极|大力|优先)?(?:支持|推动|指导|鼓励|引导|督促|推进|帮助)")
ACTING_BODY = re.compile(f"(?:由|省|市|区|县|州|各|[{CJK}]{{2,6}}?[省市县区])")
SHORTEST = 3  # what is left of a clause without its place must say more than 推开
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Clause:
    """One action: its title, where and until when it applies as its sentence says, and the bracket behind it."""

    title: str
    scope: Scope | None = None
    limit: Limit | None = None
    bodies: tuple = ()
    charge: Charge | None = None


@dataclass(frozen=True)
class Piece:
    """A stretch between two commas, without what it opens with: a time limit, a place or body as its subject."""

    text: str
    charge: Charge | None = None
    is_after_semicolon: bool = False
    limit: Limit | None = None
    is_limit_for_all: bool = False
    scope: Scope | None = None
    is_adjunct: bool = False  # “在增城区” says where, and ends with a semicolon; a subject goes on
    bodies: tuple = ()

    @property
    def is_done(self):
        """“2022年底前完成” and nothing else."""
        return self.is_bare and self.limit is not None and not self.is_limit_for_all

    @property
    def is_bare(self):
        return not self.text


def clauses(sentence, places, *, year=None):
    """The actions of a sentence in order. A sentence that only leads in to a list has none; one that is nothing but a
    bracket gives a clause without a title."""
    pieces = _pieces(sentence, places, year)
    if INTRODUCTION.search(sentence):
        return []
    acting = ()
    while pieces and pieces[0].is_bare and pieces[0].bodies and len(pieces) > 1:
        acting += pieces.pop(0).bodies
    found, scope, limit, is_adjunct = [], None, None, False
    for group in _grouped(pieces):
        if group[0].is_after_semicolon and is_adjunct:
            scope = None
        for piece in group:
            if piece.scope:
                scope, is_adjunct = piece.scope, piece.is_adjunct
            limit = piece.limit if piece.is_limit_for_all else limit
        found.append(_clause(group, scope, limit, places, year))
    if pieces and pieces[-1].is_done:
        found = [replace(each, limit=each.limit or pieces[-1].limit) for each in found]
    return [replace(each, bodies=each.bodies or acting) for each in found]


def _pieces(sentence, places, year):
    found, before = [], ""
    for start, end in split(sentence, "，；。！？"):
        for text, given in _uncharged(sentence[start:end], year):
            named = alone(text, year=year) if text else None
            if named and named.bodies and (not found or found[-1].is_bare):
                found.append(Piece("", given, before == "；", bodies=named.bodies))
            elif named and found:
                found[-1] = replace(found[-1], charge=both(found[-1].charge, both(named, given)))
            elif not text and found:
                found[-1] = replace(found[-1], charge=both(found[-1].charge, given))
            else:
                found.append(_opened(Piece(text, given, before == "；"), places, year))
        before = sentence[end:end + 1]
    return found


def _uncharged(text, year):
    """The stretch and the charge of the bracket at its end, if that is one."""
    text, given = FOOTNOTE.sub("", text).strip(), None
    for start, end in reversed(round_brackets(text)):
        found = charge(text[start + 1:end - 1], year=year) if end == len(text) else None
        if not found:
            break
        text, given = text[:start].strip(), both(found, given)
    return [(text, given)] if text or given else []


def _opened(piece, places, year):
    """The piece without the time limit, the place and the body that it opens with."""
    for _ in range(3):
        shorter = _without_limit(piece, year) or _without_place(piece, places) or _without_body(piece)
        if shorter is None or piece.is_bare:
            break
        piece = shorter
    return piece


def _without_limit(piece, year):
    lead = LIMIT_LEAD.match(piece.text).end()
    found = limits.limits(piece.text[lead:lead + 40], year=year)
    if not found or found[0][0] != 0 or not _has_days(found[0][2]):
        return None
    rest = piece.text[lead + found[0][1]:].lstrip("，：")
    if piece.limit or rest[:1] in {"的", "度"}:
        return None
    return replace(
        piece, text="" if DONE.fullmatch(rest) else rest, limit=found[0][2],
        is_limit_for_all=not rest or piece.text[0] in "到从自" or piece.text[lead + found[0][1]:][:1] == "，",
    )


def _has_days(limit):
    return bool(limit.due_on or limit.starts_on or "内" in limit.text)


def _without_place(piece, places):
    if actions.begins_action(piece.text):
        return None
    found = scopes.subject(piece.text, places, _goes_on)
    if not found or piece.scope:
        return None
    rest = piece.text[found[1]:]
    text = rest if len(rest) > SHORTEST or not rest else piece.text
    return replace(piece, text=text, scope=found[0], is_adjunct=piece.text[0] in "在于")


def _goes_on(text):
    lead = LIMIT_LEAD.match(text).end()
    return (
        actions.begins_action(text) or actions.begins_condition(text) or actions.begins_result(text)
        or any(start == 0 for start, _, _ in limits.limits(text[lead:lead + 40]))
    )


def _without_body(piece):
    """“由市科技局会同市财政局制定办法”, “各区政府建立台账”: the bodies are no part of the title."""
    if not ACTING_BODY.match(piece.text) or piece.bodies or actions.begins_action(piece.text):
        return None
    for verb in list(actions.VERB.finditer(piece.text[:120], 2))[:12]:
        acting = piece.text[:verb.start()]
        adverbs = re.search(f"(?:要|应|{actions.ADVERB.pattern})*$", acting)
        found = acting_bodies(acting[:adverbs.start()])
        if found:
            return replace(piece, text=piece.text[adverbs.start():].lstrip("要应"), bodies=found)
    return None


def _grouped(pieces):
    """Pieces that make one action each: what begins none goes with the one before or, as its condition, after it."""
    groups, waiting = [], []
    for piece in pieces:
        current = groups[-1] if groups else None
        if _begins(piece, current, waiting):
            groups.append([*waiting, piece])
            waiting = []
        elif _waits(piece, current):
            waiting.append(piece)
        else:
            current.extend([*waiting, piece])
            waiting = []
    if waiting:
        if groups and not waiting[0].is_after_semicolon:
            groups[-1].extend(waiting)
        else:
            groups.append(waiting)
    return groups


def _begins(piece, current, waiting):
    if piece.is_bare:
        return False
    if current is None or piece.is_after_semicolon:
        return not _is_condition(piece)
    if waiting and actions.begins_result(piece.text):
        return True
    if piece.scope or piece.bodies:
        return True
    if piece.limit and COMPLETION.match(piece.text) and not any(each.limit for each in current):
        return False
    if actions.begins_result(piece.text):
        return False
    return actions.begins_action(piece.text) or (
        actions.begins_condition(piece.text) and not actions.is_phrase(piece.text)
    )


def _is_condition(piece):
    return (actions.begins_condition(piece.text) and actions.is_phrase(piece.text)) or piece.is_bare


def _waits(piece, current):
    """Whether a piece belongs to what follows: conditions do, and a time limit or place that stands alone."""
    if current is None:
        return True
    if piece.is_bare:
        return piece.is_limit_for_all and not piece.charge
    return _is_condition(piece) and not actions.begins_result(piece.text)


def _clause(group, scope, limit, places, year):
    texts = [actions.without_joining(piece.text) if place == 0 else piece.text for place, piece in enumerate(group)]
    title = "，".join(text for text in texts if text)
    own = next((piece.limit for piece in group if piece.limit), None) or _inner_limit(title, year)
    if own is None or (limit and not own.due_on):
        own = limit or own
    given = None
    for piece in group:
        given = both(given, piece.charge)
    acting = tuple(body for piece in group for body in piece.bodies)
    scope = scope or _object_place(title, places) or scopes.mentioned(title, places)
    return Clause(shortened(title), scope, own, acting, given)


def _object_place(title, places):
    """“支持河西镇、柳湾镇发行…”: whom an action is for, where they are places."""
    verb = FOR_PLACES.match(title)
    found = scopes.subject(title[verb.end():], places, _goes_on) if verb else None
    return found[0] if found and found[0].names else None


def _inner_limit(text, year):
    """A limit inside of a clause; a year or month alone is one only after a word such as 于."""
    found = [
        limit for start, _, limit in limits.limits(text, year=year)
        if not NEEDS_WORD.fullmatch(limit.text) or text[max(0, start - 2):start].endswith(WORDS_BEFORE)
    ]
    return next((limit for limit in found if limit.due_on), found[0] if found else None)


def shortened(title):
    """A title that fits its column, cut at a comma where there is one."""
    title = title.strip("，；、：。 ")
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[:LONGEST_TITLE].rfind("，")
    return title[:cut] if cut > 0 else title[:LONGEST_TITLE - 1] + "…"
