"""Which reports changed between two days: what had come in of each by then, and what was decided."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from tracker.plans.days import end_of
from tracker.reporting.models import Submission
from tracker.reporting.periods import period_name
from tracker.reporting.status import Decision, Status

VERSION = ("number", "handed_in_at", "decision", "decided_at")
MEASURE, ORGANIZATION, PERIOD = "report__assignment__measure", "report__assignment__organization", "report__period"
PERIOD_FIELDS = tuple(f"{PERIOD}__{name}" for name in ("frequency", "year", "number"))
DECIDED = {Decision.APPROVED: Status.APPROVED, Decision.RETURNED: Status.RETURNED}


@dataclass(frozen=True)
class ReportChange:
    """A report whose newest version was another, or in another state, on the later of two days.

    ``before`` and ``after`` are states as a report says them, ``blank`` where nothing had come in; ``version`` is the
    number of the newest version, 0 where none is left.
    """

    organization: str
    period: str
    before: str
    after: str
    version: int


def have_changed(*, since, on):
    """The condition on measures that a report changed: came in and stayed, was decided, or was taken back."""
    first, last = end_of(since), end_of(on)
    came = Q(handed_in_at__gte=first) & ~Q(decision=Decision.RECALLED, decided_at__lt=last)
    decided = Q(handed_in_at__lt=first, decided_at__gte=first, decided_at__lt=last)
    of_measure = Submission.objects.filter(report__assignment__measure=OuterRef("pk"), handed_in_at__lt=last)
    return Q(Exists(of_measure.filter(came | decided)))


def report_changes(measures, *, since, on):
    """Measure key → its ``ReportChange`` s between the ends of two days, the newest period first, in one query."""
    newest = {}
    for row in _rows(measures, on=on):
        versions = newest.setdefault(row["report"], {"row": row, "before": (0, "blank"), "after": (0, "blank")})
        for name, day in (("before", since), ("after", on)):
            if state := _state(row, end_of(day)):
                versions[name] = (row["number"], state)
    found = defaultdict(list)
    for versions in newest.values():
        if versions["before"] != versions["after"]:
            found[versions["row"][MEASURE]].append(_change(**versions))
    return found


def _rows(measures, *, on):
    """What had come in of the reports of these measures by that day, each report's versions in their order."""
    arrived = Submission.objects.filter(**{f"{MEASURE}__in": measures}, handed_in_at__lt=end_of(on))
    return arrived.order_by(f"-{PERIOD}__ends_on", f"{ORGANIZATION}__position", "report", "number").values(
        *VERSION, "report", MEASURE, f"{ORGANIZATION}__name", f"{ORGANIZATION}__short_name", *PERIOD_FIELDS
    )


def _state(row, end):
    """The state that a version had by then; None where it had not come in, or had been taken back."""
    if row["handed_in_at"] >= end:
        return None
    if row["decided_at"] is None or row["decided_at"] >= end:
        return Status.SUBMITTED
    return DECIDED.get(row["decision"])


def _change(row, before, after):
    organization = row[f"{ORGANIZATION}__short_name"] or row[f"{ORGANIZATION}__name"]
    period = period_name(*(row[name] for name in PERIOD_FIELDS))
    return ReportChange(organization, period, before[1], after[1], after[0])
