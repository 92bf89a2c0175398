"""The server with several processes: what they measure adds up, and everything they say is JSON."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

REQUESTS = 60


@pytest.fixture
def server(tmp_path):
    """Address and log of gunicorn with two workers, on an empty database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), "HTTPS": "off", "BIND": address,
        "WORKERS": "2", "LOG_FORMAT": "json", "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1",
    }
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, check=True,
                       capture_output=True)
    log = tmp_path / "log"
    with log.open("wb") as file:
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=file, stderr=file)
    try:
        wait_for(lambda: ask(address, "/health/live/")[0] == 200)
        yield address, log
    finally:
        process.terminate()
        process.wait(30)
    assert list(tmp_path.glob("tracker-metrics-*")) == []


def test_processes_add_up_and_a_killed_one_stays_counted(server):
    address, log = server
    for _request in range(REQUESTS):
        assert ask(address, "/login/")[0] == 200
    processes = memory(address)
    assert len(processes) == 2
    os.kill(int(processes.pop()), signal.SIGKILL)
    wait_for(lambda: len(memory(address)) == 2 and set(memory(address)) != set(processes))

    text = ask(address, "/health/metrics/")[1]

    assert float(re.search(r'^tracker_requests_total\{status="2xx",view="login"\} (\S+)', text, re.M)[1]) == REQUESTS
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert sum(line.get("view") == "login" for line in lines) == REQUESTS
    assert {line["logger"] for line in lines} >= {"gunicorn.error", "tracker.requests"}


def memory(address):
    """The processes that tell how much memory they use."""
    return re.findall(r'^tracker_process_memory_bytes\{pid="(\d+)"\}', ask(address, "/health/metrics/")[1], re.M)


def ask(address, path):
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=30) as response:
            return response.status, response.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return 0, ""


def wait_for(truth):
    for _attempt in range(300):
        if truth():
            return
        time.sleep(0.2)
    pytest.fail("waited for a minute")
