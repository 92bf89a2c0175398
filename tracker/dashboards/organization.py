"""One organization: who acts for it, what it answers for, and how it has reported."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, CharField, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import TruncDate

from tracker.dashboards.own import OwnMeasures, own_measures
from tracker.people.models import Organization
from tracker.reporting.models import ProgressReport, ReportingPeriod, Submission
from tracker.reporting.periods import period_name
from tracker.reporting.status import Decision, Status

PERIODS = 5
MEASURES = 50  # that are shown; the ledger holds the rest
OUTCOMES = ("on_time", "late", "returned", "missing", "open")


@dataclass(frozen=True)
class Column:
    """A period, and how many of its reports came to which outcome."""

    period: ReportingPeriod
    outcomes: Counter

    @property
    def expected(self):
        return sum(self.outcomes.values())

    @property
    def in_order(self):
        """The outcomes as (name, number)."""
        return tuple((name, self.outcomes[name]) for name in OUTCOMES)


@dataclass(frozen=True)
class Cell:
    """What became of one report; ``outcome`` is empty where none was expected."""

    column: Column
    report: int | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Line:
    """A measure, and a cell for each period."""

    measure: object
    cells: tuple


@dataclass(frozen=True)
class Missing:
    """A report of an earlier period that was never handed in."""

    report: int
    code: str
    period: str


@dataclass(frozen=True)
class OrganizationPage:
    """``earlier`` holds a ``Missing`` for each report lacking from before the periods shown, the newest first."""

    organization: Organization
    former_names: tuple
    people: tuple
    measures: OwnMeasures
    columns: tuple
    lines: tuple
    earlier: tuple

    @property
    def totals(self):
        """The outcomes of all the periods shown, as (name, number)."""
        counts = sum((column.outcomes for column in self.columns), Counter())
        return tuple((name, counts[name]) for name in OUTCOMES)

    @property
    def expected(self):
        return sum(column.expected for column in self.columns)


def organization_page(organization, *, on):
    """The ``OrganizationPage`` of that day, in six queries."""
    owed = list(_reports(organization, on=on))
    reports = [report for report in owed if report.is_recent]
    columns = _columns(reports)
    before = columns[-1].period.opens_on - timedelta(days=1) if columns else on
    measures = own_measures(organization.pk, on=on, before=before, limit=MEASURES)
    return OrganizationPage(
        organization=organization,
        former_names=tuple(organization.former_names.order_by("-until_on")),
        people=tuple(organization.people.active().order_by("role", "name")),
        measures=measures,
        columns=columns,
        lines=_lines(measures, columns, reports),
        earlier=tuple(_missing(report) for report in reversed(owed) if not report.is_recent),
    )


def _reports(organization, *, on):
    """What was owed in the newest periods, with its outcome, and what was never handed in before them."""
    ours = ProgressReport.objects.filter(assignment__organization=organization)
    periods = ReportingPeriod.objects.opened(on=on).filter(Exists(ours.filter(period=OuterRef("pk"))))[:PERIODS]
    is_recent = Q(period__in=periods.values("pk"))
    arrived = Submission.objects.filter(report=OuterRef("pk")).exclude(decision=Decision.RECALLED).order_by()
    first = Subquery(arrived.values("report").annotate(first=Min("handed_in_at")).values("first"))
    reports = ours.filter(is_recent | Q(pk__in=ProgressReport.objects.missed(on=on).values("pk")))
    return reports.annotate(
        is_recent=Case(When(is_recent, then=Value(True)), default=Value(False)), handed_in_on=TruncDate(first)
    ).annotate(outcome=_outcome(on)).order_by("period__ends_on", "pk").values_list(
        "pk", "outcome", "is_recent", "assignment__measure", "assignment__measure__code", "period",
        "period__frequency", "period__year", "period__number", "period__opens_on", named=True,
    )


def _outcome(on):
    return Case(
        When(status=Status.RETURNED, then=Value("returned")),
        When(handed_in_on=None, period__closes_on__lt=on, then=Value("missing")),
        When(handed_in_on=None, then=Value("open")),
        When(handed_in_on__lte=F("period__due_on"), then=Value("on_time")),
        default=Value("late"), output_field=CharField(),
    )


def _missing(report):
    period = period_name(report.period__frequency, report.period__year, report.period__number)
    return Missing(report.pk, report.assignment__measure__code, period)


def _columns(reports):
    """The periods, the oldest first."""
    found = {}
    for report in reports:
        if report.period not in found:
            period = ReportingPeriod(
                pk=report.period, frequency=report.period__frequency, year=report.period__year,
                number=report.period__number, opens_on=report.period__opens_on,
            )
            found[report.period] = Column(period, Counter())
        found[report.period].outcomes[report.outcome] += 1
    return tuple(found.values())


def _lines(measures, columns, reports):
    """A line for each measure shown that has been reported on."""
    cells = {(report.assignment__measure, report.period): report for report in reports}
    rows = [row.standing.measure for row in measures.rows]
    reported = {report.assignment__measure for report in reports}
    return tuple(
        Line(measure, tuple(_cell(column, cells.get((measure.pk, column.period.pk))) for column in columns))
        for measure in rows if measure.pk in reported
    )


def _cell(column, report):
    return Cell(column, report.pk, report.outcome) if report else Cell(column)
