"""Which database the site uses: the embedded SQLite, or the PostgreSQL that an address names."""

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import env

_POSTGRESQL = "django.db.backends.postgresql"
_SQLITE = "django.db.backends.sqlite3"


def read(name, *, file):
    """The entry for ``DATABASES`` from the address in the variable, else the embedded database in ``file``."""
    address = env.text(name)
    if not address:
        return embedded(file)
    try:
        database = dj_database_url.parse(address)
    except ValueError as error:
        raise _unusable(name) from error
    if database["ENGINE"] == _SQLITE:
        return embedded(database["NAME"])
    if database["ENGINE"] == _POSTGRESQL and database["NAME"]:
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


def _postgresql(database):
    """A pool for each process; connections are tried before use, so that a restart of the server shows little."""
    pool = {"min_size": 1, "max_size": 16, "timeout": 5}  # the timeout in seconds
    options = database.get("OPTIONS", {}) | {"pool": pool}
    return database | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _unusable(name):
    return ImproperlyConfigured(  # without the value, which may hold a password
        f"{name} is not the address of a database; "
        "expected postgres://user:password@host:5432/name or sqlite:////path/to/file."
    )
