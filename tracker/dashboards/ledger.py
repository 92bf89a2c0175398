"""The ledger: what it can be filtered by, how many there are of each, and its rows in groups."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, Count, F, FilteredRelation, Min, Q, Value, When

from tracker.dashboards.standing import Standing, standings, with_progress
from tracker.plans.models import District, Task
from tracker.plans.numerals import ordinal
from tracker.plans.status import AssignmentRole
from tracker.plans.status import Standing as Known
from tracker.reporting.models import ProgressReport
from tracker.reporting.status import Status

IN_PLAN_ORDER = ("task__plan", "task__number", "number", "pk")


@dataclass(frozen=True)
class Choices:
    """What the ledger can be filtered by: pairs (value, label), values as they stand in an address."""

    tasks: tuple
    headings: tuple
    districts: tuple
    leads: tuple
    unverified: tuple  # tasks that are shown below the table, uncounted: dictionaries with number, title, confidence


@dataclass(frozen=True)
class ReportState:
    """How far a lead is with the report of the newest period; without ``organization``, how far all leads are."""

    report: ProgressReport
    owed_since: date | None
    organization: object = None


@dataclass(frozen=True)
class Row:
    """One measure of the ledger."""

    standing: Standing
    reports: tuple

    @property
    def measure(self):
        return self.standing.measure


@dataclass(frozen=True)
class Group:
    """Rows that stand together; ``task`` is None in a list that is not in the plan's order."""

    rows: tuple
    task: Task | None = None
    number: str = ""
    heading: str = ""


def choices(*, on):
    """The ``Choices`` of that day, in two queries."""
    tasks = list(
        Task.objects.values("pk", "number", "title", "standing", "confidence", heading=F("measures__heading"))
        .annotate(first=Min("measures__number")).order_by("plan", "number", "first")
    )
    led = FilteredRelation("assigned", condition=Q(assigned__role=AssignmentRole.LEAD) & (
        Q(assigned__until=None) | Q(assigned__until__gte=on)
    ))
    organization = "led__assignment__organization"
    places = list(
        District.objects.annotate(led=led)
        .order_by("area__plan", "area__position", "position", f"{organization}__position", f"{organization}__name")
        .values_list("pk", "name", organization, f"{organization}__name")
    )
    return Choices(
        tasks=_unique((str(t["pk"]), f"{ordinal(t['number'])}{t['title']}") for t in tasks if t["first"]),
        headings=_unique((t["heading"], t["heading"]) for t in tasks if t["heading"]),
        districts=_unique((str(pk), name) for pk, name, _lead, _lead_name in places),
        leads=_unique((str(lead), lead_name) for _pk, _name, lead, lead_name in places if lead),
        unverified=tuple(
            {**task, "ordinal": ordinal(task["number"])} for task in tasks if task["standing"] == Known.UNVERIFIED
        ),
    )


def tally(measures, flags, *, on):
    """How many measures there are of each kind, in one query: pairs (what holds of them, their number).

    ``flags`` maps names to conditions; what holds are the names of those that are met, and the completion.
    """
    kinds = with_progress(measures, on=on).annotate(**flags).order_by().values("completion", *flags)
    return [
        (frozenset([kind["completion"], *(name for name in flags if kind[name])]), kind["number"])
        for kind in kinds.annotate(number=Count("pk"))
    ]


def in_order(measures, sort, *, counted):
    """Measures ``with_progress`` and ``before`` by ``sort``: code, progress, change or due, with a minus descending.

    What is not counted has no progress, so it stands at the end; without a time limit, too. Equal ones keep the
    plan's order.
    """
    if sort.lstrip("-") == "code":
        return measures.order_by(*(f"-{name}" if sort[0] == "-" else name for name in IN_PLAN_ORDER))
    last = Case(When(counted, then=Value(0)), default=Value(1))
    value = {"progress": F("percent"), "change": F("percent") - F("previous_percent"), "due": F("due_on")}
    value = value[sort.lstrip("-")]
    value = value.desc(nulls_last=True) if sort[0] == "-" else value.asc(nulls_last=True)
    return measures.order_by(last, value, *IN_PLAN_ORDER)


def groups(measures, *, on, periods, grouped):
    """The measures as ``Group``s of ``Row``s: by task and heading when ``grouped``, else all in one."""
    due = {period.pk: period.due_on for period in periods}
    rows = [Row(standing, _reports(standing, due)) for standing in standings(measures, on=on, period=periods)]
    if not grouped:
        return [Group(tuple(rows))] if rows else []
    together = groupby(rows, key=lambda row: (row.measure.task, row.measure.heading))
    return [Group(tuple(rows), task, ordinal(task.number), heading) for (task, heading), rows in together]


def _reports(standing, due):
    """A ``ReportState`` for each lead with a report, or one for all when all are equally far."""
    states = [
        ReportState(lead.report, due[lead.report.period_id] if _is_owed(lead.report) else None, lead.organization)
        for lead in standing.leads if lead.report
    ]
    if states and len(states) == len(standing.leads) and len({state.report.state for state in states}) == 1:
        return (ReportState(states[0].report, states[0].owed_since),)
    return tuple(states)


def _is_owed(report):
    return report.status == Status.DRAFT and not report.is_correction


def _unique(pairs):
    return tuple(dict(pairs).items())
