"""The settings as a server starts with them, read by processes of their own."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parent.parent


@pytest.fixture
def manage(tmp_path):
    """Runs ``manage.py`` with nothing in the environment but what is given."""

    def run(*arguments, **environment):
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environment}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    return run


def test_the_settings_are_safe_for_production_without_any_environment(manage):
    check = manage("check", "--deploy", "--fail-level", "WARNING")

    assert check.returncode == 0, check.stderr
    assert "no issues (0 silenced)" in check.stdout


def test_an_unreadable_value_stops_the_start_with_a_sentence(manage):
    check = manage("check", HTTPS="perhaps")

    assert check.returncode != 0
    assert check.stderr == 'The site cannot start as it is configured. HTTPS is "perhaps"; expected on or off.\n'


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"), ("REDIS_URL", "cache:6379"), ("S3_ENDPOINT_URL", "minio"),
        ("S3_ADDRESSING", "x"), ("FORWARDED_ALLOW_IPS", "*"), ("HEALTH_ALLOW_IPS", "office"), ("LOG_FORMAT", "xml"),
        ("LOG_REQUESTS", "some"), ("SLOW_QUERY_MS", "-1"), ("DATABASE_URL_FILE", "/nowhere"),
        ("REDIS_URL_FILE", "/nowhere"),
    ],
)
def test_every_unusable_value_is_a_sentence_that_names_its_variable(monkeypatch, name, value):
    monkeypatch.setenv("SECRET_KEY", "x" * 60)
    monkeypatch.setenv(name, value)
    if name.startswith("S3_"):
        monkeypatch.setenv("S3_BUCKET", "evidence")

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is"):
        runpy.run_path(str(ROOT / "config" / "settings.py"))


def test_sessions_are_kept_where_the_cache_is_shared(monkeypatch):
    pytest.importorskip("redis")
    monkeypatch.setenv("SECRET_KEY", "x" * 60)

    assert runpy.run_path(str(ROOT / "config" / "settings.py"))["SESSION_ENGINE"].endswith(".db")

    monkeypatch.setenv("REDIS_URL", "redis://cache:6379/0")

    assert runpy.run_path(str(ROOT / "config" / "settings.py"))["SESSION_ENGINE"].endswith(".cached_db")


def test_without_https_nothing_redirects_there(manage):
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    question = f"from django.conf import settings as s; assert not any(getattr(s, name) for name in {names})"

    answer = manage("shell", "--no-imports", "-c", question, HTTPS="off")

    assert answer.returncode == 0, answer.stderr


def test_the_database_check_finds_the_embedded_database_as_promised(manage):
    check = manage("check", "--database", "default")

    assert check.returncode == 0, check.stderr
    assert "tracker.E" not in check.stderr


def test_the_database_check_finds_what_would_lose_writes(manage):
    weaken = (
        "from django.db import connection; from django.core.checks import run_checks; "
        "connection.settings_dict['OPTIONS']['transaction_mode'] = 'DEFERRED'; "
        "connection.cursor().execute('PRAGMA synchronous = OFF'); "
        "connection.cursor().execute('PRAGMA journal_mode = DELETE'); "
        "print(sorted(found.id for found in run_checks(databases=['default']) if found.id.startswith('tracker.E')))"
    )

    answer = manage("shell", "--no-imports", "-c", weaken)

    assert answer.stdout.strip() == "['tracker.E001', 'tracker.E002', 'tracker.E003']", answer.stderr
