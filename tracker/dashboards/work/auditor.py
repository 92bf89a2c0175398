"""The first page of an auditor: what was written to the log last."""

from dataclasses import dataclass

from tracker.audit.models import AuditEvent
from tracker.audit.sentences import sentence

SHOWN = 15


@dataclass(frozen=True)
class AuditorWork:
    """``events`` are (moment, sentence), the newest first; ``total`` counts all there are."""

    events: tuple
    total: int


def auditor_work(user, *, on):
    """The ``AuditorWork`` of that day, in one query: events are numbered without a gap."""
    newest = list(AuditEvent.objects.visible_to(user).newest_first()[:SHOWN])
    events = tuple((event.at, sentence(event)) for event in newest)
    return AuditorWork(events, newest[0].number if newest else 0)
