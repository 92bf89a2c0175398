"""Stretches of time to report on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.plans.models import Plan
from tracker.reporting.periods import period_name, period_short_name
from tracker.reporting.querysets import ReportingPeriodQuerySet
from tracker.reporting.status import Frequency


class ReportingPeriod(models.Model):
    """A stretch of time to report on, made ahead, with the days on which reporting opens, is due and closes."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="periods")
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency, default=Frequency.QUARTER)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Of the month, quarter or half-year"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    opens_on = models.DateField(_("reporting opens on"))
    due_on = models.DateField(_("reports due on"))
    closes_on = models.DateField(_("reporting closes on"))

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "frequency", "year", "number"], name="one_period_per_plan_and_quarter",
                violation_error_message=_("This period exists already"),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on"), opens_on__lte=F("due_on"), due_on__lte=F("closes_on")),
                name="period_opens_before_it_is_due_and_closes",
                violation_error_message=_("The days must come in order: starts, ends; opens, due, closes"),
            ),
        ]

    def __str__(self):
        return period_name(self.frequency, self.year, self.number)

    @property
    def short_name(self):
        return period_short_name(self.frequency, self.number)

    @property
    def code(self):
        """Short and language-free, for receipts: 2024Q3, 2024M10, 2024H1, 2024."""
        letter = {"month": "M", "quarter": "Q", "half": "H"}.get(self.frequency)
        return f"{self.year}{letter}{self.number}" if letter else str(self.year)

    def is_open_on(self, day):
        return self.opens_on <= day <= self.closes_on
