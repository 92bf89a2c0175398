"""How reports came in, organization by organization and period by period; how long reviews took; who keeps pace."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from statistics import median

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from tracker.dashboards.conditions import DONE
from tracker.dashboards.slots import expected_reports, judged
from tracker.dashboards.standing import as_known, expected_of, milestones_of, with_progress
from tracker.plans.days import end_of
from tracker.plans.models import Area, AssignedDistrict, Measure
from tracker.reporting.calendar import working_days_between
from tracker.reporting.holidays import working_days
from tracker.reporting.models import ReportingPeriod, Submission
from tracker.reporting.rates import Counts, counted, total
from tracker.reporting.status import UNDECIDED, Decision

PERIODS = 5  # before the one at hand
REVIEWED = 2  # periods whose reviews are timed
DECIDED = (Decision.APPROVED, Decision.RETURNED)
CLASSES = ("done", "ahead", "on_schedule", "behind", "other")


# Reports ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """How one organization reported: ``now`` in the period at hand, ``before`` in those before it, the oldest first.

    A row of totals has no ``key`` (of the organization) and no ``name``.
    """

    now: Counts
    before: tuple
    key: int | None = None
    name: str = ""
    position: int = 0

    @property
    def earlier(self):
        """All that was ``before``, added up."""
        return total(self.before)

    @property
    def on_time_rate(self):
        """Over the periods before the one at hand: percent, None where nothing can be said."""
        return self.earlier.on_time_rate


@dataclass(frozen=True)
class Rates:
    """``period`` is the one at hand, None where no reporting has begun; ``earlier`` are those before it, the oldest
    first. ``total`` holds the sums of the ``rows``, which begin with the worst."""

    on: date
    period: ReportingPeriod | None = None
    earlier: tuple = ()
    area: Area | None = None
    rows: tuple = ()
    total: Row = Row(Counts(), ())

    @property
    def by_period(self):
        """(period, ``Counts`` of everybody), the newest first."""
        pairs = zip((*self.earlier, self.period), (*self.total.before, self.total.now), strict=True)
        return tuple(pairs)[::-1]


def opened_periods(*, on):
    """The periods of all plans whose reporting has begun by that day, with their plans; the newest first."""
    return list(ReportingPeriod.objects.opened(on=on).select_related("plan"))


def rates(plan, *, on, periods=PERIODS, area=None, period=None, opened=None):
    """The ``Rates`` of a plan as known on a day: of its newest period, or of ``period``, and of so many before it.

    ``area`` leaves only reports on districts of that area. One query for the reports, and one for the periods unless
    ``opened`` (``opened_periods``) brings them.
    """
    opened = [each for each in opened or opened_periods(on=on) if each.plan_id == plan.pk]
    period = period or next(iter(opened), None)
    if period is None:
        return Rates(on, area=area)
    earlier = [each for each in opened if each.frequency == period.frequency and each.ends_on < period.ends_on]
    earlier = tuple(earlier[:periods])[::-1]
    rows = sorted(_rows((*earlier, period), on=on, area=area), key=_worst_first)
    return Rates(on, period, earlier, area, tuple(rows), _total(rows, len(earlier)))


def _rows(periods, *, on, area):
    """A ``Row`` of each organization of which anything was expected in these periods; the last is the one at hand."""
    found, names = defaultdict(list), {}
    organization = "assignment__organization"
    groups = judged(expected_reports(area=area), periods, on=on).order_by().values(
        "period", "outcome", "newest_state", key=F(organization), name=F(f"{organization}__name"),
        position=F(f"{organization}__position"),
    )
    for group in groups.annotate(number=Count("pk")):
        found[group["key"], group["period"]].append((group["outcome"], group["newest_state"], group["number"]))
        names[group["key"]] = group["name"], group["position"]
    for key, (name, position) in names.items():
        *before, now = (counted(found[key, period.pk]) for period in periods)
        if total([*before, now]).expected:
            yield Row(now, tuple(before), key, name, position)


def _total(rows, periods):
    before = (total(row.before[number] for row in rows) for number in range(periods))
    return Row(total(row.now for row in rows), tuple(before))


def _worst_first(row):
    rate = 101 if row.on_time_rate is None else row.on_time_rate
    return -row.now.not_handed_in, rate, row.position, row.name


# Reviews ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reviewer:
    """``decided`` reports, and the median of the working days (a whole or a half) from their arrival to the decision,
    None of none. Without a name: everybody."""

    decided: int
    days: float | None
    name: str = ""


@dataclass(frozen=True)
class ReviewTimes:
    """Who decided on reports of the newest ``periods``, the slowest first; ``waiting`` is what nobody had decided on,
    and ``oldest`` the working days of the one that had waited longest, None of none."""

    periods: tuple
    rows: tuple
    total: Reviewer
    waiting: int
    oldest: int | None


def review_times(plan, *, on, area=None, opened=None):
    """The ``ReviewTimes`` of a plan as known on a day. A decision of the same day took 0 working days.

    One query for the submissions, one for the holidays, and one for the periods unless ``opened`` brings them.
    """
    periods = [each for each in opened or opened_periods(on=on) if each.plan_id == plan.pk][:REVIEWED]
    took, waits, days_between = defaultdict(list), [], cache(partial(working_days_between, is_working=working_days()))
    for person, name, handed_in_at, decided_at in _reviewed(plan, periods, on=on, area=area):
        came_on, decided_on = _day(handed_in_at), _day(decided_at)
        if decided_on is None or decided_on > on:
            waits.append(days_between(came_on, on))
        else:
            took[person, name].append(days_between(came_on, decided_on))
    rows = [Reviewer(len(found), median(found), name) for (_person, name), found in took.items()]
    everything = [number for found in took.values() for number in found]
    return ReviewTimes(
        tuple(periods), tuple(sorted(rows, key=lambda row: (-row.days, -row.decided, row.name))),
        Reviewer(len(everything), median(everything) if everything else None), len(waits), max(waits, default=None),
    )


def _reviewed(plan, periods, *, on, area):
    """What waited on that day in any period, and what had been decided in these."""
    waited = Q(decision=UNDECIDED) | Q(decided_at__gte=end_of(on))
    decided = Q(decision__in=DECIDED, decided_at__lt=end_of(on), report__period__in=periods)
    submissions = Submission.objects.filter(waited | decided, report__period__plan=plan, handed_in_at__lt=end_of(on))
    if area:
        ours = AssignedDistrict.objects.filter(district__area=area).values("assignment")
        submissions = submissions.filter(report__assignment__in=ours)
    return submissions.order_by().values_list("decided_by", "decided_by__name", "handed_in_at", "decided_at")


def _day(moment):
    return timezone.localdate(moment) if moment else None


# Pace -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pace:
    """How many measures are done, ahead of the expected progress (序时进度), at it, behind it, or none of these because
    nothing is expected of them yet. The classes of domain.md §3 add up to ``measures``, or there is no ``Pace``."""

    measures: int
    done: int = 0
    ahead: int = 0
    on_schedule: int = 0
    behind: int = 0
    other: int = 0

    def __post_init__(self):
        if sum(number for _name, number in self.classes) != self.measures:
            raise ValueError(f"The classes do not add up to the number of measures: {self}")

    @property
    def classes(self):
        """(name, number of measures), the best first."""
        return tuple((name, getattr(self, name)) for name in CLASSES)


def pace(plan, *, on, area=None):
    """The ``Pace`` of the measures that counted on a day, by what was approved and expected by then; in two queries.

    ``area`` leaves only measures with a district there; their progress is that of all their districts all the same.
    """
    measures = Measure.objects.filter(task__plan=plan)
    if area:
        measures = measures.filter(Exists(area.districts.filter(measures=OuterRef("pk"))))
    measures = list(with_progress(measures, on=on).filter(counts=True))
    milestones = milestones_of(measures, on=on)
    found = Counter(pace_class(m, expected_of(as_known(m), milestones[m.pk], on=on)) for m in measures)
    return Pace(len(measures), **found)


def pace_class(measure, expected):
    """Which of ``CLASSES`` a measure ``with_progress`` falls into, by what is expected of it (None: nothing)."""
    if measure.completion in DONE:
        return "done"
    if not expected:
        return "other"
    if measure.percent == expected:
        return "on_schedule"
    return "ahead" if measure.percent > expected else "behind"
