"""Who reports an indicator and who decides on what was reported (domain.md §6)."""

from django.utils.translation import gettext as _

from tracker.indicators.models import Reading, ReadingDuty
from tracker.people.permissions import Permission, require


@Permission
def can_report_reading(user, indicator, district):
    """The people of the organization that answers for this indicator there (``district`` None: as a whole)."""
    require(
        user.is_active and (user.is_reporter or user.is_signatory)
        and ReadingDuty.objects.filter(
            indicator=indicator, district=district, organization=user.organization_id).exists(),
        _("Only the organization that answers for this indicator reports it"),
    )


@Permission
def can_report_any(user, indicator):
    """The people of an organization that answers for this indicator somewhere."""
    require(
        user.is_active and (user.is_reporter or user.is_signatory)
        and ReadingDuty.objects.filter(indicator=indicator, organization=user.organization_id).exists(),
        _("Only the organization that answers for this indicator reports it"),
    )


@Permission
def can_recall_reading(user, reading):
    """The organization that reported takes back what nobody has decided on."""
    require(
        user.is_active and (user.is_reporter or user.is_signatory) and user.organization_id == reading.organization_id,
        _("Only the organization that reported this figure takes it back"),
    )


@Permission
def can_decide_reading(user, reading):
    """Supervisors decide within their scope, never on their own organization's figures."""
    require(user.is_active and user.is_supervisor, _("Only supervisors decide on reported figures"))
    require(user.organization_id != reading.organization_id, _("Nobody decides on their own organization's figures"))
    require(
        Reading.objects.within_scope_of(user).filter(pk=reading.pk).exists(),
        _("This figure is outside the area that you supervise"),
    )
