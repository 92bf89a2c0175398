"""The goals of the years and the steps of a measure, kept together: all of a form or nothing of it."""

from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.people.permissions import Overtaken, can_administer
from tracker.plans.actions.structure import store
from tracker.plans.goals import WEIGHT_MAX, version_of
from tracker.plans.models import Measure, Milestone
from tracker.plans.text import too_long

PROOF_MAX = Milestone._meta.get_field("proof").max_length
TITLE_MAX = Milestone._meta.get_field("title").max_length


@transaction.atomic
def keep_goals(measure, *, by, rows, seen):
    """Add, change and remove goals and steps as ``GoalRow`` s say; what no row names stays. One event, if any changed.

    Returns whether anything changed. ``seen`` is the ``version_of`` what the person looked at: raises ``Overtaken``
    where somebody changed it since. Raises ``ValidationError`` ({"<name of the row>-<field>": sentences}).
    """
    can_administer.check(by)
    Measure.objects.filter(pk=measure.pk).hold()
    stored = {milestone.pk: milestone for milestone in Milestone.objects.filter(measure=measure).in_order()}
    if seen != version_of(stored.values()) or any(row.key not in {None, *stored} for row in rows):
        raise Overtaken(_("Somebody else has changed these goals and milestones since you opened the page"))
    kept = [row for row in rows if not row.is_removed]
    removed = [stored[row.key] for row in rows if row.is_removed and row.key]
    _check(measure, rows, kept, stored)
    told = {"added": [], "removed": [_remove(row) for row in removed], "edited": []}
    _set_aside(kept, stored)
    for row in kept:
        milestone = stored.get(row.key) or Milestone(
            measure=measure, goal_year=row.goal_year, is_demonstration=by is not None and by.is_demonstration,
            due_on=date(row.goal_year, 12, 31) if row.goal_year else row.due_on,
        )
        if changes := _changes(milestone, row):
            told["edited" if row.key else "added"].append(changes)
            _store(milestone, row)
    told = {name: "；".join(found) for name, found in told.items() if found}
    if told:
        record("keep_goals", measure, by=by, measure=measure, **told)
    return bool(told)


def _check(measure, rows, kept, stored):
    errors, titles, goals = {}, set(), set()
    named = {row.key for row in rows}
    for milestone in stored.values():
        if milestone.pk not in named:
            titles.add(milestone.title)
            goals.add((milestone.goal_year, milestone.organization_id))
    for row in kept:
        year = stored[row.key].goal_year if row.key else row.goal_year
        errors |= _errors_of(row, stored.get(row.key))
        if row.title in titles:
            errors.setdefault(f"{row.name}-title", _("Another row has this title already"))
        if year and (year, row.organization) in goals:
            errors.setdefault(f"{row.name}-organization", _("There is a goal for %(year)d of whoever answers for this "
                                                            "already") % {"year": year})
        titles.add(row.title)
        goals.add((year, row.organization))
    for row in rows:
        if row.is_removed and row.key and (reason := keeps(stored[row.key])):
            errors[f"{row.name}-remove"] = reason
    if errors:
        raise ValidationError(errors)


def _errors_of(row, milestone):
    """Field → sentence for what does not do in one row."""
    errors = {}
    if not row.title:
        errors["title"] = _("Say what is to be reached")
    elif len(row.title) > TITLE_MAX:
        errors["title"] = too_long(row.title, TITLE_MAX)
    if len(row.proof) > PROOF_MAX:
        errors["proof"] = too_long(row.proof, PROOF_MAX)
    if not 1 <= row.weight <= WEIGHT_MAX:
        errors["weight"] = _("The weight is a whole number from 1 to %(most)d") % {"most": WEIGHT_MAX}
    if milestone is None and not row.goal_year and row.due_on is None:
        errors["due_on"] = _("Say when this is due, such as 2024-10-31")
    if milestone and milestone.organization_id != row.organization and milestone.claims.exists():
        errors["organization"] = _("Reports speak of this already; who answers for it stays")
    return {f"{row.name}-{name}": sentence for name, sentence in errors.items()}


def keeps(milestone):
    """Why a milestone cannot be removed; empty where it can."""
    if milestone.done_on or milestone.claims.exists():
        return _("“%(milestone)s” is done, or a report speaks of it; it stays") % {"milestone": milestone.title}
    if milestone.extensions.exists():
        return _("“%(milestone)s” has an extension on record; it stays") % {"milestone": milestone.title}
    return ""


def _remove(milestone):
    title = milestone.title
    milestone.delete()
    return title


def _set_aside(kept, stored):
    """Where rows exchange their titles, free these first."""
    titles = {milestone.title: milestone.pk for milestone in stored.values()}
    taken = {titles[row.title] for row in kept if titles.get(row.title) not in {None, row.key}}
    Milestone.objects.filter(pk__in=taken).update(title=Concat(Value("→"), Cast(F("pk"), CharField())))


def _changes(milestone, row):
    """What becomes of it in words without grammar, empty where nothing changes: for the log, in any language."""
    before = (milestone.title, milestone.weight, milestone.proof, milestone.organization_id)
    after = (row.title, row.weight, row.proof, row.organization)
    if milestone.pk is None:
        return f"{row.title} ({milestone.due_on}, ×{row.weight})"
    told = [f"{old or '—'} → {new or '—'}" for old, new in zip(before, after, strict=True) if old != new]
    return f"{milestone.title}: {', '.join(told)}" if told else ""


def _store(milestone, row):
    milestone.title, milestone.weight, milestone.proof = row.title, row.weight, row.proof
    milestone.organization_id = row.organization
    try:
        store(milestone)
    except ValidationError as refusal:
        faults = refusal.message_dict
        raise ValidationError({
            f"{row.name}-{'title' if name == NON_FIELD_ERRORS else name}": found for name, found in faults.items()
        }) from refusal
