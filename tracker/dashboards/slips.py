"""What was promised when: the time limits of a measure and its milestones as they were known, and the days that reports
expected."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, OuterRef, TextField, Value, When
from django.db.models.functions import TruncDate

from tracker.plans.days import BEIJING, end_of
from tracker.plans.joined import joined, lines
from tracker.plans.spans import MeasureSpan, MilestoneSpan
from tracker.reporting.models import MilestoneClaim
from tracker.reporting.status import Decision


@dataclass(frozen=True)
class Promise:
    """From ``on`` on, the end was to be on ``due_on``; ``is_expected`` where a report named the day, not a decision."""

    on: date
    due_on: date
    is_expected: bool = False


@dataclass(frozen=True)
class Slip:
    """A milestone, or the measure itself (``number`` 0): everything that was promised, the oldest first."""

    number: int
    title: str
    promises: tuple
    done_on: date | None
    done_known_on: date | None = None

    @property
    def is_measure(self):
        return self.number == 0

    @property
    def first(self):
        return self.promises[0]

    @property
    def last(self):
        return self.promises[-1]

    @property
    def days(self):
        """By how many days the end was put off in all, or, done, how late it came; minus: earlier."""
        return ((self.done_on or self.last.due_on) - self.first.due_on).days

    @property
    def moves(self):
        """How often another day was named."""
        return len(self.promises) - 1


def with_promises(measures, once, *, on):
    """Measures with what ``slips`` reads, where the condition ``once`` holds, without another query."""
    limits = MeasureSpan.objects.filter(measure=OuterRef("pk"), from_on__lte=on)
    spans = MilestoneSpan.objects.filter(milestone__measure=OuterRef("pk"), from_on__lte=on)
    claims = MilestoneClaim.objects.filter(
        milestone__measure=OuterRef("pk"), is_done=False, submission__decision=Decision.APPROVED,
        submission__decided_at__lt=end_of(on),
    )
    told = {
        "told_own_limits": joined(limits, "from_on", "due_on"),
        "told_milestone_limits": joined(spans, "milestone", "from_on", "due_on", "done_on"),
        "told_expected": joined(
            claims, "milestone", TruncDate("submission__decided_at", tzinfo=BEIJING), "on",
            Value("1", TextField()),
        ),
    }
    return measures.annotate(**{name: Case(When(once, then=text)) for name, text in told.items()})


def slips(row, milestones, *, since, finished_on=None):
    """The ``Slip`` s of a measure from ``with_promises``: its own first, then its ``milestones`` in their order.

    What was known from the beginning is told from ``since`` on. ``finished_on`` is when the measure reached 100 %.
    """
    found = defaultdict(list)
    for day, due_on in lines(row.told_own_limits):
        found[None].append((day, due_on, "", ""))
    for key, day, due_on, done_on in lines(row.told_milestone_limits):
        found[int(key)].append((day, due_on, "", done_on))
    for key, day, due_on, is_expected in lines(row.told_expected):
        found[int(key)].append((day, due_on, is_expected, ""))
    own = _slip(0, row.code, found[None], since, finished_on)
    rest = (
        _slip(number, milestone.title, found[milestone.pk], since, milestone.done_on)
        for number, milestone in enumerate(milestones, start=1)
    )
    return tuple(slip for slip in (own, *rest) if slip)


def _slip(number, title, told, since, done_on):
    promises, done_known_on = [], None
    for day, due_on, is_expected, done in sorted(told):
        if not is_expected:
            done_known_on = (done_known_on or date.fromisoformat(day)) if done else None
        if not due_on or done_known_on:
            continue
        on, due = max(date.fromisoformat(day), since), date.fromisoformat(due_on)
        if promises and promises[-1].on == on:
            promises.pop()
        if not promises or promises[-1].due_on != due:
            promises.append(Promise(on, due, bool(is_expected)))
    return Slip(number, title, tuple(promises), done_on, done_known_on) if promises else None
