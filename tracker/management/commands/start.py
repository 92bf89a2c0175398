"""The main job in one command: a database, the plan, something to look at, and the site on this machine."""

import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.management.starting.accounts import made_password, sign_in_table
from tracker.management.starting.checks import (
    LOOPBACK,
    NotStarted,
    check_database,
    check_folder,
    check_port,
    check_settings,
    only_one,
    port_number,
    unusable_database,
)
from tracker.management.starting.filling import fill
from tracker.management.starting.serving import serve

FIRST_YEAR = 2023  # before it the plan had just begun; a clock that says so is wrong


class Command(BaseCommand):
    help = "Prepares the site and serves it on this machine. Starting again keeps the data."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=port_number, default=8000, help=_("where the site listens; usually 8000"))
        parser.add_argument("--empty", action="store_true",
                            help=_("the real plan without demonstration data; counts at the first start only"))
        parser.add_argument("--demo-password", metavar="PASSWORD",
                            help=_("for scripts: the password of the accounts made now, instead of a random one"))
        parser.add_argument("--no-serve", action="store_true", help=_("prepare everything, but do not serve"))

    def handle(self, *, port, empty, demo_password, no_serve, **options):
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # a console without Chinese shows "?" and goes on
        try:
            self._prepare(port=None if no_serve else port, empty=empty, password=demo_password)
        except KeyboardInterrupt:
            self.stdout.write("\n" + _("Interrupted. Start again to go on; nothing half-done was kept"))
            sys.exit(130)
        except DatabaseError as error:
            raise unusable_database(error) from error
        if not no_serve:
            self.stdout.write(_("Open http://%(host)s:%(port)d/ in a browser. Ctrl+C stops the site")
                              % {"host": LOOPBACK, "port": port})
            serve(port, goodbye=_("The site has stopped. Everything is saved; start it again with the same command"))

    def _prepare(self, *, port, empty, password):
        today = timezone.localdate()
        with self._step(_("Checking the folder, the port and the database")):
            check_clock(today)
            check_folder(settings.DATA_DIR)
            if port:
                check_port(port)
        with only_one(settings.DATA_DIR):
            check_database()
            with self._step(_("Preparing the database")):
                call_command("migrate", verbosity=0, interactive=False)
                check_settings()
            secret = password or made_password()
            with self._step(_("Loading the plan and what belongs to it")):
                filled = fill(empty=empty, password=secret, today=today)
            with self._step(_("Collecting the files of the pages")):
                call_command("collectstatic", verbosity=0, interactive=False)
        self._report(filled, secret, is_chosen=bool(password))

    @contextmanager
    def _step(self, title):
        began = time.monotonic()
        self.stdout.write(f"· {title} …", ending="")
        self.stdout.flush()
        try:
            yield
        except BaseException:
            self.stdout.write("")
            raise
        self.stdout.write(_(" %(seconds).1f s") % {"seconds": time.monotonic() - began})

    def _report(self, filled, password, *, is_chosen):
        self.stdout.write("")
        if filled.people:
            self.stdout.write(_("Sign in with (shown only once):"))
            for line in sign_in_table(filled.people, password):
                self.stdout.write(f"  {line}")
            if is_chosen:
                self._warn_of(password)
        else:
            self.stdout.write(_("The data is kept. To give somebody a new password: manage.py changepassword USERNAME"))
        if filled.has_demonstration:
            self.stdout.write(_("Departments, people and reports are invented; this removes them: "
                                "manage.py remove_demonstration"))
        self.stdout.write("")

    def _warn_of(self, password):
        try:
            validate_password(password)
        except ValidationError as error:
            self.stdout.write(_("Do not let others reach this site with that password: %(reasons)s")
                              % {"reasons": " ".join(error.messages)})


def check_clock(today):
    """Periods, time limits and the log all follow the computer's clock."""
    if today.year < FIRST_YEAR:
        raise NotStarted(_("The clock of this computer says %(day)s. Set it, then start again") % {"day": today})
