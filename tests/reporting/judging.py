"""The second quarter of 2024, and how a report of it came in: judged by the rule and by the database alike.

The quarter ends on 30 June; its reports are due on 10 July, and the period closes on 17 July.
"""

from datetime import date, datetime

import time_machine

from tests.factories import REASON, make_assignment, make_measure, make_period, make_report
from tracker.dashboards.slots import NOT_EXPECTED, expected_reports, judged, slot, with_facts
from tracker.models import ProgressReport
from tracker.plans.days import BEIJING
from tracker.reporting import actions
from tracker.reporting.rates import outcome


def day(text):
    """The day “07-10” of 2024."""
    return date.fromisoformat(f"2024-{text}")


def at(text):
    """Travel to the Beijing moment “07-10 23:59” of 2024."""
    return time_machine.travel(datetime.fromisoformat(f"2024-{text}").replace(tzinfo=BEIJING), tick=False)


def second_quarter(plan):
    return quarter(plan, 2, "06-30", "07-01", "07-10", "07-17")


def third_quarter(plan):
    return quarter(plan, 3, "09-30", "10-01", "10-10", "10-17")


def quarter(plan, number, ends_on, opens_on, due_on, closes_on):
    return make_period(plan=plan, year=2024, number=number, starts_on=day("04-01"), ends_on=day(ends_on),
                       opens_on=day(opens_on), due_on=day(due_on), closes_on=day(closes_on))


def owed_by(organization, period):
    """What an organization owes in a period."""
    measure = make_measure(area=period.plan.areas.get())
    return make_report(assignment=make_assignment(measure=measure, organization=organization), period=period)


def came(report, text):
    """How a report had come in by the end of that day, as (outcome, state): the rule and the database say the same."""
    on, reports = day(text), expected_reports().filter(pk=report.pk)
    row = with_facts(reports, on=on).get()
    by_rule = outcome(slot(row), on), slot(row).state
    found = judged(reports, [report.period], on=on).get()
    assert by_rule == (None if found.outcome == NOT_EXPECTED else found.outcome, found.newest_state)
    return by_rule


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def send_back(report, reviewer):
    actions.send_back(fresh(report), by=reviewer, reason=REASON)
