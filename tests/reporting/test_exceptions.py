"""Exceptions to reporting: who grants them, what they change, and until when."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from tests.factories import (
    REASON,
    hand_in,
    make_area,
    make_assignment,
    make_exception,
    make_measure,
    make_period,
    make_plan,
    make_supervisor,
    make_user,
    write,
)
from tracker.models import AuditEvent, Notice, ProgressReport, ReportException
from tracker.people.roles import Role
from tracker.plans.days import BEIJING
from tracker.reporting import actions
from tracker.reporting.permissions import can_grant_exception, can_write
from tracker.reporting.status import ExceptionKind

pytestmark = pytest.mark.usefixtures("in_english")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def closed(report, today):
    """The report in a period that closed yesterday."""
    period = report.period
    period.opens_on, period.due_on, period.closes_on = today - 9 * DAY, today - 3 * DAY, today - DAY
    period.save()
    return fresh(report)


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def owed(report, *, on):
    return report in ProgressReport.objects.owed_by(report.organization, on=on)


def missed(report, *, on):
    return report in ProgressReport.objects.missed(on=on)


def test_a_closed_report_may_come_until_the_day_named(closed, lead, reviewer, today):
    before = can_write(lead, closed, on=today), owed(closed, on=today), missed(closed, on=today)

    make_exception(closed, by=reviewer, until_on=today + 5 * DAY)
    report, last = fresh(closed), today + 5 * DAY

    assert before == (False, False, True)
    assert [can_write(lead, report, on=day) for day in (today, last, last + DAY)] == [True, True, False]
    assert [owed(report, on=day) for day in (today, last, last + DAY)] == [True, True, False]
    assert [missed(report, on=day) for day in (today, last, last + DAY)] == [False, False, True]
    assert f"closed on {last:%B}"[:9] in can_write.refusal(lead, report, on=last + DAY)
    assert str(last.day) in can_write.refusal(lead, report, on=last + DAY)


def test_what_was_opened_again_is_handed_in(closed, lead, reviewer, today):
    make_exception(closed, by=reviewer, until_on=today + 5 * DAY)

    hand_in(fresh(closed), by=lead)

    assert fresh(closed).status == "submitted"


def test_an_excused_report_is_neither_owed_nor_missed(closed, report, lead, reviewer, today):
    make_exception(closed, by=reviewer)

    assert not owed(closed, on=today)
    assert not missed(closed, on=today)
    assert not can_write(lead, fresh(closed), on=today)


def test_an_excused_report_of_an_open_period_is_not_owed_and_may_still_come(report, lead, reviewer, today):
    before = owed(report, on=today)

    make_exception(report, by=reviewer)

    assert (before, owed(report, on=today)) == (True, False)
    assert can_write(lead, fresh(report), on=today)


def test_an_exception_ahead_of_the_opening_opens_nothing(report, lead, reviewer, today):
    period = report.period
    period.opens_on, period.due_on, period.closes_on = today + 2 * DAY, today + 5 * DAY, today + 8 * DAY
    period.save()

    make_exception(fresh(report), by=reviewer, until_on=today + 20 * DAY)

    assert not owed(report, on=today)
    assert not can_write(lead, fresh(report), on=today)


def test_an_exception_that_was_ended_leaves_everything_as_without_it(closed, lead, reviewer, today):
    exception = make_exception(closed, by=reviewer, until_on=today + 5 * DAY)

    actions.end_exception(exception, by=reviewer)

    assert not can_write(lead, fresh(closed), on=today)
    assert missed(closed, on=today)
    assert fresh(closed).deadline == (closed.period.due_on, closed.period.closes_on)


def test_the_past_stays_as_it_was_known(closed, reviewer, today):
    now = timezone.now()
    exception = make_exception(closed, by=reviewer)
    with time_machine.travel(now + 3 * DAY, tick=False):
        actions.end_exception(exception, by=reviewer)

    days = [today - DAY, today, today + 2 * DAY, today + 3 * DAY]

    assert [missed(closed, on=day) for day in days] == [False, False, False, True]  # it closed on the first of them
    assert [ReportException.objects.in_force(on=day).exists() for day in days] == [False, True, True, False]


@pytest.mark.parametrize(("moment", "is_moved"), [
    (datetime(2026, 10, 10, 23, 59, tzinfo=BEIJING), True),
    (datetime(2026, 10, 11, 0, 1, tzinfo=BEIJING), False),
])
def test_the_beijing_day_of_the_grant_decides_whether_the_due_day_moves(report, reviewer, moment, is_moved):
    period, until_on = report.period, moment.date() + 10 * DAY
    period.opens_on, period.due_on, period.closes_on = (moment.date().replace(day=day) for day in (1, 10, 16))
    period.save()
    with time_machine.travel(moment, tick=False):
        make_exception(fresh(report), by=reviewer, until_on=until_on)

    assert fresh(report).deadline == (until_on if is_moved else period.due_on, until_on)


def test_another_one_is_granted_once_the_first_has_run_out(closed, reviewer, today):
    now = timezone.now()
    make_exception(closed, by=reviewer, until_on=today + 2 * DAY)

    with pytest.raises(PermissionDenied, match="end it before"):
        make_exception(fresh(closed), by=reviewer, until_on=today + 9 * DAY)
    with time_machine.travel(now + 3 * DAY, tick=False):
        make_exception(fresh(closed), by=reviewer, until_on=today + 9 * DAY)

    assert [each.ended_at is None for each in closed.exceptions.order_by("pk")] == [False, True]
    assert ReportException.objects.in_force(on=today + DAY).get().until_on == today + 2 * DAY
    assert fresh(closed).exception.until_on == today + 9 * DAY


def test_nobody_else_grants_or_ends_one(closed, plan, lead, reviewer, today):
    far = make_supervisor(plan=plan, area=make_area(plan=plan))
    insider = make_supervisor(plan=plan, organization=lead.organization)
    others = [lead, far, insider, make_supervisor(plan=make_plan()), make_user(role=Role.LEADER),
              make_user(role=Role.ADMINISTRATOR), make_user(role=Role.AUDITOR)]
    exception = make_exception(closed, by=reviewer)
    before = AuditEvent.objects.count()

    for person in others:
        with pytest.raises(PermissionDenied):
            actions.end_exception(exception, by=person)
    actions.end_exception(exception, by=reviewer)
    for person in others:
        with pytest.raises(PermissionDenied):
            make_exception(fresh(closed), by=person)

    assert ReportException.objects.count() == 1
    assert AuditEvent.objects.count() == before + 1


def test_an_ended_one_is_not_ended_twice(closed, reviewer):
    exception = make_exception(closed, by=reviewer)
    stale = ReportException.objects.get(pk=exception.pk)
    actions.end_exception(exception, by=reviewer)

    with pytest.raises(PermissionDenied, match="no longer in force"):
        actions.end_exception(exception, by=reviewer)
    with pytest.raises(PermissionDenied, match="Somebody else has just ended"):
        actions.end_exception(stale, by=reviewer)


@pytest.mark.parametrize(("step", "sentence"), [
    ("submitted", "handed in and needs no exception"), ("returned", "stays open until"),
    ("approved", "was approved"), ("correcting", "was approved"),
])
def test_only_what_is_not_handed_in_needs_an_exception(report, lead, reviewer, today, step, sentence):
    hand_in(report, by=lead)
    if step == "returned":
        actions.send_back(fresh(report), by=reviewer, reason=REASON)
    if step in {"approved", "correcting"}:
        actions.approve(fresh(report), by=reviewer)
    if step == "correcting":
        actions.correct(fresh(report), by=lead, reason=REASON)

    assert sentence in can_grant_exception.refusal(reviewer, fresh(report), on=today)
    with pytest.raises(PermissionDenied, match=sentence):
        make_exception(fresh(report), by=reviewer, until_on=today + 30 * DAY)


@pytest.mark.parametrize(("kind", "days", "reason", "field"), [
    ("later", None, REASON, "until_on"), ("later", 0, REASON, "until_on"), ("later", -1, REASON, "until_on"),
    ("later", 91, REASON, "until_on"), ("later", 3, REASON, "until_on"), ("later", 10, "太短", "reason"),
    ("excused", None, "   太短了   \n", "reason"), ("excused", None, "长" * 5001, "reason"),
    ("never", 10, REASON, "kind"),
])
def test_what_will_not_do_is_refused_at_its_field(report, reviewer, today, kind, days, reason, field):
    until_on = None if days is None else today + days * DAY

    with pytest.raises(ValidationError) as refused:
        actions.grant_exception(report, by=reviewer, kind=kind, until_on=until_on, reason=reason)

    assert list(refused.value.message_dict) == [field]
    assert not ReportException.objects.exists()


@pytest.mark.parametrize("days", [4, 90])
def test_from_the_day_after_it_is_due_to_ninety_days_ahead(report, reviewer, today, days):
    exception = make_exception(report, by=reviewer, until_on=today + days * DAY)

    assert (exception.kind, exception.until_on) == (ExceptionKind.LATER, today + days * DAY)


def test_within_the_days_of_grace_only_a_day_beyond_them_helps(report, reviewer, today):
    period = report.period
    period.due_on = today - DAY
    period.save()

    with pytest.raises(ValidationError, match="anyway"):
        make_exception(fresh(report), by=reviewer, until_on=period.closes_on)


def test_the_organization_is_told_and_the_log_says_so(report, lead, colleague, reviewer, outsider, today):
    exception = make_exception(report, by=reviewer, until_on=today + 20 * DAY, reason="台风影响，材料收集延后")
    actions.end_exception(exception, by=reviewer)
    make_exception(report, by=reviewer, reason="本季度无此项工作，经专班同意")

    told = Notice.objects.filter(recipient=lead).order_by("pk")
    events = AuditEvent.objects.filter(verb__endswith="exception").order_by("number")
    assert [notice.kind for notice in told] == ["may_come_later", "exception_ended", "excused"]
    assert "may be handed in until" in told[0].sentence
    assert told[0].sentence.endswith("台风影响，材料收集延后")
    assert Notice.objects.filter(recipient=colleague).count() == 3
    assert not Notice.objects.filter(recipient__in=[outsider, reviewer]).exists()
    assert [event.verb for event in events] == ["grant_exception", "end_exception", "grant_exception"]
    assert events[0].changes == {"kind": "later", "until_on": str(today + 20 * DAY), "reason": "台风影响，材料收集延后"}
    assert {event.measure_id for event in events} == {report.measure.pk}


def test_a_slot_with_an_exception_is_kept_when_empty_ones_go(report, reviewer, today):
    make_exception(report, by=reviewer)

    assert report not in ProgressReport.objects.untouched()
    actions.end_assignment(report.assignment, by=None, on=report.period.starts_on)
    assert ProgressReport.objects.filter(pk=report.pk).exists()


def test_whose_report_it_is_makes_the_difference(closed, reviewer, today):
    other = make_assignment(measure=make_measure(task=closed.measure.task))
    neighbour = other.reports.create(period=closed.period)

    make_exception(closed, by=reviewer)

    assert missed(neighbour, on=today)


def test_a_draft_is_open_to_its_organization_and_its_supervisors(report, lead, reviewer, outsider, plan):
    write(report, by=lead)
    make_period(plan=plan)
    far = make_supervisor(plan=plan, area=make_area(plan=plan))

    who = [person for person in (lead, reviewer, outsider, far, make_user(role=Role.LEADER))
           if report in ProgressReport.objects.open_to(person)]

    assert who == [lead, reviewer]
