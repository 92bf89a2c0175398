"""What an indicator covers: its districts, and in words why there is no figure of the zone or of its areas."""

from collections import defaultdict

from django.utils.translation import gettext as _

from tracker.indicators.status import Scope
from tracker.plans.models import District


def districts_by_plan(plans):
    """Plan key → its districts in their order, each with its area. One query."""
    found = defaultdict(list)
    rows = District.objects.filter(area__plan__in=plans).select_related("area")
    for district in rows.order_by("area__position", "area", "position", "pk"):
        found[district.area.plan_id].append(district)
    return found


def covered(indicator, districts):
    """Those of its plan's ``districts`` that the figure of the whole is made of; none where it is read as a whole."""
    if not indicator.is_by_district or indicator.scope == Scope.OTHER:
        return ()
    return tuple(each for each in districts if indicator.area_id in {None, each.area_id})


def why_no_zone_figure(indicator):
    """A sentence where this indicator has no figure of the whole zone, else empty."""
    if indicator.scope == Scope.AREA:
        return _("There is no figure of the whole zone: this one covers %(area)s only, and figures of other extents "
                 "are neither added to it nor compared with it.") % {"area": indicator.area}
    if indicator.scope == Scope.OTHER:
        return _("There is no figure of the zone or of its areas: this one covers %(extent)s, and figures of other "
                 "extents are neither added to it nor compared with it.") % {"extent": indicator.scope_text}
    return ""


def why_no_area_figures(indicator):
    """A sentence where the zone has a figure and its areas have none, else empty."""
    if indicator.scope == Scope.ZONE and not indicator.is_by_district:
        return _("There are no figures of areas or districts: this one is read for the zone as a whole.")
    return ""
