"""The plan: what was promised, for where, by when, and who answers for it."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.people.models import Organization
from tracker.people.provenance import Confidence, Sourced
from tracker.plans.querysets import (
    AssignmentQuerySet,
    MeasureQuerySet,
    MilestoneQuerySet,
    PlanQuerySet,
    ReviewScopeQuerySet,
    TaskQuerySet,
)
from tracker.plans.status import AssignmentRole, Kind, MilestoneState, Standing


class Plan(Sourced):
    """One official plan. Several can live side by side."""

    title = models.CharField(_("title"), max_length=200, unique=True)
    short_title = models.CharField(_("short title"), max_length=60, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=100, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    requires_signature = models.BooleanField(
        _("reports are signed off"), default=False,
        help_text=_("A signatory of the reporting organization signs before a report reaches the supervisors"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="plan_starts_before_it_ends",
                violation_error_message=_("The first day must not be after the last day"),
            )
        ]

    def __str__(self):
        return self.short_title or self.title

    def get_absolute_url(self):
        return reverse("plan:show")


class Objective(Sourced):
    """What the plan wants to have reached by its end."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="objectives")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    due_text = models.CharField(_("time limit in the plan's words"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_objective_per_plan_and_number")]

    def __str__(self):
        return self.title


class Task(Sourced):
    """An experimental task, numbered （一）（二）… in the plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="tasks")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.UNVERIFIED)
    objectives = models.ManyToManyField(Objective, verbose_name=_("objectives"), blank=True, related_name="tasks")
    note = models.TextField(_("note"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_task_per_plan_and_number")]

    def __str__(self):
        return self.title

    @property
    def is_counted(self):
        return self.standing == Standing.CONFIRMED


class Area(Sourced):
    """A part of the zone, under one city."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="areas")
    name = models.CharField(_("name"), max_length=40)
    code = models.CharField(_("code of the city"), max_length=12, blank=True, help_text=_("GB/T 2260"))
    city = models.CharField(_("city"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=1)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [models.UniqueConstraint(fields=["plan", "name"], name="one_area_per_plan_and_name")]

    def __str__(self):
        return self.name


class District(Sourced):
    """A district of the zone. It bears a GB/T 2260 code or says that it has none."""

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="districts")
    name = models.CharField(_("name"), max_length=40)
    short_name = models.CharField(_("short name"), max_length=12)
    code = models.CharField(_("code"), max_length=12, help_text=_("GB/T 2260, or the product's own where none exists"))
    has_national_code = models.BooleanField(_("national code"), default=True)
    answered_by = models.CharField(_("who answers for it"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=1)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="one_district_per_area_and_code")]

    def __str__(self):
        return self.name


class Measure(Sourced):
    """The unit of work. Its original time limit is kept for ever beside the one in force."""

    task = models.ForeignKey(Task, models.PROTECT, verbose_name=_("task"), related_name="measures")
    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Such as 1-06; unique in all plans"))
    number = models.PositiveSmallIntegerField(_("position within the task"))
    title = models.CharField(_("title"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=40, blank=True)
    heading = models.CharField(_("heading it stands under"), max_length=100, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.CONFIRMED)
    districts = models.ManyToManyField(District, verbose_name=_("districts"), blank=True, related_name="measures")
    scope_text = models.CharField(_("scope in the plan's words"), max_length=60, blank=True)
    scope_confidence = models.CharField(
        _("confidence of the scope"), max_length=1, choices=Confidence, default=Confidence.OFFICIAL
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ONE_OFF)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    original_due_on = models.DateField(_("originally due on"), null=True, blank=True)
    due_text = models.CharField(_("time limit in the plan's words"), max_length=60, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])
    proof = models.CharField(_("what shows that it is done"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="", blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="one_measure_per_task_and_number"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(starts_on__lte=F("due_on")),
                name="measure_starts_before_it_is_due",
                violation_error_message=_("The first day must not be after the time limit"),
            ),
            models.CheckConstraint(condition=Q(weight__gte=1), name="measure_weighs_at_least_1"),
            models.CheckConstraint(
                condition=Q(due_on=None, original_due_on=None) | Q(due_on__isnull=False, original_due_on__isnull=False),
                name="measure_keeps_its_original_time_limit",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.label}"

    def get_absolute_url(self):
        return reverse("measures:show", args=[self.code])

    @property
    def label(self):
        """The short title where there is one."""
        return self.short_title or self.title

    @property
    def is_gap(self):
        return self.standing == Standing.GAP

    @property
    def is_counted(self):
        """Whether it stands in a denominator; its task must be loaded."""
        return (
            self.standing == Standing.CONFIRMED
            and self.task.is_counted
            and self.withdrawn_on is None
            and self.confidence != Confidence.UNVERIFIED
        )

    @property
    def is_extended(self):
        return self.due_on != self.original_due_on

    @property
    def is_long_running(self):
        return self.kind == Kind.LONG_RUNNING


class Assignment(models.Model):
    """An organization answers for a measure in some districts, as lead or as partner, while it lasts."""

    measure = models.ForeignKey(Measure, models.PROTECT, verbose_name=_("measure"), related_name="assignments")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="assignments"
    )
    role = models.CharField(_("role"), max_length=8, choices=AssignmentRole, default=AssignmentRole.LEAD)
    districts = models.ManyToManyField(
        District, through="AssignedDistrict", verbose_name=_("districts"), related_name="assignments"
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence, default=Confidence.INFERRED)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "organization"], condition=Q(until=None),
                name="one_open_assignment_per_measure_and_organization",
                violation_error_message=_("This organization is assigned to this measure already"),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until")),
                name="assignment_begins_before_it_ends",
                violation_error_message=_("The first day must not be after the last day"),
            ),
        ]

    def __str__(self):
        return f"{self.measure} · {self.organization}"

    @property
    def is_lead(self):
        return self.role == AssignmentRole.LEAD


