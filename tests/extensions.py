"""What tests of extensions share: one that is asked for, and one that is granted, in one line each."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import REASON
from tracker import acts
from tracker.models import Extension


def ask(row, *, by, days=90, reason=REASON, progress=REASON):
    """An extension of a measure or milestone by so many days, which waits."""
    return acts.ask_extension(
        row, by=by, new_due_on=row.due_on + timedelta(days=days), reason=reason, progress=progress)


def extend(measure, *, by, milestone=None, days=90, state="granted", **fields):
    """A row of an extension in this state, without anybody having to be able to ask or to decide."""
    now, before = timezone.now(), (milestone or measure).due_on
    decided = {} if state == "asked" else {"decided_at": now, "decided_by": by}
    return Extension.objects.create(**{
        "measure": measure, "milestone": milestone, "old_due_on": before, "new_due_on": before + timedelta(days=days),
        "reason": REASON, "progress": REASON, "organization": by.organization, "asked_by": by, "asked_at": now,
        "state": state, **decided, **fields,
    })
