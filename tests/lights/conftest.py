"""A measure of two districts with one lead, in 2024, and people who act on it."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from tests.factories import make_assignment, make_measure, make_period, make_report, make_task, write
from tracker import acts
from tracker.lights.actions import redraw
from tracker.models import ProgressReport
from tracker.plans.days import BEIJING

JUNE = date(2024, 6, 3)


@pytest.fixture
def clock():
    """The clock, at nine in the morning of 3 June 2024 in Beijing; ``clock.move_to(at(day))`` moves it."""
    with time_machine.travel(at(JUNE), tick=False) as traveller:
        yield traveller


def at(day, hour=9):
    return datetime.combine(day, time(hour), BEIJING)


@pytest.fixture
def measure(clock, plan):
    """Runs through 2024, so that half is expected on 30 June."""
    return make_measure(task=make_task(plan=plan), starts_on=date(2024, 1, 1), due_on=date(2024, 12, 31))


@pytest.fixture
def light_report(measure, lead):
    """Its lead's report for a period that is due on 12 June and closes on 17 June; lights are drawn."""
    period = make_period(plan=measure.task.plan, starts_on=date(2024, 3, 1), ends_on=date(2024, 5, 31),
                         opens_on=date(2024, 6, 1), due_on=date(2024, 6, 12), closes_on=date(2024, 6, 17))
    report = make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=period)
    redraw([measure], on=JUNE)
    return report


def hand_in(report, *, by, **fields):
    """Hand a report in as doors do, so that lights follow; return the submission."""
    return acts.submit(write(fresh(report), by=by, **fields), by=by)


def approve(report, *, by, reviewer, **fields):
    """Hand a report in and approve it at once."""
    hand_in(report, by=by, **fields)
    acts.approve(fresh(report), by=reviewer)


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def days(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
