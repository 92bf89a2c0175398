"""Checks the lights that are kept against what judging everything anew would give, or draws them anew."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import acts
from tracker.plans.models import District, Measure

LISTED = 100  # differences that are named


class Command(BaseCommand):
    help = "Judges all measures anew from today on and reports every light on record that differs; there are none."

    def add_arguments(self, parser):
        parser.add_argument("--redraw", action="store_true", help="draw the lights anew from today on; past days stay")

    def handle(self, *, redraw, **options):
        today = timezone.localdate()
        if redraw:
            changed = len(acts.redraw_all(on=today))
            self.stdout.write(ngettext("The lights of %(count)d measure were drawn otherwise",
                                       "The lights of %(count)d measures were drawn otherwise", changed)
                              % {"count": changed})
        compared, differences = 0, []
        for count, found in acts.recompute(on=today):
            compared += count
            differences += found
        told = _("%(measures)s, %(differences)s") % {
            "measures": ngettext("%(count)d measure compared", "%(count)d measures compared", compared)
            % {"count": compared},
            "differences": ngettext("%(count)d difference", "%(count)d differences", len(differences))
            % {"count": len(differences)},
        }
        if differences:
            raise CommandError("\n".join([told, *_names(differences[:LISTED])]))
        self.stdout.write(told)


def _names(differences):
    """The measure, basis and district of each series that differs."""
    codes = dict(Measure.objects.filter(pk__in=[row[0] for row in differences]).values_list("pk", "code"))
    districts = dict(District.objects.values_list("pk", "short_name"))
    for measure, basis, district in sorted(differences, key=lambda row: (codes[row[0]], row[1], row[2] or 0)):
        yield " ".join(filter(None, [codes[measure], basis, districts.get(district)]))
