"""What has to be there before pages can be served."""

import json
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from tracker.audit.actions import Fault
from tracker.operations import readiness, remembered
from tracker.operations.readiness import DEGRADED, FAILED, OK, Finding, Readiness, examine

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return tmp_path


def states():
    return {finding.name: finding.state for finding in examine().findings}


def test_everything_is_there():
    found = examine(thoroughly=True)

    assert (found.is_ready, found.word) == (True, "ok")
    assert [finding.name for finding in found.findings] == [
        "database", "migrations", "disk", "static_files", "cache", "files"]


def test_two_questions_are_enough(django_assert_max_num_queries):
    examine()

    with django_assert_max_num_queries(3):
        examine()


def test_a_database_that_does_not_answer_is_a_failure_and_asked_nothing_else(monkeypatch):
    class Away:
        vendor, settings_dict = connection.vendor, connection.settings_dict

        def cursor(self):
            raise DatabaseError("password=canary")

        def close(self):
            pass

    monkeypatch.setattr(readiness, "connection", Away())
    found = examine()

    assert not found.is_ready
    assert states()["database"] == FAILED
    assert "migrations" not in states()
    assert "canary" not in str(found)


def test_a_missing_migration_is_a_failure_that_names_it():
    newest = max(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "tracker")
    MigrationRecorder(connection).record_unapplied("tracker", newest)

    (found,) = [finding for finding in examine().findings if finding.name == "migrations"]

    assert found.state == FAILED
    assert f"tracker.{newest}" in found.reason


@pytest.mark.parametrize(("megabytes", "state"), [(299, FAILED), (300, OK)])
def test_less_than_300_megabytes_is_a_failure(monkeypatch, megabytes, state):
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda folder: Usage(10**12, 0, megabytes * 2**20))

    assert states()["disk"] == state


def test_hashed_files_that_were_not_collected_are_a_failure(settings, folder):
    settings.STATIC_ROOT = folder / "static"
    settings.STORAGES = {
        **settings.STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

    assert states()["static_files"] == FAILED

    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_text("{}")

    assert states()["static_files"] == OK


def test_a_limit_is_no_failure():
    limited = Readiness((Finding("database"), Finding("cache", DEGRADED, "away")))

    assert (limited.is_ready, limited.word) == (True, "degraded")


def test_changes_of_readiness_are_remembered_once_and_newest_first(folder):
    good, bad = Readiness((Finding("disk"),)), Readiness((Finding("disk", FAILED, "full"),))
    for minutes, found in enumerate([good, good, bad, bad, bad, good, good]):
        remembered.note_readiness(found, at=NOW + timedelta(minutes=minutes))

    assert remembered.remembered(remembered.READINESS) == [
        {"at": NOW + timedelta(minutes=5), "status": "ok", "parts": [], "reasons": []},
        {"at": NOW + timedelta(minutes=2), "status": "unavailable", "parts": ["disk"], "reasons": ["full"]},
    ]


def test_only_the_newest_are_kept(folder):
    for number in range(remembered.KEPT + 20):
        remembered.note_chain(None, count=number, at=NOW)

    kept = remembered.remembered(remembered.CHAIN)

    assert (len(kept), kept[0]["count"]) == (remembered.KEPT, remembered.KEPT + 19)


def test_a_fault_of_the_chain_is_remembered(folder):
    remembered.note_chain(Fault(7, "altered"), count=9, at=NOW)

    assert remembered.remembered(remembered.CHAIN)[0]["fault"] == [7, "altered"]


def test_what_cannot_be_read_or_written_is_not_remembered(folder):
    (folder / "operations").write_text("in the way")
    remembered.note_chain(None, count=1, at=NOW)

    assert remembered.remembered(remembered.CHAIN) == []

    (folder / "operations").unlink()
    remembered.note_chain(None, count=1, at=NOW)
    with (folder / "operations" / "chain.jsonl").open("a") as file:
        file.write(json.dumps({"at": "never"}) + "\n")

    assert remembered.remembered(remembered.CHAIN) == []
