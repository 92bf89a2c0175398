"""A plan as it was published: objectives, tasks with their measures, areas, baselines, each with its source."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import F, FilteredRelation, Q

from tracker.dashboards.standing import standings, with_progress
from tracker.indicators.models import Indicator
from tracker.plans.models import Area, District, Plan, Task
from tracker.plans.numerals import ordinal
from tracker.plans.status import Standing

SHOWN = 40  # measures of a task; the ledger holds the rest


@dataclass(frozen=True)
class TaskLine:
    """A task with the standings of its measures; ``counted`` and ``done`` are numbers of measures."""

    task: Task
    number: str
    measures: tuple

    @property
    def is_confirmed(self):
        return self.task.standing == Standing.CONFIRMED

    @property
    def shown(self):
        return self.measures[:SHOWN]

    @property
    def more(self):
        """How many measures are not shown."""
        return len(self.measures) - len(self.shown)

    @property
    def counted(self):
        return sum(standing.is_counted for standing in self.measures)

    @property
    def done(self):
        return sum(standing.is_counted and standing.is_done for standing in self.measures)


@dataclass(frozen=True)
class AreaLine:
    area: Area
    districts: tuple


@dataclass(frozen=True)
class StatedTarget:
    """What is published of a year."""

    year: int
    value: Decimal
    bound: str


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its ``StatedTarget``s, the first year first."""

    indicator: Indicator
    targets: tuple


@dataclass(frozen=True)
class Page:
    """Everything that the page of a plan shows."""

    plan: Plan
    objectives: tuple
    tasks: tuple
    areas: tuple
    indicators: tuple

    @property
    def confirmed(self):
        return [line for line in self.tasks if line.is_confirmed]

    @property
    def unverified(self):
        return [line for line in self.tasks if not line.is_confirmed]


def page(plan, measures, *, on):
    """The ``Page`` of a plan in six queries; ``measures`` are those that may be seen."""
    of_plan = with_progress(measures.filter(task__plan=plan).select_related("task"), on=on).in_order()
    found = {}
    for standing in standings(of_plan, on=on, has_leads=False):
        found.setdefault(standing.measure.task_id, []).append(standing)
    districts = District.objects.filter(area__plan=plan).select_related("area").order_by(
        "area__position", "area", "position", "pk"
    )
    return Page(
        plan=plan,
        objectives=tuple(plan.objectives.order_by("number")),
        tasks=tuple(
            TaskLine(task, ordinal(task.number), tuple(found.get(task.pk, ()))) for task in plan.tasks.in_order()
        ),
        areas=tuple(
            AreaLine(area, tuple(of_area)) for area, of_area in groupby(districts, key=lambda district: district.area)
        ),
        indicators=_indicators(plan),
    )


def _indicators(plan):
    """An ``IndicatorLine`` of each indicator of a plan, in one query."""
    published = FilteredRelation("targets", condition=Q(targets__value__isnull=False))
    rows = Indicator.objects.filter(plan=plan).annotate(
        published=published, target_year=F("published__year"), target_value=F("published__value"),
        target_bound=F("published__bound"),
    ).order_by("number", "target_year")
    return tuple(_indicator(list(found)) for _key, found in groupby(rows, key=lambda row: row.pk))


def _indicator(rows):
    """``rows`` are the same indicator once for each of its targets, or once without any."""
    return IndicatorLine(rows[0], tuple(
        StatedTarget(row.target_year, row.target_value, row.target_bound) for row in rows if row.target_year))
