"""A permission is a question with a spoken answer: yes, or the reason why not.

Written once, it answers in three voices: ``can_write(user, report)`` → bool; ``can_write.check(user, report)`` raises
``PermissionDenied`` with the sentence; ``can_write.refusal(user, report)`` → the sentence, empty when allowed.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class Overtaken(PermissionDenied):
    """Somebody else acted first; the message says who did what."""


class Permission:
    """Wraps a rule that raises ``PermissionDenied(reason)``; ask it or enforce it."""

    def __init__(self, rule):
        self.check = rule
        self.__doc__ = rule.__doc__
        self.__name__ = rule.__name__

    def refusal(self, *args, **kwargs):
        try:
            self.check(*args, **kwargs)
        except PermissionDenied as reason:
            return str(reason)
        return ""

    def __call__(self, *args, **kwargs):
        return not self.refusal(*args, **kwargs)


def require(condition, reason):
    """Raise ``PermissionDenied`` with ``reason``, the sentence the user will read, unless ``condition`` holds."""
    if not condition:
        raise PermissionDenied(reason)


@Permission
def can_administer(user):
    """Plan structure, people and periods belong to administrators (domain.md §6)."""
    require(user is None or (user.is_active and user.is_administrator), _("Only administrators change this"))
