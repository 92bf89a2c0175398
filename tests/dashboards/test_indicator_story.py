"""An indicator that stood at 3.1, with targets for four years and quarterly figures, where one district is missing."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import make_user
from tests.indicators.story import ABSENT, BEFORE_LAST, DAYS, LAST, TODAY, districts_of, make_zone, read, tell
from tracker.dashboards.indicators import sentences
from tracker.dashboards.indicators.lines import Result, lines
from tracker.dashboards.indicators.one import table
from tracker.indicators.progress import Point
from tracker.indicators.status import Pace
from tracker.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return make_zone()


@pytest.fixture
def reporter():
    return make_user()


def line_of(indicator, *, on=TODAY):
    line, = lines(Indicator.objects.select_related("plan", "area").filter(pk=indicator.pk), on=on)
    return line


def test_the_whole_is_the_sum_of_all_districts_of_a_day(zone):
    line = line_of(tell(zone))

    assert [figure.on for figure in line.figures] == DAYS
    assert [figure.value for figure in line.complete] == [
        Decimal("3.1") + Decimal("0.035") * quarter for quarter in range(1, 10)]


def test_where_a_district_is_missing_there_is_no_figure_and_it_is_named(zone):
    line = line_of(tell(zone))

    assert line.incomplete.on == LAST
    assert [district.name for district in line.incomplete.missing] == [ABSENT]
    assert len(line.incomplete.present) == 6
    assert (line.incomplete.value, line.incomplete.partial) == (None, Decimal("3.1"))
    said = " ".join(sentences.status(line))
    assert ABSENT in said
    assert "2024-06-30" in said
    assert "3.1" in said
    assert BEFORE_LAST.isoformat() in said  # the day that the status rests on


def test_the_status_rests_on_the_latest_complete_figure(zone):
    line = line_of(tell(zone))
    found = line.assessment

    assert found.latest == Point(BEFORE_LAST, Decimal("3.415"))
    assert found.start == Point(date(2020, 12, 31), Decimal("3.1"))
    assert round(found.expected, 4) == Decimal("3.5746")  # 3.5 and 91 of 366 days on the way to 3.8
    assert (found.pace, int(found.share * 100)) == (Pace.ACCELERATE, 66)
    assert found.target == Point(date(2024, 12, 31), Decimal("3.8"))
    assert round(found.required, 3) == Decimal("0.511")  # 0.385 in 275 days
    assert round(found.actual, 3) == Decimal("0.097")  # 0.315 in 1186 days


def test_each_area_has_its_own_figure_from_its_own_districts(zone):
    line = line_of(tell(zone))
    guangzhou, qingyuan = line.areas

    assert [row.area.name for row in line.areas] == ["广州片区", "清远片区"]
    assert (guangzhou.latest.on, guangzhou.latest.value) == (LAST, Decimal("1.45"))
    assert (qingyuan.latest.on, qingyuan.latest.value) == (BEFORE_LAST, Decimal("1.98"))
    assert [district.name for district in qingyuan.newest.missing] == [ABSENT]


def test_the_result_of_each_year_is_that_of_its_last_day(zone):
    line = line_of(tell(zone))

    assert [(row.year, row.value, row.result) for row in line.targets] == [
        (2022, Decimal("3.3"), Result.MISSED), (2023, Decimal("3.5"), Result.MISSED),
        (2024, Decimal("3.8"), Result.AHEAD), (2025, Decimal(4), Result.AHEAD)]
    assert line.targets[0].figure.value == Decimal("3.24")


def test_once_the_missing_district_is_approved_the_whole_is_there(zone, reporter):
    indicator = tell(zone)
    absent = next(district for district in districts_of(zone) if district.name == ABSENT)
    read(indicator, absent, LAST, "0.35", by=reporter)

    line = line_of(indicator)

    assert (line.incomplete, line.latest.on, line.latest.value) == (None, LAST, Decimal("3.45"))


def test_the_table_has_a_cell_for_each_day_and_district(zone):
    rows = table(line_of(tell(zone)))

    assert [row.on for row in rows] == DAYS[::-1]
    assert [(district.name, value) for district, value in rows[0].cells][-3:] == [
        ("清新区", Decimal("0.55")), (ABSENT, None), ("英德", Decimal("0.55"))]
    assert [row.whole.is_complete for row in rows] == [False, *[True] * 9]
