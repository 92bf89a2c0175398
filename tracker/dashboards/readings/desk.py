"""Figures of indicators by what is to be done about them: report, report anew, wait, decide."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from tracker.indicators.checks import change, hints
from tracker.indicators.models import Indicator, Reading, ReadingDuty
from tracker.indicators.quarters import end_before

LISTED = 50  # rows of a list that is not paged
DECIDED = 10


@dataclass(frozen=True)
class Owed:
    """An indicator with its districts (None: the whole extent) of which no figure of the day has come."""

    indicator: Indicator
    places: tuple


@dataclass(frozen=True)
class OwnFigures:
    """``on`` is the last day of the quarter that ended last; ``owed`` are ``Owed``, the others ``Reading``s."""

    on: date
    owed: tuple
    returned: tuple
    waiting: tuple
    has_duties: bool

    @property
    def owed_count(self):
        return sum(len(each.places) for each in self.owed)


@dataclass(frozen=True)
class Waiting:
    """A figure to decide on, beside the one approved before it."""

    reading: Reading

    @property
    def change(self):
        return change(self.reading.value, self.reading.previous_value)

    @property
    def hints(self):
        return hints(self.reading.value, self.reading.previous_value, direction=self.reading.indicator.direction)


def own_figures(organization, *, on):
    """The ``OwnFigures`` of an organization key on the day ``on``, in three queries."""
    day = end_before(on)
    duties = ReadingDuty.objects.of_organization(organization)
    missing = set(duties.without_figure(Reading.objects.all(), on=day).values_list("pk", flat=True))
    owed, has_duties = defaultdict(list), False
    for duty in duties.select_related("indicator__plan", "district").in_order():
        has_duties = True
        if duty.pk in missing:
            owed[duty.indicator].append(duty.district)
    mine = Reading.objects.filter(organization=organization).with_context().with_previous()
    return OwnFigures(
        day, tuple(Owed(indicator, tuple(places)) for indicator, places in owed.items()),
        returned=tuple(mine.to_report_again().order_by("-decided_at", "-pk")[:LISTED]),
        waiting=tuple(Waiting(reading) for reading in mine.undecided().oldest_first()[:LISTED]),
        has_duties=has_duties,
    )


def queue(user):
    """The readings that this supervisor decides on, as a queryset, the oldest first."""
    return Reading.objects.within_scope_of(user).undecided().with_context().with_previous().oldest_first()


def decided_lately(user):
    """The decisions that somebody may see, the latest first, in one query: their own organization's, else all."""
    readings = Reading.objects.visible_to(user).exclude(decided_by=None).with_context()
    if user.is_supervisor:
        readings = readings.filter(decided_by=user)
    elif user.is_reporter or user.is_signatory:
        readings = readings.filter(organization=user.organization_id)
    return tuple(readings.order_by("-decided_at", "-pk")[:DECIDED])


@dataclass(frozen=True)
class OwedCount:
    """How many figures of a day an organization has not reported, and how many came back."""

    on: date
    missing: int
    returned: int

    def __bool__(self):
        return bool(self.missing or self.returned)


def owed_count(organization, *, on):
    """The ``OwedCount`` of the quarter that ended last before the day ``on``, in one query."""
    day, duties = end_before(on), ReadingDuty.objects.of_organization(organization)
    back = Reading.objects.to_report_again().filter(indicator=OuterRef("indicator"), organization=organization)
    back = back.with_place().filter(place=Coalesce(OuterRef("district_id"), 0)).order_by()
    numbers = back.values("place").annotate(number=Count("pk")).values("number")
    missing = duties.without_figure(Reading.objects.all(), on=day).filter(pk=OuterRef("pk")).order_by().values(
        "organization").annotate(number=Count("pk")).values("number")
    counts = duties.annotate(
        back=Coalesce(Subquery(numbers), Value(0)), is_missing=Coalesce(Subquery(missing), Value(0)),
    ).aggregate(returned=Coalesce(Sum("back"), 0), missing=Coalesce(Sum("is_missing"), 0))
    return OwedCount(day, **counts)


def waiting_count(user):
    """How many figures wait for this supervisor, in one query."""
    return Reading.objects.within_scope_of(user).undecided().count()
