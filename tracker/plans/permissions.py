"""Who asks for another time limit, and who decides (domain.md §6)."""

from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, require
from tracker.plans.models import Assignment, Milestone


@Permission
def can_ask_extension(user, row, *, on):
    """The people of a lead ask for their measure; for a milestone, those of whoever answers for it."""
    is_milestone = isinstance(row, Milestone)
    measure = row.measure if is_milestone else row
    require(
        user.is_active and (user.is_reporter or user.is_signatory)
        and Assignment.objects.leads().valid(on=on).filter(
            measure=measure, organization=user.organization_id).exists(),
        _("Only a lead of the measure asks for an extension"),
    )
    require(
        not is_milestone or row.organization_id in {None, user.organization_id},
        _("Another organization answers for this milestone"),
    )


@Permission
def can_withdraw_extension(user, extension):
    """The organization that asked takes it back before anybody decides."""
    require(
        user.is_active and (user.is_reporter or user.is_signatory)
        and user.organization_id == extension.organization_id,
        _("Only the organization that asked takes this back"),
    )


@Permission
def can_decide_extension(user, extension, *, on):
    """Supervisors decide, never for their own organization, and only where they supervise every lead that it binds.

    A milestone of one organization binds that one; a measure, or a milestone that its leads share, binds them all.
    """
    require(user.is_active and user.is_supervisor, _("Only supervisors decide on extensions"))
    require(user.organization_id != extension.organization_id, _("Nobody grants their own organization an extension"))
    bound = Assignment.objects.leads().valid(on=on).filter(measure=extension.measure_id)
    if extension.milestone and extension.milestone.organization_id:
        bound = bound.filter(organization=extension.milestone.organization_id)
    own = Assignment.objects.within_scope_of(user)
    require(
        own.filter(measure=extension.measure_id, organization=extension.organization_id).exists(),
        _("This measure is outside the area that you supervise"),
    )
    require(
        not bound.exclude(organization=user.organization_id).exclude(pk__in=own.values("pk")).exists(),
        _("This time limit binds other areas too; a supervisor of the whole plan decides"),
    )
