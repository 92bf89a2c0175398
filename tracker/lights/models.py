"""Who owns the thresholds, what was judged, and which light was shown when."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.lights.facts import from_json
from tracker.lights.querysets import LightOverrideQuerySet, LightSpanQuerySet, RuleSetQuerySet
from tracker.lights.rules import Thresholds
from tracker.lights.status import COLOURS, Basis, Light
from tracker.plans.models import District, Measure

FIRST = Thresholds()


def _number(name, default, *, least=0, most):
    return models.PositiveSmallIntegerField(
        name, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )


class RuleSet(models.Model):
    """One version of the thresholds, in force from a day on until the next. Versions are kept for ever."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True, editable=False)
    effective_on = models.DateField(_("in force from"), unique=True)
    gap_yellow = _number(_("points behind, yellow from"), FIRST.gap_yellow, least=1, most=100)
    gap_red = _number(_("points behind, red above"), FIRST.gap_red, least=1, most=100)
    milestone_red = _number(_("days a milestone is overdue, red above"), FIRST.milestone_red, most=3650)
    deadline_days = _number(_("days before the time limit that count as near"), FIRST.deadline_days, most=3650)
    deadline_percent = _number(_("progress in percent that suffices then"), FIRST.deadline_percent, most=100)
    missing_red = _number(_("periods in a row without a report, red from"), FIRST.missing_red, least=1, most=3)
    reason = models.TextField(_("reason"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), null=True, blank=True, related_name="+",
        editable=False,
    )
    made_at = models.DateTimeField(_("made at"), null=True, blank=True, editable=False)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("light rules")
        verbose_name_plural = _("light rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(gap_yellow__lte=F("gap_red")), name="yellow_begins_before_red",
                violation_error_message=_("Yellow must begin before red"),
            ),
        ]

    def __str__(self):
        return f"v{self.version}"

    @property
    def thresholds(self):
        return Thresholds(
            self.version, self.gap_yellow, self.gap_red, self.milestone_red, self.deadline_days, self.deadline_percent,
            self.missing_red,
        )


class LightOverride(models.Model):
    """A light set by hand, with its reason and its last day; it is shown as such."""

    measure = models.ForeignKey(Measure, models.PROTECT, verbose_name=_("measure"), related_name="overrides")
    light = models.CharField(_("light"), max_length=12, choices=[(each.value, each.label) for each in COLOURS])
    reason = models.TextField(_("reason"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until and including"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    ended_at = models.DateTimeField(_("ended early at"), null=True, blank=True)

    objects = LightOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("light set by hand")
        verbose_name_plural = _("lights set by hand")
        constraints = [
            models.CheckConstraint(
                condition=Q(light__in=[each.value for each in COLOURS]), name="a_light_set_by_hand_is_a_colour"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_light_set_by_hand_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.measure} · {self.get_light_display()}"


class Judgement(models.Model):
    """The facts that the lights of a measure are judged by from a day on."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="judgements")
    basis = models.CharField(max_length=8, choices=Basis)
    made_on = models.DateField()
    kept = models.JSONField()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "basis", "made_on"], name="one_judgement_per_measure_basis_and_day"
            )
        ]

    def __str__(self):
        return f"{self.measure} · {self.made_on}"

    @property
    def facts(self):
        return from_json(self.kept)


class LightSpan(models.Model):
    """From a day until another a measure, or one district of it, showed this light.

    ``until_on`` is the first day on which it no longer does; empty means for good, as things stand. Days that have
    passed are never drawn anew. Spans with the basis ``pending`` stand only where something awaits a decision.
    ``by_…`` are the colours of the four rules, empty for a district and for a state.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="lights")
    district = models.ForeignKey(District, models.CASCADE, null=True, blank=True, related_name="+")
    basis = models.CharField(_("basis"), max_length=8, choices=Basis, default=Basis.APPROVED)
    light = models.CharField(_("light"), max_length=12, choices=Light)
    by_gap = models.CharField(max_length=6, blank=True)
    by_milestone = models.CharField(max_length=6, blank=True)
    by_deadline = models.CharField(max_length=6, blank=True)
    by_reporting = models.CharField(max_length=6, blank=True)
    percent = models.PositiveSmallIntegerField(_("progress"))
    is_manual = models.BooleanField(_("set by hand"), default=False)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, verbose_name=_("light rules"), related_name="+")
    judgement = models.ForeignKey(Judgement, models.CASCADE, null=True, blank=True, related_name="spans")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = LightSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("light over time")
        verbose_name_plural = _("lights over time")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "district", "basis", "from_on"], condition=Q(district__isnull=False),
                name="one_district_light_begins_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["measure", "basis", "from_on"], condition=Q(district=None), name="one_light_begins_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on__lt=F("until_on")), name="light_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(district__isnull=False, judgement=None) | Q(district=None, judgement__isnull=False),
                name="a_measures_light_keeps_its_facts",
            ),
        ]
        indexes = [models.Index(fields=["measure", "district", "basis", "from_on"], name="light_by_measure_and_day")]

    def __str__(self):
        return f"{self.get_light_display()} · {self.from_on}"
