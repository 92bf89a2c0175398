"""The lights, the rules that set them, and the basis they are judged on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Light(models.TextChoices):
    """How a measure stands. Completed and not started are states, not colours."""

    RED = "red", pgettext_lazy("light", "Red")
    YELLOW = "yellow", pgettext_lazy("light", "Yellow")
    GREEN = "green", pgettext_lazy("light", "Green")
    DONE = "done", pgettext_lazy("light", "Completed")
    NOT_STARTED = "not_started", pgettext_lazy("light", "Not started")


class Rule(models.TextChoices):
    """What is looked at; the worst of the four decides."""

    GAP = "gap", _("Gap to the expected progress")
    MILESTONE = "milestone", _("Milestones overdue")
    DEADLINE = "deadline", _("Time limit")
    REPORTING = "reporting", pgettext_lazy("light rule", "Reporting")


class Basis(models.TextChoices):
    """Which figures count: those that were approved, or those handed in and not decided as well."""

    APPROVED = "approved", _("Approved figures")
    PENDING = "pending", _("Including what awaits review")


COLOURS = (Light.RED, Light.YELLOW, Light.GREEN)
WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREEN, Light.NOT_STARTED, Light.DONE)


def worst(lights):
    """The worst of some colours; green for none."""
    lights = set(lights)
    return next((colour for colour in COLOURS if colour in lights), Light.GREEN)


def is_worse(light, before):
    """Whether a colour is worse than the one before; states (and no light) neither worsen nor are worsened."""
    return light in COLOURS and before in COLOURS and COLOURS.index(light) < COLOURS.index(before)
