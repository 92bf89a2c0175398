"""The measures of a task, with heading, place, time limit and bodies."""

import re
from dataclasses import dataclass, field, replace

from tracker.exchange.outline.meaning import actions, headings, limits, scopes
from tracker.exchange.outline.meaning.bodies import Charge, alone, both, charge
from tracker.exchange.outline.meaning.clauses import clauses, shortened
from tracker.exchange.outline.sections import Section
from tracker.exchange.outline.shapes import FoundMeasure, Scope
from tracker.exchange.outline.text.brackets import round_brackets
from tracker.exchange.outline.text.numbering import mark
from tracker.plans.sources import ClauseKind
from tracker.plans.status import Kind

LONGEST_HEADING = 100
PILOT = re.compile("试行|试点|先行先试|试验(?!区)")
STAGED = re.compile("逐步|稳步|分步|分期|分批|分阶段|分年度|有序推进|渐进")
LONG = re.compile(
    "持续|长期|常态化|不断|深化|深入推进|每年|每季度|逐年|巩固|推[动进].{2,40}(?:均等化|配置|一体化|融合|共享|协同"
    "|流动)$"
)


@dataclass(frozen=True)
class Setting:
    """What the text around a measure says for it where it says nothing itself."""

    places: scopes.Places
    year: int | None = None
    limit: object = None
    bodies: tuple = ()
    scope: Scope | None = None


@dataclass(eq=False)
class Item:
    """A numbered item whose brackets speak for the measures before them: those since the last bracket."""

    measures: list = field(default_factory=list)
    since: int = 0

    def limit(self, given):
        """“2022年底前完成。”: the time limit of the sentence before."""
        last = self.measures[-1].clauses if self.measures else None
        self.measures = [_charged(each, given) if each.clauses == last else each for each in self.measures]

    def close(self, given):
        """Give the measures since the last bracket what it says."""
        for place in range(self.since, len(self.measures)):
            self.measures[place] = _charged(self.measures[place], given)
        self.since = len(self.measures)


def measures(section, setting):
    """The measures of a section that is a task, in order."""
    item = _measures(section, "", _inside(section, replace(setting, limit=None)))
    return tuple(_settled(measure, setting) for measure in item)


def _measures(section, heading, setting):
    found, item, waiting = [], Item(), None
    if section.head and not section.parts:
        _add(item, section.head, heading, setting, skip=mark_length(section.head.text))
    parts = _lifted(section, setting.year)
    for place, part in enumerate(parts):
        if isinstance(part, Section):
            inner = _inside(part, setting)
            if part.style == "run":
                _add_run(item, part, heading, inner)
                continue
            found += [_settled(measure, setting) for measure in item.measures]
            item = Item()
            found += [_settled(each, inner) for each in _measures(part, _heading(part, heading), inner)]
        elif part.kind == ClauseKind.RUN_IN:
            heading = headings.plain(part.text)[:LONGEST_HEADING]
        elif given := label_of(part, setting.year):
            waiting = both(waiting, given)
            if place + 1 == len(parts) or not label_of(parts[place + 1], setting.year):
                found, waiting = _close(found, item, waiting), None
        else:
            _add(item, part, heading, setting)
    return found + [_settled(measure, setting) for measure in item.measures]


def _close(found, item, given):
    """Lines such as 牵头单位：… and 配合单位：… speak for what stands above them."""
    if item.measures:
        item.close(given)
        return found
    return _charge_for_all(found, given)


def _lifted(section, year):
    """The parts of a section. Lines about bodies below its last item are its own where no other item has any."""
    items = [part for part in section.sections if part.style != "run"]
    if len(items) < 2 or section.parts[-1] is not items[-1]:
        return section.parts
    last = list(items[-1].walk())[-1]
    lines = []
    for part in reversed(last.parts):
        if not label_of(part, year):
            break
        lines.insert(0, part)
    if not lines or any(has_charge(item, year) for item in items[:-1]):
        return section.parts
    del last.parts[-len(lines):]
    return section.parts + lines


def has_charge(section, year):
    """Whether anything in a section says who answers for it."""
    texts = [part.text.rstrip("。") for below in section.walk() for part in below.stretches]
    return any(only_charge(text, year) or _charge_at_end(text, year) for text in texts)


def _charge_at_end(text, year):
    brackets = round_brackets(text)
    is_last = bool(brackets) and brackets[-1][1] == len(text)
    return charge(text[brackets[-1][0] + 1:-1], year=year) if is_last else None


def label_of(part, year):
    """What a line of its own says about bodies and time; None for any other part of a section."""
    if isinstance(part, Section) or part.kind != ClauseKind.SENTENCE or not part.is_first:
        return None
    return only_charge(part.text, year) if headings.LABEL.match(part.text) or part.text.startswith("（") else None


