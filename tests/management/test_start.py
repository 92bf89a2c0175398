"""``manage.py start`` as an operator meets it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from datetime import date
from io import StringIO
from urllib.request import urlopen

import pytest
from django.conf import settings
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


def manage(*arguments, folder, **environment):
    """Run a command as its own process, with its data in ``folder``."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120,
        env=clean_environment(folder) | environment, check=False,
    )


def clean_environment(folder):
    kept = {name: text for name, text in os.environ.items()
            if name not in {"DATABASE_URL", "DEBUG", "HTTPS", "SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS"}}
    return kept | {"DATA_DIR": str(folder), "WORKERS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def refusal(result):
    """The sentence that a refused start ends with; never a traceback."""
    assert result.returncode not in {0, None}
    assert "Traceback" not in result.stderr + result.stdout
    return result.stderr.strip().splitlines()[-1]


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


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
    monkeypatch.setattr("tracker.management.starting.filling.look_ahead", _fail)
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
    for model in (ProgressReport, ReportingPeriod, Assignment, Measure, Task, Objective, District, Area, Indicator):
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


def test_the_port_is_looked_at_before_any_work_is_done(tmp_path, taken):
    result = manage("start", "--port", str(taken), folder=tmp_path / "data")

    assert f"{taken}" in refusal(result)
    assert not (tmp_path / "data" / "db.sqlite3").exists()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    result = manage("start", "--no-serve", folder=tmp_path / "file" / "data")

    assert str(tmp_path / "file") in refusal(result)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_named(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "secret_key").write_text("x" * 50)
    folder.chmod(0o500)

    assert str(folder) in refusal(manage("start", "--no-serve", folder=folder))


def test_a_damaged_database_is_left_alone(tmp_path):
    file = tmp_path / "db.sqlite3"
    file.write_bytes(b"this is no database" * 1000)

    sentence = refusal(manage("start", "--no-serve", folder=tmp_path))

    assert str(file) in sentence
    assert file.read_bytes() == b"this is no database" * 1000


def test_the_database_of_another_program_is_left_alone(tmp_path):
    file = tmp_path / "db.sqlite3"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE bills (number INTEGER)")
    other.close()

    sentence = refusal(manage("start", "--no-serve", folder=tmp_path))

    assert str(file) in sentence
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bills",)]
    other.close()


def test_the_database_of_a_newer_version_is_left_alone(tmp_path):
    assert manage("start", "--no-serve", "--empty", folder=tmp_path).returncode == 0
    file = tmp_path / "db.sqlite3"
    with sqlite3.connect(file) as newer:
        newer.execute("INSERT INTO django_migrations (app, name, applied) "
                      "VALUES ('tracker', '9999_later', '2030-01-01')")
    newer.close()

    assert str(file) in refusal(manage("start", "--no-serve", folder=tmp_path))


def test_of_two_first_starts_at_once_one_does_the_work(tmp_path):
    command = [sys.executable, "manage.py", "start", "--no-serve", "--empty"]
    options = {"cwd": settings.BASE_DIR, "env": clean_environment(tmp_path), "text": True,
               "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen(command, **options) for _n in range(2)]
    results = [(process, *process.communicate(timeout=120)) for process in both]

    assert sorted(process.returncode for process, _out, _err in results) in ([0, 0], [0, 1])
    assert not any("Traceback" in err for _process, _out, err in results)
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM tracker_plan").fetchone() == (1,)
    database.close()


def test_a_killed_first_start_leaves_nothing_that_the_next_one_trips_over(tmp_path):
    command = [sys.executable, "manage.py", "start", "--no-serve", "--demo-password", "scripted-password-7"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=clean_environment(tmp_path),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for((tmp_path / "evidence").exists, process)
    process.send_signal(signal.SIGKILL)
    process.wait()

    again = manage("start", "--no-serve", "--demo-password", "scripted-password-7", folder=tmp_path)

    assert again.returncode == 0
    assert "scripted-password-7" in again.stdout


def test_the_site_answers_and_ctrl_c_ends_it_with_a_word(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start", "--empty", "--port", str(port)], cwd=settings.BASE_DIR,
        env=clean_environment(tmp_path), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    try:
        _wait_for(lambda: _answers(port), process)
    finally:
        process.send_signal(signal.SIGINT)
    printed, errors = process.communicate(timeout=60)

    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in printed
    assert printed.rstrip().splitlines()[-1] != ""
    assert "Traceback" not in errors


def _answers(port):
    try:
        with urlopen(f"http://127.0.0.1:{port}/login/", timeout=5) as response:  # plain HTTP, no redirect to HTTPS
            return response.status == 200 and response.url.startswith("http://")
    except OSError:
        return False


def _wait_for(condition, process, seconds=90):
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, "the start ended early"
        assert time.monotonic() < end, "the start took too long"
        time.sleep(0.1)
