"""How measures stand on a day: what list pages show of each, gathered with the same few queries for 3 rows or 500."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from tracker.dashboards.slots import newest_state
from tracker.lights.status import Basis, Light
from tracker.plans.expected import expected_percent, gap
from tracker.plans.models import AssignedDistrict, Assignment, Measure
from tracker.plans.spans import MilestoneSpan
from tracker.plans.status import AssignmentRole
from tracker.reporting.models import ProgressSpan, ReportingPeriod
from tracker.reporting.progress import mean_percent
from tracker.reporting.rates import APPROVED, AWAITING, RETURNED
from tracker.reporting.status import Completion, Status

LIGHT_OF = {Completion.NOT_STARTED: Light.NOT_STARTED, Completion.COMPLETED: Light.DONE}
STATES_KNOWN = {"": "blank", APPROVED: Status.APPROVED, AWAITING: Status.SUBMITTED, RETURNED: Status.RETURNED}


@dataclass(frozen=True)
class Lead:
    """A lead of a measure and how far its report of the period at hand is: ``state`` as a report says it, empty where
    there is no report; ``owed_since`` is the due day of one that has not been handed in."""

    organization: object
    state: str = ""
    owed_since: date | None = None


@dataclass(frozen=True)
class Standing:
    """One measure on a day. Percentages are 0–100; ``gap`` is points ahead of the expected progress (minus: behind).

    ``light`` is None where the measure has none: it is not counted, or no light is on record for that day; so is
    ``light_before`` on the earlier day. The measure and its milestones bear the time limits known on that day.
    """

    measure: Measure
    percent: int
    change: int
    completion: str
    expected: int | None
    gap: int | None
    leads: tuple = ()
    milestones: tuple = field(default=(), repr=False)
    on: date | None = None
    is_counted: bool = True
    light: str | None = None
    light_before: str | None = None
    is_manual: bool = False

    @property
    def completion_note(self):
        """The completion where the light does not say it already: verified, or not begun and yet red."""
        completion = Completion(self.completion)
        if completion == Completion.UNDER_WAY or LIGHT_OF.get(completion) == self.light:
            return ""
        return completion.label

    @property
    def is_done(self):
        return self.completion in {Completion.COMPLETED, Completion.VERIFIED}

    @property
    def is_overdue(self):
        """Whether the time limit has passed and the measure is not complete."""
        return not self.is_done and self.measure.due_on is not None and self.measure.due_on < self.on

    @property
    def next_milestone(self):
        """The open milestone that is due first."""
        return next((milestone for milestone in self.milestones if milestone.done_on is None), None)

    @property
    def unproven(self):
        """How many milestones are done and not verified."""
        return sum(m.done_on is not None and m.verified_on is None for m in self.milestones)

    @property
    def late_milestones(self):
        return tuple(m for m in self.milestones if m.done_on is None and m.due_on < self.on)


def with_progress(measures, *, on, before=None, basis=Basis.APPROVED):
    """The measures known on a day, each as it was known then, by joins that cost the same on every day.

    Annotates ``limit`` (its time limit), ``counts`` (whether it stands in a denominator), ``percent``, ``completion``,
    ``light`` (None without one) and ``is_manual``; with ``before``, an earlier day, also ``previous_percent`` and
    ``previous_light``. With the basis ``pending`` what was handed in and not decided is taken as approved.
    """
    measures = measures.annotate(
        known=in_force("spans", on), limit=F("known__due_on"), counts=F("known__is_counted"),
        span=in_force("progress_spans", on, district=None), lit=_lit(on, Basis.APPROVED),
    ).filter(counts__isnull=False)
    percent = Coalesce(F("span__percent"), Value(0))
    completion = Coalesce(F("span__completion"), Value(Completion.NOT_STARTED))
    light, is_manual = F("lit__light"), Coalesce(F("lit__is_manual"), Value(False))
    if basis == Basis.PENDING:
        measures = measures.annotate(waiting=_lit(on, Basis.PENDING))
        percent = Coalesce(F("waiting__percent"), F("span__percent"), Value(0))
        completion = Case(
            When(Q(span=None) | Q(span__percent__lt=100), waiting__percent=100, then=Value(Completion.COMPLETED)),
            When(waiting__percent__lt=100, then=Value(Completion.UNDER_WAY)), default=completion,
        )
        light = Coalesce(F("waiting__light"), F("lit__light"))
    measures = measures.annotate(percent=percent, completion=completion, light=light, is_manual=is_manual)
    if before is None:
        return measures
    return measures.annotate(
        earlier_span=in_force("progress_spans", before, district=None), earlier_light=_lit(before, Basis.APPROVED),
        previous_percent=Coalesce(F("earlier_span__percent"), Value(0)), previous_light=F("earlier_light__light"),
    )


def newest_period(plan, *, on):
    """The period that is or was reported last by that day: the one the pages are about."""
    periods = ReportingPeriod.objects.opened(on=on)
    return (periods.filter(plan=plan) if plan else periods).first()


def newest_periods(*, on):
    """The newest period of each plan by that day, for pages that show several plans; the newest of all first."""
    opened = ReportingPeriod.objects.opened(on=on)
    of_its_plan = opened.filter(plan=OuterRef("plan")).values("pk")[:1]
    return list(opened.filter(pk=Subquery(of_its_plan)))


def standings(measures, *, on, periods=(), has_leads=True, looks_back=False):
    """``Standing`` of each measure, in the order given. ``measures`` come from ``with_progress``.

    ``periods`` are those whose reports the leads come with, one for each plan; when the page ``looks_back``, as far as
    was known of them on that day, which is nothing of drafts. Asks for milestones and for leads with their reports once
    each, whatever the number of measures; without leads where ``has_leads`` is false.
    """
    measures = list(measures)
    milestones = milestones_of(measures, on=on)
    leads = defaultdict(list)
    if has_leads:
        leads = _leads(measures, on=on, periods=periods, looks_back=looks_back)
    return [_standing(m, on=on, milestones=milestones[m.pk], leads=leads[m.pk]) for m in measures]


@dataclass(frozen=True)
class Share:
    """How an organization answers for a measure: its role, and the progress of its own districts now and before."""

    role: str
    percent: int
    previous_percent: int

    @property
    def change(self):
        return self.percent - self.previous_percent


def shares(measures, organization, *, on, before):
    """Measure key → ``Share`` of an organization (or its key) on a day and an earlier one, in one query."""
    assigned = AssignedDistrict.objects.filter(
        measure__in=[m.pk for m in measures], assignment__organization=organization
    ).filter(Q(until=None) | Q(until__gte=on), Q(assignment__since=None) | Q(assignment__since__lte=on))
    assigned = assigned.annotate(percent=_district_percent(on), previous_percent=_district_percent(before))
    found = defaultdict(dict)
    for row in assigned.values_list("measure", "district", "role", "percent", "previous_percent", named=True):
        found[row.measure][row.district] = row
    return {measure: _share(rows) for measure, rows in found.items()}


def _share(rows):
    roles = {row.role for row in rows.values()}
    role = AssignmentRole.LEAD if AssignmentRole.LEAD in roles else AssignmentRole.PARTNER
    now, before = ({key: getattr(row, name) for key, row in rows.items()} for name in ("percent", "previous_percent"))
    return Share(role, mean_percent(now, list(rows)), mean_percent(before, list(rows)))


def _district_percent(on):
    """The progress on that day of the district that a row assigns, None before its first report."""
    span = ProgressSpan.objects.valid(on=on).filter(measure=OuterRef("measure"), district=OuterRef("district"))
    return Subquery(span.values("percent")[:1])


def expected_of(measure, milestones, *, on):
    """The expected progress of a measure on a day, by its milestones or, without any, its dates."""
    return expected_percent(
        measure.starts_on, measure.due_on, [(m.weight, m.due_on) for m in milestones], on=on,
        is_long_running=measure.is_long_running,
    )


def in_force(relation, on, **further):
    """The span of a relation in force on that day."""
    holds = Q(**{f"{relation}__from_on__lte": on}) & (
        Q(**{f"{relation}__until_on": None}) | Q(**{f"{relation}__until_on__gt": on})
    )
    return FilteredRelation(
        relation, condition=holds & Q(**{f"{relation}__{name}": value for name, value in further.items()})
    )


def _lit(on, basis):
    return in_force("lights", on, district=None, basis=basis)


def as_known(measure):
    """The measure from ``with_progress`` with the time limit known on its day in place of today's."""
    measure.due_on = measure.limit
    return measure


