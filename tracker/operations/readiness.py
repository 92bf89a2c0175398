"""What has to be there before pages can be served, looked at one by one."""

import shutil
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OK, DEGRADED, FAILED = "ok", "degraded", "failed"
DISK_FLOOR = 300 * 1024 * 1024  # bytes that have to be free
NAMED_MOST = 5


@dataclass(frozen=True)
class Finding:
    """``state`` is OK, DEGRADED (pages are served all the same) or FAILED; ``reason`` is a sentence for technicians."""

    name: str
    state: str = OK
    reason: str = ""


@dataclass(frozen=True)
class Readiness:
    findings: tuple[Finding, ...]

    @property
    def is_ready(self):
        return all(finding.state != FAILED for finding in self.findings)

    @property
    def word(self):
        """``ok``, ``degraded`` or ``unavailable``."""
        if not self.is_ready:
            return "unavailable"
        return "ok" if all(finding.state == OK for finding in self.findings) else "degraded"


def examine(*, thoroughly=False):
    """Look at everything; ``thoroughly`` also asks the store of files, which may take seconds."""
    database = _database()
    findings = [database]
    if database.state == OK:
        findings.append(_migrations())
    findings += [_disk(), _static_files(), _cache()]
    if thoroughly:
        findings.append(_files())
    return Readiness(tuple(findings))


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        connection.close()  # the next one tries anew instead of finding out the same
        return Finding("database", FAILED, f"The database cannot be reached ({type(error).__name__}).")
    return Finding("database")


def _migrations():
    """Compares names: what is on the disk does not change while a process runs."""
    try:
        missing = sorted(_on_disk() - set(MigrationRecorder(connection).applied_migrations()))
    except Error as error:
        return Finding("migrations", FAILED, f"The migrations cannot be read ({type(error).__name__}).")
    if missing:
        names = ", ".join(".".join(key) for key in missing[:NAMED_MOST])
        return Finding("migrations", FAILED, f"{len(missing)} migrations are missing ({names}); run manage.py migrate.")
    return Finding("migrations")


@once
def _on_disk():
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations)


def _disk():
    short = {folder: free for folder in folders() if (free := free_space(folder)) is not None and free < DISK_FLOOR}
    if short:
        told = ", ".join(f"{folder}: {free // 2**20} MB" for folder, free in short.items())
        return Finding("disk", FAILED, f"Less than {DISK_FLOOR // 2**20} MB are free ({told}).")
    return Finding("disk")


def folders():
    """Where the site writes: its own folder, and that of an embedded database elsewhere."""
    found = {Path(settings.DATA_DIR)}
    if connection.vendor == "sqlite" and Path(str(connection.settings_dict["NAME"])).is_absolute():
        found.add(Path(connection.settings_dict["NAME"]).parent)
    return sorted(found)


def free_space(folder):
    """Free bytes of the disk under a folder; None where there is no such folder."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _static_files():
    is_hashed = "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]
    if is_hashed and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return Finding("static_files", FAILED, "The pages' files were not collected; run manage.py collectstatic.")
    return Finding("static_files")


def _cache():
    ping = getattr(cache, "ping", None)
    if ping and not ping():
        return Finding("cache", DEGRADED, "Redis cannot be reached; pages are put together anew each time.")
    return Finding("cache")


def _files():
    answers = getattr(default_storage, "answers", None)
    if answers and not answers():
        return Finding("files", DEGRADED, "The store of files cannot be reached; evidence cannot be read or added.")
    return Finding("files")
