"""The story of an indicator that stood at 3.1 when the plan was made and is told by seven districts every quarter.

One of them did not report the last quarter. Figures are approved at once, for tests that do not ask who reported them.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from tests.factories import make_area, make_plan, make_user
from tests.readings import SOURCE, make_indicator
from tracker.indicators.status import ReadingState, Scope
from tracker.models import District, Reading, Target

TODAY = date(2024, 7, 20)
QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
DAYS = [date(year, month, day) for year in (2022, 2023, 2024) for month, day in QUARTERS][:10]  # to 30 June 2024
BEFORE_LAST, LAST = DAYS[-2:]
TARGETS = {2022: "3.3", 2023: "3.5", 2024: "3.8", 2025: "4"}
SHARES = {"花都区": "0.5", "从化区": "0.4", "增城区": "0.4", "清城区": "0.5", "清新区": "0.5", "佛冈县": "0.3",
          "英德": "0.5"}
STEP = Decimal("0.005")  # what each district gains in a quarter
ABSENT = "佛冈县"


def make_zone():
    """A plan with two areas, of three and of four districts."""
    plan = make_plan(title="试验区方案")
    for position, (name, districts) in enumerate((("广州片区", 3), ("清远片区", 4)), 1):
        area = make_area(plan=plan, name=name, districts=0, position=position)
        for number, district in enumerate(list(SHARES)[3 * (position - 1):][:districts], 1):
            District.objects.create(area=area, name=district, short_name=district[:2], code=district, position=number)
    return plan


def districts_of(plan):
    return list(District.objects.filter(area__plan=plan).order_by("area__position", "position"))


def tell(plan=None, *, by=None, **fields):
    """The indicator of the story, with its targets and figures."""
    plan = plan or make_zone()
    indicator = make_indicator(plan=plan, name="土地经营权流转面积", baseline=Decimal("3.1"), baseline_text="2020年底",
                               baseline_on=date(2020, 12, 31), **fields)
    for year, value in TARGETS.items():
        aim(indicator, year, value)
    by = by or make_user()
    for quarter, day in enumerate(DAYS, 1):
        for district in districts_of(plan):
            if (district.name, day) != (ABSENT, LAST):
                read(indicator, district, day, Decimal(SHARES[district.name]) + STEP * quarter, by=by)
    return indicator


def aim(indicator, year, value, **fields):
    value = None if value is None else Decimal(value)
    return Target.objects.create(indicator=indicator, year=year, value=value, **{"source": "测试文件", **fields})


def read(indicator, district, on, value, *, by, decided_on=None, state=ReadingState.APPROVED, **fields):
    """A figure that was reported, and by default approved, ten days after its day."""
    at = timezone.make_aware(datetime.combine(decided_on or on + timedelta(days=10), datetime.min.time()))
    decided = {} if state == ReadingState.SUBMITTED else {"decided_by": by, "decided_at": at}
    return Reading.objects.create(
        indicator=indicator, district=district, on=on, value=Decimal(value), organization=by.organization,
        reported_by=by, reported_at=at, state=state, **{"source": SOURCE, **decided, **fields})


def make_others(plan, *, by):
    """Three indicators of other extents, each with a figure of the day before the last: one of an area, one of both
    cities, which are larger than the zone, and one that is read for the zone as a whole."""
    area = plan.areas.order_by("position").first()
    others = (
        make_indicator(plan=plan, name="广州片区指标", scope=Scope.AREA, area=area, scope_text=area.name),
        make_indicator(plan=plan, name="两市指标", scope=Scope.OTHER, combination="whole", scope_text="广州、清远两市"),
        make_indicator(plan=plan, name="整体指标", combination="whole"),
    )
    for district in area.districts.all():
        read(others[0], district, BEFORE_LAST, "2", by=by)
    for indicator in others[1:]:
        read(indicator, None, BEFORE_LAST, "27", by=by)
    return others
