"""What the site stands on as measured now, without secrets."""

import shutil
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import caches, storages
from tracker.operations.readiness import folders

_MEASURED = {
    "sqlite": ("journal_mode", "synchronous"),
    "postgresql": ("statement_timeout", "synchronous_commit", "fsync", "max_connections"),
}
_QUESTIONS = {
    "sqlite": "SELECT page_count * page_size, journal_mode, synchronous "
              "FROM pragma_page_count, pragma_page_size, pragma_journal_mode, pragma_synchronous",
    "postgresql": "SELECT pg_database_size(current_database()), current_setting('statement_timeout'), "
                  "current_setting('synchronous_commit'), current_setting('fsync'), current_setting('max_connections')",
}
_HIDDEN = "***"


@dataclass(frozen=True)
class Database:
    """``size`` in bytes, ``migrations`` how many were applied, ``measured`` pairs of a setting and its value."""

    kind: str
    version: str
    name: str
    size: int
    migrations: int
    measured: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Disk:
    folder: str
    free: int  # bytes
    total: int


def database():
    """The database as it answers now."""
    names = _MEASURED[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(_QUESTIONS[connection.vendor])
        size, *values = cursor.fetchone()
    return Database(
        kind=connection.display_name,
        version=".".join(map(str, connection.get_database_version())),
        name=str(connection.settings_dict["NAME"]),
        size=size,
        migrations=len(MigrationRecorder(connection).applied_migrations()),
        measured=tuple(zip(names, map(str, values), strict=True)),
    )


def disks():
    """The disks under the folders that the site writes to."""
    found = []
    for folder in folders():
        try:
            usage = shutil.disk_usage(folder)
        except OSError:
            continue
        found.append(Disk(str(folder), usage.free, usage.total))
    return found


def in_force():
    """Pairs of a variable of the environment and what holds because of it."""
    cache, store, base = settings.CACHES["default"], settings.STORAGES["default"], settings.DATABASES["default"]
    options = store.get("OPTIONS", {})
    return [
        ("HTTPS", _switch(settings.HTTPS)),
        ("ALLOWED_HOSTS", ", ".join(settings.ALLOWED_HOSTS)),
        ("SECRET_KEY", _HIDDEN),
        ("DATA_DIR", str(settings.DATA_DIR)),
        ("DATABASE_URL", _place(base)),
        ("DATABASE_AGE", str(base.get("CONN_MAX_AGE", 0))),
        ("REDIS_URL", without_password(cache["LOCATION"]) if caches.is_shared(cache) else ""),
        ("S3_BUCKET", options["bucket_name"] if storages.is_bucket(store) else ""),
        ("S3_ENDPOINT_URL", (options.get("endpoint_url") or "") if storages.is_bucket(store) else ""),
        ("EVIDENCE_MAX_MB", str(settings.EVIDENCE_MAX_MB)),
        ("IMPORT_MAX_MB", str(settings.IMPORT_MAX_MB)),
        ("FORWARDED_ALLOW_IPS", _told(settings.TRUSTED_PROXIES)),
        ("HEALTH_ALLOW_IPS", _told(settings.HEALTH_ALLOW_IPS)),
        ("SLOW_QUERY_MS", str(settings.SLOW_QUERY_MS)),
        ("DEBUG", _switch(settings.DEBUG)),
    ]


def without_password(address):
    """The address of a server with what stands before the host left out."""
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"


def _place(base):
    if connection.vendor == "sqlite":
        return f"sqlite://{base['NAME']}"
    host = base.get("HOST") or "localhost"
    return f"postgres://{host}{':' if base.get('PORT') else ''}{base.get('PORT') or ''}/{base['NAME']}"


def _told(networks):
    """A network of one address is that address."""
    return ", ".join(str(each if each.num_addresses > 1 else each.network_address) for each in networks)


def _switch(value):
    return "on" if value else "off"
