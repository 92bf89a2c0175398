"""What stands in the database for workbooks of figures, in a fixed number of queries."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from tracker.exchange.readings.matching import Known, match
from tracker.exchange.readings.reading_back import Found, plainly
from tracker.indicators.models import Indicator, Reading, ReadingDuty, Target
from tracker.indicators.quarters import ends_before
from tracker.indicators.status import ReadingState
from tracker.plans.models import District, Plan

QUARTERS = 8  # that the workbook of an organization asks for


@dataclass(frozen=True)
class OwnRow:
    """A row of an organization's workbook: a duty and a day, what stands there and, unless it does, what came back."""

    indicator: Indicator
    district: District | None
    on: object
    standing: Reading | None
    returned: Reading | None


def own_plans(organization):
    """The plans of which an organization key reports an indicator."""
    return Plan.objects.filter(indicators__duties__organization=organization).distinct().order_by("pk")


def own_rows(organization, plan, *, on):
    """The ``OwnRow``s of an organization and a plan on that day, in two queries."""
    duties = list(ReadingDuty.objects.of_organization(organization).filter(indicator__plan=plan).select_related(
        "indicator", "district").in_order())
    days = ends_before(on, QUARTERS, since=plan.starts_on)
    found = defaultdict(dict)
    readings = Reading.objects.filter(
        indicator__plan=plan, organization=organization, on__gte=days[-1] if days else on,
        state__in=[ReadingState.SUBMITTED, ReadingState.APPROVED, ReadingState.RETURNED])
    for reading in readings.order_by("reported_at", "pk"):
        found[reading.indicator_id, reading.district_id].setdefault(reading.on, []).append(reading)
    rows = []
    for duty in duties:
        of_place = found[duty.indicator_id, duty.district_id]
        for day in sorted({*days, *of_place}):
            standing, returned = _standing(of_place.get(day, ()))
            rows.append(OwnRow(duty.indicator, duty.district, day, standing, returned))
    return rows


def _standing(readings):
    """What waits, else what is in force; and what came back last, where nothing was reported since."""
    waits = [reading for reading in readings if reading.is_undecided]
    approved = [reading for reading in readings if reading.state == ReadingState.APPROVED]
    standing = (waits or sorted(approved, key=lambda reading: (reading.decided_at, reading.pk)) or [None])[-1]
    last = readings[-1] if readings else None
    return standing, last if last and last.state == ReadingState.RETURNED else None


def table_rows(plan, *, on):
    """The readings in force of a plan as known on a day, by indicator, district and day."""
    readings = Reading.objects.known(on=on).filter(indicator__plan=plan).with_context().select_related(
        "district__area")
    in_force = {}
    for reading in readings.by_decision():
        in_force[reading.indicator_id, reading.district_id, reading.on] = reading
    return sorted(in_force.values(), key=_place)


def _place(reading):
    district = reading.district
    place = (district.area.position, district.position) if district else (0, 0)
    return reading.indicator.number, *place, reading.on


def targets_of(plan):
    """{indicator: {year: Target}} of all indicators of a plan, in two queries."""
    found = {indicator: {} for indicator in Indicator.objects.filter(plan=plan).in_order()}
    by_key = {indicator.pk: years for indicator, years in found.items()}
    for target in Target.objects.filter(indicator__plan=plan):
        by_key[target.indicator_id][target.year] = target
    return found


def known_of(organization, plan):
    """The ``Known`` of an organization and a plan, in four queries."""
    indicators = {indicator.number: indicator for indicator in Indicator.objects.filter(plan=plan)}
    districts = {}
    for district in District.objects.filter(area__plan=plan).select_related("area"):
        districts.setdefault(plainly(district.short_name), district)
        districts[plainly(district.name)] = district
    duties = ReadingDuty.objects.filter(indicator__plan=plan, organization=organization)
    duties = frozenset(duties.values_list("indicator", "district"))
    standing, series = {}, defaultdict(dict)
    readings = Reading.objects.filter(
        indicator__plan=plan, state__in=[ReadingState.SUBMITTED, ReadingState.APPROVED],
        indicator__in={key for key, _district in duties})
    for reading in sorted(readings.by_decision(), key=lambda reading: reading.is_undecided):
        standing[reading.indicator_id, reading.district_id, reading.on] = reading
        if not reading.is_undecided:
            series[reading.indicator_id, reading.district_id][reading.on] = reading.value
    return Known(indicators, districts, duties, standing, _previous(series))


def _previous(series):
    days = {key: sorted(values) for key, values in series.items()}

    def previous(indicator, district, day):
        known = days.get((indicator, district), ())
        place = bisect_left(known, day)
        return series[indicator, district][known[place - 1]] if place else None

    return previous


def match_of(return_, *, on):
    """The ``Match`` of a ``ReadingReturn`` as things stand now."""
    return match(Found.from_json(return_.content), known_of(return_.organization_id, return_.plan), on=on)
