"""How an organization has reported: what became of each report that was owed, period by period."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Exists, Min, OuterRef, Q, Value, When
from django.utils import timezone

from tracker.reporting.models import ProgressReport, ReportingPeriod
from tracker.reporting.querysets import is_missed
from tracker.reporting.status import Decision, Status

PERIODS = 5
PERIOD_FIELDS = ("frequency", "year", "number", "opens_on", "due_on", "closes_on")
OUTCOMES = ("on_time", "late", "returned", "missing", "open")


@dataclass(frozen=True)
class Owed:
    """A report that was owed: ``report`` and ``measure`` are keys, ``outcome`` is one of ``OUTCOMES``."""

    report: int
    measure: int
    code: str
    period: ReportingPeriod
    outcome: str


@dataclass(frozen=True)
class Column:
    """A period, and how many of its reports came to which outcome."""

    period: ReportingPeriod
    outcomes: Counter

    @property
    def expected(self):
        return sum(self.outcomes.values())


@dataclass(frozen=True)
class Punctuality:
    """``columns`` are the newest periods, the oldest of them first, and ``reports`` maps (measure, period) keys to what
    was ``Owed`` in them; ``earlier`` is what was never handed in before, the newest first."""

    columns: tuple
    reports: dict
    earlier: tuple

    @property
    def totals(self):
        """The outcomes of all the periods shown, as (name, number)."""
        counts = sum((column.outcomes for column in self.columns), Counter())
        return tuple((name, counts[name]) for name in OUTCOMES)

    @property
    def expected(self):
        return sum(column.expected for column in self.columns)

    def lines(self, measures):
        """(measure, cells) for each of the measures that was reported on; a cell is (column, ``Owed`` or None)."""
        reported = {measure for measure, _period in self.reports}
        return tuple(
            (measure, tuple((column, self.reports.get((measure.pk, column.period.pk))) for column in self.columns))
            for measure in measures if measure.pk in reported
        )


def punctuality(organization, *, on):
    """The ``Punctuality`` of an organization on that day, in one query."""
    periods, recent, earlier = {}, [], []
    for row in _rows(organization, on=on):
        period = periods[row["period"]] = periods.get(row["period"]) or _period(row)
        owed = Owed(row["pk"], row["assignment__measure"], row["assignment__measure__code"], period,
                    _outcome(row["status"], row["first_at"], period, on=on))
        (recent if row["is_recent"] else earlier).append(owed)
    columns = {owed.period.pk: Column(owed.period, Counter()) for owed in recent}
    for owed in recent:
        columns[owed.period.pk].outcomes[owed.outcome] += 1
    reports = {(owed.measure, owed.period.pk): owed for owed in recent}
    return Punctuality(tuple(columns.values()), reports, tuple(reversed(earlier)))


def _rows(organization, *, on):
    """What was owed in the newest periods, and what was never handed in before them."""
    ours = ProgressReport.objects.filter(assignment__organization=organization)
    periods = ReportingPeriod.objects.opened(on=on).filter(Exists(ours.filter(period=OuterRef("pk"))))[:PERIODS]
    is_recent = Q(period__in=periods.values("pk"))
    rows = ours.filter(is_recent | is_missed(on)).annotate(
        is_recent=Case(When(is_recent, then=Value(True)), default=Value(False))
    ).values(
        "pk", "status", "is_recent", "assignment__measure", "assignment__measure__code",
        "period", *(f"period__{name}" for name in PERIOD_FIELDS),
    )
    arrived = ~Q(submissions__decision=Decision.RECALLED)
    return rows.annotate(first_at=Min("submissions__handed_in_at", filter=arrived)).order_by("period__ends_on", "pk")


def _period(row):
    return ReportingPeriod(pk=row["period"], **{name: row[f"period__{name}"] for name in PERIOD_FIELDS})


def _outcome(status, first_at, period, *, on):
    """Judged by the day on which the report first reached the supervisors; a later return does not make it late."""
    if status == Status.RETURNED:
        return "returned"
    if first_at is None:
        return "missing" if period.closes_on < on else "open"
    return "on_time" if timezone.localtime(first_at).date() <= period.due_on else "late"
