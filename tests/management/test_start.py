"""``manage.py start`` as an operator meets it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from time_machine import travel

from tests.factories import make_user
from tracker.management.starting.accounts import ensure_administrator, made_password, sign_in_table
from tracker.management.starting.checks import check_port, only_one
from tracker.management.starting.filling import fill
from tracker.models import (
    Area,
    Assignment,
    AuditEvent,
    District,
    Indicator,
    Measure,
    Objective,
    Organization,
    Plan,
    ProgressReport,
    ReportingPeriod,
    Task,
    User,
)
from tracker.people.roles import Role


def start(**options):
    out = StringIO()
    call_command("start", no_serve=True, stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_an_empty_start_loads_the_plan_and_makes_an_administrator():
    printed = start(empty=True, demo_password="scripted-password-7")

    administrator = User.objects.get()
    assert (administrator.username, administrator.role) == ("admin", Role.ADMINISTRATOR)
    assert administrator.check_password("scripted-password-7")
    assert "scripted-password-7" in printed
    assert Measure.objects.counted().count() == 13
    assert not Organization.objects.filter(is_demonstration=True).exists()
    assert ProgressReport.objects.exists()


@pytest.mark.django_db
def test_starting_again_keeps_the_data_and_prints_no_password():
    start(empty=True, demo_password="scripted-password-7")
    before = User.objects.get().password, AuditEvent.objects.count()

    printed = start(demo_password="another-password-8")

    assert (User.objects.get().password, AuditEvent.objects.count()) == before
    assert "another-password-8" not in printed
    assert "changepassword" in printed


@pytest.mark.django_db
def test_an_easy_password_is_taken_with_a_warning():
    printed = start(empty=True, demo_password="demo")

    assert len(printed.splitlines()) > len(start().splitlines())
    assert User.objects.get().check_password("demo")


@pytest.mark.django_db
def test_without_an_active_administrator_a_start_makes_one():
    make_user(username="admin", role=Role.ADMINISTRATOR, is_active=False)

    made = ensure_administrator("scripted-password-7")

    assert (made.username, made.is_active) == ("admin-2", True)
    assert ensure_administrator("scripted-password-7") is None


@pytest.mark.django_db
def test_a_first_start_that_broke_down_is_first_again(monkeypatch):
    monkeypatch.setattr("tracker.management.starting.filling.acts.look_ahead", _fail)
    with pytest.raises(RuntimeError):
        fill(empty=True, password="x", today=date(2026, 11, 24))
    monkeypatch.undo()

    filled = fill(empty=True, password="x", today=date(2026, 11, 24))

    assert filled.is_first


def _fail(plan, *, on):
    raise RuntimeError


@pytest.mark.django_db
def test_a_plan_that_was_removed_stays_away():
    start(empty=True, demo_password="scripted-password-7")
    for model in (ProgressReport, ReportingPeriod, Assignment, Measure, Task, Objective, District, Indicator, Area):
        model.objects.all().delete()
    Plan.objects.all().delete()

    filled = fill(empty=False, password="x", today=date(2026, 11, 24))

    assert not filled.is_first
    assert not Plan.objects.exists()


@pytest.mark.django_db
def test_a_clock_that_cannot_be_right_is_told():
    with travel(date(1970, 1, 2)), pytest.raises(CommandError, match="1970-01-02"):
        start(empty=True)

    assert not Plan.objects.exists()


def test_made_passwords_are_long_and_never_the_same():
    passwords = {made_password() for _n in range(50)}

    assert len(passwords) == 50
    assert {len(password) for password in passwords} == {19}


def test_the_table_is_aligned_and_begins_with_the_account_named_after_its_role():
    people = [
        User(username="other", name="乙", role=Role.REPORTER),
        User(username="auditor", name="张三丰", role=Role.AUDITOR),
        User(username="reporter", name="甲", role=Role.REPORTER),
    ]

    lines = sign_in_table(people, "secret")

    assert [line.split()[1] for line in lines[1:]] == ["reporter", "other", "auditor"]
    assert all(line.endswith("secret") for line in lines[1:])


def test_a_port_in_use_is_refused_with_another_one_to_choose(taken):
    with pytest.raises(CommandError) as refused:
        check_port(taken)

    suggested = int(str(refused.value).rsplit("--port ", 1)[1])
    assert str(taken) in str(refused.value)
    assert suggested != taken
    check_port(suggested)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０００", ""])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError):
        call_command("start", "--no-serve", f"--port={port}")


def test_a_second_start_in_the_same_folder_is_refused(tmp_path):
    with only_one(tmp_path), pytest.raises(CommandError, match=str(tmp_path)), only_one(tmp_path):
        pass