def _standing(measure, *, on, milestones, leads):
    expected = expected_of(as_known(measure), milestones, on=on) if measure.counts else None
    return Standing(
        measure=measure,
        percent=measure.percent,
        change=measure.percent - getattr(measure, "previous_percent", measure.percent),
        completion=measure.completion,
        expected=expected,
        gap=gap(measure.percent, expected),
        leads=tuple(leads),
        milestones=tuple(milestones),
        on=on,
        is_counted=measure.counts,
        light=measure.light,
        light_before=getattr(measure, "previous_light", None),
        is_manual=measure.is_manual,
    )


def milestones_of(measures, *, on):
    """Measure key → its milestones as they were known on that day, in the order in which they are due. One query."""
    spans = MilestoneSpan.objects.valid(on=on).filter(milestone__measure__in=[m.pk for m in measures])
    found = defaultdict(list)
    for span in spans.select_related("milestone").order_by("due_on", "milestone"):
        milestone = span.milestone
        milestone.due_on, milestone.done_on, milestone.verified_on = span.due_on, span.done_on, span.verified_on
        found[milestone.measure_id].append(milestone)
    return found


def _leads(measures, *, on, periods, looks_back):
    assignments = (
        Assignment.objects.leads().valid(on=on).filter(measure__in=[m.pk for m in measures])
        .select_related("organization").order_by("organization__position", "organization__name")
    )
    if periods:
        of_the_period = FilteredRelation("reports", condition=Q(reports__period__in=[period.pk for period in periods]))
        assignments = assignments.annotate(slot=of_the_period)
        assignments = assignments.select_related("organization", "slot").defer("slot__draft")
        if looks_back:
            assignments = assignments.annotate(known_state=newest_state(on=on, report="slot"))
    due = {period.pk: period.due_on for period in periods}
    found = defaultdict(list)
    for assignment in assignments:
        found[assignment.measure_id].append(_lead(assignment, due, looks_back=looks_back))
    return found


def _lead(assignment, due, *, looks_back):
    report = getattr(assignment, "slot", None)
    if report is None:
        return Lead(assignment.organization)
    state, is_owed = report.state, report.status == Status.DRAFT and not report.is_correction
    if looks_back:
        state, is_owed = STATES_KNOWN[assignment.known_state], not assignment.known_state
    return Lead(assignment.organization, state, due[report.period_id] if is_owed else None)
