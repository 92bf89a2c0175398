"""Exceptions to reporting, to look at: supervisors grant and end them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.reporting.models import ReportException


@admin.register(ReportException)
class ReportExceptionAdmin(ReadOnlyAdmin):
    list_display = ["measure", "organization", "period", "kind", "until_on", "granted_by", "granted_at", "ended_at"]
    search_fields = ["report__assignment__measure__code", "report__assignment__measure__title",
                     "report__assignment__organization__name", "reason"]
    list_filter = ["kind", "report__period__year", "report__period", "report__assignment__organization"]
    list_select_related = ["report__assignment__measure", "report__assignment__organization", "report__period",
                           "granted_by"]
    date_hierarchy = "granted_at"
    ordering = ["-granted_at", "-pk"]
    fields = ["measure", "organization", "period", "kind", "until_on", "reason", "granted_by", "granted_at", "ended_by",
              "ended_at"]

    @admin.display(description=_("measure"), ordering="report__assignment__measure__code")
    def measure(self, exception):
        return exception.report.measure

    @admin.display(description=_("organization"), ordering="report__assignment__organization__name")
    def organization(self, exception):
        return exception.report.organization

    @admin.display(description=_("period"), ordering="report__period__ends_on")
    def period(self, exception):
        return exception.report.period
