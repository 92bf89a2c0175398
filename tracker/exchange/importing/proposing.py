"""From an outline to a proposal: what would be entered, and what of it the plan holds already. Pure."""

import re
from dataclasses import replace
from itertools import count

from tracker.exchange.importing.comparing import compare
from tracker.exchange.importing.matching import bare, match, organization_of
from tracker.exchange.importing.scopes import with_districts
from tracker.exchange.importing.shapes import (
    MEASURE,
    OBJECTIVE,
    TASK,
    Body,
    Item,
    Known,
    Place,
    PlanFacts,
    Proposal,
)
from tracker.plans.status import Kind

NOBODY = re.compile(r"^(?:各|有关|相关|其他|所有|省直|市直)|有关(?:部门|单位)$")
GOVERNMENT = "人民政府"


def propose(outline, known=None, *, before=(), links_before=None):
    """Return the ``Proposal`` for an outline, matched to what is ``known``.

    ``before`` are the passages of the document whose place this text takes, ``links_before`` what rested on them:
    ``{ordinal: keys of measures}``. A measure whose clause stayed, or changed a little, is recognised by that too.
    """
    known = known or Known()
    places = _places(outline.facts.cities, known.places)
    items = [_with_horizon(with_districts(item, places), outline.facts) for item in _items(outline)]
    comparison = compare(before, outline.passages) if before else ()
    proposal = Proposal(
        facts=_facts(outline.facts), places=places, addressees=tuple(outline.facts.addressees),
        items=matched(items, known, comparison, links_before or {}), passages=tuple(outline.passages),
        comparison=comparison,
    )
    return with_entered(proposal, known.organizations)


def _with_horizon(item, facts):
    """Where the text names no time limit it is that of the plan; ``due_text`` stays empty, since it says nothing."""
    if item.due_text or item.is_gap or item.is_task:
        return item
    return replace(item, starts_on=facts.starts_on, due_on=facts.ends_on)


def with_entered(proposal, organizations):
    """The proposal with a name to enter for every body in it that has none yet."""
    bodies = [body.name for item in proposal.items for body in item.bodies]
    named = dict.fromkeys([*bodies, *(lead for _place, lead in addressed(proposal))])
    entered = {name: proposal.entered.get(name, _entered(name, organizations)) for name in named}
    return replace(proposal, entered=entered)


def addressed(proposal):
    """``(place, government)`` of the cities whose government the text addresses; written “甲、乙市人民政府” too."""
    addressees = "、".join(proposal.addressees)
    for place in proposal.places:
        stem = place.city.removesuffix("市")
        if stem and stem in addressees and GOVERNMENT in addressees:
            yield place, f"{place.city}{GOVERNMENT}"


def matched(items, known, comparison=(), links_before=None):
    """The items with the key of the row that the plan holds already; first tasks, then measures within their task."""
    rows = _rows(OBJECTIVE, items, known.objectives) | _rows(TASK, items, known.tasks)
    by_clause = _by_clause(items, known, comparison, links_before or {})
    for task in (item for item in items if item.sort == TASK and item.number in rows):
        of_task = {
            item.number: item for item in items
            if item.task == task.number and item.sort == MEASURE and item.number not in by_clause
        }
        there = [each for each in known.measures if each.task == rows[task.number]]
        rows |= _measure_rows(of_task, [each for each in there if each.pk not in by_clause.values()])
    rows |= by_clause
    return tuple(_linked(item, rows.get(item.number)) for item in items)


def _linked(item, row):
    """That a task stands in the text confirms it; nothing else is overwritten unless somebody chooses so."""
    adopt = ("standing",) if row and item.sort == TASK else ()
    return replace(item, row=row, adopt=adopt)


def _rows(sort, items, known):
    wanted = {item.number: (item.title, item.position) for item in items if item.sort == sort}
    return match(wanted, {pk: (title, number) for pk, number, title in known})


def _measure_rows(items, known):
    """Gaps are only ever the same as gaps; of those the last one, since a text breaks off once."""
    gaps = [each.pk for each in known if each.is_gap]
    found = match(
        {number: (item.title, bare(item.heading) or None) for number, item in items.items() if not item.is_gap},
        {each.pk: (each.title, bare(each.heading) or None) for each in known if not each.is_gap},
        in_place=0.5,
    )
    for number, item in items.items():
        if item.is_gap and gaps:
            found[number] = gaps.pop()
    return found


def _by_clause(items, known, comparison, links_before):
    """Measures whose clause stayed word for word and bore one measure before and bears one now."""
    stayed = {each.now: each.before for each in comparison if each.fate == "same"}
    keys = {each.pk for each in known.measures}
    found = {}
    for item in items:
        if item.sort != MEASURE or item.is_gap or len(item.clauses) != 1:
            continue
        alone = sum(item.clauses[0] in other.clauses for other in items if other.sort == MEASURE) == 1
        rows = [key for key in links_before.get(stayed.get(item.clauses[0]), ()) if key in keys]
        if alone and len(rows) == 1 and rows[0] not in found.values():
            found[item.number] = rows[0]
    return found


def _items(outline):
    numbers = count(1)
    items = [_objective(each, next(numbers)) for each in outline.objectives]
    for task in outline.tasks:
        number = next(numbers)
        items.append(Item(
            number=number, sort=TASK, title=task.title, clauses=tuple(task.clauses), position=task.number,
        ))
        items += [_measure(each, next(numbers), number) for each in task.measures]
    return items


def _objective(found, number):
    return Item(number=number, sort=OBJECTIVE, title=found.title, clauses=tuple(found.clauses), position=found.number,
                **_limit(found.limit))


def _measure(found, number, task):
    kind = Kind.LONG_RUNNING if found.limit and found.limit.is_long_running else found.kind
    return Item(
        number=number, sort=MEASURE, task=task, title=found.title, clauses=tuple(found.clauses), heading=found.heading,
        scope_text=found.scope.text, districts=tuple(found.scope.names), is_scope_inferred=found.scope.is_inferred,
        kind=kind.value, bodies=tuple(Body(body.name, body.role.value) for body in found.bodies),
        is_gap=found.is_gap, **_limit(found.limit),
    )


def _limit(limit):
    if limit is None:
        return {}
    return {"due_text": limit.text, "starts_on": limit.starts_on, "due_on": limit.due_on}


def _facts(facts):
    return PlanFacts(facts.title, facts.document_number, facts.issuer, facts.issued_on, facts.starts_on, facts.ends_on)


def _places(cities, known):
    """What the plan has, and from the text what it has not."""
    places = list(known)
    for city in cities:
        name = city.area or city.name
        there = next((n for n, place in enumerate(places) if name == place.name or city.name == place.city), None)
        known_names = {district for place in places for district in place.districts}
        new = tuple(district for district in city.districts if district not in known_names)
        if there is None:
            places.append(Place(name, city.name, new))
        else:
            place = places[there]
            places[there] = Place(place.name, place.city, (*place.districts, *new))
    return tuple(places)


def _entered(name, organizations):
    """Nobody in particular is nobody to enter."""
    return organization_of(name, organizations) or ("" if NOBODY.search(name) else name)
