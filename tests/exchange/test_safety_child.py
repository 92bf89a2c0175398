"""What the process that reads files can and cannot do, shown by one that tries."""

import io
import os
import tempfile
import threading
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.exchange import misbehaving
from tracker.exchange.safety import child
from tracker.exchange.safety.sentences import BUSY, SENTENCES
from tracker.reporting.evidence import RefusedFile


@pytest.fixture(autouse=True)
def _misbehaving(monkeypatch):
    monkeypatch.setattr(child, "CONFINED", Path(misbehaving.__file__))
    with override("en"):
        yield


def attempt(behaviour, **limits):
    return child.run("misbehave", io.BytesIO(behaviour.encode()), **limits)


def refusal(behaviour, **limits):
    with pytest.raises(RefusedFile) as refused:
        attempt(behaviour, **limits)
    return refused.value.sentence


def test_it_learns_nothing_from_where_it_runs(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not to be told")

    around = attempt("around")

    assert not {"SECRET_KEY", "DATABASE_URL", "HOME", "PATH"} & set(around["environment"])
    assert around["folder"].startswith(tempfile.gettempdir())
    assert around["arguments"] == ["misbehave", "512", "60"]
    assert not around["knows Django"]
    assert around["files"] <= 5  # input, answer, errors and the folder that was listed


@pytest.mark.parametrize("behaviour", ["memory", "recursion", "killed", "nothing", "answer"])
def test_what_goes_beyond_the_limits_is_refused(behaviour):
    assert refusal(behaviour) == SENTENCES["heavy"]


def test_waiting_ends():
    assert refusal("sleep", seconds=1) == SENTENCES["heavy"]


def test_computing_ends():
    assert refusal("compute", cpu_seconds=1) == SENTENCES["heavy"]


@pytest.mark.parametrize("behaviour", ["network", "program", "shell", "fork", "files", "error", "write"])
def test_it_stays_inside_and_an_error_is_a_damaged_file(behaviour):
    assert refusal(behaviour) == SENTENCES["damaged"]


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    refusal("write")

    assert os.listdir(tmp_path) == []


def test_the_file_stands_at_its_beginning_afterwards():
    file = io.BytesIO(b"around")
    file.read()

    child.run("misbehave", file)

    assert file.read() == b"around"


def test_only_some_files_are_read_at_once(monkeypatch):
    monkeypatch.setattr(child, "_places", threading.BoundedSemaphore(1))

    with child._places:
        sentence = refusal("around", seconds=0.1)

    assert sentence == BUSY
    assert attempt("around")


def test_files_are_read_from_several_threads():
    found = []
    threads = [threading.Thread(target=lambda: found.append(attempt("around"))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
