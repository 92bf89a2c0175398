"""The migration that reads the log: time limits that were changed before extensions were kept become rows."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import REASON, make_measure, make_milestone, make_task, make_user
from tracker.audit.actions import record
from tracker.models import AuditEvent, Extension
from tracker.people.roles import Role

read_the_log = import_module("tracker.migrations.0016_extensions_on_record").read_the_log


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


def changed(row, measure, before, after, *, by, reason=REASON):
    record("change_due", row, by=by, measure=measure, due_on=[before, after], reason=reason)


def test_changes_of_time_limits_become_extensions_on_record(plan, administrator):
    measure = make_measure(task=make_task(plan=plan))
    milestone = make_milestone(measure=measure, due_on=date(2024, 6, 30))
    changed(measure, measure, date(2025, 12, 31), date(2026, 6, 30), by=administrator)
    changed(milestone, measure, date(2024, 6, 30), date(2024, 5, 31), by=None)

    read_the_log(apps, None)

    first, second = Extension.objects.order_by("pk")
    event = AuditEvent.objects.filter(verb="change_due").order_by("number").first()
    assert (first.measure, first.milestone, first.old_due_on, first.new_due_on) == (
        measure, None, date(2025, 12, 31), date(2026, 6, 30))
    assert (first.reason, first.decided_by, first.decided_at, first.state) == (
        REASON, administrator, event.at, "granted")
    assert (first.was_asked, first.is_later) == (False, True)
    assert (second.milestone, second.days, second.decided_by) == (milestone, -30, None)


def test_what_is_no_change_or_about_something_that_is_gone_is_left_out(plan, administrator):
    measure = make_measure(task=make_task(plan=plan))
    gone = make_milestone(measure=measure, due_on=date(2024, 6, 30))
    changed(gone, measure, date(2024, 6, 30), date(2024, 7, 31), by=administrator)
    gone.delete()
    changed(measure, measure, None, date(2026, 6, 30), by=administrator)
    changed(measure, measure, date(2026, 6, 30), date(2026, 6, 30), by=administrator)

    read_the_log(apps, None)

    assert not Extension.objects.exists()