class AssignedDistrict(models.Model):
    """A district of an assignment; measure, role and end stand here again so that the database keeps one lead."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="assigned_districts")
    district = models.ForeignKey(District, models.PROTECT, related_name="assigned")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=AssignmentRole)
    until = models.DateField(null=True)

    class Meta:
        verbose_name = _("assigned district")
        verbose_name_plural = _("assigned districts")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "district"], name="a_district_once_per_assignment"),
            models.UniqueConstraint(
                fields=["measure", "district"], condition=Q(role=AssignmentRole.LEAD, until=None),
                name="one_lead_per_measure_and_district",
                violation_error_message=_("Another organization leads this measure in one of these districts"),
            ),
        ]

    def __str__(self):
        return str(self.district)


class Milestone(models.Model):
    """A step on the way that can be shown, or the goal of a year. ``done_on`` is set only by an approved report.

    Done is a claim; verified needs evidence and the approval of another organization.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, verbose_name=_("measure"), related_name="milestones")
    title = models.CharField(_("title"), max_length=200)
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("who answers for it"), null=True, blank=True,
        related_name="milestones", help_text=_("Empty: every lead of the measure"),
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])
    due_on = models.DateField(_("due on"))
    original_due_on = models.DateField(_("originally due on"))
    goal_year = models.PositiveSmallIntegerField(
        _("goal of the year"), null=True, blank=True,
        help_text=_("Empty for a step on the way; a year where this is what the measure is to reach by its end"),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    verified_on = models.DateField(
        _("verified on"), null=True, blank=True, editable=False,
        help_text=_("The day on which another organization approved it with evidence"),
    )
    proof = models.CharField(_("what shows that it is done"), max_length=300, blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.UniqueConstraint(fields=["measure", "title"], name="one_milestone_per_measure_and_title"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="milestone_weighs_at_least_1"),
            models.UniqueConstraint(
                fields=["measure", "organization", "goal_year"], condition=Q(goal_year__isnull=False),
                name="one_goal_per_measure_organization_and_year",
                violation_error_message=_("This organization has a goal for this year already"),
            ),
            models.UniqueConstraint(
                fields=["measure", "goal_year"], condition=Q(goal_year__isnull=False, organization=None),
                name="one_shared_goal_per_measure_and_year",
                violation_error_message=_("This measure has a goal for this year already"),
            ),
            models.CheckConstraint(
                condition=Q(verified_on=None) | Q(done_on__isnull=False), name="only_what_is_done_is_verified"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_extended(self):
        return self.due_on != self.original_due_on

    @property
    def state(self):
        """Open, done and awaiting proof, or verified."""
        if self.done_on is None:
            return MilestoneState.OPEN
        return MilestoneState.DONE if self.verified_on is None else MilestoneState.VERIFIED

    @property
    def is_goal(self):
        return self.goal_year is not None


class ReviewScope(models.Model):
    """What a supervisor decides on: a whole plan, or one area of it. No row, no decisions."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("supervisor"), related_name="review_scopes"
    )
    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"), related_name="review_scopes")
    area = models.ForeignKey(
        Area, models.PROTECT, verbose_name=_("area"), null=True, blank=True, related_name="review_scopes",
        help_text=_("Empty: the whole plan"),
    )

    objects = ReviewScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("review scope")
        verbose_name_plural = _("review scopes")
        constraints = [
            models.UniqueConstraint(fields=["user", "plan", "area"], name="one_review_scope_per_supervisor_and_area"),
            models.UniqueConstraint(
                fields=["user", "plan"], condition=Q(area=None), name="one_whole_plan_scope_per_supervisor"
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.area or self.plan}"
