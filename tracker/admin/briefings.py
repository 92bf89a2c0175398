"""What was handed out, looked at here and changed nowhere: briefings, their templates, working copies and returns."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.admin.base import ReadOnlyAdmin
from tracker.exchange.models import Briefing, BriefingTemplate, CopyReturn, WorkingCopy


@admin.register(Briefing)
class BriefingAdmin(ReadOnlyAdmin):
    """Issued ones; drafts belong to those who make them."""

    list_display = ["document_number", "title", "period", "on", "issued_by", "issued_at"]
    list_display_links = ["document_number", "title"]
    search_fields = ["title"]
    list_filter = ["year", "period"]
    list_select_related = ["period", "issued_by"]
    date_hierarchy = "issued_at"
    ordering = ["-year", "-number"]
    fields = ["document_number", "title", "period", "area", "organization", "on", "template", "made_by", "made_at",
              "issued_by", "issued_at", "sha256", "content_sha256", "page"]

    def get_queryset(self, request):
        return super().get_queryset(request).issued().defer("content")

    @admin.display(description=pgettext_lazy("of a document", "number"), ordering="number")
    def document_number(self, briefing):
        return briefing.document_number

    @admin.display(description=_("page"))
    def page(self, briefing):
        return format_html('<a href="{}">{}</a>', briefing.get_absolute_url(), briefing)


@admin.register(BriefingTemplate)
class BriefingTemplateAdmin(ReadOnlyAdmin):
    list_display = ["name", "uploaded_by", "uploaded_at", "retired_at"]
    search_fields = ["name"]
    list_select_related = ["uploaded_by"]
    ordering = ["-uploaded_at", "-pk"]
    fields = ["name", "size", "sha256", "uploaded_by", "uploaded_at", "retired_at", "download"]

    @admin.display(description=_("file"))
    def download(self, template):
        return format_html('<a href="{}">{}</a>', reverse("briefings:template_file", args=[template.pk]), template)


@admin.register(WorkingCopy)
class WorkingCopyAdmin(ReadOnlyAdmin):
    """Who was handed what for when; what it held is the organization's draft and not shown."""

    list_display = ["organization", "period", "made_by", "made_at"]
    search_fields = ["organization__name"]
    list_filter = ["period", "organization"]
    list_select_related = ["organization", "period", "made_by"]
    ordering = ["-made_at", "-pk"]
    fields = ["organization", "period", "made_by", "made_at", "key"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("base")


@admin.register(CopyReturn)
class CopyReturnAdmin(ReadOnlyAdmin):
    """What came back and became of it; what it says is the organization's and not shown."""

    list_display = ["name", "organization", "period", "state", "uploaded_by", "uploaded_at"]
    search_fields = ["name", "copy__organization__name"]
    list_filter = ["state", "copy__period", "copy__organization"]
    list_select_related = ["copy__organization", "copy__period", "uploaded_by"]
    ordering = ["-uploaded_at", "-pk"]
    fields = ["name", "organization", "period", "size", "sha256", "state", "uploaded_by", "uploaded_at", "decided_by",
              "decided_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content", "outcome")

    @admin.display(description=_("organization"), ordering="copy__organization__name")
    def organization(self, returned):
        return returned.copy.organization

    @admin.display(description=_("period"), ordering="copy__period__ends_on")
    def period(self, returned):
        return returned.copy.period
