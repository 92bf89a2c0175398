"""Starts the process that reads a file, waits for it no longer than agreed, and brings back what it read."""

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from tracker.exchange.safety.sentences import BUSY, refused
from tracker.reporting.containers import chunks
from tracker.reporting.evidence import RefusedFile

logger = logging.getLogger(__name__)

CONFINED = Path(__file__).with_name("confined.py")
MEMORY = 512  # megabytes of address space
CPU_SECONDS = 60
AT_ONCE = 2  # of each server process, so that uploads cannot take all its memory
KEPT = ("LD_LIBRARY_PATH", "SYSTEMROOT")  # what Python may need to start; nothing else of the environment goes along

_places = BoundedSemaphore(AT_ONCE)


def run(task, file, *, megabytes=MEMORY, cpu_seconds=CPU_SECONDS, seconds=None):
    """Return what `task` of ``confined.TASKS`` reads from a binary file, as plain JSON values.

    The process gets a copy of the file as its standard input and neither environment nor arguments to learn from.
    `seconds` of wall time are IMPORT_MAX_SECONDS unless told. Raises RefusedFile.
    """
    seconds = seconds or settings.IMPORT_MAX_SECONDS
    if not _places.acquire(timeout=seconds):
        raise RefusedFile(BUSY)
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
            _copy(file, given)
            _wait([task, str(megabytes), str(cpu_seconds)], given, answer, seconds)
            answer.seek(0)
            return _understood(task, answer)
    finally:
        _places.release()


def _copy(file, given):
    for chunk in chunks(file):
        given.write(chunk)
    file.seek(0)
    given.seek(0)


def _wait(arguments, given, answer, seconds):
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", str(CONFINED), *arguments],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            start_new_session=True,
        )
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            logger.warning("Reading a file took more than %d seconds", seconds)
        finally:
            process.kill()
            process.wait()


def _understood(task, answer):
    """What the process said; one that was stopped said nothing, or not all of it."""
    try:
        said = json.loads(answer.read())
    except ValueError as error:
        logger.warning("Reading a file (%s) went beyond the limits", task)
        raise refused("heavy") from error
    if "refusal" not in said:
        return said["answer"]
    if "cause" in said:
        logger.warning("Reading a file (%s) ended with %s", task, said["cause"])
    raise refused(said["refusal"], said["params"])
