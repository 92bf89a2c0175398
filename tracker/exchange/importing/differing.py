"""What a text says otherwise than the plan: shown side by side, overwritten only where somebody chooses so. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.exchange.importing.matching import bare
from tracker.plans.status import Kind, Standing

TITLE, HEADING, LIMIT, SCOPE, KIND, BODIES, STANDING = (
    "title", "heading", "limit", "scope", "kind", "bodies", "standing"
)


@dataclass(frozen=True)
class Difference:
    """A part of a row: its ``name`` and ``label``, what it is in the plan and what the text says."""

    name: str
    label: str
    now: str
    said: str


def differences(proposal, item, row):
    """The ``Difference``s between an item and the row that it is matched to.

    Only what the text says is compared. A measure needs ``districts`` and ``open_assignments`` (with organizations).
    """
    if item.is_gap:
        return []
    found = [Difference(TITLE, _("title"), row.title, item.title)]
    if item.is_task:
        found.append(_standing(row))
    if not item.is_task and item.due_text and not _is_original_limit(item, row):
        found.append(Difference(LIMIT, _("time limit"), _limit(row), _limit(item)))
    if item.is_measure:
        found += _of_measure(proposal, item, row)
    return [each for each in found if bare(each.now) != bare(each.said)]


def _of_measure(proposal, item, row):
    yield Difference(HEADING, _("heading"), row.heading, item.heading)
    yield _standing(row)
    if not item.is_scope_inferred:
        where = proposal.districts_of(item)
        here = {district.name for district in row.districts.all()}
        now = tuple(name for name in proposal.district_names if name in here)
        yield Difference(SCOPE, _("scope"), _names(now, proposal), _names(where, proposal))
    yield Difference(KIND, _("kind"), str(Kind(row.kind).label), str(Kind(item.kind).label))
    if item.bodies:
        assigned = {assignment.organization.name for assignment in row.open_assignments}
        named = dict.fromkeys(proposal.entered.get(body.name, "") for body in item.bodies)
        missing = [name for name in named if name and name not in assigned]
        if missing:
            yield Difference(BODIES, _("organizations"), "、".join(sorted(assigned)), "、".join(filter(None, named)))


def _standing(row):
    return Difference(STANDING, _("standing"), str(Standing(row.standing).label), str(Standing.CONFIRMED.label))


def _is_original_limit(item, row):
    """Whether the text says what the plan said before the time limit was moved."""
    return bare(item.due_text) == bare(row.due_text) and item.due_on == getattr(row, "original_due_on", row.due_on)


def _limit(row):
    """In the words of the text, with the day."""
    return " ".join(filter(None, [row.due_text, str(row.due_on or "")]))


def _names(names, proposal):
    """Districts, an area by its own name where all of it is meant."""
    shown = []
    for place in proposal.places:
        here = [name for name in place.districts if name in names]
        shown += [place.name] if place.districts and len(here) == len(place.districts) else here
    return "、".join(shown)
