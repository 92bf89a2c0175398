"""What must hold before any work is done; every refusal is a sentence that says what to do."""

import os
import socket
import tempfile
from argparse import ArgumentTypeError
from contextlib import contextmanager, suppress

from django.core.checks import run_checks
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

LOOPBACK = "127.0.0.1"
PORTS_TRIED = 50  # for a suggestion


class NotStarted(CommandError):
    """Something stands in the way; the message says what, and what to do."""


def port_number(text):
    """A port from the command line."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= 65535):
        raise ArgumentTypeError(_("choose a port from 1 to 65535, such as 8000"))
    return int(text)


def check_port(port):
    """Refuse a port that another program listens on, and name one that is free."""
    try:
        _bind(port)
    except PermissionError as error:
        raise NotStarted(_("Port %(port)d may not be used by this account. Choose one from 1024: --port 8000")
                         % {"port": port}) from error
    except OSError as error:
        raise NotStarted(
            _("Port %(port)d is taken: perhaps the site runs already at http://%(host)s:%(port)d/. "
              "To start another one, choose a free port: --port %(free)d")
            % {"port": port, "host": LOOPBACK, "free": _free_port(after=port)}
        ) from error


def check_folder(folder):
    """Make the data folder and write something into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"test")
    except OSError as error:
        raise NotStarted(
            _("Nothing can be written to the folder %(folder)s (%(reason)s). Give this account the right to write "
              "there, or choose another folder with the variable DATA_DIR")
            % {"folder": folder, "reason": error.strerror}
        ) from error


def check_database():
    """Refuse a database that cannot be opened, belongs to another program or to a newer version of the site."""
    name = connection.settings_dict["NAME"]
    try:
        tables = connection.introspection.table_names()
        applied = MigrationLoader(connection) if "django_migrations" in tables else None
    except DatabaseError as error:
        raise unusable_database(error) from error
    if tables and not (applied and any(app == "tracker" for app, _name in applied.applied_migrations)):
        raise NotStarted(_("The database %(name)s belongs to another program. Choose another folder with the variable "
                           "DATA_DIR, or another database with DATABASE_URL") % {"name": name})
    if applied and any(key[0] == "tracker" for key in set(applied.applied_migrations) - set(applied.disk_migrations)):
        raise NotStarted(_("The database %(name)s was made by a newer version of the site. Start that version, or put "
                           "back a backup from before it") % {"name": name})


def check_settings():
    """Run Django's and our own checks, those of the database included; errors refuse, warnings are for ``check``."""
    errors = [found for found in run_checks(databases=["default"]) if found.is_serious() and not found.is_silenced()]
    if errors:
        raise NotStarted("\n".join(str(error) for error in errors))


def unusable_database(error):
    """The refusal for a database that answers with an error."""
    reason = " ".join(str(error).split()) or type(error).__name__
    return NotStarted(
        _("The database %(name)s cannot be used (%(reason)s). If it is damaged, put back a backup, or move it away and "
          "start again with an empty one") % {"name": connection.settings_dict["NAME"], "reason": reason}
    )


@contextmanager
def only_one(folder):
    """Hold the folder against a second start; the kernel lets go of it when this process ends, however it ends."""
    with open(folder / "start.lock", "w") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise NotStarted(_("Another start is working in the folder %(folder)s. Wait until it has finished")
                                 % {"folder": folder}) from error
        yield


def _bind(port):
    with socket.socket() as probe:
        if os.name == "posix":  # as the server will; elsewhere the option means something else
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((LOOPBACK, port))


def _free_port(*, after):
    for port in range(max(after, 1023) + 1, min(after + PORTS_TRIED, 65535) + 1):
        with suppress(OSError):
            _bind(port)
            return port
    return 8000
