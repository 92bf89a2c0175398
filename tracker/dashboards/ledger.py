"""The ledger: what it can be filtered by, how many there are of each, and its rows in groups."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Case, Count, F, FilteredRelation, Min, Q, Value, When

from tracker.dashboards.standing import Standing, standings, with_progress
from tracker.lights.status import WORST_FIRST, Basis
from tracker.plans.models import District, Task
from tracker.plans.numerals import ordinal
from tracker.plans.status import AssignmentRole
from tracker.plans.status import Standing as Known

IN_PLAN_ORDER = ("task__plan", "task__number", "number", "pk")


@dataclass(frozen=True)
class Choices:
    """What the ledger can be filtered by: pairs (value, label), values as they stand in an address."""

    plans: tuple
    tasks: tuple
    headings: tuple
    districts: tuple
    areas: tuple
    leads: tuple
    unverified: tuple  # tasks shown below the table, uncounted: dictionaries with number, title, plan, confidence


@dataclass(frozen=True)
class Row:
    """One measure of the ledger."""

    standing: Standing

    @property
    def measure(self):
        return self.standing.measure

    @property
    def reports(self):
        """The leads that have a report, or one without an organization for all when all are equally far."""
        leads = tuple(lead for lead in self.standing.leads if lead.state)
        if leads and len(leads) == len(self.standing.leads) and len({lead.state for lead in leads}) == 1:
            return (replace(leads[0], organization=None),)
        return leads


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
        Task.objects.values("pk", "number", "title", "standing", "confidence", "plan", heading=F("measures__heading"),
                            plan_title=F("plan__title"), plan_short=F("plan__short_title"))
        .annotate(first=Min("measures__number")).order_by("plan", "number", "first")
    )
    led = FilteredRelation("assigned", condition=Q(assigned__role=AssignmentRole.LEAD) & (
        Q(assigned__until=None) | Q(assigned__until__gte=on)
    ))
    organization = "led__assignment__organization"
    places = list(
        District.objects.annotate(led=led)
        .order_by("area__plan", "area__position", "position", f"{organization}__position", f"{organization}__name")
        .values_list("pk", "name", "area", "area__name", organization, f"{organization}__name")
        .distinct()  # and not a row for each measure
    )
    return Choices(
        plans=_unique((str(t["plan"]), t["plan_short"] or t["plan_title"]) for t in tasks if t["first"]),
        tasks=_unique((str(t["pk"]), f"{ordinal(t['number'])}{t['title']}") for t in tasks if t["first"]),
        headings=_unique((t["heading"], t["heading"]) for t in tasks if t["heading"]),
        districts=_unique((str(pk), name) for pk, name, *_ in places),
        areas=_unique((str(area), name) for _pk, _district, area, name, *_ in places),
        leads=_unique((str(lead), name) for *_, lead, name in places if lead),
        unverified=tuple(
            {**task, "ordinal": ordinal(task["number"])} for task in tasks if task["standing"] == Known.UNVERIFIED
        ),
    )


def tally(measures, flags, *, on, basis=Basis.APPROVED):
    """How many measures there are of each kind, in one query: pairs (what holds of them, their number).

    ``flags`` maps names to conditions; what holds are the names of those that are met, the completion, and the light
    as ``light_red`` (``light_none`` without one).
    """
    kinds = with_progress(measures, on=on, basis=basis).annotate(**flags).order_by()
    kinds = kinds.values("completion", "light", *flags).annotate(number=Count("pk"))
    return [
        (frozenset([kind["completion"], f"light_{kind['light'] or 'none'}", *(name for name in flags if kind[name])]),
         kind["number"])
        for kind in kinds
    ]


def in_order(measures, sort, *, counted):
    """Measures ``with_progress`` and ``before`` by ``sort``: code, light, progress, change or due; a minus: descending.

    What is not counted has no progress, so it stands at the end; without a time limit, too. Equal ones keep the
    plan's order.
    """
    if sort.lstrip("-") == "code":
        return measures.order_by(*(f"-{name}" if sort[0] == "-" else name for name in IN_PLAN_ORDER))
    last = Case(When(counted, then=Value(0)), default=Value(1))
    value = {"progress": F("percent"), "change": F("percent") - F("previous_percent"), "due": F("limit"),
             "light": _severity()}
    value = value[sort.lstrip("-")]
    value = value.desc(nulls_last=True) if sort[0] == "-" else value.asc(nulls_last=True)
    return measures.order_by(last, value, *IN_PLAN_ORDER)


def _severity():
    """0 for red, then yellow, green, not started, completed; no light comes last."""
    return Case(*(When(light=light, then=Value(place)) for place, light in enumerate(WORST_FIRST)))


def groups(measures, *, on, periods, grouped, looks_back=False):
    """The measures as ``Group``s of ``Row``s: by task and heading when ``grouped``, else all in one."""
    found = standings(measures, on=on, periods=periods, looks_back=looks_back)
    rows = [Row(standing) for standing in found]
    if not grouped:
        return [Group(tuple(rows))] if rows else []
    together = groupby(rows, key=lambda row: (row.measure.task, row.measure.heading))
    return [Group(tuple(rows), task, ordinal(task.number), heading) for (task, heading), rows in together]


def _unique(pairs):
    return tuple(dict(pairs).items())
