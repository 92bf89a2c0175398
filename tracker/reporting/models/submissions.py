"""What was handed in, decided and proven."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.people.models import Organization
from tracker.plans.models import District, Milestone
from tracker.reporting.evidence import PREVIEWED
from tracker.reporting.models.reports import ProgressReport
from tracker.reporting.querysets import ClaimQuerySet, EvidenceQuerySet, SubmissionQuerySet, WrittenOnceQuerySet
from tracker.reporting.status import Decision


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

    objects = ClaimQuerySet.as_manager()

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
