"""The fixed vocabularies of a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Whether a task or measure is known to stand in the plan; only confirmed ones are counted."""

    CONFIRMED = "confirmed", _("Confirmed")
    UNVERIFIED = "unverified", _("Unverified")
    GAP = "gap", _("Gap in the text")


class Kind(models.TextChoices):
    """How a measure is carried out."""

    ONE_OFF = "one_off", _("One-off")
    STAGED = "staged", _("In stages")
    PILOT = "pilot", _("Pilot")
    LONG_RUNNING = "long_running", _("Long-running")


class AssignmentRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")
