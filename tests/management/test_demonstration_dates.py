"""Whatever the date, the demonstration has a period to report on, and nothing in it lies in the future."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from time_machine import travel

from tests.management.conftest import PASSWORD, TODAY
from tracker.audit.actions import verify_chain
from tracker.management.demonstration.removal import remove_demonstration
from tracker.management.starting.accounts import ensure_administrator
from tracker.management.starting.filling import fill
from tracker.models import Evidence, Milestone, Plan, ReportingPeriod, Submission
from tracker.reporting.evidence import sniff

pytestmark = pytest.mark.django_db

UNCOMPARED = {"AuditEvent", "AuditHead", "LogEntry", "Session", "Permission", "ContentType", "Group"}
UNCOMPARED_FIELDS = {"id", "password", "last_login", "made_at", "kept"}


def newest(on):
    return ReportingPeriod.objects.opened(on=on).first()


@pytest.mark.parametrize("today", [
    date(2026, 10, 12),  # overdue, but not closed
    *(pytest.param(day, marks=pytest.mark.slow) for day in (
        date(2024, 2, 29), date(2027, 1, 1), date(2029, 6, 30),  # the second just opened
    )),
])
def test_the_demonstration_fits_the_day_and_goes_without_a_trace(today, django_capture_on_commit_callbacks):
    stored = len(files())
    with travel(today, tick=True):
        with transaction.atomic():
            fill(empty=True, password=PASSWORD, today=today)
            empty = contents()
            transaction.set_rollback(True)

        fill(empty=False, password=PASSWORD, today=today)
        check_the_present(today)
        check_that_nothing_lies_ahead(today)
        assert len(files()) > stored

        with django_capture_on_commit_callbacks(execute=True):
            remove_demonstration(Plan.objects.get(), today=today)
        ensure_administrator(PASSWORD)
        assert contents() == empty
        assert len(files()) == stored
        assert verify_chain() is None


def check_the_present(today):
    period = newest(today)
    assert period.is_open_on(today)
    assert period.due_on >= today
    assert {report.state for report in period.reports.all()} >= {"blank", "draft", "submitted", "approved"}


def check_that_nothing_lies_ahead(today):
    assert not Submission.objects.filter(submitted_at__gt=timezone.now()).exists()
    assert not Submission.objects.filter(decided_at__gt=timezone.now()).exists()
    assert not Milestone.objects.filter(done_on__gt=today).exists()


def test_files_of_an_interrupted_creation_are_removed(monkeypatch):
    stored = len(files())
    monkeypatch.setattr("tracker.management.demonstration.history.sniff", _interrupt_at_the_second_file())

    with travel(TODAY, tick=True), pytest.raises(KeyboardInterrupt):
        fill(empty=False, password=PASSWORD, today=TODAY)

    assert len(files()) == stored
    assert not Plan.objects.exists()
    assert not Evidence.objects.exists()


def _interrupt_at_the_second_file():
    calls = count()

    def interrupt(*arguments, **options):
        if next(calls):
            raise KeyboardInterrupt
        return sniff(*arguments, **options)

    return interrupt


def contents():
    """Every row of every table, without its automatic number, related rows by their names."""
    return {
        model.__name__: sorted(repr(_row(row)) for row in model._base_manager.all())
        for model in apps.get_models(include_auto_created=True) if model.__name__ not in UNCOMPARED
    }


def _row(row):
    return {
        field.name: str(getattr(row, field.name)) if field.is_relation else getattr(row, field.attname)
        for field in row._meta.concrete_fields if field.name not in UNCOMPARED_FIELDS
    }


def files():
    return [path for path in Path(settings.STORAGES["default"]["OPTIONS"]["location"]).rglob("*") if path.is_file()]
