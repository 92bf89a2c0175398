"""The states of a report, of a decision and of a measure's completion."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Being written")
    AWAITING_SIGNATURE = "awaiting_signature", _("Awaiting signature")
    SUBMITTED = "submitted", _("Awaiting review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


class Decision(models.TextChoices):
    """What became of a submission; empty while nobody has decided."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    RECALLED = "recalled", _("Recalled")


class Completion(models.TextChoices):
    """How far a measure is: completed is a claim, verified needs evidence and another organization's approval."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    COMPLETED = "completed", _("Completed")
    VERIFIED = "verified", _("Verified")


class Frequency(models.TextChoices):
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF = "half", _("Half-year")
    YEAR = "year", _("Year")


class ExceptionKind(models.TextChoices):
    LATER = "later", _("May be handed in later")
    EXCUSED = "excused", _("Need not be handed in")


EDITABLE = (Status.DRAFT, Status.RETURNED)
WAITING = (Status.SUBMITTED, Status.AWAITING_SIGNATURE)
UNDECIDED = ""
