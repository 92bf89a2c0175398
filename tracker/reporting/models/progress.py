"""How far measures were, day by day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.plans.models import District, Measure
from tracker.reporting.models.submissions import Submission
from tracker.reporting.querysets import ProgressSpanQuerySet
from tracker.reporting.status import Completion


class ProgressSpan(models.Model):
    """From a day until another, a measure (or one district of it) stood at this approved progress.

    ``until_on`` is the first day on which it no longer held; empty means it holds today. Past spans never change:
    an approval closes the open span today and opens a new one, so any day in the past can be asked for.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="progress_spans")
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="+")
    percent = models.PositiveSmallIntegerField(_("progress"))
    completion = models.CharField(_("completion"), max_length=12, choices=Completion, default=Completion.UNDER_WAY)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProgressSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress over time")
        verbose_name_plural = _("progress over time")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "district"], condition=Q(until_on=None, district__isnull=False),
                name="one_current_progress_per_measure_and_district",
            ),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(until_on=None, district=None),
                name="one_current_progress_per_measure",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_at_most_100"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on__lt=F("until_on")), name="progress_begins_before_it_ends"
            ),
        ]
        indexes = [models.Index(fields=["measure", "district", "from_on"], name="progress_by_measure_and_day")]

    def __str__(self):
        return f"{self.percent}% · {self.from_on}"
