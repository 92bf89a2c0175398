"""What is to happen when: tasks and their measures as rows of dates, as they were known on a day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.dashboards.standing import Standing, standings
from tracker.lights.status import WORST_FIRST
from tracker.plans.numerals import ordinal

YEARS_MOST = 12  # that are drawn, whatever dates somebody typed


@dataclass(frozen=True)
class Step:
    """A milestone, or with ``goal_year`` the goal of a year. ``state`` is open, late, done or verified;
    ``original_due_on`` is None unless the time limit was moved."""

    title: str
    due_on: date
    state: str
    original_due_on: date | None = None
    goal_year: int | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Row:
    """One measure. ``sort`` says how it is drawn: bar, open (long-running: no end), undated, uncounted, withdrawn."""

    standing: Standing
    sort: str
    steps: tuple = ()

    @property
    def measure(self):
        return self.standing.measure

    @property
    def slip(self):
        """By how many days the time limit known then differs from the first one; 0 where it does not."""
        measure = self.measure
        if not measure.due_on or not measure.original_due_on:
            return 0
        return (measure.due_on - measure.original_due_on).days

    @property
    def is_late(self):
        return self.sort == "bar" and self.standing.is_overdue


@dataclass(frozen=True)
class Group:
    """A task: ``number`` as the plan writes it. An unverified one has no rows and ``is_verified`` is False."""

    key: int
    plan: object
    number: str
    title: str
    rows: tuple = ()
    is_verified: bool = True

    @property
    def counted(self):
        return sum(row.standing.is_counted for row in self.rows)

    @property
    def done(self):
        return sum(row.standing.is_counted and row.standing.is_done for row in self.rows)


@dataclass(frozen=True)
class Schedule:
    """``groups`` in the plans' order, ``plans`` those they belong to. From the beginning of the year of ``first`` to
    the end of that of ``last`` is drawn."""

    on: date
    groups: tuple
    plans: tuple
    first: date
    last: date

    @property
    def rows(self):
        return [row for group in self.groups for row in group.rows]

    @property
    def lights(self):
        """(light, number of counted measures that show it), the worst first; None, without a light, last."""
        numbers = Counter(row.standing.light for row in self.rows if row.standing.is_counted)
        return [(light, numbers[light]) for light in (*WORST_FIRST, None) if numbers[light]]


def schedule(measures, *, on, unverified=()):
    """The ``Schedule`` of measures ``with_progress``, in the plans' order and with their tasks and plans loaded.

    ``unverified`` are tasks to be shown without rows: dictionaries with pk, plan, number, title. Three queries.
    """
    rows = [_row(standing, on) for standing in standings(measures, on=on)]
    groups = [
        Group(task.pk, task.plan, ordinal(task.number), task.title, tuple(of_task))
        for task, of_task in groupby(rows, key=lambda row: row.measure.task)
    ]
    plans = tuple({group.plan.pk: group.plan for group in groups}.values())
    groups += [
        Group(task["pk"], None, ordinal(task["number"]), task["title"], is_verified=False)
        for task in unverified if task["pk"] not in {group.key for group in groups}
    ]
    places = {task["pk"]: (task["plan"], task["number"]) for task in unverified}
    places |= {row.measure.task_id: (row.measure.task.plan_id, row.measure.task.number) for row in rows}
    groups.sort(key=lambda group: places[group.key])
    return Schedule(on, tuple(groups), plans, *_edges(plans, rows, on))


def _row(standing, on):
    steps = tuple(_step(milestone, on) for milestone in standing.milestones)
    return Row(standing, _sort(standing, on), steps if standing.is_counted else ())


def _sort(standing, on):
    measure = standing.measure
    if measure.withdrawn_on and measure.withdrawn_on <= on:
        return "withdrawn"
    if not standing.is_counted:
        return "uncounted"
    if measure.is_long_running:
        return "open"
    return "bar" if measure.due_on else "undated"


def _step(milestone, on):
    state = "late" if milestone.due_on < on else "open"
    if milestone.done_on:
        state = "verified" if milestone.verified_on else "done"
    original = milestone.original_due_on if milestone.is_extended else None
    return Step(milestone.title, milestone.due_on, state, original, milestone.goal_year, milestone.done_on)


def _edges(plans, rows, on):
    """The first and the last day that have to be seen, ``on`` too if it is not far off; never too many years."""
    days = [day for plan in plans for day in (plan.starts_on, plan.ends_on)]
    for row in rows:
        measure = row.measure
        days += filter(None, [measure.starts_on, measure.due_on, measure.original_due_on])
        days += [step.due_on for step in row.steps]
    days = days or [on]
    first = max(min(days).year, on.year - YEARS_MOST + 1) if min(days).year <= on.year else min(days).year
    last = max(days).year
    if first - 1 <= on.year <= last + 1:
        first, last = min(first, on.year), max(last, on.year)
    return date(first, 1, 1), date(min(last, first + YEARS_MOST - 1), 12, 31)
