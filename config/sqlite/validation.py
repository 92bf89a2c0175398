"""Checks that an SQLite database keeps what the product promises.

They look into the database, so they run where Django's database checks run: with ``migrate`` and with
``check --database default``. Plain ``check --deploy`` opens no database and stays clean where the interpreter brings
an older SQLite, which an operator may accept but should hear of.
"""

from django.core import checks
from django.db.backends.base.validation import BaseDatabaseValidation

_FULL, _EXTRA = 2, 3  # https://www.sqlite.org/pragma.html#pragma_synchronous
_SAFE_AGAINST_RESET_RACE = (3, 51, 3)  # https://www.sqlite.org/wal.html#walresetbug


class DatabaseValidation(BaseDatabaseValidation):
    def check(self, **kwargs):
        """Errors for settings that would lose or refuse writes, a warning for a version with a known race."""
        found = [*super().check(**kwargs), *self._transaction_mode(), *self._version()]
        if not self.connection.is_in_memory_db():
            found += [*self._journal_mode(), *self._synchronous()]
        return found

    def _transaction_mode(self):
        mode = self.connection.settings_dict["OPTIONS"].get("transaction_mode")
        if mode != "IMMEDIATE":
            yield checks.Error(
                f"SQLite transactions start in mode {mode}; two that turn into writers at once fail.",
                hint="Set OPTIONS['transaction_mode'] to 'IMMEDIATE'.",
                id="tracker.E001",
            )

    def _journal_mode(self):
        mode = self._pragma("journal_mode")
        if mode != "wal":
            yield checks.Error(
                f"SQLite keeps its journal in mode {mode}; readers and writers block each other.",
                hint="Put the database on a local disk; network folders cannot hold a write-ahead log.",
                id="tracker.E002",
            )

    def _synchronous(self):
        if self._pragma("synchronous") not in {_FULL, _EXTRA}:
            yield checks.Error(
                "SQLite confirms writes before they are on the disk; a power cut loses them.",
                hint="Remove PRAGMA synchronous from OPTIONS['init_command'].",
                id="tracker.E003",
            )

    def _version(self):
        version = self.connection.Database.sqlite_version_info
        if version < _SAFE_AGAINST_RESET_RACE:
            yield checks.Warning(
                f"SQLite {'.'.join(map(str, version))} can, very rarely, damage a database when one process writes "
                "while another resets the write-ahead log.",
                hint="Use a Python with SQLite 3.51.3 or newer, or PostgreSQL, and keep backups.",
                id="tracker.W001",
            )

    def _pragma(self, name):
        with self.connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]
