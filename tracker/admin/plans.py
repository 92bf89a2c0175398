"""The frame of a plan: plans, objectives, tasks, areas and districts."""

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from tracker import acts
from tracker.admin.base import ActionAdmin
from tracker.plans.models import Area, District, Objective, Plan, Task

ORIGIN = (_("Where this comes from"), {"fields": ["source", "confidence"]})


@admin.register(Plan)
class PlanAdmin(ActionAdmin):
    list_display = ["title", "document_number", "issuer", "starts_on", "ends_on", "requires_signature"]
    search_fields = ["title", "short_title", "document_number"]
    list_filter = ["confidence", "requires_signature"]
    ordering = ["starts_on", "pk"]
    fieldsets = [
        (None, {"fields": ["title", "short_title", "document_number", "issuer", "issued_on"]}),
        (_("Running time"), {"fields": ["starts_on", "ends_on"]}),
        (_("Reports"), {"fields": ["requires_signature"]}),
        ORIGIN,
        (_("Remarks"), {"fields": ["note"]}),
    ]


@admin.register(Objective)
class ObjectiveAdmin(ActionAdmin):
    list_display = ["title", "number", "plan", "due_text", "due_on", "confidence"]
    search_fields = ["title"]
    list_filter = ["plan", "confidence"]
    list_select_related = ["plan"]
    autocomplete_fields = ["plan"]
    ordering = ["plan", "number"]
    fieldsets = [(None, {"fields": ["plan", "number", "title", "due_text", "due_on"]}), ORIGIN]


@admin.register(Task)
class TaskAdmin(ActionAdmin):
    list_display = ["title", "number", "plan", "standing", "confidence"]
    search_fields = ["title"]
    list_filter = ["plan", "standing", "confidence"]
    list_select_related = ["plan"]
    autocomplete_fields = ["plan"]
    ordering = ["plan", "number"]
    fieldsets = [
        (None, {"fields": ["plan", "number", "title", "standing", "objectives"],
                "description": _("Only confirmed tasks are counted and reported on.")}),
        ORIGIN,
        (_("Remarks"), {"fields": ["note"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"widget": CheckboxSelectMultiple, "queryset": Objective.objects.order_by("plan", "number")}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def keep(self, row, form, *, by, changes):
        acts.keep_task(row, by=by, objectives=form.cleaned_data["objectives"], changes=changes)


@admin.register(Area)
class AreaAdmin(ActionAdmin):
    list_display = ["name", "plan", "city", "code", "position", "confidence"]
    search_fields = ["name", "city", "code"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    autocomplete_fields = ["plan"]
    ordering = ["plan", "position", "name"]
    fieldsets = [(None, {"fields": ["plan", "name", "city", "code", "position"]}), ORIGIN]


@admin.register(District)
class DistrictAdmin(ActionAdmin):
    list_display = ["name", "short_name", "area", "code", "has_national_code", "answered_by", "position", "confidence"]
    search_fields = ["name", "short_name", "code"]
    list_filter = ["area", "has_national_code", "confidence"]
    list_select_related = ["area"]
    autocomplete_fields = ["area"]
    ordering = ["area__plan", "area__position", "position", "name"]
    fieldsets = [
        (None, {"fields": ["area", "name", "short_name", "code", "has_national_code", "answered_by", "position"]}),
        ORIGIN,
    ]
