"""Putting a proposal right, one item at a time. Pure: each function returns another proposal."""

import re
from dataclasses import fields, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.exchange.importing.proposing import with_entered
from tracker.exchange.importing.shapes import MEASURE, SORTS, TASK, Item

CUT = re.compile(r"(?<=[，。；、！？,;])(?=[^，。；、！？,;])")
CLOSING = "，。；、！？,;"
CHANGEABLE = {field.name for field in fields(Item)} - {"number", "clauses", "is_dropped"}


def change(proposal, item, organizations, **values):
    """The proposal with other ``values`` for an item; a sort other than before moves what stands under it."""
    changed = replace(item, **{name: value for name, value in values.items() if name in CHANGEABLE})
    if changed.sort not in SORTS:
        raise ValidationError(_("Choose whether it is an objective, a task or a measure"))
    if changed.sort != item.sort:
        proposal, changed = _turned(proposal, item, changed)
    return with_entered(proposal.put(changed), organizations)


def drop(proposal, item):
    """Leave an item out; the measures of a task go with it."""
    return _mark(proposal, item, is_dropped=True)


def take_back(proposal, item):
    """Take an item in again; the measures of a task come with it, and a measure brings its task."""
    proposal = _mark(proposal, item, is_dropped=False)
    task = proposal.item(item.task)
    return proposal.put(replace(task, is_dropped=False)) if task else proposal


def previous(proposal, item):
    """The item that this one can be merged with: the one before it of its sort and task; None for the first."""
    before = None
    for each in proposal.items:
        if each.number == item.number:
            return before
        if each.sort == item.sort and each.task == item.task and not each.is_dropped:
            before = each
    return None


def merge(proposal, item):
    """Merge an item into the one before: both wordings and all clauses; limit, scope and bodies where it has none."""
    before = previous(proposal, item)
    if before is None:
        raise ValidationError(_("There is nothing before it that it could be merged with"))
    merged = replace(
        before,
        title=f"{before.title.rstrip(CLOSING)}，{item.title}",
        clauses=tuple(sorted({*before.clauses, *item.clauses})),
        bodies=tuple(dict.fromkeys((*before.bodies, *item.bodies))),
        is_gap=before.is_gap and item.is_gap,
        row=before.row or item.row,
        **({} if before.due_text else {"due_text": item.due_text, "starts_on": item.starts_on, "due_on": item.due_on}),
    )
    under = tuple(
        replace(each, task=before.number) if each.task == item.number else each
        for each in proposal.put(merged).items if each.number != item.number
    )
    return replace(proposal, items=under)


def cuts(proposal, item):
    """Where an item can be split: ``[(first part, second part)]``, after each punctuation of its title; of its clauses
    where the title has none."""
    text = item.title
    if not CUT.search(text):
        text = "".join(passage.text for passage in proposal.passages if passage.ordinal in item.clauses)
    return [
        (text[: place.start()].rstrip(CLOSING), text[place.start():].strip().rstrip(CLOSING))
        for place in CUT.finditer(text)
    ]


def split(proposal, item, place):
    """Split an item after its ``place``-th punctuation, counted from 0; the second part is new, all else the same."""
    parts = cuts(proposal, item)
    if not 0 <= place < len(parts):
        raise ValidationError(_("Choose where to split it"))
    first, second = parts[place]
    further = replace(item, number=proposal.next_number, title=second, row=None, adopt=())
    if not item.is_measure:
        further = replace(further, position=_free_position(proposal, item.sort))
    return proposal.put(replace(item, title=first)).put_after(item.number, further)


def new_item(proposal, ordinal):
    """What a clause is entered as when somebody adds it: a measure in its words, of the task that stands before it."""
    passage = proposal.passage(ordinal)
    if passage is None:
        raise ValidationError(_("There is no such clause in this text"))
    before = [item for item in proposal.items if item.clauses and min(item.clauses) <= ordinal and not item.is_dropped]
    tasks = [item for item in before if item.is_task]
    title = " ".join(passage.text.split()).rstrip(CLOSING)
    return Item(number=proposal.next_number, sort=MEASURE, title=title, clauses=(ordinal,),
                task=tasks[-1].number if tasks else 0)


def add(proposal, ordinal, organizations, **values):
    """The proposal with a new item that rests on a clause, where the text has it; and the item."""
    item = replace(new_item(proposal, ordinal), **{name: values[name] for name in values if name in CHANGEABLE})
    has_place = item.is_measure or item.position
    placed = item if has_place else replace(item, position=_free_position(proposal, item.sort))
    before = [each for each in proposal.items if each.clauses and min(each.clauses) <= ordinal]
    added = proposal.put_after(before[-1].number, placed) if before else replace(
        proposal, items=(placed, *proposal.items))
    return with_entered(added, organizations), placed


def _turned(proposal, item, changed):
    """A task that becomes something else hands its measures to the task before; what becomes one takes a number."""
    if item.is_task:
        others = [each for each in proposal.of_sort(TASK) if each.number != item.number]
        heir = previous(proposal, item) or next(iter(others), None)
        if heir is None and proposal.measures_of(item):
            raise ValidationError(_("Its measures need another task first"))
        proposal = replace(proposal, items=tuple(
            replace(each, task=heir.number if heir else 0) if each.task == item.number else each
            for each in proposal.items
        ))
        changed = replace(changed, task=changed.task or (heir.number if heir and changed.is_measure else 0))
    if not changed.is_measure:
        changed = replace(changed, task=0, position=_free_position(proposal, changed.sort), bodies=(), is_gap=False)
    return proposal, replace(changed, row=None, adopt=())


def _mark(proposal, item, *, is_dropped):
    concerned = {item.number, *(each.number for each in proposal.items if item.is_task and each.task == item.number)}
    return replace(proposal, items=tuple(
        replace(each, is_dropped=is_dropped) if each.number in concerned else each for each in proposal.items
    ))


def _free_position(proposal, sort):
    return max((item.position for item in proposal.items if item.sort == sort), default=0) + 1
