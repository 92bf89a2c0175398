"""Takes the demonstration data out and nothing else."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.management.demonstration.creating import is_present
from tracker.management.demonstration.obstacles import obstacles
from tracker.management.demonstration.removal import remove_demonstration
from tracker.management.starting.accounts import ensure_administrator, made_password, sign_in_table
from tracker.plans.loading import built_in_plan


class Command(BaseCommand):
    help = "Removes the demonstration data and nothing else; refuses where real people have worked on it."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help=_(
            "remove reports of demonstration departments even if real people wrote or decided them, and keep, without "
            "its mark, whatever real entries point to"
        ))

    @transaction.atomic
    def handle(self, *, force, **options):
        if not is_present():
            self.stdout.write(_("There is no demonstration data here"))
            return
        found = obstacles()
        if found and not force:
            sentences = "".join(f"\n  · {sentence}" for sentence in found)
            raise CommandError(_("Nothing was removed, because real entries stand on the demonstration data:%(found)s\n"
                                 "Move them first, or say --force (see --help)") % {"found": sentences})
        self._report(remove_demonstration(built_in_plan(), today=timezone.localdate()))
        password = made_password()
        if administrator := ensure_administrator(password):
            self.stdout.write(_("Sign in with (shown only once):"))
            for line in sign_in_table([administrator], password):
                self.stdout.write(f"  {line}")

    def _report(self, removal):
        self.stdout.write(_("The demonstration data is removed: %(reports)d reports and everything around them")
                          % {"reports": removal.reports})
        if removal.kept:
            self.stdout.write(_("Kept, because real entries point there: %(names)s")
                              % {"names": "、".join(removal.kept)})
        if removal.not_restored:
            self.stdout.write(_("Left as they are now, because they were changed since: %(names)s")
                              % {"names": "、".join(removal.not_restored)})
