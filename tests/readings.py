"""Indicators with somebody who reports them, and figures in every state, for tests."""

from datetime import date
from decimal import Decimal

from tests.factories import make_organization, make_user, numbers
from tracker.indicators import actions
from tracker.indicators.reported import Entry
from tracker.indicators.status import Combination, Direction, Scope
from tracker.models import Indicator, ReadingDuty
from tracker.people.provenance import Confidence

DAY = date(2026, 6, 30)
SOURCE = "统计月报第六期"
REASON = "口径与上季度不一致，请核对后再报"


def make_indicator(*, plan, **fields):
    """An indicator of the whole zone whose districts add up, of which more is better."""
    return Indicator.objects.create(plan=plan, **{
        "number": plan.indicators.count() + 1, "name": f"指标{next(numbers)}", "unit": "万亩", "scope_text": "试验区",
        "scope": Scope.ZONE, "combination": Combination.SUM, "direction": Direction.UP,
        "confidence": Confidence.OFFICIAL, **fields,
    })


def make_duties(indicator, *, organization, districts=None):
    """The organization reports the indicator, of these districts or of all of the plan; or as a whole."""
    if not indicator.is_by_district:
        return [ReadingDuty.objects.create(indicator=indicator, organization=organization)]
    if districts is None:
        districts = [district for area in indicator.plan.areas.order_by("pk")
                     for district in area.districts.order_by("position")]
    return [ReadingDuty.objects.create(indicator=indicator, organization=organization, district=district)
            for district in districts]


def entry(district, value="3.5", *, on=DAY, source=SOURCE, note=""):
    return Entry(district, on, Decimal(value), source, note)


def report(indicator, *, by, district, value="3.5", **facts):
    """Report one figure and return its reading."""
    return actions.report_readings(indicator, by=by, entries=[entry(district, value, **facts)])[0]


def approve(reading, *, by):
    actions.approve_readings([reading], by=by)
    return reading


def make_reporter(*, organization=None, **fields):
    return make_user(organization=organization or make_organization(), **fields)
