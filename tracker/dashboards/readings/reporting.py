"""The figures of one day that an organization reports of an indicator: its districts, what stands there, what stood
before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.indicators.checks import hints
from tracker.indicators.models import Indicator, Reading, ReadingDuty
from tracker.indicators.quarters import ends_before
from tracker.indicators.status import ReadingState
from tracker.plans.models import District

DAYS_OFFERED = 8  # ends of quarters to choose from


@dataclass(frozen=True)
class Row:
    """A district (None: the whole extent) with the figure approved before, and the ``Reading`` that stands on the day.

    ``standing`` is what waits or was approved, ``returned`` what came back and is to be reported anew, either may be
    None; ``last`` is what was written for that day last, whatever became of it.
    """

    key: int
    district: District | None
    previous_value: Decimal | None
    previous_on: date | None
    standing: Reading | None = None
    returned: Reading | None = None
    last: Reading | None = None
    hints: tuple = ()

    @property
    def waits(self):
        return bool(self.standing and self.standing.is_undecided)


@dataclass(frozen=True)
class Reporting:
    """What the page of an indicator and a day shows to an organization. ``source`` is the one given last."""

    indicator: Indicator
    on: date
    rows: tuple
    source: str
    days: tuple

    @property
    def is_decided(self):
        """Whether there is nothing left to write: every figure waits or was approved."""
        return all(row.standing for row in self.rows)


def reporting(indicator, organization, *, on, today):
    """The ``Reporting`` of an organization key, in three queries; without rows where it reports nothing of it."""
    duties = ReadingDuty.objects.of_organization(organization).filter(indicator=indicator).select_related(
        "district__area").with_previous(Reading.objects.all(), before=on).in_order()
    of_day = defaultdict(list)
    readings = Reading.objects.filter(indicator=indicator, on=on, organization=organization)
    for reading in readings.select_related("district", "reported_by", "decided_by").order_by(
            "reported_at", "pk"):
        reading.indicator = indicator
        of_day[reading.district_id].append(reading)
    last = Reading.objects.filter(indicator=indicator, organization=organization).order_by("-reported_at", "-pk")
    return Reporting(
        indicator, on, tuple(_row(duty, indicator, of_day[duty.district_id]) for duty in duties),
        source=last.values_list("source", flat=True).first() or "",
        days=ends_before(today, DAYS_OFFERED),
    )


def _row(duty, indicator, readings):
    """``readings`` of its place and day, in the order in which they were reported."""
    last = readings[-1] if readings else None
    standing = next((reading for reading in reversed(readings) if reading.is_undecided), None) or max(
        (reading for reading in readings if reading.state == ReadingState.APPROVED),
        key=lambda reading: (reading.decided_at, reading.pk), default=None)
    returned = last if last and last.state == ReadingState.RETURNED else None
    said = hints(standing.value, duty.previous_value, direction=indicator.direction) if standing else ()
    return Row(duty.pk, duty.district, duty.previous_value, duty.previous_on, standing, returned, last, said)
