"""Days on which offices work or rest against the rule of the week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.reporting.querysets import SpecialDayQuerySet


class SpecialDay(models.Model):
    """A holiday, or a day that is worked in exchange for one, by the yearly notice of the State Council."""

    day = models.DateField(_("day"), unique=True)
    is_working_day = models.BooleanField(_("offices work"), default=False)
    name = models.CharField(_("name"), max_length=60)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday or working weekend")
        verbose_name_plural = _("holiday calendar")

    def __str__(self):
        return f"{self.day} {self.name}"
