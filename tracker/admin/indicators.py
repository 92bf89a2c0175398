"""Indicators of a plan, what it wants of them year by year, who reports them; readings to look at."""

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ActionAdmin, ReadOnlyAdmin
from tracker.admin.plans import ORIGIN
from tracker.indicators.models import Indicator, Reading, ReadingDuty, Target
from tracker.plans.models import Objective


@admin.register(Indicator)
class IndicatorAdmin(ActionAdmin):
    list_display = ["name", "number", "plan", "scope_text", "scope", "combination", "direction", "baseline", "unit",
                    "baseline_text", "confidence"]
    search_fields = ["name", "scope_text"]
    list_filter = ["plan", "scope", "direction", "confidence"]
    list_select_related = ["plan"]
    autocomplete_fields = ["plan", "area"]
    ordering = ["plan", "number"]
    fieldsets = [
        (None, {"fields": ["plan", "number", "name", "unit", "direction"]}),
        (_("What it covers"), {
            "fields": ["scope", "area", "scope_text", "combination"],
            "description": _("Figures are added up within this extent only. Where the way of combining is changed, "
                             "figures that were read the other way no longer count."),
        }),
        (_("Baseline"), {"fields": ["bound", "baseline", "baseline_text", "baseline_on"]}),
        (_("Objectives"), {"fields": ["objectives"]}),
        ORIGIN,
        (_("Remarks"), {"fields": ["method", "note"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"widget": CheckboxSelectMultiple, "queryset": Objective.objects.order_by("plan", "number")}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Target)
class TargetAdmin(ActionAdmin):
    list_display = ["indicator", "year", "value", "bound", "source", "confidence"]
    search_fields = ["indicator__name", "source"]
    list_filter = ["indicator__plan", "year", "confidence"]
    list_select_related = ["indicator"]
    autocomplete_fields = ["indicator"]
    ordering = ["indicator__plan", "indicator__number", "year"]
    fieldsets = [(None, {"fields": ["indicator", "year", "value", "bound"]}), ORIGIN]


@admin.register(ReadingDuty)
class ReadingDutyAdmin(ActionAdmin):
    list_display = ["indicator", "district", "organization"]
    search_fields = ["indicator__name", "organization__name", "district__name"]
    list_filter = ["indicator__plan"]
    list_select_related = ["indicator", "district", "organization"]
    autocomplete_fields = ["indicator", "organization", "district"]
    ordering = ["indicator__plan", "indicator__number", "district__area__position", "district__position"]
    fieldsets = [(None, {"fields": ["indicator", "district", "organization"]})]


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    """Only approved ones: the others are of their organization and its supervisors."""

    list_display = ["indicator", "district", "on", "value", "organization", "reported_at", "decided_by"]
    search_fields = ["indicator__name", "organization__name", "source"]
    list_filter = ["indicator__plan"]
    list_select_related = ["indicator", "district", "organization", "decided_by"]
    date_hierarchy = "on"
    ordering = ["-on", "-pk"]
    fields = ["indicator", "district", "on", "value", "source", "note", "organization", "reported_by", "reported_at",
              "decided_by", "decided_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)
