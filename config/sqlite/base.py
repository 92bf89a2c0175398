"""Django's SQLite backend with durable commits and a queue for writers.

Write-ahead logging lets readers go on while one writes; ``synchronous=FULL`` means that a commit is on the disk when
it returns; transactions start as writers (``IMMEDIATE``), because one that turns from reader into writer half-way
fails at once when another was faster. Every write waits for its turn in ``WriterQueue``.
"""

from contextlib import nullcontext
from functools import partial

from django.db.backends.sqlite3 import base
from django.utils.asyncio import async_unsafe

from config.sqlite.queue import WriterQueue
from config.sqlite.validation import DatabaseValidation

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_LOG_KEPT = 16 * 1024 * 1024  # bytes of write-ahead log that stay on the disk after a burst


class DatabaseWrapper(base.DatabaseWrapper):
    validation_class = DatabaseValidation
    queue = None  # none for a database in memory

    @async_unsafe
    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        if file := _file_of(connection):
            self.queue = WriterQueue(f"{file}.lock", timeout=conn_params.get("timeout", 5))
            self._make_durable(connection)
        return connection

    def create_cursor(self, name=None):
        if self.queue is None:
            return super().create_cursor(name)
        return self.connection.cursor(factory=partial(QueueingCursor, queue=self.queue))

    def _make_durable(self, connection):
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: past the disk's own cache
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_KEPT}")
        if _journal_mode(connection) != "wal":  # once in the life of a file; this change does not wait by itself
            with self.queue.turn():
                connection.execute("PRAGMA journal_mode = WAL")

    def _start_transaction_under_autocommit(self):
        if self.queue is not None:
            self.queue.take_turn()
        try:
            super()._start_transaction_under_autocommit()
        finally:
            self._end_turn_outside_transaction()

    def _commit(self):
        try:
            super()._commit()
        finally:
            self._end_turn_outside_transaction()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._end_turn_outside_transaction()

    def _close(self):
        try:
            super()._close()
        finally:
            if self.queue is not None:
                self.queue.end_turn()

    def _end_turn_outside_transaction(self):
        if self.queue is not None and not (self.connection and self.connection.in_transaction):
            self.queue.end_turn()


class QueueingCursor(base.SQLiteCursorWrapper):
    """Takes a turn for a write outside a transaction; inside one, the turn came with its beginning."""

    def __init__(self, connection, *, queue):
        super().__init__(connection)
        self.queue = queue

    def execute(self, query, params=None):
        with self._turn_for(query):
            return super().execute(query, params)

    def executemany(self, query, param_list):
        with self._turn_for(query):
            return super().executemany(query, param_list)

    def _turn_for(self, query):
        writes = query.lstrip()[:7].upper().startswith(_WRITES)
        return self.queue.turn() if writes and not self.connection.in_transaction else nullcontext()


def _file_of(connection):
    """The path of the open database; empty for one in memory."""
    return connection.execute("PRAGMA database_list").fetchone()[2]


def _journal_mode(connection):
    return connection.execute("PRAGMA journal_mode").fetchone()[0]
