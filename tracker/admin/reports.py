"""What was reported, to look at: drafts belong to their organization, so only approved submissions open here."""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.admin.lines import ReadOnlyLines
from tracker.reporting.models import (
    DistrictFigure,
    Evidence,
    MilestoneClaim,
    ProgressReport,
    ProgressSpan,
    Submission,
)


@admin.register(ProgressReport)
class ProgressReportAdmin(ReadOnlyAdmin):
    """Of a report that is not approved only the state is shown."""

    list_display = ["measure", "organization", "period", "state", "approved"]
    search_fields = ["assignment__measure__code", "assignment__measure__title", "assignment__organization__name"]
    list_filter = ["status", "period__year", "period", "assignment__organization"]
    list_select_related = ["assignment__measure__task", "assignment__organization", "period"]
    ordering = ["-period__ends_on", "assignment__measure__task", "assignment__measure__number", "pk"]
    fields = ["measure", "organization", "period", "state", "approved"]

    def get_queryset(self, request):
        approved = Submission.objects.approved().order_by("number")
        return super().get_queryset(request).prefetch_related(Prefetch("submissions", approved, to_attr="in_force"))

    @admin.display(description=_("measure"), ordering="assignment__measure__code")
    def measure(self, report):
        return report.measure

    @admin.display(description=_("organization"), ordering="assignment__organization__name")
    def organization(self, report):
        return report.organization

    @admin.display(description=_("status"), ordering="status")
    def state(self, report):
        return _("Not begun") if report.state == "blank" else report.get_status_display()

    @admin.display(description=_("approved submissions"))
    def approved(self, report):
        return links(report.in_force, "admin:tracker_submission_change")


class FigureLines(ReadOnlyLines):
    model = DistrictFigure
    classes = ["plain-lines"]
    fields = readonly_fields = ["where", "percent", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("district").order_by("district__position", "pk")

    @admin.display(description=_("district"))
    def where(self, figure):
        return figure.district


class ClaimLines(ReadOnlyLines):
    model = MilestoneClaim
    classes = ["plain-lines"]
    fields = readonly_fields = ["about", "is_done", "on", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("milestone").order_by("milestone__due_on", "pk")

    @admin.display(description=_("milestone"))
    def about(self, claim):
        return claim.milestone


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["receipt", "measure", "organization", "period", "percent", "submitted_by", "decided_by",
                    "decided_at"]
    search_fields = ["receipt", "report__assignment__measure__code", "report__assignment__measure__title",
                     "report__assignment__organization__name"]
    list_filter = ["report__period__year", "report__period", "report__assignment__organization"]
    list_select_related = ["report__assignment__measure", "report__assignment__organization", "report__period",
                           "submitted_by", "decided_by"]
    date_hierarchy = "decided_at"
    ordering = ["-decided_at", "-pk"]
    inlines = [FigureLines, ClaimLines]
    fieldsets = [
        (None, {"fields": ["receipt", "measure", "organization", "period", "number", "percent"]}),
        (_("What was reported"), {"fields": ["summary", "problem", "help_from", "help_by", "next_steps", "files",
                                             "correction_reason"]}),
        (_("Handing in and decision"), {"fields": ["submitted_by", "submitted_at", "signed_by", "signed_at",
                                                   "handed_in_at", "decision", "remark", "decided_by", "decided_at"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description=_("measure"), ordering="report__assignment__measure__code")
    def measure(self, submission):
        return submission.report.measure

    @admin.display(description=_("organization"), ordering="report__assignment__organization__name")
    def organization(self, submission):
        return submission.report.organization

    @admin.display(description=_("period"), ordering="report__period__ends_on")
    def period(self, submission):
        return submission.report.period

    @admin.display(description=_("evidence"))
    def files(self, submission):
        return links(submission.evidence.oldest_first(), "evidence:download")


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """Evidence of approved submissions."""

    list_display = ["name", "proves", "measure", "organization", "uploaded_by", "uploaded_at"]
    search_fields = ["name", "proves", "document_number", "report__assignment__measure__code",
                     "report__assignment__organization__name"]
    list_filter = ["report__period__year", "report__assignment__organization"]
    list_select_related = ["report__assignment__measure", "report__assignment__organization", "uploaded_by"]
    date_hierarchy = "uploaded_at"
    ordering = ["-uploaded_at", "-pk"]
    fields = ["name", "proves", "measure", "organization", "document_number", "content_type", "size", "checksum",
              "uploaded_by", "uploaded_at", "download"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description=_("measure"), ordering="report__assignment__measure__code")
    def measure(self, evidence):
        return evidence.report.measure

    @admin.display(description=_("organization"), ordering="report__assignment__organization__name")
    def organization(self, evidence):
        return evidence.report.organization

    @admin.display(description=_("checksum (SHA-256)"))
    def checksum(self, evidence):
        return evidence.sha256

    @admin.display(description=_("file"))
    def download(self, evidence):
        return links([evidence], "evidence:download") if evidence.file else "—"


class DistrictFilter(admin.RelatedFieldListFilter):
    """Headed by a word of the reader's language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("district")


@admin.register(ProgressSpan)
class ProgressSpanAdmin(ReadOnlyAdmin):
    list_display = ["about", "where", "percent", "completion", "from_on", "until_on"]
    search_fields = ["measure__code", "measure__title", "district__name"]
    list_filter = ["completion", ("until_on", admin.EmptyFieldListFilter), ("district", DistrictFilter)]
    list_select_related = ["measure", "district"]
    date_hierarchy = "from_on"
    ordering = ["-from_on", "measure", "pk"]
    fields = ["about", "where", "percent", "completion", "from_on", "until_on", "because"]

    @admin.display(description=_("measure"), ordering="measure__code")
    def about(self, span):
        return span.measure

    @admin.display(description=_("district"), ordering="district__name")
    def where(self, span):
        return span.district or _("The whole measure")

    @admin.display(description=_("submission"))
    def because(self, span):
        return links([span.submission], "admin:tracker_submission_change") if span.submission else "—"


def links(rows, view):
    """Rows as links to a page of theirs, one a line."""
    return format_html_join("", '<div><a href="{}">{}</a></div>', ((reverse(view, args=[row.pk]), row) for row in rows))
