"""Extensions of time limits, to look at: leads ask, supervisors decide, administrators change a limit at once."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.plans.extensions import Extension


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    list_display = ["measure", "milestone", "original_due_on", "old_due_on", "new_due_on", "organization", "asked_at",
                    "state", "decided_by", "decided_at"]
    search_fields = ["measure__code", "measure__title", "milestone__title", "organization__name", "reason"]
    list_filter = ["state", "measure__task__plan", "organization"]
    list_select_related = ["measure", "milestone", "organization", "decided_by"]
    date_hierarchy = "new_due_on"
    ordering = ["-pk"]
    fields = ["measure", "milestone", "original_due_on", "old_due_on", "new_due_on", "reason", "progress",
              "organization", "asked_by", "asked_at", "state", "remark", "decided_by", "decided_at"]

    @admin.display(description=_("originally due on"))
    def original_due_on(self, extension):
        return extension.subject.original_due_on
