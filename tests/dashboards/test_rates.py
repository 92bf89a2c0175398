"""Rates of organizations and their totals, the time that reviews take, and how many measures keep pace."""

from datetime import date, timedelta

import pytest

from tests.dashboards.arrivals import moment, put_in
from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_supervisor,
)
from tracker.dashboards.rates import CLASSES, Pace, pace, rates, review_times
from tracker.models import ProgressSpan, SpecialDay
from tracker.reporting.rates import Counts, total
from tracker.reporting.status import Completion

DAY = timedelta(days=1)
END = date(2024, 9, 30)  # of the newest period; it is due on 10 October and closes on the 17th
ON = date(2024, 10, 20)


@pytest.fixture
def periods(plan):
    """Seven quarters of a hundred days, the newest first."""
    return [make_quarter(plan, END - number * 100 * DAY) for number in range(7)]


def make_quarter(plan, end, **fields):
    return make_period(plan=plan, starts_on=end - 99 * DAY, ends_on=end, opens_on=end + DAY, due_on=end + 10 * DAY,
                       closes_on=end + 17 * DAY, **fields)


def slot(period, organization, *, area=None):
    """What an organization owes in a period on one more measure."""
    measure = make_measure(area=area or period.plan.areas.first())
    return make_report(assignment=make_assignment(measure=measure, organization=organization), period=period)


def arrive(report, lead, *, after, **decision):
    """The report comes in so many days after the end of its period."""
    return put_in(report, by=lead, at=moment(report.period.ends_on + after * DAY), **decision)


# Reports ----------------------------------------------------------------------------------------------------------


def test_before_any_reporting_has_begun_there_is_no_period(plan):
    found = rates(plan, on=ON)

    assert (found.period, found.rows, found.total.now) == (None, (), Counts())


def test_it_shows_the_newest_period_and_the_five_before_it(plan, periods, lead):
    for period in periods:
        slot(period, lead.organization)
    arrive(slot(periods[0], lead.organization), lead, after=9)
    arrive(slot(periods[2], lead.organization), lead, after=11)

    found = rates(plan, on=ON)

    assert (found.period, found.earlier) == (periods[0], tuple(periods[5:0:-1]))
    [row] = found.rows
    assert row.now == Counts(on_time=1, missing=1, awaiting=1)
    assert [counts.worst for counts in row.before] == ["missing"] * 5
    assert row.earlier == Counts(late=1, missing=5, awaiting=1)
    assert row.on_time_rate == 0


def test_another_period_is_compared_with_those_before_it(plan, periods, lead):
    for period in periods:
        slot(period, lead.organization)

    found = rates(plan, on=ON, period=periods[3])

    assert (found.period, found.earlier) == (periods[3], (periods[6], periods[5], periods[4]))


def test_only_periods_of_the_same_length_and_plan_are_compared(plan, periods, lead):
    make_quarter(plan, END - 50 * DAY, frequency="month")
    make_quarter(make_plan(), END - 20 * DAY)
    slot(periods[0], lead.organization)

    assert rates(plan, on=ON).earlier == tuple(periods[5:0:-1])


def test_on_a_day_in_the_past_the_period_of_that_day_is_the_newest(plan, periods, lead):
    slot(periods[1], lead.organization)
    slot(periods[0], lead.organization)

    found = rates(plan, on=END)

    assert found.period == periods[1]
    assert found.total.now == Counts(missing=1)


def test_the_worst_come_first_then_the_less_punctual_then_those_of_higher_rank(plan, periods, lead):
    names = ("甲", "乙", "丙", "丁")
    first, second, third, fourth = (make_organization(name=name, position=9 - n) for n, name in enumerate(names))
    slot(periods[0], first)
    for organization in (second, third, fourth):
        arrive(slot(periods[0], organization), lead, after=5)
        arrive(slot(periods[1], organization), lead, after=5 if organization != second else 15)

    assert [row.name for row in rates(plan, on=ON).rows] == ["甲", "乙", "丁", "丙"]


def test_totals_are_the_sums_of_their_columns(plan, periods, lead, reviewer):
    for number, period in enumerate(periods):
        for organization in (lead.organization, make_organization(), make_organization()):
            slot(period, organization)
            arrive(slot(period, organization), lead, after=9 + number, decision="returned", decided_by=reviewer,
                   decided_at=moment(period.ends_on + 30 * DAY))

    found = rates(plan, on=ON)

    assert found.total.now == total(row.now for row in found.rows) == Counts(on_time=3, missing=3, awaiting=3)
    assert found.total.earlier == Counts(on_time=3, late=12, missing=15, returned=15)
    assert [counts.expected for _period, counts in found.by_period] == [6] * 6
    assert found.by_period[0] == (periods[0], found.total.now)


def test_an_area_shows_only_what_is_reported_on_its_districts(plan, periods, lead):
    other = make_area(plan=plan)
    slot(periods[0], lead.organization)
    slot(periods[0], lead.organization, area=other)
    there = make_organization()
    slot(periods[0], there, area=other)

    assert [(row.key, row.now.expected) for row in rates(plan, on=ON, area=other).rows] == [
        (lead.organization.pk, 1), (there.pk, 1)]
    assert rates(plan, on=ON, area=plan.areas.first()).total.now.expected == 1
    assert rates(plan, on=ON).total.now.expected == 3


def test_whoever_nothing_was_expected_of_has_no_row(plan, periods, lead):
    report = slot(periods[0], lead.organization)
    report.assignment.measure.withdrawn_on = END
    report.assignment.measure.save()

    assert rates(plan, on=ON).rows == ()


