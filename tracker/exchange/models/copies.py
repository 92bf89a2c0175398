"""A working copy of an organization's reports, as it was handed out, and each time it came back."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.exchange.ledger.copies.querysets import CopyReturnQuerySet, WorkingCopyQuerySet
from tracker.exchange.models.returned import DECIDED_TOGETHER, ReturnedFile
from tracker.people.models import Organization
from tracker.reporting.models import ReportingPeriod


class WorkingCopy(models.Model):
    """What a workbook held when it was handed out: the base of every comparison once it comes back."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="working_copies"
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, verbose_name=_("reporting period"), related_name="working_copies"
    )
    base = models.JSONField(_("content"), help_text=_("Report → field → text, as it was handed out"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made at"))

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")

    def __str__(self):
        return f"{self.organization} · {self.period}"


class CopyReturn(ReturnedFile):
    """A working copy that came back: what it says, what was decided on conflicts, and what became of it."""

    copy = models.ForeignKey(WorkingCopy, models.PROTECT, verbose_name=_("working copy"), related_name="returns")

    objects = CopyReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("returned copy")
        verbose_name_plural = _("returned copies")
        constraints = [
            models.CheckConstraint(condition=DECIDED_TOGETHER, name="return_state_by_and_at_together"),
        ]

    def get_absolute_url(self):
        return reverse("returns:show", args=[self.pk])

    @property
    def receipt(self):
        """The number on the receipt: the period, and which return it is."""
        return f"{self.copy.period.code}-H{self.pk:05d}"
