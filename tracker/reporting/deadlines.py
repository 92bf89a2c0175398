"""When a report is due and until when it may be handed in, with the exceptions that were granted for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.reporting.status import ExceptionKind


@dataclass(frozen=True)
class Terms:
    """What an exception grants: ``until_on`` is the last day on which the report may come, None where none is due."""

    kind: str
    granted_on: date
    until_on: date | None = None


class Deadline(NamedTuple):
    """What comes by the end of ``due_on`` is on time; the form takes reports to the end of ``closes_on``."""

    due_on: date
    closes_on: date


def deadline(period_due_on, period_closes_on, exceptions: Iterable[Terms]):
    """The ``Deadline`` of a report whose period is due and closes on these days, with the exceptions in force.

    One granted on or before the due day moves it: what comes by then is on time. One granted later only opens the form
    again: what comes is late all the same. No exception brings a day forward. Reports that are not expected at all
    (``is_expected``) keep the days of their period.
    """
    due_on, closes_on = period_due_on, period_closes_on
    for terms in sorted(_until_a_day(exceptions), key=lambda terms: terms.granted_on):
        if terms.granted_on <= due_on:
            due_on = max(due_on, terms.until_on)
        closes_on = max(closes_on, terms.until_on)
    return Deadline(due_on, closes_on)


def is_expected(exceptions: Iterable[Terms]):
    """Whether the report is expected at all: none of the exceptions in force excuses it."""
    return all(terms.kind != ExceptionKind.EXCUSED for terms in exceptions)


def _until_a_day(exceptions):
    return (terms for terms in exceptions if terms.kind == ExceptionKind.LATER)
