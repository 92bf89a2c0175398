"""A task that does what a file might bring a library to do; started in place of ``confined.py`` by its tests."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def read(file):
    return BEHAVIOURS[file.read().decode()]()


def _around():
    return {
        "environment": dict(os.environ), "folder": os.getcwd(), "arguments": sys.argv[1:],
        "knows Django": "django" in sys.modules, "files": len(os.listdir("/proc/self/fd")),
    }  # fmt: skip


def _forever():
    while True:
        pass


def _write():
    with open("left behind", "wb") as file:
        for _ in range(100):
            file.write(bytes(1024**2))


BEHAVIOURS = {
    "around": _around,
    "memory": lambda: len(bytes(600 * 1024**2)),
    "sleep": lambda: time.sleep(60),
    "compute": _forever,
    "recursion": lambda: BEHAVIOURS["recursion"](),
    "answer": lambda: "x" * (70 * 1024**2),
    "write": _write,
    "files": lambda: len([os.dup(0) for _ in range(50)]),
    "network": lambda: socket.create_connection(("127.0.0.1", 80)),
    "program": lambda: subprocess.run(["true"]).returncode,
    "shell": lambda: os.system("true"),
    "fork": os.fork,
    "error": lambda: {}["missing"],
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "nothing": lambda: os._exit(0),
}

if __name__ == "__main__":
    sys.path.append(str(ROOT))
    from tracker.exchange.safety import confined

    confined.TASKS["misbehave"] = "tests.exchange.misbehaving"
    confined.main(*sys.argv[1:])