@pytest.mark.parametrize("size", [3, 30])
def test_any_number_of_reports_takes_two_queries(plan, periods, lead, size, django_assert_num_queries):
    for number in range(size):
        arrive(slot(periods[number % 7], make_organization()), lead, after=9)

    with django_assert_num_queries(2):
        rates(plan, on=ON)


# Reviews ----------------------------------------------------------------------------------------------------------


def decide(report, lead, *, came, decided, by, decision="approved"):
    put_in(report, by=lead, at=moment(came), decision=decision, decided_by=by, decided_at=moment(decided, 18))


def test_reviews_take_working_days(plan, periods, lead, reviewer):
    """8 to 12 October 2024 are working days, Saturday the 12th by the notice of the State Council; the 13th is none."""
    slow = make_supervisor(plan=plan, name="慢")
    decide(slot(periods[0], lead.organization), lead, came=date(2024, 10, 8), decided=date(2024, 10, 8), by=reviewer)
    decide(slot(periods[0], lead.organization), lead, came=date(2024, 10, 8), decided=date(2024, 10, 9), by=reviewer)
    decide(slot(periods[1], lead.organization), lead, came=date(2024, 10, 8), decided=date(2024, 10, 14), by=slow,
           decision="returned")

    found = review_times(plan, on=ON)

    assert [(row.name, row.decided, row.days) for row in found.rows] == [("慢", 1, 5), ("周明", 2, 0.5)]
    assert (found.total.decided, found.total.days) == (3, 1)
    assert (found.waiting, found.oldest) == (0, None)


def test_reviews_follow_the_calendar_that_the_administrators_keep(plan, periods, lead, reviewer):
    SpecialDay.objects.create(day=date(2024, 10, 9), is_working_day=False, name="台风", source="通知")
    decide(slot(periods[0], lead.organization), lead, came=date(2024, 10, 8), decided=date(2024, 10, 10), by=reviewer)

    assert review_times(plan, on=ON).total.days == 1


def test_only_decisions_on_the_two_newest_periods_are_timed(plan, periods, lead, reviewer):
    for period in periods[:3]:
        decide(slot(period, lead.organization), lead, came=ON, decided=ON, by=reviewer)

    assert review_times(plan, on=ON).total.decided == 2


def test_what_waits_waits_whatever_its_period(plan, periods, lead):
    put_in(slot(periods[0], lead.organization), by=lead, at=moment(date(2024, 10, 18)))
    put_in(slot(periods[6], lead.organization), by=lead, at=moment(date(2024, 10, 14)))

    found = review_times(plan, on=ON)  # a Sunday

    assert (found.waiting, found.oldest) == (2, 4)
    assert (found.rows, found.total.days) == ((), None)


def test_on_the_day_before_it_was_decided_a_report_waited(plan, periods, lead, reviewer):
    report = slot(periods[0], lead.organization)
    decide(report, lead, came=date(2024, 10, 8), decided=date(2024, 10, 10), by=reviewer, decision="recalled")

    assert review_times(plan, on=date(2024, 10, 7)).waiting == 0
    assert review_times(plan, on=date(2024, 10, 9)).waiting == 1
    assert review_times(plan, on=date(2024, 10, 10)).waiting == 0
    assert review_times(plan, on=date(2024, 10, 10)).total.decided == 0


def test_an_area_times_what_is_reported_on_its_districts(plan, periods, lead, reviewer):
    other = make_area(plan=plan)
    decide(slot(periods[0], lead.organization), lead, came=ON, decided=ON, by=reviewer)
    put_in(slot(periods[0], lead.organization, area=other), by=lead, at=moment(ON))

    found = review_times(plan, on=ON, area=other)

    assert (found.total.decided, found.waiting) == (0, 1)


# Pace -------------------------------------------------------------------------------------------------------------


def standing(plan, percent, *, expected, area=None, completion=Completion.UNDER_WAY):
    """A measure of so much progress of which so much is expected; None: nothing is."""
    measure = make_measure(area=area or plan.areas.first(), due_on=None if expected is None else date(2025, 12, 31))
    for weight, due_on in ((expected or 0, ON), (100 - (expected or 0), ON + DAY)):
        if weight and expected is not None:
            make_milestone(measure=measure, due_on=due_on, weight=weight)
    ProgressSpan.objects.create(measure=measure, percent=percent, completion=completion, from_on=date(2024, 1, 1))
    return measure


def test_the_classes_are_those_of_a_bulletin(plan):
    standing(plan, 100, expected=60, completion=Completion.COMPLETED)
    standing(plan, 61, expected=60)
    standing(plan, 60, expected=60)
    standing(plan, 59, expected=60)
    standing(plan, 0, expected=0)
    standing(plan, 30, expected=None)

    assert pace(plan, on=ON) == Pace(6, done=1, ahead=1, on_schedule=1, behind=1, other=2)


def test_what_stands_in_no_denominator_has_no_pace(plan):
    measure = standing(plan, 10, expected=60)
    measure.withdrawn_on = ON
    measure.save()
    standing(make_plan_with_area(), 10, expected=60)

    assert pace(plan, on=ON) == Pace(0)


def make_plan_with_area():
    return make_area().plan


def test_an_area_has_the_pace_of_the_measures_that_apply_to_it(plan):
    other = make_area(plan=plan)
    standing(plan, 10, expected=60)
    shared = standing(plan, 70, expected=60, area=other)
    shared.districts.add(plan.areas.first().districts.first())

    assert pace(plan, on=ON, area=other) == Pace(1, ahead=1)
    assert pace(plan, on=ON, area=plan.areas.first()) == Pace(2, ahead=1, behind=1)


def test_classes_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        Pace(3, done=1, behind=1)

    assert [name for name, _number in Pace(0).classes] == list(CLASSES)
