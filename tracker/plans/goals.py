"""What an administrator wants of the goals and steps of a measure, and what that rests on; pure."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

WEIGHT_MAX = 1000


@dataclass(frozen=True)
class GoalRow:
    """One row as an administrator wants it. ``name`` is what errors call it by; ``key`` is that of the milestone, None
    for a new one. ``organization`` is the key of who answers for it, None for every lead.

    ``goal_year`` and ``due_on`` count for new rows only: a goal is due on the last day of its year, and the time limit
    of what is there already changes through an extension or ``change_due``.
    """

    name: str
    key: int | None
    title: str
    weight: int
    proof: str = ""
    organization: int | None = None
    goal_year: int | None = None
    due_on: date | None = None
    is_removed: bool = False


def version_of(milestones):
    """What a form that is being filled in rests on, as a short text: it changes with whatever the form can change."""
    rows = sorted([m.pk, m.title, m.weight, m.proof, m.organization_id, m.goal_year] for m in milestones)
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]
