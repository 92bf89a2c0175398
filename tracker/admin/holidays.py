"""The holiday calendar, from which the closing days of new periods are counted."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker import acts
from tracker.admin.base import ActionAdmin
from tracker.reporting.models import SpecialDay


class YearFilter(admin.SimpleListFilter):
    title = _("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = SpecialDay.objects.dates("day", "year", order="DESC")
        return [(str(first.year), str(first.year)) for first in years]

    def queryset(self, request, queryset):
        is_year = self.value() in dict(self.lookup_choices)
        return queryset.of_year(int(self.value())) if is_year else queryset


@admin.register(SpecialDay)
class SpecialDayAdmin(ActionAdmin):
    list_display = ["day", "name", "is_working_day", "source"]
    search_fields = ["name", "source"]
    list_filter = [YearFilter, "is_working_day"]
    ordering = ["-day"]

    def get_fieldsets(self, request, obj=None):
        consequence = _(
            "Enter every holiday that falls on a weekday, and every weekend day that is worked in exchange, as the "
            "State Council's notice for the year says. Periods made from then on close by this calendar; those that "
            "exist keep their days. A year without any entry follows the notices that the software knows, or else "
            "Monday to Friday."
        )
        return [(None, {"fields": ["day", "name", "is_working_day", "source"], "description": consequence})]

    def keep(self, row, form, *, by, changes):
        acts.keep_special_day(row, by=by, changes=changes)

    def remove(self, row, *, by):
        acts.remove_special_day(row, by=by)
