"""What the ledger says of measures beside their own rows, by the same few queries for 3 measures and for 2,000."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, FilteredRelation, Q

from tracker.dashboards.slots import newest_state
from tracker.dashboards.standing import STATES_KNOWN
from tracker.plans.days import end_of
from tracker.plans.models import Assignment, District
from tracker.plans.spans import MilestoneSpan
from tracker.plans.status import AssignmentRole
from tracker.reporting.models import Evidence, ReportingPeriod, Submission
from tracker.reporting.status import Decision, Status

NO_PERIOD = 0  # no key: asked for none at all, the database would answer with no duties either


@dataclass(slots=True)
class Duty:
    """An organization that answers for a measure. ``state`` is its report's of the period at hand, empty without one;
    ``told`` what it reported last and was approved, None before."""

    organization: str
    label: str
    phone: str
    state: str = ""
    told: tuple | None = None
    evidence: list = field(default_factory=list)


@dataclass(slots=True)
class Known:
    """What is known of a measure beside its own row. ``weights`` are pairs (weight, due day) of its milestones;
    ``next_milestone`` is the open one that is due first, as (title, due day)."""

    leads: list = field(default_factory=list)
    partners: list = field(default_factory=list)
    weights: list = field(default_factory=list)
    next_milestone: tuple = ("", None)
    districts: list = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What an approved report says."""

    summary: str
    problem: str
    help_from: str
    help_by: date | None
    next_steps: str
    handed_in_at: object


def ranks_of_periods():
    """Period key → its place in time: the later it ends, the higher."""
    keys = ReportingPeriod.objects.order_by("ends_on").values_list("pk", flat=True)
    return {key: rank for rank, key in enumerate(keys)}


def known_of(keys, *, on, periods, ranks, looks_back, unscoped):
    """Measure key → ``Known``. ``unscoped`` are the keys of those whose districts are wanted, because the plan does not
    say their scope; ``ranks`` are those of ``ranks_of_periods``."""
    found = defaultdict(Known)
    duties = _add_duties(found, keys, on=on, periods=periods, looks_back=looks_back)
    _add_reports(duties, ranks, on=on)
    _add_milestones(found, keys, on=on)
    if unscoped:
        _add_districts(found, unscoped)
    return found


def _add_duties(found, keys, *, on, periods, looks_back):
    """Add leads and partners; returns assignment key → ``Duty`` of each lead."""
    newest = [period.pk for period in periods] or [NO_PERIOD]
    of_the_period = FilteredRelation("reports", condition=Q(reports__period__in=newest))
    state = newest_state(on=on, report="slot") if looks_back else F("slot__status")
    rows = (
        Assignment.objects.valid(on=on).filter(measure__in=keys).annotate(slot=of_the_period, state=state)
        .order_by("organization__position", "organization__name", "pk")
        .values_list("pk", "measure", "role", "organization__name", "organization__short_name", "organization__phone",
                     "slot", "state", "slot__version")
    )
    duties = {}
    for key, measure, role, name, short_name, phone, slot, state, version in rows:
        duty = Duty(name, short_name or name, phone)
        if role != AssignmentRole.LEAD:
            found[measure].partners.append(duty)
            continue
        found[measure].leads.append(duty)
        duties[key] = duty
        if slot:
            duty.state = STATES_KNOWN[state] if looks_back else _state(state, version)
    return duties


def _state(status, version):
    """As ``ProgressReport.state`` says it."""
    return "blank" if status == Status.DRAFT and not version else status


def _add_reports(duties, ranks, *, on):
    """What each lead told last, by the end of that day, and the names of its evidence."""
    told_last = {submission: duties[key] for key, submission in _told_last(duties, ranks, on=on).items()}
    fields = ("summary", "problem", "help_from__name", "help_by", "next_steps", "handed_in_at")
    for key, *told in Submission.objects.filter(pk__in=told_last).values_list("pk", *fields):
        told_last[key].told = Told(*told)
    proofs = Evidence.submissions.through.objects.filter(submission__in=told_last).order_by("submission", "evidence")
    for key, name in proofs.values_list("submission", "evidence__name"):
        told_last[key].evidence.append(name)


def _told_last(assignments, ranks, *, on):
    """Assignment key → key of the submission for the newest period that had been approved by the end of that day.

    Chosen here: asked for what is approved, SQLite reads all that ever was, for each assignment.
    """
    decided = Submission.objects.filter(report__assignment__in=assignments, decided_at__lt=end_of(on))
    newest = {}
    for assignment, period, number, key, decision in decided.values_list(
        "report__assignment", "report__period", "number", "pk", "decision"
    ):
        if decision == Decision.APPROVED:
            newest[assignment] = max(newest.get(assignment, ()), (ranks[period], number, key))
    return {assignment: key for assignment, (_rank, _number, key) in newest.items()}


def _add_milestones(found, keys, *, on):
    spans = MilestoneSpan.objects.valid(on=on).filter(milestone__measure__in=keys).order_by("due_on", "milestone")
    for measure, weight, due_on, done_on, title in spans.values_list(
        "milestone__measure", "milestone__weight", "due_on", "done_on", "milestone__title"
    ):
        known = found[measure]
        known.weights.append((weight, due_on))
        if done_on is None and known.next_milestone[1] is None:
            known.next_milestone = (title, due_on)


def _add_districts(found, keys):
    places = District.objects.filter(measures__in=keys).order_by("area__position", "position", "pk")
    for measure, name in places.values_list("measures", "short_name"):
        found[measure].districts.append(name)
