"""What happens to readings: reported, approved, returned, taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.indicators.figures import plain
from tracker.indicators.models import Indicator, Reading, problem_of_district
from tracker.indicators.permissions import can_decide_reading, can_recall_reading, can_report_reading
from tracker.indicators.status import ReadingState
from tracker.notices.actions import tell
from tracker.notices.models import Notice
from tracker.people.models import User
from tracker.people.permissions import Overtaken
from tracker.plans.text import too_long

REASON_MIN = 10
REMARK_MAX = 1000


@transaction.atomic
def report_readings(indicator, *, by, entries):
    """Report these ``Entry``s of an indicator at once, as one act, and return the ``Reading``s.

    An entry that says what is approved or waits for review already (the same value and source) is left out. Raises
    ``PermissionDenied`` where another organization answers, and ``ValidationError`` (a list of sentences).
    """
    now = timezone.now()
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    stored = _stored(indicator, entries)
    readings = []
    for entry in entries:
        can_report_reading.check(by, indicator, entry.district)
        _check(indicator, entry, on=timezone.localdate(now))
        if (current := stored.get((entry.district and entry.district.pk, entry.on))) and _says_the_same(current, entry):
            continue
        _require_nothing_open(current)
        reading = Reading(
            indicator=indicator, district=entry.district, on=entry.on, value=entry.value, source=entry.source.strip(),
            note=entry.note.strip(), organization=by.organization, reported_by=by, reported_at=now,
            is_demonstration=by.is_demonstration,
        )
        reading.full_clean()
        reading.save()
        readings.append(reading)
    if readings:
        record("report_readings", indicator, by=by, readings=[_told(reading) for reading in readings])
        _tell_supervisors(indicator, readings)
    return readings


@transaction.atomic
def approve_readings(readings, *, by):
    """Approve these readings at once: from today on they count. Raises ``Overtaken`` for one that is decided."""
    _decide(readings, by=by, state=ReadingState.APPROVED)
    for indicator, own in _by_indicator(readings):
        record("approve_readings", indicator, by=by, readings=[_told(reading) for reading in own])
        _tell(own, Notice.Kind.READING_APPROVED)


@transaction.atomic
def return_reading(reading, *, by, reason):
    """Return a reading with the reason that its organization will read (at least ten characters)."""
    reason = reason.strip()
    if len(reason) < REASON_MIN:
        raise ValidationError({"remark": _("Say in at least %(least)d characters what is to be changed")
                               % {"least": REASON_MIN}})
    if len(reason) > REMARK_MAX:
        raise ValidationError({"remark": too_long(reason, REMARK_MAX)})
    _decide([reading], by=by, state=ReadingState.RETURNED, remark=reason)
    record("return_reading", reading.indicator, by=by, readings=[_told(reading)], reason=reason)
    _tell([reading], Notice.Kind.READING_RETURNED, reason=reason[:80])


@transaction.atomic
def recall_reading(reading, *, by):
    """Take back a reading that nobody has decided on."""
    can_recall_reading.check(by, reading)
    _move(reading, by=by, state=ReadingState.RECALLED)
    record("recall_reading", reading.indicator, by=by, readings=[_told(reading)])


def _stored(indicator, entries):
    """(district, day) → the reading that stands there: the one that waits, else the approved one in force."""
    readings = Reading.objects.filter(
        indicator=indicator, on__in={entry.on for entry in entries},
        state__in=[ReadingState.SUBMITTED, ReadingState.APPROVED])
    found = {}
    for reading in sorted(readings.by_decision(), key=lambda reading: reading.is_undecided):
        found[reading.district_id, reading.on] = reading
    return found


def _says_the_same(reading, entry):
    return (reading.value, reading.source, reading.note) == (entry.value, entry.source.strip(), entry.note.strip())


def _require_nothing_open(current):
    if current and current.is_undecided:
        raise ValidationError(_("%(reading)s waits for review with %(value)s; take it back before you report another")
                              % {"reading": current, "value": plain(current.value)})


def _check(indicator, entry, *, on):
    if problem := problem_of_district(indicator, entry.district):
        raise ValidationError(problem)
    if entry.on > on:
        raise ValidationError(_("A figure is reported once its day has come; %(day)s lies ahead")
                              % {"day": entry.on.isoformat()})
    if not entry.source.strip():
        raise ValidationError(_("State where the figure of %(day)s comes from") % {"day": entry.on.isoformat()})


def _decide(readings, *, by, state, remark=""):
    for reading in sorted(readings, key=lambda reading: reading.pk):  # two at once wait for each other in one order
        can_decide_reading.check(by, reading)
        _move(reading, by=by, state=state, remark=remark)


def _move(reading, *, by, state, remark=""):
    """Decide by a conditional update; whoever comes second learns who was first."""
    now = timezone.now()
    if not Reading.objects.undecided().filter(pk=reading.pk).update(
        state=state, decided_by=by, decided_at=now, remark=remark
    ):
        first = Reading.objects.select_related("decided_by").get(pk=reading.pk)
        raise Overtaken(_("%(person)s was first: %(state)s") % {
            "person": first.decided_by.name, "state": first.get_state_display()})
    reading.refresh_from_db(fields=["state", "decided_by", "decided_at", "remark"])


def _by_indicator(readings):
    found = {}
    for reading in readings:
        found.setdefault(reading.indicator, []).append(reading)
    return found.items()


def _told(reading):
    """What the log says of a reading."""
    place = str(reading.district or reading.indicator.scope_text)
    return f"{place} {reading.on.isoformat()} {plain(reading.value)}{reading.indicator.unit}"


def _tell_supervisors(indicator, readings):
    keys = [reading.pk for reading in readings]
    supervisors = [
        person for person in User.objects.supervisors()
        if Reading.objects.within_scope_of(person).filter(pk__in=keys).exists()
    ]
    tell(supervisors, key=f"readings-{min(keys)}", kind=Notice.Kind.READING_REPORTED,
         url=reverse("readings:index"), organization=readings[0].organization, indicator=indicator)


def _tell(readings, kind, **details):
    """One notice for each person of each reporting organization."""
    for organization in {reading.organization for reading in readings}:
        own = [reading for reading in readings if reading.organization == organization]
        tell(User.objects.acting_for(organization), key=f"{kind}-{min(reading.pk for reading in own)}", kind=kind,
             url=own[0].indicator.get_absolute_url(), indicator=own[0].indicator, **details)
