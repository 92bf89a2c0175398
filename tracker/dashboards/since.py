"""What changed between two days: each counted measure as it was known then, and as it is known on the later day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext, pgettext

from tracker.dashboards.conditions import MeasureConditions
from tracker.dashboards.report_changes import have_changed, report_changes
from tracker.dashboards.standing import in_force, with_progress
from tracker.lights.status import COLOURS, is_worse
from tracker.plans.models import Measure
from tracker.reporting.status import Completion

KINDS = LIGHT, PROGRESS, DUE, COMPLETION, REPORT, COUNTED = (
    "light", "progress", "due", "completion", "report", "counted"
)
FLAGS = {kind: f"{kind}_changed" for kind in KINDS}


@dataclass(frozen=True)
class Summary:
    """``numbers`` maps each of ``KINDS`` to how many measures changed so; ``total`` are those that changed at all,
    ``worse`` the lights that changed for the worse."""

    numbers: dict
    total: int
    worse: int

    def clauses(self):
        """“3 lights changed (2 for the worse), 1 time limit was moved”; empty where nothing changed."""
        number = self.numbers
        worse = ngettext("%(number)d light changed (%(worse)d for the worse)",
                         "%(number)d lights changed (%(worse)d for the worse)", number[LIGHT])
        parts = {
            LIGHT: worse if self.worse else
            ngettext("%(number)d light changed", "%(number)d lights changed", number[LIGHT]),
            PROGRESS: ngettext("%(number)d measure changed in progress", "%(number)d measures changed in progress",
                               number[PROGRESS]),
            DUE: ngettext("%(number)d time limit was moved", "%(number)d time limits were moved", number[DUE]),
            COMPLETION: ngettext("%(number)d measure changed in status", "%(number)d measures changed in status",
                                 number[COMPLETION]),
            REPORT: ngettext("reports on %(number)d measure came in or were decided",
                             "reports on %(number)d measures came in or were decided", number[REPORT]),
            COUNTED: ngettext("%(number)d measure entered or left the count",
                              "%(number)d measures entered or left the count", number[COUNTED]),
        }
        return pgettext("between clauses", ", ").join(
            parts[kind] % {"number": number[kind], "worse": self.worse} for kind in KINDS if number[kind]
        )


@dataclass(frozen=True)
class State:
    """How a measure was known on a day. ``light`` is None where none was on record."""

    is_counted: bool
    light: str | None
    percent: int
    due_on: date | None
    completion: str


@dataclass(frozen=True)
class Change:
    """A measure before and after: in which of ``KINDS`` it changed, and its ``ReportChange`` s."""

    measure: Measure
    before: State
    after: State
    kinds: frozenset
    reports: tuple

    @property
    def shown_reports(self):
        """The newest report of each organization."""
        return tuple({report.organization: report for report in reversed(self.reports)}.values())[::-1]

    @property
    def more_reports(self):
        return len(self.reports) - len(self.shown_reports)

    @property
    def points(self):
        """How many points of progress were gained (minus: lost)."""
        return self.after.percent - self.before.percent


def changed(measures, *, since, on, areas=(), kind=""):
    """The measures that changed between the ends of two days, those whose light got worse first, then in the plan's
    order. ``areas`` are keys; ``kind`` leaves those that changed so. ``changes`` tells of a page of them."""
    found = _compared(measures, since=since, on=on, areas=areas).filter(_any([kind] if kind else KINDS))
    worsened = Case(When(_worsened(), then=Value(0)), default=Value(1))
    return found.select_related("task").order_by(worsened, "task__plan", "task__number", "number", "pk")


def summary(measures, *, since, on, areas=()):
    """The ``Summary`` of all that changed, in one query."""
    found = _compared(measures, since=since, on=on, areas=areas).filter(_any(KINDS)).order_by()
    groups = list(found.values("light", "previous_light", *FLAGS.values()).annotate(amount=Count("pk")))
    worse = [
        group for group in groups if group[FLAGS[LIGHT]] and is_worse(group["light"], group["previous_light"])
    ]
    return Summary(
        numbers={kind: _total(group for group in groups if group[flag]) for kind, flag in FLAGS.items()},
        total=_total(groups), worse=_total(worse),
    )


def changes(measures, *, since, on):
    """A ``Change`` for each of these ``changed`` measures, with one query more for their reports."""
    measures = list(measures)
    reports = report_changes([m.pk for m in measures if getattr(m, FLAGS[REPORT])], since=since, on=on)
    return [
        Change(
            measure,
            State(measure.counts_before, measure.previous_light, measure.previous_percent, measure.limit_before,
                  measure.completion_before),
            State(measure.counts, measure.light, measure.percent, measure.limit, measure.completion),
            frozenset(kind for kind, flag in FLAGS.items() if getattr(measure, flag)),
            tuple(reports.get(measure.pk, ())),
        )
        for measure in measures
    ]


def _compared(measures, *, since, on, areas):
    """The measures known on the later day with what was known of them before, and a flag for each of ``KINDS``."""
    measures = with_progress(measures, on=on, before=since).annotate(
        known_before=in_force("spans", since), limit_before=F("known_before__due_on"),
        counts_before=Coalesce(F("known_before__is_counted"), Value(False)),
        completion_before=Coalesce(F("earlier_span__completion"), Value(Completion.NOT_STARTED)),
    )
    if areas:
        measures = measures.filter(MeasureConditions(on=on).in_areas(areas))
    twice = Q(counts=True, counts_before=True)
    lit = Q(light__isnull=False, previous_light__isnull=False)
    limited = Q(limit__isnull=False, limit_before__isnull=False)
    gained_or_lost = Q(limit__isnull=False, limit_before=None) | Q(limit=None, limit_before__isnull=False)
    flags = {
        LIGHT: twice & lit & ~Q(light=F("previous_light")),
        PROGRESS: twice & ~Q(percent=F("previous_percent")),
        DUE: twice & (gained_or_lost | limited & ~Q(limit=F("limit_before"))),
        COMPLETION: twice & ~Q(completion=F("completion_before")),
        REPORT: twice & have_changed(since=since, on=on),
        COUNTED: ~Q(counts=F("counts_before")),
    }
    return measures.annotate(**{FLAGS[kind]: condition for kind, condition in flags.items()})


def _any(kinds):
    found = Q()
    for kind in kinds:
        found |= Q(**{FLAGS[kind]: True})
    return found


def _worsened():
    found = Q()
    for place, light in enumerate(COLOURS):
        found |= Q(light=light, previous_light__in=COLOURS[place + 1:])
    return found & Q(counts=True, counts_before=True)


def _total(groups):
    return sum(group["amount"] for group in groups)
