"""One writer at a time: a queue of processes and threads in front of an SQLite file."""

import os
import threading
from contextlib import contextmanager

from django.db.utils import OperationalError

try:
    import fcntl
except ImportError:  # Windows: SQLite's own waiting has to do
    fcntl = None


class WriterQueue:
    """One connection's place in the queue for a database file.

    SQLite's own waiting sleeps longer the longer it has waited, so that under load the last to come is served first
    and somebody waits until the timeout. ``flock`` on a file beside the database serves in the order of arrival.
    The lock belongs to an open file: every connection opens its own, so that threads queue like processes do, and
    the kernel frees the lock of a process that dies.
    """

    def __init__(self, file, *, timeout):
        self.file = file
        self.timeout = timeout  # seconds
        self.handle = None

    def take_turn(self):
        """Waits until no other connection writes. Raises OperationalError after the timeout."""
        if fcntl is None or self.handle is not None:
            return
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        if not (_lock_now(handle) or _lock_within(handle, self.timeout)):
            os.close(handle)  # also takes the waiting thread out of the queue, or frees a lock it got this moment
            raise OperationalError(f"database is locked: other writers did not finish within {self.timeout} seconds")
        self.handle = handle

    def end_turn(self):
        """Lets the next one write. May be called by those whose turn it is not."""
        if self.handle is None:
            return
        handle, self.handle = self.handle, None
        fcntl.flock(handle, fcntl.LOCK_UN)  # closing alone would leave the lock with a forked child
        os.close(handle)

    @contextmanager
    def turn(self):
        """A turn for the length of a block."""
        self.take_turn()
        try:
            yield
        finally:
            self.end_turn()


def _lock_now(handle):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_within(handle, timeout):
    """A thread waits, since ``flock`` knows no timeout; trying again and again would lose one's place."""
    waiting = threading.Thread(target=fcntl.flock, args=(handle, fcntl.LOCK_EX), name="sqlite-queue", daemon=True)
    waiting.start()
    waiting.join(timeout)
    return not waiting.is_alive()
