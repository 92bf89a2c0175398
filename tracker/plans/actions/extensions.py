"""Another time limit: asked for before the old one runs out, decided by a supervisor, or set by an administrator."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.notices.actions import tell
from tracker.notices.models import Notice
from tracker.people.models import User
from tracker.people.permissions import Overtaken, can_administer
from tracker.plans.actions.structure import REASON_MIN, require_reason, store_due
from tracker.plans.extensions import Extension, ExtensionState, nothing_to_extend, too_late
from tracker.plans.models import Milestone
from tracker.plans.permissions import can_ask_extension, can_decide_extension, can_withdraw_extension
from tracker.plans.text import too_long

TEXT_MAX = 2000
YEARS_MOST = 10  # beyond the limit in force: whoever names a later day has mistyped the year

day_in_words = lazy(date_format, str)  # in the language of whoever reads it


@transaction.atomic
def ask_extension(row, *, by, new_due_on, reason, progress):
    """Ask for another time limit of a measure or milestone, before the old one has passed; return the ``Extension``.

    Raises ``PermissionDenied`` for whoever does not answer for it, ``Overtaken`` where somebody asked before, and
    ``ValidationError`` (field name → sentences).
    """
    now, today = timezone.now(), timezone.localdate()
    can_ask_extension.check(by, row, on=today)
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    measure, milestone = _measure_and_milestone(row)
    if before := Extension.objects.undecided().filter(measure=measure, milestone=milestone).first():
        raise Overtaken(_("%(person)s has asked for an extension until %(day)s already; it waits for the decision") % {
            "person": before.asked_by.name, "day": date_format(before.new_due_on)})
    reason, progress = reason.strip(), progress.strip()
    _check(row, new_due_on, reason, progress, on=today)
    extension = Extension.objects.create(
        measure=measure, milestone=milestone, old_due_on=row.due_on, new_due_on=new_due_on, reason=reason,
        progress=progress, organization=by.organization, asked_by=by, asked_at=now,
        is_demonstration=by.is_demonstration,
    )
    record("ask_extension", extension, by=by, measure=measure, due_on=[row.due_on, new_due_on], reason=reason)
    _tell_supervisors(extension, on=today)
    return extension


@transaction.atomic
def withdraw_extension(extension, *, by):
    """The organization takes back what nobody has decided on."""
    can_withdraw_extension.check(by, extension)
    _decide(extension, by=by, state=ExtensionState.WITHDRAWN)
    record("withdraw_extension", extension, by=by, measure=extension.measure)


@transaction.atomic
def grant_extension(extension, *, by, remark=""):
    """Give the measure or milestone the time limit that was asked for, from today on; the first one stays on record.

    Raises ``Overtaken`` where somebody else decided, or the time limit has changed since.
    """
    can_decide_extension.check(by, extension, on=timezone.localdate())
    _require_length("remark", remark)
    _decide(extension, by=by, state=ExtensionState.GRANTED, remark=remark.strip())
    row = type(extension.subject).objects.select_for_update(of=("self",)).get(pk=extension.subject.pk)
    if refused := nothing_to_extend(row):
        raise ValidationError({"decision": refused})
    if row.due_on != extension.old_due_on:
        raise Overtaken(_("The time limit was changed to %(day)s since this was asked; it has to be asked for anew") % {
            "day": date_format(row.due_on) if row.due_on else "—"})
    store_due(row, extension.new_due_on)
    record("grant_extension", extension, by=by, measure=extension.measure,
           due_on=[extension.old_due_on, extension.new_due_on], remark=remark.strip())
    _tell_asking(extension, Notice.Kind.EXTENSION_GRANTED)


@transaction.atomic
def refuse_extension(extension, *, by, reason):
    """Keep the time limit, with the reason that the organization will read (at least ten characters)."""
    can_decide_extension.check(by, extension, on=timezone.localdate())
    reason = reason.strip()
    if len(reason) < REASON_MIN:
        raise ValidationError({"remark": _("Say in at least %(least)d characters why the time limit stays")
                               % {"least": REASON_MIN}})
    _require_length("remark", reason)
    _decide(extension, by=by, state=ExtensionState.REFUSED, remark=reason)
    record("refuse_extension", extension, by=by, measure=extension.measure, reason=reason)
    _tell_asking(extension, Notice.Kind.EXTENSION_REFUSED, reason=reason[:80])


@transaction.atomic
def change_due(row, *, by, due_on, reason):
    """Give a measure or milestone another time limit at once. The original one stays and is shown beside it."""
    can_administer.check(by)
    require_reason(reason)
    measure, milestone = _measure_and_milestone(row)
    before = row.due_on
    store_due(row, due_on)
    if before is not None and before != due_on:
        Extension.objects.create(
            measure=measure, milestone=milestone, old_due_on=before, new_due_on=due_on, reason=reason.strip(),
            state=ExtensionState.GRANTED, decided_by=by, decided_at=timezone.now(),
            is_demonstration=by is not None and by.is_demonstration,
        )
    record("change_due", row, by=by, measure=measure, due_on=[before, due_on], reason=reason.strip())


def _measure_and_milestone(row):
    return (row.measure, row) if isinstance(row, Milestone) else (row, None)


def _check(row, new_due_on, reason, progress, *, on):
    errors = {}
    if refused := nothing_to_extend(row) or too_late(row, on=on):
        errors["new_due_on"] = refused
    elif new_due_on is None or new_due_on <= row.due_on:
        errors["new_due_on"] = _("Choose a day after %(day)s, the time limit in force") % {
            "day": date_format(row.due_on)}
    elif new_due_on.year > row.due_on.year + YEARS_MOST:
        errors["new_due_on"] = _("Choose a day within %(years)d years after the time limit in force") % {
            "years": YEARS_MOST}
    for name, text in (("reason", reason), ("progress", progress)):
        if len(text) < REASON_MIN:
            errors[name] = _SHORT[name]() % {"least": REASON_MIN}
        elif len(text) > TEXT_MAX:
            errors[name] = too_long(text, TEXT_MAX)
    if errors:
        raise ValidationError(errors)


_SHORT = {
    "reason": lambda: _("Say in at least %(least)d characters why the time limit cannot be kept"),
    "progress": lambda: _("Say in at least %(least)d characters how far it is"),
}


def _require_length(name, text):
    if len(text) > TEXT_MAX:
        raise ValidationError({name: too_long(text, TEXT_MAX)})


def _decide(extension, *, by, state, remark=""):
    """Decide by a conditional update; whoever comes second learns who was first."""
    if not Extension.objects.undecided().filter(pk=extension.pk).update(
        state=state, decided_by=by, decided_at=timezone.now(), remark=remark
    ):
        first = Extension.objects.select_related("decided_by").get(pk=extension.pk)
        raise Overtaken(_("%(person)s was first: %(state)s") % {
            "person": first.decided_by.name, "state": first.get_state_display()})
    extension.refresh_from_db(fields=["state", "decided_by", "decided_at", "remark"])


def _tell_supervisors(extension, *, on):
    people = [
        person for person in User.objects.supervisors() if can_decide_extension(person, extension, on=on)
    ]
    _tell(people, extension, Notice.Kind.EXTENSION_ASKED)


def _tell_asking(extension, kind, **details):
    _tell(User.objects.acting_for(extension.organization), extension, kind, **details)


def _tell(people, extension, kind, **details):
    tell(people, key=f"{kind}-{extension.pk}", kind=kind, url=extension.get_absolute_url(),
         subject=extension.subject, organization=extension.organization, day=day_in_words(extension.new_due_on),
         **details)
