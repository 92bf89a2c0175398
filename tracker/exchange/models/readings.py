"""Figures of indicators that came back in a workbook."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.exchange.models.returned import DECIDED_TOGETHER, ReturnedFile
from tracker.people.models import Organization
from tracker.plans.models import Plan


class ReadingReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the organization that the person writes or signs for."""
        writes = bool(user.organization_id) and (user.is_reporter or user.is_signatory)
        return self.filter(organization=user.organization_id) if writes else self.none()

    def newest_first(self):
        return self.order_by("-uploaded_at", "-pk")


class ReadingReturn(ReturnedFile):
    """A workbook with figures of an organization's indicators: what it says, and what became of it."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="reading_returns")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="reading_returns"
    )

    objects = ReadingReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("returned figures")
        verbose_name_plural = _("returned figures")
        constraints = [
            models.CheckConstraint(condition=DECIDED_TOGETHER, name="reading_return_state_by_and_at_together"),
        ]

    def get_absolute_url(self):
        return reverse("readings:returned", args=[self.pk])