def _add(item, stretch, heading, setting, *, skip=0):
    """The actions of a sentence; the bracket after one speaks for all since the bracket before."""
    text = stretch.text[skip or (mark_length(stretch.text) if stretch.is_first else 0):]
    if stretch.kind == ClauseKind.GAP:
        item.measures.append(FoundMeasure(f"{shortened(text)}……", (stretch.ordinal,), heading, is_gap=True))
        return
    given = only_charge(text, setting.year)
    if given and not given.bodies:
        item.limit(given)
        return
    if given:
        item.close(given)
        return
    for clause in clauses(text, setting.places, year=setting.year):
        if clause.title:
            item.measures.append(FoundMeasure(
                clause.title, (stretch.ordinal,), heading, clause.scope or setting.scope or Scope(), clause.limit,
                clause.bodies, kind_of(clause.title, clause.limit),
            ))
        if clause.charge:
            item.close(clause.charge)


def _add_run(item, section, heading, setting):
    """一是…: an item of an enumeration, in whose last bracket all of it may be meant."""
    inner = _heading(section, heading)
    if section.head and not section.parts:
        _add(item, section.head, heading, setting, skip=mark_length(section.head.text))
    for part in section.parts:
        if isinstance(part, Section):
            _add_run(item, part, inner, setting)
        elif part.kind == ClauseKind.RUN_IN:
            inner = headings.plain(part.text)[:LONGEST_HEADING]
        else:
            _add(item, part, inner, setting)


def mark_length(text):
    found = mark(text)
    return found.length if found else 0


def _heading(section, heading):
    """The heading that stands over what is inside of a section."""
    return section.title[:LONGEST_HEADING] if section.title and section.parts else heading


def _inside(section, setting):
    """The setting inside of a section: its heading may name bodies, a time limit and places."""
    head = section.head.text[mark_length(section.head.text):].strip("。：；") if section.head and section.parts else ""
    for start, end in round_brackets(head):
        given = charge(head[start + 1:end - 1], year=setting.year)
        if given:
            setting = replace(setting, bodies=given.bodies or setting.bodies, limit=given.limit or setting.limit)
        elif (inner := head[start + 1:end - 1]) and (place := scopes.mentioned(inner, setting.places)):
            setting = replace(setting, scope=replace(place, is_inferred=True))
    if head and not actions.begins_action(head):
        place = scopes.subject(headings.plain(head), setting.places, lambda rest: True)
        if place and (place[0].names):
            setting = replace(setting, scope=replace(place[0], is_inferred=True))
    if head:
        own = limits.whole(headings.plain(head), year=setting.year)
        setting = replace(setting, limit=own) if own else setting
    return setting


def only_charge(text, year):
    """What a sentence says that is nothing but a bracket or a line of labels about bodies and time."""
    bare = text.strip().rstrip("。；")
    brackets = round_brackets(bare)
    if brackets and brackets[0] == (0, len(bare)):
        return charge(bare[1:-1], year=year)
    if headings.LABEL.match(bare):
        return charge(bare.strip("【】"), year=year)
    if limit := limits.whole(bare, year=year):
        return Charge(limit=limit)
    return alone(bare, year=year)


def _charged(measure, given):
    """The measure with what its bracket says, where it does not say more exactly itself."""
    limit = measure.limit
    if given.limit and (limit is None or (given.limit.due_on and not limit.due_on)):
        limit = given.limit
    known = {body.name for body in measure.bodies}
    bodies = measure.bodies + tuple(body for body in given.bodies if body.name not in known)
    return replace(measure, limit=limit, bodies=bodies, kind=kind_of(measure.title, limit))


def _charge_for_all(found, given):
    """A bracket on a line of its own after numbered items: for the last one, or for all where none has another."""
    if not any(measure.bodies for measure in found):
        return [_charged(measure, given) for measure in found]
    last = [measure.clauses for measure in found][-1:]
    return [
        _charged(measure, given) if measure.clauses in last and not measure.bodies else measure for measure in found
    ]


def _settled(measure, setting):
    """What is still open, as the text around says it."""
    if measure.is_gap:
        return measure
    return replace(measure, limit=measure.limit or setting.limit, bodies=measure.bodies or setting.bodies)


def kind_of(title, limit):
    if PILOT.search(title):
        return Kind.PILOT
    if STAGED.search(title):
        return Kind.STAGED
    if (limit and limit.is_long_running) or LONG.search(title):
        return Kind.LONG_RUNNING
    return Kind.ONE_OFF
