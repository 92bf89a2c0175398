"""A briefing for a day is the same when it is made a year later, after much has happened."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.exchange.briefing.briefings import ON, PROBLEM, World
from tests.factories import REASON, make_period, make_report, make_user, write
from tests.lights.conftest import at
from tracker import acts
from tracker.exchange.briefing.sums import check
from tracker.models import FormerName, Milestone, ReportException
from tracker.people.roles import Role
from tracker.reporting.status import ExceptionKind


@pytest.fixture
def clock(db):
    with time_machine.travel(at(ON), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(clock):
    world = World()
    world.approve(world.red, percent=40, has_problem="yes", problem=PROBLEM)
    world.hand_in(world.yellow, percent=95)
    world.boss = make_user(role=Role.ADMINISTRATOR)
    return world


def test_a_year_later_everything_is_said_as_it_was(world, clock):
    subjects = [{}, {"area": world.areas[0]}, {"organization": world.lead.organization}]
    said = [world.content(**whose) for whose in subjects]

    for act in (_decide, _hand_in_and_correct, _change_limits, _set_lights, _grant, _hand_over, _rename, _next_period):
        clock.shift(timedelta(days=45))
        act(world)
        again = [world.content(**whose) for whose in subjects]
        assert again == said, act.__name__

    today = world.content(on=ON + timedelta(days=360))
    check(today)
    assert today.figures != said[0].figures


def _decide(world):
    """What waited on the day is approved, which makes it the newest there is of its period."""
    report = world.reports["A-2"]
    report.refresh_from_db()
    acts.approve(report, by=world.reviewer)


def _hand_in_and_correct(world):
    report = world.reports["A-1"]
    report.refresh_from_db()
    acts.correct(report, by=world.lead, reason=REASON)
    acts.submit(write(report, by=world.lead, percent=100, summary="更正后的内容，与当日不同。" * 10), by=world.lead)
    report.refresh_from_db()
    acts.approve(report, by=world.reviewer)


def _change_limits(world):
    acts.change_due(world.yellow, by=world.boss, due_on=date(2026, 6, 30), reason=REASON)
    acts.change_due(world.green.milestones.get(), by=world.boss, due_on=date(2026, 1, 31), reason=REASON)


def _set_lights(world):
    acts.set_light(world.green, by=world.reviewer, light="red", reason=REASON, until_on=date(2025, 9, 30))
    acts.make_rules(by=world.boss, effective_on=date(2025, 8, 1), reason=REASON, gap_yellow=1, gap_red=2,
                    milestone_red=0, deadline_days=60, deadline_percent=100, missing_red=1)


def _grant(world):
    report = world.reports["B-1"]
    acts.grant_exception(report, by=world.reviewer, kind=ExceptionKind.EXCUSED, until_on=None, reason=REASON)
    assert ReportException.objects.count() == 1


def _hand_over(world):
    acts.end_assignment(world.red.assignments.get(), by=world.boss, on=date(2025, 7, 31))
    acts.withdraw(world.green, by=world.boss, on=date(2025, 7, 1), reason=REASON)


def _rename(world):
    organization = world.lead.organization
    FormerName.objects.create(organization=organization, name=organization.name, until_on=date(2025, 8, 31))
    organization.name = "测试市公安和应急管理局"
    organization.save()


def _next_period(world):
    """Another period, whose reports say otherwise, and a milestone that was not known on the day."""
    period = make_period(plan=world.plan, year=2025, number=3, starts_on=date(2025, 7, 1), ends_on=date(2025, 9, 30),
                         opens_on=date(2025, 10, 1), due_on=date(2025, 10, 20), closes_on=date(2025, 10, 25))
    report = make_report(assignment=world.yellow.assignments.get(), period=period)
    acts.submit(write(report, by=world.other, percent=100, has_problem="yes", problem=PROBLEM), by=world.other)
    report.refresh_from_db()
    acts.approve(report, by=world.reviewer)
    acts.keep(Milestone(measure=world.red, title="后来的节点", due_on=date(2024, 8, 1)), by=world.boss)
