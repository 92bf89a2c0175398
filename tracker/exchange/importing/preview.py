"""A proposal laid out beside its text: each clause with what would rest on it, in step."""

from dataclasses import dataclass

from django.db.models import Prefetch

from tracker.exchange.importing import doubts
from tracker.exchange.importing.comparing import ADDED, CHANGED, REMOVED, SAME, words_changed
from tracker.exchange.importing.differing import differences
from tracker.exchange.importing.duties import duties
from tracker.exchange.importing.editing import previous
from tracker.exchange.importing.shapes import MEASURE, OBJECTIVE, TASK, Item
from tracker.exchange.outline.shapes import Passage
from tracker.plans.models import Assignment, Measure, Objective, Task
from tracker.plans.sources import ClauseKind

OPEN = 60  # measures that are shown before further tasks are folded
FATES_SHOWN = 200


@dataclass(frozen=True)
class Line:
    """A passage, and whether something rests on it; ``can_bear`` where a measure could be made of it."""

    passage: Passage
    is_used: bool
    can_bear: bool

    @property
    def is_gap(self):
        return self.passage.kind == ClauseKind.GAP

    @property
    def is_heading(self):
        return self.passage.kind in {ClauseKind.HEADING, ClauseKind.RUN_IN}


@dataclass(frozen=True)
class Card:
    """An item with the row it is matched to, what the text says otherwise, who would answer, and what is wrong."""

    item: Item
    row: object
    task: Item | None
    where: str
    duties: tuple
    unentered: tuple
    differences: tuple
    faults: tuple
    is_first: bool

    @property
    def kept(self):
        """Differences that stay as they are in the plan."""
        return [each for each in self.differences if each.name not in self.item.adopt]

    @property
    def overwritten(self):
        return [each for each in self.differences if each.name in self.item.adopt]


@dataclass(frozen=True)
class Row:
    """Passages with the cards that begin there; ``folded`` is the number of measures of a task that are not shown."""

    lines: tuple
    cards: tuple
    folded: int = 0


@dataclass(frozen=True)
class Fate:
    """A clause that was changed, added or removed, word by word, with ``(code, title)`` of the measures it touches."""

    fate: str
    path: str
    pieces: tuple
    measures: tuple


@dataclass(frozen=True)
class Sheet:
    rows: tuple
    dropped: int
    doubts: tuple
    faults: tuple
    summary: tuple
    fates: tuple
    counts: dict


def lay_out(document, proposal, *, open_task=0):
    """The ``Sheet`` of a document that is being checked; further tasks are folded beyond ``OPEN`` measures."""
    there = rows_of(document.plan)
    return Sheet(
        rows=tuple(_rows(proposal, there, _shown_tasks(proposal, open_task))),
        dropped=sum(item.is_dropped for item in proposal.items),
        doubts=tuple(doubts.doubts(proposal)),
        faults=tuple(doubts.faults(proposal, has_plan=document.plan_id is not None)),
        summary=tuple(doubts.summary(proposal)),
        fates=tuple(fates(document, proposal)),
        counts=_counted(proposal.comparison),
    )


def rows_of(plan):
    """``{(sort, key): row}`` of everything in a plan that an item can be the same as, in five queries."""
    if plan is None:
        return {}
    open_assignments = Prefetch(
        "assignments", Assignment.objects.filter(until=None).select_related("organization").order_by("pk"),
        to_attr="open_assignments",
    )
    measures = Measure.objects.filter(task__plan=plan).prefetch_related("districts", open_assignments)
    return {
        **{(OBJECTIVE, row.pk): row for row in Objective.objects.filter(plan=plan)},
        **{(TASK, row.pk): row for row in Task.objects.filter(plan=plan)},
        **{(MEASURE, row.pk): row for row in measures.in_order()},
    }


def card(proposal, item, there):
    """The ``Card`` of an item."""
    row = there.get((item.sort, item.row))
    found = differences(proposal, item, row) if row else ()
    takes_bodies = row is None or "bodies" in item.adopt
    return Card(
        item=item, row=row, task=proposal.item(item.task),
        where="、".join(item.districts) if item.districts else "",
        duties=duties(proposal, item) if takes_bodies else (),
        unentered=tuple(
            body.name for body in item.bodies if not proposal.district_names or not proposal.entered.get(body.name, "")
        ),
        differences=tuple(found), faults=tuple(doubts.item_faults(proposal, item)),
        is_first=previous(proposal, item) is None,
    )


def fates(document, proposal):
    """The clauses that differ from the document before, in one query, each with the measures that rested on it."""
    changed = [each for each in proposal.comparison if each.fate != SAME]
    if not changed or document.amends_id is None:
        return
    before = {}
    ordinals = [each.before for each in changed if each.before is not None]
    columns = ("ordinal", "path", "text", "measures__code", "measures__title")
    clauses = document.amends.clauses.filter(ordinal__in=ordinals).order_by("ordinal", "measures__code")
    for ordinal, path, text, code, title in clauses.values_list(*columns):
        _path, _text, measures = before.setdefault(ordinal, (path, text, []))
        measures += [(code, title)] if code else []
    passages = {passage.ordinal: passage for passage in proposal.passages}
    for each in changed[:FATES_SHOWN]:
        path, text, measures = before.get(each.before, ("", "", []))
        now = passages.get(each.now)
        pieces = words_changed(text, now.text if now else "")
        yield Fate(each.fate, now.path if now else path, tuple(pieces), tuple(measures))


def _rows(proposal, there, shown):
    """One row for each passage at which items begin, with the passages that follow until the next such."""
    starts = {}
    for item in proposal.items:
        starts.setdefault(min(item.clauses, default=0), []).append(item)
    used = proposal.used_clauses()
    lines, cards, folded = [], [], 0
    for passage in proposal.passages:
        here = starts.pop(passage.ordinal, [])
        visible = [item for item in here if not item.is_measure or item.task in shown]
        if visible and (lines or cards):
            yield Row(tuple(lines), tuple(cards), folded)
            lines, cards, folded = [], [], 0
        lines.append(Line(passage, passage.ordinal in used, passage.kind in {
            ClauseKind.SENTENCE, ClauseKind.HEADING, ClauseKind.RUN_IN} and passage.ordinal not in used))
        cards += [card(proposal, item, there) for item in visible]
        folded += len(here) - len(visible)
    left = [card(proposal, item, there) for items in starts.values() for item in items]
    yield Row(tuple(lines), (*cards, *left), folded)


def _shown_tasks(proposal, open_task):
    """Numbers of the tasks whose measures are shown: the first ones up to ``OPEN`` measures, and the one asked for."""
    sizes = {}
    for item in proposal.items:
        if item.is_measure:
            sizes[item.task] = sizes.get(item.task, 0) + 1
    shown, total = {open_task}, 0
    for task, size in sizes.items():
        total += size
        if total <= OPEN or len(sizes) == 1:
            shown.add(task)
    return shown


def _counted(comparison):
    return {fate: sum(each.fate == fate for each in comparison) for fate in (SAME, CHANGED, ADDED, REMOVED)}
