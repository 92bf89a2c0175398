"""Fills a throw-away database for benches."""

import time

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.management.load import make_load
from tracker.management.starting.accounts import made_password, sign_in_table


class Command(BaseCommand):
    help = "Adds an organization with very many measures and reports, to measure how fast pages are. For benches only."

    def add_arguments(self, parser):
        parser.add_argument("--organization-measures", type=int, default=500, metavar="N")
        parser.add_argument("--periods", type=int, default=16, metavar="N")
        parser.add_argument("--password", help=_("of the accounts made; a random one otherwise"))

    def handle(self, *, organization_measures, periods, password, **options):
        began, password = time.monotonic(), password or made_password()
        try:
            load = make_load(organization_measures=organization_measures, periods=periods, today=timezone.localdate(),
                             password=password)
        except PermissionDenied as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in sign_in_table([load.reporter, load.supervisor], password):
            self.stdout.write(line)
        self.stdout.write(f"{len(load.measures)} × {periods}: {time.monotonic() - began:.1f} s")
