"""An official text → its outline. Pure, in linear time, and never at a loss: any text has an outline."""

import re

from tracker.exchange.outline import ending, opening
from tracker.exchange.outline.meaning import facts as heads
from tracker.exchange.outline.meaning import objectives, tables, tasks
from tracker.exchange.outline.meaning.actions import begins_action
from tracker.exchange.outline.meaning.headings import Topic
from tracker.exchange.outline.meaning.measures import Setting
from tracker.exchange.outline.meaning.scopes import Places, subject
from tracker.exchange.outline.sections import Tree
from tracker.exchange.outline.shapes import Limit, Outline, Passage
from tracker.exchange.outline.text.paragraphs import paragraphs
from tracker.plans.sources import ClauseKind

YEARS = re.compile(
    r"(?:19|20)\d\d年?[-—–\uff0d―~～至]{1,2}(?:19|20)\d\d年?|(?:19|20)\d\d年度?|“?十[三四五六]五”?(?:时期|期间)?"
)


def parse(text):
    """Take an official text apart.

    Returns an ``Outline``. Its passages cover the cleaned text but for the line breaks between them. A measure without
    a time limit of its own has that of its item or task, else the years in the title, else the last of the objectives.
    """
    whole = paragraphs(text)
    texts = [paragraph.text for paragraph in whole]
    roles = opening.roles(whole)
    cities = heads.zone([paragraph.text for paragraph in whole if not paragraph.is_row])
    places = _places(cities)
    facts = heads.facts(
        [text for text, role in zip(texts, roles, strict=True) if role == opening.FRONT],
        [text for text, role in zip(texts, roles, strict=True) if role == opening.FOOT],
        cities=cities,
    )
    tree, rows = _tree(texts, roles, places)
    return _outline("\n".join(texts), facts, tree, rows, places)


def _places(cities):
    areas = tuple(city.area for city in cities if city.area)
    return Places(tuple(name for city in cities for name in city.districts), areas, tuple(city.name for city in cities))


def _tree(texts, roles, places):
    """The sections of the document, and the rows of its tables."""
    tree, rows, start = Tree(lambda text: not begins_action(text) and bool(subject(text, places, begins_action))), [], 0
    last = ending.broken(texts, roles)
    for place, (text, role) in enumerate(zip(texts, roles, strict=True)):
        if role == opening.ROW:
            rows.append(tree.row(text, start, ClauseKind.HEADING if tables.header(text) else ClauseKind.SENTENCE))
        elif role == opening.NOTE:
            tree.note(text, start, ClauseKind.NOTE)
        elif role in {opening.FRONT, opening.FOOT}:
            tree.note(text, start, ClauseKind.FRONT)
        elif place == last:
            tree.add_broken(text, start, ending.break_of(text))
        else:
            tree.add(text, start, following=_following(texts, roles, place))
        start += len(text) + 1
    for ordinal, stretch in enumerate(tree.stretches, start=1):
        stretch.ordinal = ordinal
    return tree, rows


def _following(texts, roles, place):
    """The next paragraph that is part of the text."""
    for text, role in zip(texts[place + 1:place + 6], roles[place + 1:place + 6], strict=True):
        if role == opening.BODY:
            return text
        if role == opening.ROW:
            return ""
    return ""


def _outline(text, facts, tree, rows, places):
    year = _year(facts)
    setting = Setting(places, year)
    found = objectives.objectives(tree.root.outermost(Topic.OBJECTIVES), setting)
    found = found or objectives.fallback(_general(tree), setting)
    limit = _horizon(facts) or _last([each.limit for each in found])
    if limit and not facts.ends_on:
        facts = heads.with_horizon(facts, limit)
    setting = Setting(places, year, limit=limit)
    work = tasks.tasks(tree.root, setting) or tables.tasks(rows, setting)
    passages = tuple(
        Passage(each.ordinal, each.path, each.kind, each.text, each.start, each.end) for each in tree.stretches
    )
    return Outline(text, facts, passages, found, work)


def _general(tree):
    """What stands before the first section and in general sections such as 总体要求."""
    sections = [section for section in tree.root.walk() if section.topic == Topic.OTHER]
    return tree.root.stretches + [stretch for section in sections for stretch in section.stretches]


def _last(limits):
    """The time limit that ends last, None where none names a day."""
    return max((limit for limit in limits if limit and limit.due_on), key=lambda limit: limit.due_on, default=None)


def _year(facts):
    """The year that “6月底前” means: the one of a plan for one year, else the one in which it was issued."""
    if facts.starts_on and facts.ends_on and facts.starts_on.year == facts.ends_on.year:
        return facts.ends_on.year
    return facts.issued_on.year if facts.issued_on else None


def _horizon(facts):
    """The time limit that the years in the title are."""
    if not facts.ends_on:
        return None
    years = YEARS.search(facts.title)
    return Limit(years[0] if years else "", facts.starts_on, facts.ends_on)
