"""Rates of organizations, period by period, and their totals."""

import pytest

from tests.dashboards.arrivals import DAY, END, ON, make_quarter, make_slot, moment, put_in
from tests.factories import make_area, make_organization, make_plan
from tracker.dashboards.rates import rates
from tracker.reporting.rates import Counts, total


@pytest.fixture
def periods(plan):
    """Seven quarters of a hundred days, the newest first."""
    return [make_quarter(plan, END - number * 100 * DAY) for number in range(7)]


def arrive(report, lead, *, after, **decision):
    """The report comes in so many days after the end of its period."""
    return put_in(report, by=lead, at=moment(report.period.ends_on + after * DAY), **decision)


def test_before_any_reporting_has_begun_there_is_no_period(plan):
    found = rates(plan, on=ON)

    assert (found.period, found.rows, found.total.now) == (None, (), Counts())


def test_it_shows_the_newest_period_and_the_five_before_it(plan, periods, lead):
    for period in periods:
        make_slot(period, lead.organization)
    arrive(make_slot(periods[0], lead.organization), lead, after=9)
    arrive(make_slot(periods[2], lead.organization), lead, after=11)

    found = rates(plan, on=ON)

    assert (found.period, found.earlier) == (periods[0], tuple(periods[5:0:-1]))
    [row] = found.rows
    assert row.now == Counts(on_time=1, missing=1, awaiting=1)
    assert [counts.worst for counts in row.before] == ["missing"] * 5
    assert row.earlier == Counts(late=1, missing=5, awaiting=1)
    assert row.on_time_rate == 0


def test_another_period_is_compared_with_those_before_it(plan, periods, lead):
    for period in periods:
        make_slot(period, lead.organization)

    found = rates(plan, on=ON, period=periods[3])

    assert (found.period, found.earlier) == (periods[3], (periods[6], periods[5], periods[4]))


def test_only_periods_of_the_same_length_and_plan_are_compared(plan, periods, lead):
    make_quarter(plan, END - 50 * DAY, frequency="month")
    make_quarter(make_plan(), END - 20 * DAY)
    make_slot(periods[0], lead.organization)

    assert rates(plan, on=ON).earlier == tuple(periods[5:0:-1])


def test_on_a_day_in_the_past_the_period_of_that_day_is_the_newest(plan, periods, lead):
    make_slot(periods[1], lead.organization)
    make_slot(periods[0], lead.organization)

    found = rates(plan, on=END)

    assert found.period == periods[1]
    assert found.total.now == Counts(missing=1)


def test_the_worst_come_first_then_the_less_punctual_then_those_of_higher_rank(plan, periods, lead):
    names = ("甲", "乙", "丙", "丁")
    first, second, third, fourth = (make_organization(name=name, position=9 - n) for n, name in enumerate(names))
    make_slot(periods[0], first)
    for organization in (second, third, fourth):
        arrive(make_slot(periods[0], organization), lead, after=5)
        arrive(make_slot(periods[1], organization), lead, after=5 if organization != second else 15)

    assert [row.name for row in rates(plan, on=ON).rows] == ["甲", "乙", "丁", "丙"]


def test_totals_are_the_sums_of_their_columns(plan, periods, lead, reviewer):
    for number, period in enumerate(periods):
        for organization in (lead.organization, make_organization(), make_organization()):
            make_slot(period, organization)
            arrive(make_slot(period, organization), lead, after=9 + number, decision="returned", decided_by=reviewer,
                   decided_at=moment(period.ends_on + 30 * DAY))

    found = rates(plan, on=ON)

    assert found.total.now == total(row.now for row in found.rows) == Counts(on_time=3, missing=3, awaiting=3)
    assert found.total.earlier == Counts(on_time=3, late=12, missing=15, returned=15)
    assert [counts.expected for _period, counts in found.by_period] == [6] * 6
    assert found.by_period[0] == (periods[0], found.total.now)


def test_an_area_shows_only_what_is_reported_on_its_districts(plan, periods, lead):
    other = make_area(plan=plan)
    make_slot(periods[0], lead.organization)
    make_slot(periods[0], lead.organization, area=other)
    there = make_organization()
    make_slot(periods[0], there, area=other)

    assert [(row.key, row.now.expected) for row in rates(plan, on=ON, area=other).rows] == [
        (lead.organization.pk, 1), (there.pk, 1)]
    assert rates(plan, on=ON, area=plan.areas.first()).total.now.expected == 1
    assert rates(plan, on=ON).total.now.expected == 3


def test_whoever_nothing_was_expected_of_has_no_row(plan, periods, lead):
    report = make_slot(periods[0], lead.organization)
    report.assignment.measure.withdrawn_on = END
    report.assignment.measure.save()

    assert rates(plan, on=ON).rows == ()


@pytest.mark.parametrize("size", [3, 30])
def test_any_number_of_reports_takes_two_queries(plan, periods, lead, size, django_assert_num_queries):
    for number in range(size):
        arrive(make_slot(periods[number % 7], make_organization()), lead, after=9)

    with django_assert_num_queries(2):
        rates(plan, on=ON)
