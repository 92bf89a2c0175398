"""Who would answer for a measure where: one lead for each district, the others help. Pure."""

from dataclasses import dataclass

from tracker.exchange.importing.proposing import addressed
from tracker.plans.status import AssignmentRole


@dataclass(frozen=True)
class Duty:
    """An organization, by the name it is entered as, with the names of districts. ``is_moved`` where the text makes it
    a lead but another one leads there already; ``is_inferred`` where the text names nobody."""

    name: str
    role: str
    districts: tuple
    is_inferred: bool = False
    is_moved: bool = False

    @property
    def is_lead(self):
        return self.role == AssignmentRole.LEAD


def duties(proposal, item, *, taken=(), present=()):
    """The ``Duty``s of a measure. ``taken`` are names of districts that somebody leads already, ``present`` names of
    organizations that are assigned already: they get no second assignment.

    A body of one city or district answers there; the first that is named leads where several would.
    """
    if item.is_gap or not item.is_measure:
        return ()
    where = proposal.districts_of(item)
    bodies = [(proposal.entered.get(body.name, ""), body) for body in item.bodies]
    if not item.bodies:
        return tuple(_inferred(proposal, where, set(taken), set(present)))
    return tuple(_named(proposal, [(name, body) for name, body in bodies if name], where, set(taken), set(present)))


def _named(proposal, bodies, where, taken, present):
    for name, body in sorted(bodies, key=lambda each: not each[1].is_lead):
        own = own_districts(name, proposal.places, where)
        if name in present or not own:
            continue
        present.add(name)
        free = tuple(district for district in own if district not in taken)
        if body.is_lead and free:
            taken |= set(free)
            yield Duty(name, AssignmentRole.LEAD.value, free)
        else:
            yield Duty(name, AssignmentRole.PARTNER.value, own, is_moved=body.is_lead)


def _inferred(proposal, where, taken, present):
    if not proposal.are_leads_inferred:
        return
    for place, government in addressed(proposal):
        name = proposal.entered.get(government, "")
        free = tuple(each for each in where if each in place.districts and each not in taken)
        if name and free and name not in present:
            yield Duty(name, AssignmentRole.LEAD.value, free, is_inferred=True)


def own_districts(name, places, where):
    """The districts among ``where`` in which a body answers by its name: those of its city, its own, or all."""
    for place in places:
        for district in place.districts:
            if name.startswith((district, f"{place.city}{district}")):
                return tuple(each for each in where if each == district)
    for place in places:
        if place.city and name.startswith(place.city):
            return tuple(each for each in where if each in place.districts)
    return tuple(where)
