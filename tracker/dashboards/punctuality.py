"""How an organization has reported: what became of each report that was owed, period by period."""

from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from tracker.dashboards.slots import arrived, expected_reports, slot, with_facts
from tracker.reporting.models import ReportingPeriod
from tracker.reporting.rates import MISSING, OUTCOMES, RETURNED, Counts, counted, outcome, total

PERIODS = 5
PERIOD_FIELDS = ("frequency", "year", "number", "opens_on", "due_on", "closes_on")


@dataclass(frozen=True)
class Owed:
    """A report that was owed: ``report`` and ``measure`` are keys. ``came`` is how it came in, one of ``OUTCOMES``, and
    ``state`` what became of what came in last (``tracker.reporting.rates``)."""

    report: int
    measure: int
    code: str
    period: ReportingPeriod
    came: str
    state: str

    @property
    def outcome(self):
        """What matters of it now: ``returned``, or else how it came in."""
        return RETURNED if self.state == RETURNED else self.came


@dataclass(frozen=True)
class Column:
    """A period, and the ``Counts`` of its reports."""

    period: ReportingPeriod
    counts: Counts

    @property
    def expected(self):
        return self.counts.expected


@dataclass(frozen=True)
class Punctuality:
    """``columns`` are the newest periods, the oldest of them first, and ``reports`` maps (measure, period) keys to what
    was ``Owed`` in them; ``earlier`` is what was never handed in before, the newest first."""

    columns: tuple
    reports: dict
    earlier: tuple

    @property
    def counts(self):
        """The ``Counts`` of all the periods shown."""
        return total(column.counts for column in self.columns)

    @property
    def totals(self):
        """The outcomes of all the periods shown, as (name, number): they add up to what was expected."""
        return tuple((name, getattr(self.counts, name)) for name in OUTCOMES)

    @property
    def expected(self):
        return self.counts.expected

    def lines(self, measures):
        """(measure, cells) for each of the measures that was reported on; a cell is (column, ``Owed`` or None)."""
        reported = {measure for measure, _period in self.reports}
        return tuple(
            (measure, tuple((column, self.reports.get((measure.pk, column.period.pk))) for column in self.columns))
            for measure in measures if measure.pk in reported
        )


def punctuality(organization, *, on):
    """The ``Punctuality`` of an organization as known on that day, in one query."""
    periods, recent, earlier = {}, {}, []
    for row in _rows(organization, on=on):
        came = outcome(slot(row), on)
        period = periods[row["period"]] = periods.get(row["period"]) or _period(row)
        owed = Owed(row["pk"], row["measure"], row["code"], period, came, row["newest_state"])
        if came and row["is_recent"]:
            recent.setdefault(period.pk, []).append(owed)
        elif came == MISSING:
            earlier.append(owed)
    columns = tuple(Column(periods[key], _counts(found)) for key, found in recent.items())
    reports = {(owed.measure, owed.period.pk): owed for found in recent.values() for owed in found}
    return Punctuality(columns, reports, tuple(reversed(earlier)))


def _counts(found):
    return counted((owed.came, owed.state, 1) for owed in found)


def _rows(organization, *, on):
    """What may have been owed in the newest periods, and what was never handed in before them."""
    opened = ReportingPeriod.objects.opened(on=on)
    ours = expected_reports().filter(assignment__organization=organization, period__in=opened.values("pk"))
    newest = opened.filter(Exists(ours.filter(period=OuterRef("pk"))))[:PERIODS]
    is_recent = Q(period__in=newest.values("pk"))
    reports = ours.filter(is_recent | ~Exists(arrived(on=on))).annotate(
        is_recent=Case(When(is_recent, then=Value(True)), default=Value(False)),
        measure=F("assignment__measure"), code=F("assignment__measure__code"),
    )
    more = ("is_recent", "measure", "code", "period", *(f"period__{name}" for name in PERIOD_FIELDS))
    return with_facts(reports, *more, on=on).order_by("period__ends_on", "pk")


def _period(row):
    return ReportingPeriod(pk=row["period"], **{name: row[f"period__{name}"] for name in PERIOD_FIELDS})
