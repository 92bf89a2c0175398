"""What a workbook that came back would change, against what is saved now: pure, from findings and drafts.

Somebody may have written in the reports since the copy was handed out, or since somebody looked at the preview.
"""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tracker.exchange.ledger.copies.fields import same_text


class Stand(StrEnum):
    """How a changed cell stands to what is saved now."""

    CHANGE = "change"  # nobody else has changed it
    CONFLICT = "conflict"  # somebody else changed it to something else
    SAME = "same"  # it stands on the site already
    LATE = "late"  # the report cannot be written, or does not ask for it any more


class Line(NamedTuple):
    """A change by its ``number`` in the findings, what is saved ``theirs``, and why it is ``late``, if it is.

    ``side`` is what was decided: mine or theirs; empty for a conflict that nobody has decided.
    """

    number: int
    change: object
    stand: Stand
    theirs: str
    side: str
    reason: str


@dataclass(frozen=True)
class Preview:
    """Everything that came back, sorted by what has to be done about it."""

    findings: object
    conflicts: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    late: list = field(default_factory=list)
    same: int = 0

    @property
    def taken(self):
        """The lines that would be taken over."""
        return [line for line in (*self.changes, *self.conflicts) if line.side == "mine"]

    @property
    def undecided(self):
        return [line for line in self.conflicts if not line.side]

    @property
    def seen(self):
        """Names this state of things: acting on what one saw needs another look once anything stands differently."""
        lines = [(line.number, line.stand, line.theirs) for line in (*self.conflicts, *self.changes, *self.late)]
        return digest_of(json.dumps(lines))


def preview(findings, outcome, state_of):
    """The ``Preview`` of findings. ``outcome`` holds what was decided so far: ``left``, numbers of changes not to be
    taken, and ``sides``: for each number of a conflict, as text, what was chosen and ``digest_of`` the text saved then.

    ``state_of(change)`` returns the saved text and why it can no longer be written, empty where it can.
    """
    made = Preview(findings)
    left, sides, same = set(outcome.get("left", ())), outcome.get("sides", {}), 0
    for number, change in enumerate(findings.changes):
        theirs, reason = state_of(change)
        stand = _stand(change, theirs, reason)
        if stand == Stand.SAME:
            same += 1
            continue
        if stand == Stand.CONFLICT:
            side, against = sides.get(str(number), ("", ""))
            side = side if against == digest_of(theirs) else ""
        else:
            side = "" if stand == Stand.LATE else "theirs" if number in left else "mine"
        line = Line(number, change, stand, theirs, side, reason)
        {Stand.CONFLICT: made.conflicts, Stand.LATE: made.late}.get(stand, made.changes).append(line)
    return Preview(findings, made.conflicts, made.changes, made.late, same)


def digest_of(text):
    """A few characters that stand for a text, to tell whether it is still the one that somebody saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _stand(change, theirs, reason):
    if same_text(theirs, change.mine):
        return Stand.SAME
    if reason:
        return Stand.LATE
    return Stand.CHANGE if same_text(theirs, change.base) else Stand.CONFLICT
