"""Who takes out and brings back workbooks of figures, and the sentence for whoever may not."""

from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, require


@Permission
def can_bring_back(user):
    """Those who report or sign for an organization."""
    require(user.is_active and bool(user.organization_id) and (user.is_reporter or user.is_signatory),
            _("Workbooks of figures are brought back by those who report for an organization"))


@Permission
def can_decide(user, return_):
    """Taking over and dropping: the people of its organization, until one of them has decided."""
    can_bring_back.check(user)
    require(user.organization_id == return_.organization_id,
            _("Only those who report for this organization take over its figures"))
    require(return_.is_open, _("This file was already decided on"))
