"""The slot in which a report stands, its working draft, and exceptions to its time limit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.plans.models import Assignment
from tracker.reporting.deadlines import Terms, deadline
from tracker.reporting.models.periods import ReportingPeriod
from tracker.reporting.querysets import ProgressReportQuerySet, ReportExceptionQuerySet
from tracker.reporting.status import EDITABLE, ExceptionKind, Status


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

    @cached_property
    def exception(self):
        """The exception that nobody has ended, None without one; whoever fetched the report may have set it."""
        return self.exceptions.open().first()

    @property
    def terms(self):
        """What was granted for this report, as the rules in ``deadlines`` read it."""
        return [self.exception.terms] if self.exception else []

    @property
    def deadline(self):
        """When this report is due and until when it may come: the days of its period, or of its exception."""
        return deadline(self.period.due_on, self.period.closes_on, self.terms)

    @property
    def measure(self):
        return self.assignment.measure

    @property
    def organization(self):
        return self.assignment.organization


class ReportException(models.Model):
    """A supervisor lets one report come later, or excuses it. At most one of a report is not ended."""

    report = models.ForeignKey(ProgressReport, models.PROTECT, verbose_name=_("report"), related_name="exceptions")
    kind = models.CharField(_("kind"), max_length=8, choices=ExceptionKind)
    until_on = models.DateField(_("may be handed in until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("granted by"), related_name="+"
    )
    granted_at = models.DateTimeField(_("granted at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ended by"), null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ReportExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(ended_at=None), name="one_exception_at_a_time_per_report"
            ),
            models.CheckConstraint(
                condition=Q(kind=ExceptionKind.LATER, until_on__isnull=False)
                | Q(kind=ExceptionKind.EXCUSED, until_on=None),
                name="only_what_may_come_later_has_a_last_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_exception_gives_its_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="exception_ended_at_and_by_together",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.report}"

    @property
    def terms(self):
        """What it grants, for the rules in ``deadlines``."""
        return Terms(self.kind, timezone.localtime(self.granted_at).date(), self.until_on)

    @property
    def fact(self):
        """What is granted, without the reason, which is for those concerned."""
        if self.kind == ExceptionKind.EXCUSED:
            return gettext("No report is expected for this period")
        return gettext("May be handed in until %(day)s") % {"day": date_format(self.until_on)}

    @property
    def sentence(self):
        return gettext("%(fact)s. Reason: %(reason)s") % {"fact": self.fact, "reason": self.reason}

    def is_over_on(self, day):
        """Whether the last day on which the report might come has passed."""
        return self.until_on is not None and self.until_on < day
