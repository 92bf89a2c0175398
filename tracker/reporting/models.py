"""Periods, reports and what was handed in, decided and proven."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.people.models import Organization
from tracker.plans.models import Assignment, District, Measure, Milestone, Plan
from tracker.reporting.evidence import PREVIEWED
from tracker.reporting.periods import period_name, period_short_name
from tracker.reporting.querysets import (
    EvidenceQuerySet,
    ProgressReportQuerySet,
    ProgressSpanQuerySet,
    ReportingPeriodQuerySet,
    SubmissionQuerySet,
    WrittenOnceQuerySet,
)
from tracker.reporting.status import EDITABLE, Completion, Decision, Frequency, Status


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


class ProgressReport(models.Model):
    """What one organization says about one assignment in one period: the slot and its working draft.

    ``draft`` maps field names (``tracker.reporting.draft``) to text exactly as typed, so that saving loses nothing.
    """

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, verbose_name=_("assignment"), related_name="reports"
    )
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, verbose_name=_("period"), related_name="reports")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    draft = models.JSONField(_("draft"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version of the draft"), default=0)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("saved by"), null=True, blank=True, related_name="+",
        editable=False,
    )
    correction_reason = models.TextField(_("reason for the correction"), blank=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "period"], name="one_report_per_assignment_and_period"),
            models.CheckConstraint(
                condition=Q(saved_at=None, saved_by=None) | Q(saved_at__isnull=False, saved_by__isnull=False),
                name="report_saved_at_and_by_together",
            ),
        ]
        indexes = [models.Index(fields=["period", "status"], name="report_by_period_and_status")]

    def __str__(self):
        return f"{self.assignment} · {self.period}"

    def get_absolute_url(self):
        return reverse("reports:show", args=[self.pk])

    @property
    def state(self):
        """The status as people see it: a draft that nobody has touched is ``blank``."""
        return "blank" if self.status == Status.DRAFT and not self.version else self.status

    @property
    def is_editable(self):
        return self.status in EDITABLE

    @property
    def is_correction(self):
        return bool(self.correction_reason)

    @property
    def measure(self):
        return self.assignment.measure

    @property
    def organization(self):
        return self.assignment.organization


class Submission(models.Model):
    """An immutable copy of what was handed in, with its decision. Nothing ever edits it."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, verbose_name=_("report"), related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    receipt = models.CharField(_("receipt number"), max_length=60, unique=True)
    percent = models.PositiveSmallIntegerField(_("progress of its districts"))
    summary = models.TextField(_("progress this period"))
    problem = models.TextField(_("problem"), blank=True)
    help_from = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("who is asked to help"), null=True, blank=True, related_name="+"
    )
    help_by = models.DateField(_("help wanted by"), null=True, blank=True)
    next_steps = models.TextField(_("plan for the next period"))
    correction_reason = models.TextField(_("reason for the correction"), blank=True)
    evidence = models.ManyToManyField("Evidence", verbose_name=_("evidence"), related_name="submissions")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("submitted by"), related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("signed by"), null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="submissions_of_a_report_are_numbered"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(decision=""), name="one_undecided_submission_per_report"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="submission_percent_at_most_100"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(~Q(decision=""), decided_by__isnull=False, decided_at__isnull=False),
                name="submission_decision_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.RETURNED) | ~Q(remark=""), name="a_return_gives_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="submission_signed_at_and_by_together",
            ),
        ]
        indexes = [models.Index(fields=["decision", "handed_in_at"], name="submission_by_decision")]

    def __str__(self):
        return self.receipt

    @property
    def is_approved(self):
        return self.decision == Decision.APPROVED


class DistrictFigure(models.Model):
    """How far one district was, as a submission says it, in percent 0–100."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="figures")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField(_("progress"))
    note = models.CharField(_("in a sentence"), max_length=200, blank=True)

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        verbose_name = _("district figure")
        verbose_name_plural = _("district figures")
        constraints = [
            models.UniqueConstraint(fields=["submission", "district"], name="one_figure_per_submission_and_district"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="district_figure_at_most_100"),
        ]

    def __str__(self):
        return f"{self.district} {self.percent}%"


class MilestoneClaim(models.Model):
    """What a submission says of a due milestone: done on a day, or not done, why, and when."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="claims")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="claims")
    is_done = models.BooleanField(_("done"))
    on = models.DateField(_("done or expected on"))
    reason = models.TextField(_("why it is late"), blank=True)

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone claim")
        verbose_name_plural = _("milestone claims")
        constraints = [
            models.UniqueConstraint(fields=["submission", "milestone"], name="one_claim_per_submission_and_milestone"),
            models.CheckConstraint(
                condition=Q(is_done=True) | ~Q(reason=""), name="an_unfinished_milestone_gives_its_reason"
            ),
        ]

    def __str__(self):
        return str(self.milestone)


class Evidence(models.Model):
    """A file, or the number of an official document, and what it proves."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, verbose_name=_("report"), related_name="evidence")
    name = models.CharField(_("name"), max_length=120)
    proves = models.CharField(_("what it proves"), max_length=200, blank=True)
    file = models.FileField(_("file"), max_length=120, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    content_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    removed_at = models.DateTimeField(_("removed from the draft at"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(document_number=""), name="evidence_is_a_file_or_a_document_number"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def has_preview(self):
        """Whether a browser may show the file instead of saving it."""
        return self.content_type in PREVIEWED


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
