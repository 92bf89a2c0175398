"""The real site for a browser: made and served by ``manage.py start`` in a folder of its own, gone afterwards."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PASSWORD = "watching-2026-quietly"
CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)
START_WITHIN = 120  # seconds


@dataclass(frozen=True)
class Site:
    """``url`` ends without a slash."""

    url: str
    folder: Path
    environment: dict

    def ask(self, function):
        """What a function of a test module answers inside the site's own process and data; module and name, dotted."""
        module, _dot, name = function.rpartition(".")
        command = f"import json; from {module} import {name}; print(json.dumps({name}()))"
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", command],
            cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout.splitlines()[-1])


def chromium():
    """The path of the system's Chromium, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def running_site():
    """Make the site with its demonstration, serve it, and take everything away in the end."""
    folder, port = Path(tempfile.mkdtemp(prefix="tracker-browser-")), _free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DEBUG", "SECRET_KEY"}}
    environment = kept | {
        "DATA_DIR": str(folder), "HTTPS": "off", "WORKERS": "1", "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    log = folder / "start.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "start", "--port", str(port), "--demo-password", PASSWORD],
            cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )
    site = Site(f"http://127.0.0.1:{port}", folder, environment)
    try:
        _wait_for(site, server, log)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=40)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(site, server, log):
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{site.url}/login/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The site does not answer:\n{log.read_text()}")
