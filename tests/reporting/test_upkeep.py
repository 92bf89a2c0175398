"""Reporting periods made ahead."""

from datetime import date

import pytest
from django.core.management import call_command

from tests.factories import make_assignment, make_measure, make_period, make_plan, make_task
from tracker.models import AuditEvent, ProgressReport, ProgressSpan, ReportingPeriod
from tracker.reporting import actions
from tracker.reporting.status import Completion, Frequency

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(plan):
    return make_assignment(measure=make_measure(task=make_task(plan=plan)))


def codes(plan):
    return [period.code for period in plan.periods.order_by("ends_on")]


def verify(measure, *, on):
    return ProgressSpan.objects.create(measure=measure, percent=100, completion=Completion.VERIFIED, from_on=on)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), ["2026Q4", "2027Q1", "2027Q2", "2027Q3"]),  # the third quarter has closed
        (date(2026, 12, 31), ["2026Q4", "2027Q1", "2027Q2", "2027Q3"]),
        (date(2027, 1, 1), ["2026Q4", "2027Q1", "2027Q2", "2027Q3", "2027Q4"]),  # the fourth takes reports
        (date(2028, 2, 29), ["2028Q1", "2028Q2", "2028Q3", "2028Q4"]),
    ],
)
def test_reporting_begins_with_the_first_period_that_is_not_closed(plan, assignment, today, expected):
    made = actions.look_ahead(plan, on=today)

    assert [period.code for period in made] == expected
    assert codes(plan) == expected
    assert ProgressReport.objects.filter(assignment=assignment).count() == len(expected)


def test_looking_ahead_again_the_same_day_changes_nothing(plan, assignment):
    today = date(2026, 11, 24)
    actions.look_ahead(plan, on=today)
    before = AuditEvent.objects.count(), ProgressReport.objects.count()

    made = actions.look_ahead(plan, on=today)

    assert made == []
    assert (AuditEvent.objects.count(), ProgressReport.objects.count()) == before


def test_reports_that_open_without_a_new_period_stand_in_the_log(plan, assignment):
    today = date(2026, 11, 24)
    actions.look_ahead(plan, on=today)
    ProgressReport.objects.filter(assignment=assignment, period__year=2027).delete()
    before = AuditEvent.objects.count()

    actions.look_ahead(plan, on=today)

    event = AuditEvent.objects.newest_first().first()
    assert (event.verb, event.changes) == ("open_reports", {"reports": 3})
    assert AuditEvent.objects.count() == before + 1


def test_after_a_long_silence_closed_periods_are_not_made_up(plan, assignment):
    actions.look_ahead(plan, on=date(2026, 11, 24))

    made = actions.look_ahead(plan, on=date(2029, 5, 2))

    assert [period.code for period in made] == ["2029Q2", "2029Q3", "2029Q4", "2030Q1"]


def test_a_period_that_was_removed_does_not_come_back(plan, assignment):
    actions.look_ahead(plan, on=date(2026, 11, 24))
    actions.remove_period(ReportingPeriod.objects.get(year=2027, number=1), by=None)

    actions.look_ahead(plan, on=date(2026, 11, 25))

    assert codes(plan) == ["2026Q4", "2027Q2", "2027Q3"]


def test_the_rhythm_of_the_newest_period_goes_on(plan, assignment):
    actions.make_periods(plan, by=None, since=date(2026, 11, 1), through=date(2026, 11, 30), frequency=Frequency.MONTH)

    made = actions.look_ahead(plan, on=date(2026, 11, 24))

    assert [period.code for period in made][:2] == ["2026M12", "2027M1"]
    assert len(made) == 11


def test_a_plan_whose_measures_are_all_verified_gets_no_more_periods(plan, assignment):
    verify(assignment.measure, on=date(2026, 7, 15))

    assert actions.look_ahead(plan, on=date(2026, 11, 24)) == []


def test_a_plan_without_counted_measures_gets_no_periods():
    assert actions.look_ahead(make_plan(), on=date(2026, 11, 24)) == []


def test_a_measure_verified_before_reporting_opens_owes_no_report(plan, assignment):
    open_measure = make_assignment(measure=make_measure(task=assignment.measure.task))
    verify(assignment.measure, on=date(2026, 10, 20))
    period = make_period(plan=plan, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31),
                         opens_on=date(2027, 1, 1), due_on=date(2027, 1, 10), closes_on=date(2027, 1, 15))

    actions.open_reports(period)

    assert [report.assignment for report in period.reports.all()] == [open_measure]


def test_the_daily_tick_looks_ahead_for_every_plan(plan, assignment):
    call_command("tick", verbosity=0)

    assert plan.periods.exists()
