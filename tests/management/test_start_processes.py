"""``manage.py start`` as its own process: what an operator sees when something stands in the way."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from django.conf import settings


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
