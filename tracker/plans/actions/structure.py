"""What administrators do to a plan: its structure, its assignments, and what was known of time limits."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.people.permissions import can_administer
from tracker.plans.models import AssignedDistrict, Assignment, Measure, Milestone, Task
from tracker.plans.spans import remember_measures, remember_milestones
from tracker.plans.status import AssignmentRole
from tracker.plans.text import normalise

REASON_MIN = 10


@transaction.atomic
def keep(row, *, by, changes=None, linked=None, known_since=None):
    """Save a record of the plan as an administrator has edited it (``by`` None: the system, when it loads a plan).

    ``linked`` maps many-to-many fields to the rows they are to hold, such as a task's objectives.

    Measures and milestones keep their first time limit: a new one starts with ``original_due_on`` equal to ``due_on``,
    and a change goes through ``change_due``. ``known_since`` is the day since when a new one has been known; today
    unless it comes with a past of its own, such as a plan that is loaded years after it was issued.
    """
    can_administer.check(by)
    is_new = row.pk is None
    store(row, linked=linked, known_since=known_since)
    record("create" if is_new else "change", row, by=by, measure=_measure_of(row), **(changes or {}))
    return row


def store(row, *, linked=None, known_since=None):
    """Save a record, checked and remembered, without an event: for ``keep``, and for acts that tell of many rows."""
    is_new = row.pk is None
    if isinstance(row, Measure):
        row.search_text = search_text(row)
    if isinstance(row, (Measure, Milestone)):
        _keep_original_due(row, is_new)
    row.full_clean()
    row.save()
    for name, rows in (linked or {}).items():
        getattr(row, name).set(rows)
    _remember(row, on=known_since or timezone.localdate())
    return row


@transaction.atomic
def remove(row, *, by):
    """Remove a record that nothing else stands on; raises ``ProtectedError`` where something does."""
    can_administer.check(by)
    record("remove", row, by=by, measure=_measure_of(row))
    row.delete()


def store_due(row, due_on):
    """Save another time limit beside the original one, without an event; see ``store``."""
    if row.original_due_on is None:
        row.original_due_on = due_on
    row.due_on = due_on
    row.full_clean()
    row.save(update_fields=["due_on", "original_due_on"])
    _remember(row, on=timezone.localdate())


@transaction.atomic
def withdraw(measure, *, by, on, reason):
    """Take a measure out of the plan from that day on; it stays visible and leaves every denominator."""
    can_administer.check(by)
    require_reason(reason)
    if on > timezone.localdate():
        raise ValidationError({"on": _("Withdraw a measure once the day has come")})
    measure.withdrawn_on = on
    measure.full_clean()
    measure.save(update_fields=["withdrawn_on"])
    _remember(measure, on=timezone.localdate())
    record("withdraw", measure, by=by, measure=measure, on=on, reason=reason.strip())


@transaction.atomic
def assign(measure, *, organization, districts, by, role=AssignmentRole.LEAD, since=None, until=None, **fields):
    """Make an organization answer for a measure in these districts and return the ``Assignment``.

    Raises ``ValidationError`` when another organization leads the measure in one of them.
    """
    assignment = Assignment(
        measure=measure, organization=organization, role=role, since=since, until=until, **fields
    )
    return keep_assignment(assignment, districts=districts, by=by)


@transaction.atomic
def keep_assignment(assignment, *, districts, by, changes=None):
    """Save an assignment with its districts; the database sees to it that each has one lead."""
    can_administer.check(by)
    is_new = assignment.pk is None
    districts = list(districts)
    store_assignment(assignment, districts)
    names = "、".join(district.name for district in districts)
    told = {"organization": str(assignment.organization), "role": assignment.role, "districts": names}
    details = {**(changes or {}), **told} if is_new else {**told, **(changes or {})}
    record("assign" if is_new else "change_assignment", assignment, by=by, measure=assignment.measure, **details)
    return assignment


def store_assignment(assignment, districts):
    """Save an assignment with these districts, checked, without an event; see ``store``."""
    _require_districts(assignment, districts)
    assignment.full_clean()
    assignment.save()
    assignment.assigned_districts.all().delete()
    AssignedDistrict.objects.bulk_create(
        AssignedDistrict(assignment=assignment, district=district, measure=assignment.measure, role=assignment.role,
                         until=assignment.until)
        for district in districts
    )
    return assignment


@transaction.atomic
def end_assignment(assignment, *, by, on):
    """The organization answers for the measure until that day; what it reported stays its own."""
    can_administer.check(by)
    assignment.until = on
    assignment.full_clean()
    assignment.save(update_fields=["until"])
    assignment.assigned_districts.update(until=on)
    record("end_assignment", assignment, by=by, measure=assignment.measure, until=on)


def search_text(measure):
    """What a keyword is looked up in: code, titles and heading, normalised."""
    return normalise(" ".join([measure.code, measure.title, measure.short_title, measure.heading, measure.proof]))


def _require_districts(assignment, districts):
    """An assignment has districts, all of them among its measure's, and leads that nobody else leads."""
    if not districts:
        raise ValidationError({"districts": _("Choose at least one district")})
    outside = set(districts) - set(assignment.measure.districts.all())
    if outside:
        names = "、".join(sorted(district.name for district in outside))
        raise ValidationError(
            {"districts": _("This measure does not apply to %(districts)s") % {"districts": names}}
        )
    if assignment.role != AssignmentRole.LEAD or assignment.until is not None:
        return
    taken = AssignedDistrict.objects.filter(
        measure=assignment.measure, district__in=districts, role=AssignmentRole.LEAD, until=None
    ).exclude(assignment=assignment.pk).select_related("assignment__organization", "district").first()
    if taken:
        raise ValidationError({"districts": _("%(organization)s leads this measure in %(district)s already") % {
            "organization": taken.assignment.organization, "district": taken.district,
        }})


def require_reason(reason):
    """Raise ``ValidationError`` for a reason that is too short to say anything."""
    if len(reason.strip()) < REASON_MIN:
        raise ValidationError({"reason": _("Give the reason in at least %(least)d characters") % {"least": REASON_MIN}})


def _keep_original_due(row, is_new):
    if is_new:
        row.original_due_on = row.due_on
        return
    stored = type(row).objects.only("due_on", "original_due_on").get(pk=row.pk)
    if stored.due_on != row.due_on:
        raise ValidationError({"due_on": _("To change a time limit, use “Change the time limit” and give the reason")})
    row.original_due_on = stored.original_due_on


def _remember(row, *, on):
    """Keep what is known from that day on of time limits and of what counts."""
    if isinstance(row, Measure):
        remember_measures([row], on=on)
    elif isinstance(row, Milestone):
        remember_milestones([row], on=on)
    elif isinstance(row, Task):
        remember_measures(row.measures.select_related("task"), on=on)


def _measure_of(row):
    return row if isinstance(row, Measure) else getattr(row, "measure", None)
