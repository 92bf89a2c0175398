"""Figures of indicators by what is to be done about them: report, report anew, wait, decide."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

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


def missing(user, *, on):
    """Duties of this person's organization without a figure of the quarter that ended last before the day ``on``."""
    duties = ReadingDuty.objects.of_organization(user.organization_id) if _reports(user) else ReadingDuty.objects.none()
    return duties.without_figure(Reading.objects.all(), on=end_before(on))


def returned(user):
    """Readings that came back to this person's organization and were not reported anew."""
    readings = Reading.objects.filter(organization=user.organization_id) if _reports(user) else Reading.objects.none()
    return readings.to_report_again()


def _reports(user):
    return bool(user.organization_id) and (user.is_reporter or user.is_signatory)
