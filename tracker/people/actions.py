"""Everything that can happen to organizations and people."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.people.permissions import can_administer, require


@transaction.atomic
def keep_organization(organization, *, by, changes=None):
    """Save an organization as an administrator has edited it (``by`` None: the system)."""
    can_administer.check(by)
    is_new = organization.pk is None
    organization.full_clean()
    organization.save()
    record("create" if is_new else "change", organization, by=by, **(changes or {}))
    return organization


@transaction.atomic
def keep_former_name(former_name, *, by, changes=None):
    """Save a name that an organization bore before."""
    can_administer.check(by)
    is_new = former_name.pk is None
    former_name.full_clean()
    former_name.save()
    record("create" if is_new else "change", former_name, by=by, **(changes or {}))
    return former_name


@transaction.atomic
def keep_person(user, *, by, password=None, changes=None):
    """Save a person's account; with ``password`` set that too. Passwords never reach the log."""
    can_administer.check(by)
    require(by is None or by.pk != user.pk or (user.is_active and user.is_administrator),
            _("You cannot take your own rights away; ask another administrator"))
    is_new = user.pk is None
    if password is not None:
        user.set_password(password)
    elif is_new:
        user.set_unusable_password()
    user.full_clean()
    user.save()
    record("create" if is_new else "change", user, by=by, password_set=password is not None, **(changes or {}))
    return user


@transaction.atomic
def remove(row, *, by):
    """Remove an organization or person that nothing else stands on; raises ``ProtectedError`` where something does."""
    can_administer.check(by)
    if by is not None and row == by:
        raise PermissionDenied(_("You cannot remove your own account"))
    record("remove", row, by=by)
    row.delete()


@transaction.atomic
def change_settings(user, *, by, language, theme, text_size):
    """How the site looks to this person."""
    require(by == user, _("Everybody chooses their own settings"))
    user.language, user.theme, user.text_size = language, theme, text_size
    user.full_clean(exclude=["password"])
    user.save(update_fields=["language", "theme", "text_size"])
    record("change_settings", user, by=by, language=language, theme=theme, text_size=text_size)


@transaction.atomic
def change_password(user, *, by, password):
    """One's own new password. Raises ``ValidationError`` for a weak one."""
    require(by == user, _("Everybody changes their own password"))
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("change_password", user, by=by)
