"""Passwords made on the spot, the first administrator, and the table of who may sign in."""

import secrets
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.people.actions import keep_person
from tracker.people.models import User
from tracker.people.roles import Role

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are easily mistaken for one another
GROUPS, LENGTH = 4, 4  # 16 signs of 31: about 79 bits


def made_password():
    """A random password that can be read out and typed: four groups of four signs."""
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _group in range(GROUPS))


def ensure_administrator(password):
    """Make an administrator with this password where no active one exists; returns the new account or None."""
    if User.objects.active().filter(role=Role.ADMINISTRATOR).exists():
        return None
    names = ("admin", *(f"admin-{number}" for number in range(2, User.objects.count() + 3)))
    username = next(name for name in names if not User.objects.filter(username=name).exists())
    return keep_person(User(username=username, name=_("Administrator"), role=Role.ADMINISTRATOR), by=None,
                       password=password)


def sign_in_table(people, password):
    """Lines of a table, by role, the account that bears the role's name first. Wide characters count twice."""
    order = {role: place for place, role in enumerate(Role.values)}
    rows = [(_("role"), _("user name"), pgettext("of a person", "name"), _("organization"), _("password"))]
    rows += [
        (str(user.get_role_display()), user.username, user.name, user.organization.label if user.organization else "—",
         password)
        for user in sorted(people, key=lambda user: (order[user.role], user.username != user.role))
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _padded(text, width):
    return text + " " * (width - _width(text))


def _width(text):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
