"""The facts that lights are judged by, as they were known at the end of a day, for many measures at once."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from tracker.lights.facts import DistrictFact, Facts, MilestoneFact, OverrideFact, PeriodFact, ReportFact
from tracker.lights.models import LightOverride
from tracker.lights.status import Basis
from tracker.lights.waiting import waiting, with_pending
from tracker.plans.days import BEIJING, end_of
from tracker.plans.models import District, Measure
from tracker.plans.spans import MeasureSpan, MilestoneSpan
from tracker.plans.status import AssignmentRole, Kind
from tracker.reporting.deadlines import Terms, deadline, is_expected
from tracker.reporting.models import (
    ProgressReport,
    ProgressSpan,
    ReportException,
    ReportingPeriod,
    Submission,
)
from tracker.reporting.status import Decision


@dataclass
class _Known:
    """What the queries brought, by measure."""

    districts: dict = field(default_factory=lambda: defaultdict(list))  # measure → keys, in order
    percents: dict = field(default_factory=dict)  # (measure, district or None) → percent
    milestones: dict = field(default_factory=lambda: defaultdict(list))
    reports: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))  # measure → period → facts
    overrides: dict = field(default_factory=lambda: defaultdict(list))


def gather(measures, *, on):
    """Measure key → {basis: ``Facts``} for those of the keys ``measures`` that are counted on that day.

    The basis ``pending`` is there only where something handed in awaits a decision. The facts hold what matters from
    that day on: ``Facts.from_day``.
    """
    counted = list(
        MeasureSpan.objects.valid(on=on).filter(measure__in=measures, is_counted=True)
        .values_list("measure", "due_on", "measure__starts_on", "measure__kind", "measure__task__plan")
    )
    names, known = _district_names(), _Known()
    _read_districts(known, measures, names, on=on)
    _read_milestones(known, measures, on=on)
    periods = _periods({row[4] for row in counted})
    _read_reports(known, measures, periods, on=on)
    _read_overrides(known, measures, on=on)
    pending = waiting(measures, on=on)
    found = {}
    for measure, due_on, starts_on, kind, plan in counted:
        facts = _facts(known, measure, due_on, starts_on, kind, periods[plan], names).from_day(on)
        found[measure] = {Basis.APPROVED: facts}
        if measure in pending:
            found[measure][Basis.PENDING] = with_pending(facts, *pending[measure])
    return found


def _facts(known, measure, due_on, starts_on, kind, periods, names):
    districts = tuple(
        DistrictFact(key, names[key], known.percents.get((measure, key))) for key in known.districts.get(measure, ())
    )
    owed = known.reports.get(measure, {})
    return Facts(
        starts_on, due_on, kind == Kind.LONG_RUNNING, known.percents.get((measure, None), 0), districts,
        tuple(known.milestones.get(measure, ())),
        tuple(PeriodFact(*period[1:5], tuple(owed.get(period[0], ()))) for period in periods),
        tuple(known.overrides.get(measure, ())),
    )


def _district_names():
    """District key → short name, in the order in which districts are listed."""
    return dict(
        District.objects.order_by("area__plan", "area__position", "position", "pk").values_list("pk", "short_name")
    )


def _read_districts(known, measures, names, *, on):
    place = {key: number for number, key in enumerate(names)}
    pairs = Measure.districts.through.objects.filter(measure__in=measures).values_list("measure", "district")
    for measure, district in sorted(pairs, key=lambda pair: place[pair[1]]):
        known.districts[measure].append(district)
    spans = ProgressSpan.objects.valid(on=on).filter(measure__in=measures)
    known.percents = {(m, d): percent for m, d, percent in spans.values_list("measure", "district", "percent")}


def _read_milestones(known, measures, *, on):
    spans = MilestoneSpan.objects.valid(on=on).filter(milestone__measure__in=measures).order_by("due_on", "milestone")
    for measure, *fact in spans.values_list(
        "milestone__measure", "milestone", "milestone__title", "milestone__weight", "due_on", "done_on"
    ):
        known.milestones[measure].append(MilestoneFact(*fact))


def _periods(plans):
    """Plan → rows (key, frequency, year, number, due_on, ends_on, closes_on), the oldest first."""
    found = {plan: [] for plan in plans}
    rows = ReportingPeriod.objects.filter(plan__in=plans).order_by("due_on", "ends_on")
    for plan, *row in rows.values_list(
        "plan", "pk", "frequency", "year", "number", "due_on", "ends_on", "closes_on"
    ):
        found[plan].append(row)
    return found


def _read_reports(known, measures, periods, *, on):
    """What is owed from the newest period that was due, and what never came before; and when the others first came."""
    rows_of = {row[0]: row for rows in periods.values() for row in rows}
    recent = {row[0] for rows in periods.values() for row in rows[max(sum(row[4] < on for row in rows) - 1, 0):]}
    came = _first_arrivals(measures, recent, on=on)
    never_came = Q(period__in=rows_of.keys() - recent) & ~Q(Exists(_arrived(on).filter(report=OuterRef("pk"))))
    reports = ProgressReport.objects.filter(
        Q(period__in=recent) | never_came, assignment__measure__in=measures, assignment__role=AssignmentRole.LEAD
    ).order_by("assignment__organization__position", "assignment__organization__name", "pk")
    terms = _exceptions(measures, on=on)
    for pk, measure, organization, name, short_name, period, until in reports.values_list(
        "pk", "assignment__measure", "assignment__organization", "assignment__organization__name",
        "assignment__organization__short_name", "period", "assignment__until",
    ):
        _key, _frequency, _year, _number, due_on, ends_on, closes_on = rows_of[period]
        is_owed = (until is None or until >= ends_on) and is_expected(terms[pk])
        if is_owed or pk in came:
            days = deadline(due_on, closes_on, terms[pk])
            known.reports[measure][period].append(ReportFact(organization, short_name or name, *days, came.get(pk)))


def _arrived(on):
    """What had reached the supervisors by the end of that day and was not taken back."""
    end = end_of(on)
    return Submission.objects.filter(handed_in_at__lt=end).exclude(decision=Decision.RECALLED, decided_at__lt=end)


def _first_arrivals(measures, periods, *, on):
    """Report key → the day on which it first reached the supervisors and was not taken back."""
    arrived = _arrived(on).filter(report__assignment__measure__in=measures, report__period__in=periods)
    came = {}
    for report, at in arrived.order_by("-handed_in_at").values_list("report", "handed_in_at"):
        came[report] = at.astimezone(BEIJING).date()
    return came


def _exceptions(measures, *, on):
    """Report key → the ``Terms`` in force for it."""
    found = defaultdict(list)
    granted = ReportException.objects.in_force(on=on).filter(report__assignment__measure__in=measures)
    for report, kind, at, until_on in granted.values_list("report", "kind", "granted_at", "until_on"):
        found[report].append(Terms(kind, at.astimezone(BEIJING).date(), until_on))
    return found


def _read_overrides(known, measures, *, on):
    made = LightOverride.objects.known(on=on).filter(measure__in=measures).order_by("made_at", "pk")
    for measure, light, from_on, until_on, reason, name, username in made.values_list(
        "measure", "light", "from_on", "until_on", "reason", "made_by__name", "made_by__username"
    ):
        known.overrides[measure].append(OverrideFact(light, from_on, until_on, reason, name or username))
