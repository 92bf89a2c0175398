"""The official documents that plans rest on, and their text clause by clause, to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.plans.sources import Clause, SourceDocument


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    list_display = ["name", "plan", "state", "uploaded_by", "uploaded_at", "decided_by", "decided_at"]
    search_fields = ["name"]
    list_filter = ["state", "plan"]
    list_select_related = ["plan", "uploaded_by", "decided_by"]
    ordering = ["-uploaded_at", "-pk"]
    view_on_site = True
    fields = ["name", "plan", "amends", "state", "size", "sha256", "content_type", "uploaded_by", "uploaded_at",
              "decided_by", "decided_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "proposal")


@admin.register(Clause)
class ClauseAdmin(ReadOnlyAdmin):
    list_display = ["path", "words", "kind", "document"]
    list_display_links = ["path", "words"]
    search_fields = ["text", "path"]
    list_filter = ["kind", "document"]
    list_select_related = ["document"]
    ordering = ["document", "ordinal"]
    fields = [
        "document", "path", "ordinal", "kind", "text", "start", "end", "sha256", "objectives", "tasks", "measures",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document__text", "document__proposal")

    @admin.display(description=_("text"))
    def words(self, clause):
        return clause.text[:60]
