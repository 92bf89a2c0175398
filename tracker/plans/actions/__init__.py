"""Everything that can happen to a plan: its structure, its assignments and its time limits."""

from tracker.plans.actions.extensions import (
    ask_extension,
    change_due,
    grant_extension,
    refuse_extension,
    withdraw_extension,
)
from tracker.plans.actions.goals import keep_goals, keeps
from tracker.plans.actions.structure import (
    REASON_MIN,
    assign,
    end_assignment,
    keep,
    keep_assignment,
    remove,
    search_text,
    store,
    store_assignment,
    store_due,
    withdraw,
)

__all__ = [
    "REASON_MIN",
    "ask_extension",
    "assign",
    "change_due",
    "end_assignment",
    "grant_extension",
    "keep",
    "keep_assignment",
    "keep_goals",
    "keeps",
    "refuse_extension",
    "remove",
    "search_text",
    "store",
    "store_assignment",
    "store_due",
    "withdraw",
    "withdraw_extension",
]
