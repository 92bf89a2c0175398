"""What this server remembers about itself beside the database: when it could not serve, when the chain was verified.

Lines of JSON in ``DATA_DIR/operations``, so that they can be written while the database is away. Every server has its
own, and its processes share them. Nothing rests on them: what cannot be written is not remembered.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

KEPT = 50  # lines
READINESS, CHAIN = "readiness", "chain"


def note_readiness(readiness, *, at):
    """Remember a change of state, with its reasons; the same state again is no news."""
    wrong = [finding for finding in readiness.findings if finding.reason]
    last = next(iter(remembered(READINESS)), None)
    if (last["status"] if last else "ok") != readiness.word:
        _add(READINESS, at, status=readiness.word, parts=[finding.name for finding in wrong],
             reasons=[finding.reason for finding in wrong])


def note_chain(fault, *, count, at):
    """Remember that the audit chain was verified: ``fault`` is what ``verify_chain`` returned."""
    _add(CHAIN, at, fault=[fault.number, fault.reason] if fault else None, count=count)


def remembered(name):
    """The newest first, each a dictionary with the moment as ``at``; empty where nothing is known."""
    found = []
    with suppress(OSError, ValueError, KeyError, TypeError):  # a line cut off by a power failure ends the reading
        for line in reversed(_file(name).read_text("utf-8").splitlines()):
            entry = json.loads(line)
            found.append({**entry, "at": datetime.fromisoformat(entry["at"])})
    return found


def _add(name, at, **content):
    """Written anew beside the old one and put in its place, so that readers see one or the other."""
    with suppress(OSError):
        file = _file(name)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = file.read_text("utf-8").splitlines()[1 - KEPT:] if file.exists() else []
        line = json.dumps({"at": at.isoformat(), **content})
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text("\n".join([*lines, line]) + "\n", "utf-8")
        draft.replace(file)


def _file(name):
    return Path(settings.DATA_DIR) / "operations" / f"{name}.jsonl"
