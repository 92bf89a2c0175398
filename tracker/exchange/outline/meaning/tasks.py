"""Which sections of a document are its tasks."""

import re
from itertools import pairwise

from tracker.exchange.outline.meaning.actions import begins_action
from tracker.exchange.outline.meaning.clauses import clauses, shortened
from tracker.exchange.outline.meaning.headings import Topic
from tracker.exchange.outline.meaning.measures import has_charge, mark_length, measures
from tracker.exchange.outline.shapes import FoundTask
from tracker.plans.sources import ClauseKind

SECOND_LEVEL = {"bracket", "section"}


def tasks(root, setting):
    """The tasks of a document with their measures, numbered as the document does where that is unambiguous."""
    sections = task_sections(root, setting)
    numbers = [section.number for section in sections]
    is_counted = all(numbers) and all(one < other for one, other in pairwise(numbers))
    found = []
    for place, section in enumerate(sections):
        each = measures(section, setting)
        if each:
            number = section.number if is_counted and section.style != "bullet" else place + 1
            found.append(FoundTask(number, _title(section, setting), _ordinals(section), each))
    return tuple(found)


def task_sections(root, setting):
    """The sections that are tasks: below a section such as 主要任务, else all that are about work to be done."""
    named = root.outermost(Topic.TASKS)
    if named:
        return [task for section in named for task in _below(section)]
    found = []
    for section in _tops(root):
        if section.topic != Topic.OPEN and not _is_charged_action(section, setting.year):
            continue
        below = [part for part in section.sections if part.style in SECOND_LEVEL and part.topic == Topic.OPEN]
        found += below or [section]
    return found


def _is_charged_action(section, year):
    """“强化政策保障” is work to be done where its items say by whom; “组织保障” is not."""
    is_action = begins_action(section.title) and not re.search("组织|领导|实施", section.title)
    return is_action and section.topic == Topic.OTHER and has_charge(section, year)


def _tops(root):
    """The first level of a document; below a single part that holds everything, the next."""
    sections = root.sections
    while len(sections) == 1 and len(sections[0].sections) > 1 and sections[0].style in {"part", "word"}:
        sections = sections[0].sections
    return sections


def _below(section):
    around = {Topic.OTHER, Topic.OBJECTIVES}
    below = [part for part in section.sections if part.style != "run" and part.topic not in around]
    if below:
        return below
    return [section] if section.parts else []


def _title(section, setting):
    """A section's heading, or what its first sentence says where it has none."""
    if section.title:
        return shortened(section.title)
    for part in section.stretches:
        text = part.text[mark_length(part.text) if part.is_first else 0:]
        if part.kind == ClauseKind.GAP:
            return shortened(text) or section.path
        for clause in clauses(text, setting.places, year=setting.year):
            if clause.title:
                return clause.title
    return section.path or section.parts[0].text[:200]


def _ordinals(section):
    if section.head:
        return (section.head.ordinal,)
    return tuple(part.ordinal for part in section.stretches[:1])
