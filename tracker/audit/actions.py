"""Writing the audit log and checking that nobody rewrote it."""

import json
from typing import NamedTuple

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone, translation

from tracker.audit.chain import is_sealed, seal
from tracker.audit.models import AuditEvent, AuditHead


class Fault(NamedTuple):
    """The first event that does not fit the chain, and what is wrong with it."""

    number: int
    reason: str


def record(verb, target, *, by, measure=None, **changes):
    """Append one event inside the caller's transaction and return it.

    ``by`` is the person, or ``None`` for the system itself. ``measure`` files the event under a measure, so that its
    page can tell its story. ``changes`` is whatever JSON can hold; a pair ``[before, after]`` reads as a change.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event belongs to the transaction of the change it records")
    head = AuditHead.objects.select_for_update().filter(pk=1).first() or AuditHead.objects.create(pk=1)
    event = AuditEvent(
        number=head.number + 1,
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_name=str(by)[:200] if by else "",
        verb=verb,
        target_type=target._meta.model_name,
        target_id=target.pk,
        target_name=_name_of(target),
        measure_id=measure.pk if measure else None,
        changes=json.loads(json.dumps(changes, cls=DjangoJSONEncoder)),
        previous_hash=head.hash,
    )
    event.hash = seal(_content(event), event.previous_hash)
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    head.save(update_fields=["number", "hash"])
    return event


def hold():
    """Let nobody else record anything, and so finish any act, until the transaction ends."""
    AuditHead.objects.select_for_update().filter(pk=1).first()


def verify_chain():
    """Walk the whole log; return the first ``Fault``, or ``None`` when every event is as it was written."""
    number, last_hash = 0, ""
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=2000):
        number += 1
        if event.number != number:
            return Fault(number, "missing")
        if event.previous_hash != last_hash or not is_sealed(_content(event), last_hash, event.hash):
            return Fault(number, "altered")
        last_hash = event.hash
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    if (head.number, head.hash) != (number, last_hash):
        return Fault(number + 1, "cut short")
    return None


def is_intact(event):
    """Whether an event is as it was written and stands between its neighbours; cheaper than walking the whole log."""
    around = AuditEvent.objects.filter(number__in=[event.number - 1, event.number + 1])
    hashes = {each.number: each for each in around}
    before, after = hashes.get(event.number - 1), hashes.get(event.number + 1)
    end = after.previous_hash if after else AuditHead.objects.filter(pk=1).values_list("hash", flat=True).first()
    return (
        is_sealed(_content(event), event.previous_hash, event.hash)
        and event.previous_hash == (before.hash if before else "")
        and end == event.hash
    )


def _name_of(target):
    """What the thing is called in the site's own language, whichever language the actor reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(target)[:300]


def _content(event):
    return {
        "number": event.number,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor": [event.actor_id, event.actor_name],
        "verb": event.verb,
        "target": [event.target_type, event.target_id, event.target_name],
        "measure": event.measure_id,
        "changes": event.changes,
    }
