"""Who takes out working copies and brings them back, and the sentence for whoever may not."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, require


@Permission
def can_look(user):
    """Those who write the reports, and those who sign them."""
    require(user.is_active and (user.is_reporter or user.is_signatory),
            _("Working copies are for those who write the reports"))


@Permission
def can_bring_back(user):
    """Reporters, for their own organization."""
    require(user.is_active and user.is_reporter, _("Working copies are for those who write the reports"))


@Permission
def can_make_copy(user, period, *, on):
    """Reporters, of every period whose reporting has begun."""
    can_bring_back.check(user)
    require(
        period.opens_on <= on,
        _("Reporting for the %(period)s opens on %(day)s") % {"period": period, "day": date_format(period.opens_on)},
    )


@Permission
def can_decide(user, return_):
    """Choosing, taking over and dropping: the reporters of its organization, until one of them has decided."""
    require(
        user.is_active and user.is_reporter and user.organization_id == return_.copy.organization_id,
        _("Only those who write the reports of this organization take over a working copy"),
    )
    require(return_.is_open, _("This file was already decided on"))
