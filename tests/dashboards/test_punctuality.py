"""How one organization has reported, as known on any day."""

from datetime import date

import pytest

from tests.dashboards.arrivals import DAY, END, ON, make_quarter, moment, put_in
from tests.factories import make_assignment, make_measure, make_report
from tracker.dashboards.punctuality import punctuality
from tracker.models import ReportException
from tracker.reporting.rates import Counts


@pytest.fixture
def slots(plan, lead):
    """A report of each of seven periods of a hundred days, the newest first."""
    assignment = make_assignment(measure=make_measure(area=plan.areas.get()), organization=lead.organization)
    periods = [make_quarter(plan, END - number * 100 * DAY) for number in range(7)]
    return [make_report(assignment=assignment, period=period) for period in periods]


def test_what_was_returned_counts_as_it_first_came_in(slots, lead, reviewer):
    put_in(slots[0], by=lead, at=moment(date(2024, 10, 11)), decision="returned", decided_by=reviewer,
           decided_at=moment(date(2024, 10, 12)))

    newest = punctuality(lead.organization, on=ON).columns[-1]
    [owed] = [owed for owed in punctuality(lead.organization, on=ON).reports.values() if owed.period == newest.period]

    assert newest.counts == Counts(late=1, returned=1)
    assert (owed.came, owed.outcome) == ("late", "returned")


def test_on_the_day_before_it_came_in_it_was_open(slots, lead):
    put_in(slots[0], by=lead, at=moment(date(2024, 10, 9)))

    assert punctuality(lead.organization, on=date(2024, 10, 8)).columns[-1].counts == Counts(open=1)
    assert punctuality(lead.organization, on=date(2024, 10, 9)).columns[-1].counts == Counts(on_time=1, awaiting=1)


def test_on_a_past_day_the_periods_of_that_day_are_shown(slots, lead):
    found = punctuality(lead.organization, on=END)

    assert [column.period for column in found.columns] == [slot.period for slot in slots[5:0:-1]]
    assert [owed.report for owed in found.earlier] == [slots[6].pk]


def test_what_was_excused_is_neither_shown_nor_named_as_missing(slots, lead, reviewer):
    for slot in (slots[0], slots[6]):
        ReportException.objects.create(report=slot, kind="excused", reason="免报", granted_by=reviewer,
                                       granted_at=moment(slot.period.due_on))

    found = punctuality(lead.organization, on=ON)

    assert found.expected == 4
    assert [owed.report for owed in found.earlier] == [slots[5].pk]
    assert found.totals == (("on_time", 0), ("late", 0), ("missing", 4), ("open", 0))
