"""Indicators, what the plan wants of them year by year, who reports them, and what was read."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.indicators.querysets import IndicatorQuerySet, ReadingDutyQuerySet, ReadingQuerySet, TargetQuerySet
from tracker.indicators.status import Bound, Combination, Direction, ReadingState, Scope
from tracker.people.models import Organization
from tracker.people.provenance import Sourced
from tracker.plans.models import Area, District, Objective, Plan

DIGITS = {"max_digits": 16, "decimal_places": 4}


class Indicator(Sourced):
    """A figure that the plan states or wants, with its scope and its date. Different scopes are never chained."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="indicators")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=100)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.NONE)
    scope = models.CharField(
        _("extent"), max_length=8, choices=Scope, default=Scope.OTHER,
        help_text=_("Figures are only added up within it, and never compared with figures of another extent"),
    )
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="indicators",
        help_text=_("Only where the extent is one area"),
    )
    scope_text = models.CharField(_("scope"), max_length=60)
    combination = models.CharField(
        _("how the whole comes from its districts"), max_length=8, choices=Combination, default=Combination.WHOLE
    )
    bound = models.CharField(_("bound"), max_length=10, choices=Bound, default=Bound.EXACT)
    baseline = models.DecimalField(_("baseline"), null=True, blank=True, **DIGITS)
    baseline_text = models.CharField(
        _("date of the baseline"), max_length=60, blank=True, help_text=_("As the text states it")
    )
    baseline_on = models.DateField(
        _("day of the baseline"), null=True, blank=True, help_text=_("Empty where the text states no date")
    )
    method = models.CharField(_("how it is counted"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    objectives = models.ManyToManyField(Objective, verbose_name=_("objectives"), blank=True, related_name="indicators")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_indicator_per_plan_and_number"),
            models.CheckConstraint(
                condition=Q(scope=Scope.AREA, area__isnull=False) | Q(~Q(scope=Scope.AREA), area=None),
                name="indicator_names_its_area_and_no_other",
                violation_error_message=_("Name the area where the extent is one area, and only there"),
            ),
            models.CheckConstraint(
                condition=~Q(scope=Scope.OTHER) | Q(combination=Combination.WHOLE),
                name="what_the_zone_does_not_hold_is_read_as_a_whole",
                violation_error_message=_("Districts of the zone do not add up to an extent other than the zone's"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("indicators:show", args=[self.pk])

    def clean(self):
        if self.area_id and self.area.plan_id != self.plan_id:
            raise ValidationError({"area": gettext("Choose an area of this plan")})

    @property
    def is_by_district(self):
        return self.combination != Combination.WHOLE


class Target(Sourced):
    """What an indicator is to have reached by the end of a year; without a figure: stated as not published."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("indicator"), related_name="targets"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(
        _("target"), null=True, blank=True, help_text=_("Empty: not published"), **DIGITS
    )
    bound = models.CharField(_("bound"), max_length=10, choices=Bound, default=Bound.EXACT)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"], name="one_target_per_indicator_and_year",
                violation_error_message=_("This indicator has a target for this year already"),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | ~Q(source=""), name="a_target_states_its_source",
                violation_error_message=_("State where this target is published"),
            ),
            models.CheckConstraint(condition=Q(year__gte=1949, year__lte=2999), name="target_is_for_a_year"),
        ]

    def __str__(self):
        return f"{self.indicator} · {self.year}"

    def clean(self):
        if self.indicator_id and self.year and not self._is_within_plan():
            raise ValidationError({"year": gettext("The plan runs from %(first)d to %(last)d") % {
                "first": self.indicator.plan.starts_on.year, "last": self.indicator.plan.ends_on.year}})

    @property
    def due_on(self):
        """The last day of its year."""
        return date(self.year, 12, 31)

    def _is_within_plan(self):
        return self.indicator.plan.starts_on.year <= self.year <= self.indicator.plan.ends_on.year


class ReadingDuty(models.Model):
    """An organization reports an indicator, of one district or as a whole. One answers for each."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name=_("indicator"), related_name="duties")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="reading_duties"
    )
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("district"), null=True, blank=True, related_name="reading_duties",
        help_text=_("Empty where the indicator is read as a whole"),
    )
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = ReadingDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty to report an indicator")
        verbose_name_plural = _("duties to report indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "district"], name="one_organization_reports_an_indicator_of_a_district",
                violation_error_message=_("Another organization reports this indicator for this district"),
            ),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(district=None),
                name="one_organization_reports_an_indicator_as_a_whole",
                violation_error_message=_("Another organization reports this indicator as a whole"),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} · {self.district or self.indicator.scope_text} · {self.organization}"

    def clean(self):
        if not self.indicator_id:
            return
        if problem := problem_of_district(self.indicator, self.district):
            raise ValidationError({"district": problem})


class Reading(models.Model):
    """What an indicator was on a day, as an organization reports it. Never edited: another reading takes its place.

    ``district`` None: the whole extent. Of several approved readings of one day the one that was decided last is in
    force.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, verbose_name=_("indicator"), related_name="readings")
    district = models.ForeignKey(
        District, models.PROTECT, verbose_name=_("district"), null=True, blank=True, related_name="readings"
    )
    on = models.DateField(_("as of"))
    value = models.DecimalField(_("value"), **DIGITS)
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=300, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="readings"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("reported by"), related_name="+"
    )
    reported_at = models.DateTimeField(_("reported at"))
    state = models.CharField(_("state"), max_length=10, choices=ReadingState, default=ReadingState.SUBMITTED)
    remark = models.TextField(_("remark"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "district", "on"], condition=Q(state=ReadingState.SUBMITTED),
                name="one_undecided_reading_per_indicator_district_and_day",
            ),
            models.UniqueConstraint(
                fields=["indicator", "on"], condition=Q(state=ReadingState.SUBMITTED, district=None),
                name="one_undecided_reading_per_indicator_and_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ReadingState.SUBMITTED, decided_by=None, decided_at=None)
                | Q(~Q(state=ReadingState.SUBMITTED), decided_by__isnull=False, decided_at__isnull=False),
                name="reading_decision_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.RETURNED) | ~Q(remark=""), name="a_returned_reading_gives_the_reason"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_reading_states_its_source"),
        ]
        indexes = [models.Index(fields=["state", "reported_at"], name="reading_by_state")]

    def __str__(self):
        return f"{self.indicator} · {self.district or self.indicator.scope_text} · {self.on}"

    @property
    def is_undecided(self):
        return self.state == ReadingState.SUBMITTED


def problem_of_district(indicator, district):
    """Why this indicator is not read for this district (None: as a whole); empty when it is."""
    if not indicator.is_by_district:
        return "" if district is None else gettext("This indicator is read as a whole, not by district")
    if district is None:
        return gettext("This indicator is read by district; name the district")
    inside = district.area.plan_id == indicator.plan_id and indicator.area_id in {None, district.area_id}
    return "" if inside else gettext("%(district)s lies outside the extent of this indicator") % {"district": district}
