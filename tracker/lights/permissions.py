"""Who owns the thresholds and who may set a light by hand, and the sentence for whoever may not."""

from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, can_administer, require
from tracker.plans.models import Assignment


@Permission
def can_set_rules(user):
    """The thresholds belong to administrators (domain.md §1)."""
    can_administer.check(user)


@Permission
def can_set_light(user, measure, *, on):
    """A light is set by hand by a supervisor who decides on one of its leads' reports, or by an administrator; never
    by the organization that the light judges."""
    require(user.is_active and (user.is_supervisor or user.is_administrator),
            _("Only supervisors and administrators set a light by hand"))
    require(measure.is_counted, _("This measure is not counted; it has no light"))
    leads = Assignment.objects.leads().valid(on=on).filter(measure=measure)
    require(user.organization_id is None or not leads.filter(organization=user.organization_id).exists(),
            _("Nobody sets the light of a measure that their own organization leads"))
    if user.is_supervisor:
        require(leads.within_scope_of(user).exists(), _("This measure is outside the area that you supervise"))
