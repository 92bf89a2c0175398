"""The measures that an overview shows one by one, with their lights and those of their districts: one query."""

from dataclasses import dataclass

from django.db.models import Case, F, FilteredRelation, Q, Value, When, Window
from django.db.models.functions import RowNumber

from tracker.dashboards.conditions import SOON
from tracker.dashboards.standing import with_progress
from tracker.lights.facts import MilestoneFact
from tracker.lights.models import RuleSet
from tracker.lights.sentences import reason
from tracker.lights.status import Basis, Light, is_worse
from tracker.lights.verdict import Verdict, judge
from tracker.plans.models import Measure

URGENT = 8  # measures that need attention
ROWS = 50  # measures of a task that is opened


@dataclass(frozen=True)
class Cell:
    """A light; ``gap`` is points ahead of the expected progress (minus: behind), None where nothing is expected."""

    light: str
    gap: int | None = None
    is_manual: bool = False


@dataclass(frozen=True)
class Row:
    """One measure on the day. ``cells`` maps the districts it applies to, by their keys, to ``Cell`` s.

    ``overall`` is None where no light is on record; ``before`` is the light on the earlier day. ``change`` is that of
    the progress since then in points, None without an earlier day. ``reason`` says in a line why the light is what it
    is, and ``verdict`` holds its findings; None where no light is on record.

    ``overdue`` are its open milestones and goals whose day has passed, ``soon`` the first one of those that are due
    within 30 days, all as the light was judged by.
    """

    measure: Measure
    overall: Cell | None
    cells: dict
    before: str | None
    change: int | None
    rule_set: RuleSet | None
    reason: str
    verdict: Verdict | None = None
    overdue: tuple = ()
    soon: MilestoneFact | None = None

    @property
    def light(self):
        return self.overall and self.overall.light

    @property
    def needs_attention(self):
        return self.light == Light.RED or is_worse(self.light, self.before)

    @property
    def has_changed(self):
        return bool(self.before and self.light and self.before != self.light)


def rows(measures, *, on, before=None, basis=Basis.APPROVED, tasks=None):
    """The ``Row`` s of the counted measures: those that are most urgent first.

    With ``tasks``, keys of tasks, only those that are most urgent and the first of each of these tasks.
    """
    counted = with_progress(measures, on=on, before=before or on, basis=basis).filter(counts=True)
    counted = counted.annotate(urgency=_urgency())
    most_urgent = ("urgency", F("limit").asc(nulls_last=True), "task__number", "number", "pk")
    if tasks is not None:
        first = counted.filter(task__in=tasks).annotate(
            place=Window(RowNumber(), partition_by="task", order_by=["number", "pk"])
        ).filter(place__lte=ROWS)
        urgent = counted.order_by(*most_urgent)[:URGENT]
        counted = counted.filter(Q(pk__in=urgent.values("pk")) | Q(pk__in=first.values("pk")))
    lit = counted.annotate(lit_as=_lights(on)).select_related("task", "lit_as__judgement", "lit_as__rule_set")
    found = {}
    for measure in lit.order_by(*most_urgent):
        found.setdefault(measure.pk, []).append(measure)
    return [_row(lines, on, basis, before) for lines in found.values()]


def _urgency():
    """0 for what has become red, then what is red, then what has become worse, then all else."""
    return Case(
        When(light=Light.RED, previous_light__in=[Light.YELLOW, Light.GREEN], then=Value(0)),
        When(light=Light.RED, then=Value(1)),
        When(light=Light.YELLOW, previous_light=Light.GREEN, then=Value(2)),
        default=Value(3),
    )


def _lights(on):
    """All lights of that day: of the measure and its districts, on both bases."""
    return FilteredRelation("lights", condition=Q(lights__from_on__lte=on) & (
        Q(lights__until_on=None) | Q(lights__until_on__gt=on)
    ))


def _row(lines, on, basis, before):
    """A ``Row`` of the lines of one measure, each with one of its lights; a line without one has no ``lit_as``."""
    spans = {}
    lights = [line.lit_as for line in lines if hasattr(line, "lit_as")]
    for span in sorted(lights, key=lambda span: span.basis == Basis.PENDING):
        if span.basis in {Basis.APPROVED, basis}:
            spans[span.district_id] = span
    measure, overall = lines[0], spans.pop(None, None)
    facts = overall.judgement.facts if overall else None
    expected = facts.expected(on) if facts else None
    verdict = judge(facts, on, overall.rule_set.thresholds) if overall else None
    waiting = sorted((m for m in facts.milestones if m.done_on is None), key=_first_due) if facts else []
    return Row(
        measure=measure,
        overall=_cell(overall, expected) if overall else None,
        cells={district: _cell(span, expected) for district, span in spans.items()},
        before=measure.previous_light if before else None,
        change=measure.percent - measure.previous_percent if before else None,
        rule_set=overall.rule_set if overall else None,
        reason=reason(verdict, facts) if overall else "",
        verdict=verdict,
        overdue=tuple(m for m in waiting if m.due_on < on),
        soon=next((m for m in waiting if on <= m.due_on <= on + SOON), None),
    )


def _first_due(milestone):
    return milestone.due_on, milestone.key


def _cell(span, expected):
    return Cell(span.light, None if expected is None else span.percent - expected, span.is_manual)
