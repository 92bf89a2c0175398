"""What is uncertain about a proposal, and what has to be put right before it can be taken over. Pure."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.exchange.importing.duties import duties
from tracker.exchange.importing.matching import bare
from tracker.exchange.importing.scopes import districts_named
from tracker.exchange.importing.shapes import MEASURE, OBJECTIVE, TASK

LONGEST = {"title": 200, "heading": 100, "due_text": 60, "scope_text": 60}
LONGEST_FACTS = {"title": 200, "document_number": 60, "issuer": 100}
LONGEST_BODY, LONGEST_PLACE = 100, 40
MOST_NUMBER = 32_767


@dataclass(frozen=True)
class Doubt:
    """A sentence, and the numbers of the items that it is about."""

    sentence: str
    items: tuple = ()


def faults(proposal, *, has_plan):
    """Sentences about what keeps the proposal from being taken over: ``Doubt``s, none when it can be."""
    return [*_plan_faults(proposal, has_plan), *_place_faults(proposal), *_item_faults(proposal)]


def doubts(proposal):
    """What somebody should look at before taking it over: ``Doubt``s with the items in question."""
    measures = [item for item in proposal.of_sort(MEASURE) if not item.is_gap]
    new = [item for item in measures if item.row is None]
    found = [
        (_("The text breaks off: %(count)d gap is entered as such and not counted"),
         [item for item in proposal.of_sort(MEASURE) if item.is_gap]),
        (_("The scope is inferred: %(count)d, the text does not say where they apply"),
         [item for item in measures if item.is_scope_inferred]),
        (_("Places that are no district or area of this plan: %(count)d"),
         [item for item in measures if districts_named(item.districts, proposal.places)[1]]),
        (_("No time limit of their own in the text, so that of the plan is entered: %(count)d"),
         [item for item in new if not item.due_text]),
        (_("A time limit without a day: %(count)d"),
         [item for item in measures if item.due_text and item.due_on is None]),
        (_("The text names nobody: %(count)d"), [item for item in measures if not item.bodies]),
        (_("Named as lead, but entered as partner, since another one leads there: %(count)d"),
         [item for item in new if any(duty.is_moved for duty in duties(proposal, item))]),
        (_("Named in general words and left out, such as “all districts”: %(count)d"),
         [item for item in measures if any(not proposal.entered.get(body.name, "") for body in item.bodies)]),
    ]
    nowhere = [] if proposal.district_names or not measures else [
        Doubt(_("The text names no districts: write them into the facts of the plan, else nobody is made responsible"))
    ]
    return [*nowhere, *(Doubt(words % {"count": len(items)}, _numbers(items)) for words, items in found if items)]


def _plan_faults(proposal, has_plan):
    facts = proposal.facts
    for name, longest in LONGEST_FACTS.items():
        if len(getattr(facts, name)) > longest:
            yield Doubt(_("The facts of the plan: %(field)s has %(length)d characters, %(most)d at most") % {
                "field": FIELDS[name](), "length": len(getattr(facts, name)), "most": longest})
    if facts.starts_on and facts.ends_on and facts.starts_on > facts.ends_on:
        yield Doubt(_("The facts of the plan: the first day is after the last day"))
    if has_plan:
        return
    if not facts.title:
        yield Doubt(_("The text names no plan: write its title into the facts of the plan"))
    if not (facts.starts_on and facts.ends_on):
        yield Doubt(_("The text does not say from when to when the plan runs: write it into the facts of the plan"))


def _place_faults(proposal):
    names = [place.name for place in proposal.places]
    if len(set(names)) < len(names):
        yield Doubt(_("Two areas bear the same name"))
    for name in (*names, *proposal.district_names, *(place.city for place in proposal.places)):
        if len(name) > LONGEST_PLACE:
            yield Doubt(_("The name “%(name)s” of a place is too long, %(most)d characters at most") % {
                "name": name[:LONGEST_PLACE], "most": LONGEST_PLACE})
    for name in {name for name in proposal.entered.values() if len(name) > LONGEST_BODY}:
        yield Doubt(_("The name “%(name)s” of a body is too long, %(most)d characters at most") % {
            "name": name[:40], "most": LONGEST_BODY})


def _item_faults(proposal):
    yield from _doubled(proposal, OBJECTIVE, _("Two objectives bear the number %(number)d"))
    yield from _doubled(proposal, TASK, _("Two tasks bear the number %(number)d"))
    for item in proposal.items:
        if item.is_dropped:
            continue
        for sentence in item_faults(proposal, item):
            yield Doubt(f"{item.title[:30]}：{sentence}", (item.number,))


def item_faults(proposal, item):
    """Sentences about one item that could not be entered as it is."""
    if not bare(item.title):
        yield _("it has no title")
    for name, longest in LONGEST.items():
        if len(getattr(item, name)) > longest:
            yield _("%(field)s has %(length)d characters, %(most)d at most") % {
                "field": FIELDS[name](), "length": len(getattr(item, name)), "most": longest}
    if not item.is_measure and not 1 <= item.position <= MOST_NUMBER:
        yield _("its number has to be between 1 and %(most)d") % {"most": MOST_NUMBER}
    if item.is_measure:
        task = proposal.item(item.task)
        if task is None or not task.is_task or task.is_dropped:
            yield _("the task that it belongs to is left out")
    if item.starts_on and item.due_on and item.starts_on > item.due_on:
        yield _("the first day is after the time limit")


def _doubled(proposal, sort, words):
    of_sort = proposal.of_sort(sort)
    for number, times in Counter(item.position for item in of_sort).items():
        if times > 1:
            yield Doubt(words % {"number": number}, _numbers(item for item in of_sort if item.position == number))


def _numbers(items):
    return tuple(item.number for item in items)


FIELDS = {
    "title": lambda: _("the title"), "heading": lambda: _("the heading"), "due_text": lambda: _("the time limit"),
    "scope_text": lambda: _("the scope"), "document_number": lambda: _("the document number"),
    "issuer": lambda: _("the issuer"),
}


def summary(proposal):
    """A sentence on what would be entered: how many of each are new and how many the plan holds already."""
    parts = []
    for sort, counted in COUNTED.items():
        items = proposal.of_sort(sort)
        if items:
            new = sum(item.row is None for item in items)
            parts.append(counted(len(items)) + _(" (%(new)d new)") % {"new": new})
    return parts


COUNTED = {
    OBJECTIVE: lambda n: ngettext("%(count)d objective", "%(count)d objectives", n) % {"count": n},
    TASK: lambda n: ngettext("%(count)d task", "%(count)d tasks", n) % {"count": n},
    MEASURE: lambda n: ngettext("%(count)d measure", "%(count)d measures", n) % {"count": n},
}
