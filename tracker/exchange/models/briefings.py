"""Briefings: drafts that follow the data, and issued ones that never change again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.exchange.briefing.querysets import BriefingQuerySet, BriefingTemplateQuerySet
from tracker.people.models import Organization
from tracker.plans.models import Area
from tracker.reporting.models import ReportingPeriod


class BriefingTemplate(models.Model):
    """A Word document of an administrator with named fields; it was rendered once before it was kept."""

    name = models.CharField(_("name"), max_length=120)
    file = models.FileField(_("file"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    retired_at = models.DateTimeField(_("out of use since"), null=True, blank=True)

    objects = BriefingTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("briefing template")
        verbose_name_plural = _("briefing templates")

    def __str__(self):
        return self.name


class Briefing(models.Model):
    """The progress report of a period on the whole zone, an area or an organization, as known on a day.

    A draft is made anew from the data as often as one likes. Once issued it has a number and is frozen with its
    content, its file and the hash of both.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")

    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, verbose_name=_("reporting period"), related_name="briefings"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="briefings"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), null=True, blank=True, related_name="briefings"
    )
    on = models.DateField(_("as known on"))
    title = models.CharField(_("title"), max_length=120)
    template = models.ForeignKey(
        BriefingTemplate, models.PROTECT, verbose_name=_("briefing template"), null=True, blank=True,
        related_name="briefings",
    )
    content = models.JSONField(_("content"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    file = models.FileField(_("file"), max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text=_("Of the file"))
    content_sha256 = models.CharField(max_length=64, blank=True, help_text=_("Of the content"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=pgettext_lazy("of a briefing", "made by"),
        related_name="+",
    )
    made_at = models.DateTimeField(pgettext_lazy("of a briefing", "made at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=pgettext_lazy("of a briefing", "issued by"), null=True,
        blank=True, related_name="+",
    )
    issued_at = models.DateTimeField(pgettext_lazy("of a briefing", "issued at"), null=True, blank=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", year=None, number=None, issued_by=None, issued_at=None)
                | Q(state="issued", year__isnull=False, number__isnull=False, issued_by__isnull=False,
                    issued_at__isnull=False),
                name="an_issued_briefing_has_number_day_and_name",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(file="") & ~Q(sha256="") & ~Q(content_sha256="")),
                name="an_issued_briefing_is_frozen_with_its_file",
            ),
            models.CheckConstraint(
                condition=Q(area=None) | Q(organization=None), name="a_briefing_is_about_an_area_or_an_organization"
            ),
            models.UniqueConstraint(
                fields=["year", "number"], condition=Q(state="issued"), name="briefings_of_a_year_are_numbered"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("briefings:show", args=[self.pk])

    @property
    def about(self):
        """The organization or the area it is about, None for the whole zone."""
        return self.organization or self.area

    @property
    def is_issued(self):
        return self.state == self.State.ISSUED

    @property
    def document_number(self):
        """Year and number as GB/T 9704-2012 writes them, 〔2026〕3号; empty for a draft."""
        return f"〔{self.year}〕{self.number}号" if self.is_issued else ""
