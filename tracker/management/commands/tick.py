"""The daily upkeep; harmless however often it runs."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import acts
from tracker.plans.models import Plan


class Command(BaseCommand):
    help = "Makes the reporting periods of the coming year and the empty reports in them. Run it daily."

    def handle(self, **options):
        for plan in Plan.objects.order_by("pk"):
            made = len(acts.look_ahead(plan, on=timezone.localdate()))
            periods = ngettext("%(count)d new reporting period", "%(count)d new reporting periods", made)
            self.stdout.write(_("%(plan)s: %(result)s") % {"plan": plan, "result": periods % {"count": made}})
