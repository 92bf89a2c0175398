"""Where a record comes from and how far it can be trusted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    """How far a fact can be trusted: from the official text itself to a mere claim."""

    OFFICIAL = "A", _("A official text")
    REPORTED = "B", _("B official media")
    INFERRED = "C", _("C inferred")
    UNVERIFIED = "D", _("D unverified")


class Sourced(models.Model):
    """A record that says where it comes from and how far it can be trusted."""

    source = models.CharField(_("source"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence, default=Confidence.UNVERIFIED)

    class Meta:
        abstract = True
