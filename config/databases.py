"""Which database the site uses: the embedded SQLite, or the PostgreSQL that an address names."""

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import env, extras

_POSTGRESQL = "django.db.backends.postgresql"
_SQLITE = "django.db.backends.sqlite3"


def read(name, *, file):
    """The entry for ``DATABASES`` from the address in the variable, else the embedded database in ``file``."""
    address = env.confidential(name)
    if not address:
        return embedded(file)
    try:
        database = dj_database_url.parse(address)
    except ValueError as error:
        raise _unusable(name) from error
    if database["ENGINE"] == _SQLITE:
        return embedded(database["NAME"])
    if database["ENGINE"] == _POSTGRESQL and database["NAME"]:
        extras.require("psycopg", extra="postgres", needed_by=name)
        return _postgresql(database)
    raise _unusable(name)


def embedded(file):
    """SQLite, durable and with a queue for writers: see ``config.sqlite``."""
    return {
        "ENGINE": "config.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},  # the timeout in seconds
    }


def limit_statements(database):
    """Let PostgreSQL end a statement that takes longer than a page may; for servers, since commands may take longer."""
    seconds = env.integer("STATEMENT_SECONDS", default=30, least=0, most=3600)
    if database["ENGINE"] == _POSTGRESQL and seconds:
        options = database.setdefault("OPTIONS", {})
        given = options.get("options", "")
        options["options"] = f"{given} -c statement_timeout={seconds * 1000}".strip()


def _postgresql(database):
    """One connection for each thread, kept for a while and tried before use.

    Not a pool: threads are few, and a pool whose server was away tries again ever more seldom, so that the site would
    come back long after its database. The waiting for a server that does not answer at all has limits.
    """
    limits = {"connect_timeout": 3, "tcp_user_timeout": 20_000}  # in seconds, in milliseconds
    age = env.integer("DATABASE_AGE", default=60, least=0, most=3600)
    options = limits | database.get("OPTIONS", {})
    return database | {"CONN_MAX_AGE": age, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _unusable(name):
    return ImproperlyConfigured(  # without the value, which may hold a password
        f"{name} is not the address of a database; "
        "expected postgres://user:password@host:5432/name or sqlite:////path/to/file."
    )
