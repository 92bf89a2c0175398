"""How long reviews take, in working days."""

from datetime import date

import pytest

from tests.dashboards.arrivals import DAY, END, ON, make_quarter, make_slot, moment, put_in
from tests.factories import make_area, make_supervisor
from tracker.dashboards.rates import review_times
from tracker.models import SpecialDay


@pytest.fixture
def periods(plan):
    """Three quarters of a hundred days, the newest first."""
    return [make_quarter(plan, END - number * 100 * DAY) for number in range(3)]


OCTOBER = {number: date(2024, 10, number) for number in range(1, 32)}


def decide(period, lead, *, came, decided, by, decision="approved", area=None):
    """A report that came in and was decided on these days of October."""
    put_in(make_slot(period, lead.organization, area=area), by=lead, at=moment(OCTOBER[came]), decision=decision,
           decided_by=by, decided_at=moment(OCTOBER[decided], 18))


def test_reviews_take_working_days(plan, periods, lead, reviewer):
    """8 to 12 October 2024 are working days, Saturday the 12th by the notice of the State Council; the 13th is none."""
    slow = make_supervisor(plan=plan, name="慢")
    decide(periods[0], lead, came=8, decided=8, by=reviewer)
    decide(periods[0], lead, came=8, decided=9, by=reviewer)
    decide(periods[1], lead, came=8, decided=14, by=slow, decision="returned")

    found = review_times(plan, on=ON)

    assert [(row.name, row.decided, row.days) for row in found.rows] == [("慢", 1, 5), ("周明", 2, 0.5)]
    assert (found.total.decided, found.total.days) == (3, 1)
    assert (found.waiting, found.oldest) == (0, None)


def test_reviews_follow_the_calendar_that_the_administrators_keep(plan, periods, lead, reviewer):
    SpecialDay.objects.create(day=date(2024, 10, 9), is_working_day=False, name="台风", source="通知")
    decide(periods[0], lead, came=8, decided=10, by=reviewer)

    assert review_times(plan, on=ON).total.days == 1


def test_only_decisions_on_the_two_newest_periods_are_timed(plan, periods, lead, reviewer):
    for period in periods[:3]:
        decide(period, lead, came=20, decided=20, by=reviewer)

    assert review_times(plan, on=ON).total.decided == 2


def test_what_waits_waits_whatever_its_period(plan, periods, lead):
    put_in(make_slot(periods[0], lead.organization), by=lead, at=moment(date(2024, 10, 18)))
    put_in(make_slot(periods[2], lead.organization), by=lead, at=moment(date(2024, 10, 14)))

    found = review_times(plan, on=ON)  # a Sunday

    assert (found.waiting, found.oldest) == (2, 4)
    assert (found.rows, found.total.days) == ((), None)


def test_on_the_day_before_it_was_decided_a_report_waited(plan, periods, lead, reviewer):
    decide(periods[0], lead, came=8, decided=10, by=reviewer, decision="recalled")

    assert review_times(plan, on=date(2024, 10, 7)).waiting == 0
    assert review_times(plan, on=date(2024, 10, 9)).waiting == 1
    assert review_times(plan, on=date(2024, 10, 10)).waiting == 0
    assert review_times(plan, on=date(2024, 10, 10)).total.decided == 0


def test_an_area_times_what_is_reported_on_its_districts(plan, periods, lead, reviewer):
    other = make_area(plan=plan)
    decide(periods[0], lead, came=20, decided=20, by=reviewer)
    put_in(make_slot(periods[0], lead.organization, area=other), by=lead, at=moment(ON))

    found = review_times(plan, on=ON, area=other)

    assert (found.total.decided, found.waiting) == (0, 1)
