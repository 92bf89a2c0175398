"""How many measures and districts show which light, now and on an earlier day: one query that the database counts."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, Q, Value

from tracker.dashboards.standing import with_progress
from tracker.lights.models import LightSpan
from tracker.lights.status import WORST_FIRST, Basis, Light, is_worse
from tracker.plans.spans import MeasureSpan


class Group(NamedTuple):
    """So many measures of a task (``district`` None), or so many of its measures in a district, show a light.

    ``light`` is None where none is on record. ``before`` is the measures' light on the earlier day. Measures that did
    not count on one of the days are not ``is_counted`` or not ``was_counted``.
    """

    task: int
    task_number: int
    task_title: str
    district: int | None
    light: str | None
    before: str | None
    is_counted: bool
    was_counted: bool
    number: int


@dataclass(frozen=True)
class Tally:
    """All ``Group`` s of a plan or an area."""

    groups: tuple
    has_before: bool

    @cached_property
    def overall(self):
        """Light (None: none on record) → number of counted measures."""
        return _lights(group for group in self.groups if group.district is None and group.is_counted)

    @cached_property
    def earlier(self):
        """The same on the earlier day, of the measures that counted then."""
        earlier = Counter()
        for group in self.groups:
            if group.district is None and group.was_counted:
                earlier[group.before] += group.number
        return earlier

    @cached_property
    def by_district(self):
        """District key → light → number of measures."""
        found = {}
        for group in self.groups:
            if group.district is not None:
                found.setdefault(group.district, Counter())[group.light] += group.number
        return found

    @cached_property
    def by_task(self):
        """Task key → (number, title, district key or None → light → number of measures), in the plan's order."""
        found = {}
        for group in sorted(self.groups, key=lambda group: group.task_number):
            if group.is_counted:
                _number, _title, lights = found.setdefault(group.task, (group.task_number, group.task_title, {}))
                lights.setdefault(group.district, Counter())[group.light] += group.number
        return found

    @property
    def total(self):
        return sum(self.overall.values())

    @property
    def tasks(self):
        """How many tasks have a counted measure."""
        return len(self.by_task)

    @property
    def needing_attention(self):
        """How many measures are red or have become worse."""
        return sum(
            group.number for group in self.groups if group.district is None and group.is_counted
            and (group.light == Light.RED or is_worse(group.light, group.before))
        )

    @property
    def changes(self):
        """(light before, light now) → number of counted measures, what became worse first."""
        found = Counter()
        for group in self.groups:
            if group.district is None and group.is_counted and group.light and group.before not in {None, group.light}:
                found[group.before, group.light] += group.number
        return dict(sorted(found.items(), key=lambda item: (not is_worse(*item[0][::-1]), *_places(item[0]))))


def measures_of(measures, plan, area=None):
    """Those of a plan; with an area those that have a district there."""
    measures = measures.filter(task__plan=plan)
    return measures.filter(Exists(area.districts.filter(measures=OuterRef("pk")))) if area else measures


def tally(measures, *, on, before=None, basis=Basis.APPROVED, area=None):
    """The ``Tally`` of measures on a day and, if there is one, an earlier day. One query."""
    kinds = with_progress(measures, on=on, before=before or on, basis=basis).annotate(
        task_number=F("task__number"), task_title=F("task__title"), column=Value(None, IntegerField()),
        was_counted=Exists(MeasureSpan.objects.valid(on=before or on).filter(measure=OuterRef("pk"), is_counted=True)),
    ).order_by().values_list(
        "task", "task_number", "task_title", "column", "light", "previous_light", "counts", "was_counted",
    ).annotate(number=Count("pk"))
    return Tally(tuple(Group(*row) for row in kinds.union(_districts(measures, on, basis, area), all=True)),
                 before is not None)


def _districts(measures, on, basis, area):
    spans = shown(on=on, basis=basis).filter(measure__in=measures.order_by().values("pk"), district__isnull=False)
    if area:
        spans = spans.filter(district__area=area)
    return spans.order_by().values_list(
        "measure__task", "measure__task__number", "measure__task__title", "district", "light",
        Value(None, CharField()), Value(True), Value(False),
    ).annotate(number=Count("pk"))


def shown(*, on, basis):
    """The lights of that day; on the basis ``pending`` those drawn for what awaits a decision, where there are some."""
    spans = LightSpan.objects.valid(on=on)
    if basis == Basis.APPROVED:
        return spans.approved()
    waiting = spans.overall().filter(basis=Basis.PENDING, measure=OuterRef("measure"))
    return spans.filter(Q(basis=Basis.PENDING) | ~Exists(waiting))


def worst_of(lights):
    """The worst of the lights that are counted, None of none: red, yellow, green, then the states."""
    return next((light for light in WORST_FIRST if lights.get(light)), None)


def _lights(groups):
    lights = Counter()
    for group in groups:
        lights[group.light] += group.number
    return lights


def _places(pair):
    """Where a change stands in a list: what is worst now first."""
    before, now = pair
    return WORST_FIRST.index(now), -WORST_FIRST.index(before)
