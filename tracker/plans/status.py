"""The fixed vocabularies of a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class MilestoneState(models.TextChoices):
    """How far a milestone is: done is a claim that was approved, verified needs evidence with it."""

    OPEN = "open", pgettext_lazy("milestone", "Open")
    DONE = "done", _("Done, awaiting proof")
    VERIFIED = "verified", pgettext_lazy("milestone", "Verified")


class AssignmentRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")
