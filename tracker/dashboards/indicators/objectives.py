"""How far each objective is: its tasks and how their measures stand, its indicators and how they stand."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.dashboards.conditions import DONE
from tracker.dashboards.indicators.lines import lines
from tracker.dashboards.standing import with_progress
from tracker.indicators.models import Indicator
from tracker.indicators.status import Pace
from tracker.lights.status import WORST_FIRST
from tracker.plans.models import Objective
from tracker.plans.numerals import ordinal
from tracker.plans.status import Standing
from tracker.reporting.progress import mean_percent


@dataclass(frozen=True)
class TaskLine:
    """A task of an objective; ``measures`` are the numbers of its counted measures and of those that are done."""

    key: int
    number: str
    title: str
    is_confirmed: bool
    counted: int = 0
    done: int = 0


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective on a day. ``counted``, ``done`` and the numbers of ``lights`` are of measures; ``percent`` is the
    mean of their progress, None without any; ``indicators`` are ``Line``s."""

    objective: Objective
    tasks: tuple
    counted: int
    done: int
    percent: int | None
    lights: tuple
    indicators: tuple

    @property
    def has_parts(self):
        """Whether anything is linked to it."""
        return bool(self.tasks or self.indicators)

    @property
    def paces(self):
        """(pace, number of indicators), the best first, without those that there are none of."""
        found = Counter(line.pace for line in self.indicators)
        return tuple((pace, found[pace]) for pace in Pace if found[pace])

    @property
    def sentences(self):
        return [_of_measures(self), _of_indicators(self)]


def objectives(plan, measures, *, on):
    """An ``ObjectiveLine`` of each objective of a plan; ``measures`` are those that may be seen. Six queries."""
    tasks, found = _objectives_and_tasks(plan)
    keys = {key for of_one in tasks.values() for key, *_rest in of_one}
    standing = defaultdict(list)
    for row in with_progress(measures.filter(task__in=keys), on=on).filter(counts=True).values_list(
        "task", "percent", "completion", "light",
    ):
        standing[row[0]].append(row[1:])
    of_indicators = _indicators(plan, on=on)
    return tuple(_line(each, tasks[each.pk], standing, of_indicators[each.pk]) for each in found)


def _objectives_and_tasks(plan):
    """Objective key → rows of its tasks, and the objectives in their order; one query for both."""
    rows = Objective.objects.filter(plan=plan).annotate(
        task_key=F("tasks"), task_number=F("tasks__number"), task_title=F("tasks__title"),
        task_standing=F("tasks__standing"),
    ).order_by("number", "tasks__number")
    tasks, found = defaultdict(list), {}
    for row in rows:
        found.setdefault(row.pk, row)
        if row.task_key:
            tasks[row.pk].append((row.task_key, row.task_number, row.task_title, row.task_standing))
    return tasks, list(found.values())


def _indicators(plan, *, on):
    """Objective key → the ``Line``s of its indicators. Four queries."""
    rows = Indicator.objects.filter(plan=plan, objectives__plan=plan).annotate(objective_key=F("objectives"))
    rows = list(rows.select_related("plan", "area").in_order())
    unique = {row.pk: row for row in rows}
    found = {line.indicator.pk: line for line in lines(unique.values(), on=on)}
    by_objective = defaultdict(list)
    for row in rows:
        by_objective[row.objective_key].append(found[row.pk])
    return by_objective


def _line(objective, tasks, standing, indicators):
    measures = [row for key, *_rest in tasks for row in standing[key]]
    lights = Counter(light for _percent, _completion, light in measures)
    return ObjectiveLine(
        objective=objective,
        tasks=tuple(_task(task, standing[task[0]]) for task in tasks),
        counted=len(measures),
        done=_done(measures),
        percent=mean_percent({key: row[0] for key, row in enumerate(measures)}, range(len(measures)))
        if measures else None,
        lights=tuple((light, lights[light]) for light in WORST_FIRST if lights[light]),
        indicators=tuple(indicators),
    )


def _task(task, measures):
    key, number, title, standing = task
    return TaskLine(key, ordinal(number), title, standing == Standing.CONFIRMED, len(measures), _done(measures))


def _done(measures):
    return sum(completion in DONE for _percent, completion, _light in measures)


def _of_measures(line):
    if not line.tasks:
        return _("No task is linked to this objective yet.")
    if not line.counted:
        return _("None of its tasks has a measure that counts yet.")
    return ngettext(
        "%(counted)d measure, %(done)d completed, progress %(percent)d%%.",
        "%(counted)d measures, %(done)d completed, progress %(percent)d%% on average.", line.counted,
    ) % {"counted": line.counted, "done": line.done, "percent": line.percent}


def _of_indicators(line):
    if not line.indicators:
        return _("No indicator is linked to it yet.")
    numbers = pgettext("between items", ", ").join(
        pgettext("pace and number", "%(pace)s %(number)d") % {"pace": pace.label, "number": number}
        for pace, number in line.paces
    )
    return ngettext(
        "%(count)d indicator: %(numbers)s.", "%(count)d indicators: %(numbers)s.", len(line.indicators),
    ) % {"count": len(line.indicators), "numbers": numbers}
