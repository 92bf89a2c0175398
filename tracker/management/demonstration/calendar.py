"""The reporting periods of the demonstration: a past, and always one that takes reports today."""

from datetime import date, timedelta

from tracker.audit.models import AuditEvent
from tracker.management.demonstration.story.course import FIRST
from tracker.reporting.actions import change_period, make_periods
from tracker.reporting.calendar import add_working_days, period_dates

DUE_IN = 5  # days from today until reports are due, where the newest period had to be opened again
GRACE = 5  # working days until it closes
NOTE = "演示数据：为便于试用，将最近一期的截止日顺延"


def make_past(plan, *, on):
    """Make the quarters that the demonstration tells of; return (all of them in order, the ones that are new)."""
    first = period_dates(*FIRST)
    made = make_periods(plan, by=None, since=first.ends_on, through=_last_month_end(on))
    told = list(plan.periods.filter(ends_on__gte=first.ends_on, opens_on__lte=on).order_by("ends_on"))
    return told, made


def keep_open(plan, *, on):
    """Let the newest period that has opened take reports: where it is overdue or closed it is due in a few days.

    Real plans do not do that; without it the demonstration would have nothing to report for ten weeks of each quarter.
    Returns the period, None where none has opened yet.
    """
    newest = plan.periods.opened(on=on).first()
    if newest is None or on <= newest.due_on:
        return newest
    before = newest.due_on, newest.closes_on
    newest.due_on = on + timedelta(days=DUE_IN)
    newest.closes_on = add_working_days(newest.due_on, GRACE)
    return change_period(newest, by=None, changes={
        "due_on": [before[0], newest.due_on], "closes_on": [before[1], newest.closes_on],
        "note": NOTE,
    })


def restore_days(plan):
    """Give periods back the days they had before ``keep_open``, unless somebody has changed them since."""
    moved = AuditEvent.objects.filter(target_type="reportingperiod", verb="change_period", changes__note=NOTE)
    first, last = {}, {}
    for event in moved.order_by("number"):
        first.setdefault(event.target_id, event)
        last[event.target_id] = event
    for period in plan.periods.filter(pk__in=first, due_on__in=[event.changes["due_on"][1] for event in last.values()]):
        before = {name: first[period.pk].changes[name][0] for name in ("due_on", "closes_on")}
        changes = {name: [getattr(period, name), day] for name, day in before.items()}
        period.due_on, period.closes_on = map(date.fromisoformat, before.values())
        change_period(period, by=None, changes=changes)


def _last_month_end(on):
    return date(on.year, on.month, 1) - timedelta(days=1)
