"""How reports came in, pure: which were expected, and which of them on time, late, missing, or still to come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tracker.plans.percent import whole_percent

ON_TIME, LATE, MISSING, OPEN = OUTCOMES = ("on_time", "late", "missing", "open")
APPROVED, AWAITING, RETURNED = STATES = ("approved", "awaiting", "returned")


@dataclass(frozen=True)
class Slot:
    """The facts of one report that a lead may owe, as known on the day it is judged.

    ``organization`` is a key. ``ends_on`` is the last day of the period; ``due_on`` and ``closes_on`` are its days
    after the exceptions known (``tracker.reporting.deadlines``), ``is_excused`` whether one of them lifts the duty. The
    assignment holds from ``since`` to ``until``, both included. ``first_handed_in_on`` is the Beijing day on which the
    report first reached the supervisors and was not taken back; ``state`` is what became of what came in last: one of
    ``STATES``, or empty where nothing has.
    """

    organization: int
    ends_on: date
    due_on: date
    closes_on: date
    since: date | None = None
    until: date | None = None
    withdrawn_on: date | None = None
    is_excused: bool = False
    first_handed_in_on: date | None = None
    state: str = ""


def outcome(slot, on):
    """What had become of a report by the end of the day ``on``: one of ``OUTCOMES``, or None where none was expected.

    domain.md §3. What was handed in was expected, whatever happened to its measure or its organization later. Else a
    report is expected from whoever answers for the measure on the last day of the period, unless it was excused or the
    measure withdrawn by the day it was due. It is late when it first came in after that day: a later return does not
    make it late, nor does one before it make it early. What came in after ``on``, and a withdrawal or an end after it,
    was not known yet.
    """
    if slot.first_handed_in_on and slot.first_handed_in_on <= on:
        return ON_TIME if slot.first_handed_in_on <= slot.due_on else LATE
    if not _is_owed(slot, on):
        return None
    return MISSING if slot.closes_on < on else OPEN


def _is_owed(slot, on):
    has_begun = slot.since is None or slot.since <= slot.ends_on
    has_ended = slot.until is not None and slot.until < slot.ends_on and slot.until <= on
    is_withdrawn = slot.withdrawn_on is not None and slot.withdrawn_on <= min(slot.due_on, on)
    return has_begun and not has_ended and not is_withdrawn and not slot.is_excused


@dataclass(frozen=True)
class Counts:
    """How many reports came to which outcome, and in which state are those that came in: both add up to the same.

    Whether something came in on time stays what it was when it is returned.
    """

    on_time: int = 0
    late: int = 0
    missing: int = 0
    open: int = 0
    approved: int = 0
    awaiting: int = 0
    returned: int = 0

    def __post_init__(self):
        if self.submitted != self.approved + self.awaiting + self.returned:
            raise ValueError(f"{self.submitted} reports came in, of which {self} knows the states of others")

    def __add__(self, other):
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in OUTCOMES + STATES})

    @property
    def submitted(self):
        return self.on_time + self.late

    @property
    def not_handed_in(self):
        return self.missing + self.open

    @property
    def expected(self):
        return self.submitted + self.not_handed_in

    @property
    def on_time_rate(self):
        """Of what came in or can no longer come, how much was on time: percent 0–100, None of nothing."""
        judged = self.submitted + self.missing
        return whole_percent(self.on_time, judged) if judged else None

    @property
    def completeness(self):
        """Of what is expected, how much has come in: percent 0–100, None of nothing."""
        return whole_percent(self.submitted, self.expected) if self.expected else None

    @property
    def worst(self):
        """The worst that happened: ``MISSING``, ``LATE``, ``OPEN``, ``ON_TIME`` of all, None of nothing."""
        return next((name for name in (MISSING, LATE, OPEN, ON_TIME) if getattr(self, name)), None)


def counted(found):
    """The ``Counts`` of (outcome, state, number) of reports; no outcome: they were not expected."""
    numbers = Counter()
    for came, state, number in found:
        numbers[came] += number
        numbers[state] += number
    return Counts(**{name: numbers[name] for name in OUTCOMES + STATES})


def total(counts):
    """The sum of some ``Counts``."""
    return sum(counts, Counts())
