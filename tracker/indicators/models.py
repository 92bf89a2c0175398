"""Indicators: for now their baselines, as the plan states them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.people.provenance import Sourced
from tracker.plans.models import Plan


class Indicator(Sourced):
    """A figure that the plan states, with its scope and its date. Figures of different scope are never chained."""

    class Bound(models.TextChoices):
        EXACT = "exact", _("exact")
        AT_LEAST = "at_least", _("at least")
        ABOUT = "about", _("about")

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="indicators")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    scope_text = models.CharField(_("scope"), max_length=60)
    bound = models.CharField(_("bound"), max_length=10, choices=Bound, default=Bound.EXACT)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_text = models.CharField(
        _("date of the baseline"), max_length=60, blank=True, help_text=_("As the text states it")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_indicator_per_plan_and_number")]

    def __str__(self):
        return self.name
