"""What runs in the process of its own: takes limits upon itself, reads standard input, writes JSON, knows no Django.

Run as a file, ``python -I confined.py TASK MEGABYTES SECONDS``, because the site is not installed as a package.
"""

import importlib
import json
import os
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows, where people only try the site out: the time limit of the parent remains
    resource = None

TASKS = {
    "check": "tracker.exchange.safety.package",
    "book": "tracker.exchange.sheets.workbook",
    "docx": "tracker.exchange.outline.word",
    "template": "tracker.exchange.briefing.filling",
    "pdf": "tracker.exchange.outline.pdf",
}
ANSWER_MAX = 64 * 1024**2  # bytes
FILES_MAX = 32
OUTWARD = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.dlopen")


def main(task, megabytes, seconds):
    _limit(int(megabytes), int(seconds))
    sys.path.append(str(Path(__file__).parents[3]))
    from tracker.exchange.safety.refusal import Refusal

    module = importlib.import_module(TASKS[task])
    sys.addaudithook(_stay_inside)
    try:
        answer = {"answer": module.read(sys.stdin.buffer)}
    except Refusal as refusal:
        answer = {"refusal": refusal.reason, "params": refusal.params}
    except (MemoryError, RecursionError):
        answer = {"refusal": "heavy", "params": {}}
    except Exception as error:  # whatever a library trips over in a file made to trip it
        answer = {"refusal": "damaged", "params": {}, "cause": type(error).__name__}
    said = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    with open(1, "wb", closefd=False) as out:
        out.write(said.encode("utf-8", "surrogatepass"))
    os._exit(0)  # without taking down a large heap piece by piece


def _limit(megabytes, seconds):
    if resource is None:
        return
    for kind, most in (
        (resource.RLIMIT_AS, megabytes * 1024**2),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, FILES_MAX),
        (resource.RLIMIT_FSIZE, ANSWER_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    os.nice(3)  # pages come first


def _stay_inside(event, _arguments):
    if event.startswith(OUTWARD):
        raise PermissionError(event)


if __name__ == "__main__":
    main(*sys.argv[1:])
