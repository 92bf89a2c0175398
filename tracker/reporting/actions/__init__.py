"""Everything that can happen to periods, reports and their evidence; each function is one transaction."""

from tracker.reporting.actions.drafts import attach, attach_document_number, detach, save_draft
from tracker.reporting.actions.duties import (
    end_assignment,
    keep_assignment,
    keep_measure,
    keep_task,
    prepare_periods,
    remove_assignment,
    withdraw,
)
from tracker.reporting.actions.exceptions import end_exception, grant_exception
from tracker.reporting.actions.extensions import ask_extension
from tracker.reporting.actions.holidays import keep_special_day, remove_special_day
from tracker.reporting.actions.periods import change_period, make_periods, open_reports, remove_period
from tracker.reporting.actions.steps import approve, correct, read_draft, recall, send_back, sign, submit
from tracker.reporting.actions.upkeep import look_ahead

__all__ = [
    "approve",
    "ask_extension",
    "attach",
    "attach_document_number",
    "change_period",
    "correct",
    "detach",
    "end_assignment",
    "end_exception",
    "grant_exception",
    "keep_assignment",
    "keep_measure",
    "keep_special_day",
    "keep_task",
    "look_ahead",
    "make_periods",
    "open_reports",
    "prepare_periods",
    "read_draft",
    "recall",
    "remove_assignment",
    "remove_period",
    "remove_special_day",
    "save_draft",
    "send_back",
    "sign",
    "submit",
    "withdraw",
]
