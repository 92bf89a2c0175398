"""Measures with their milestones, and who leads or helps with them where."""

from datetime import MAXYEAR, MINYEAR, date

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tracker import acts
from tracker.admin.base import ActionAdmin, ActionForm
from tracker.admin.choices import Choices, SeveralChoices, is_key
from tracker.admin.lines import ReadOnlyLines
from tracker.admin.plans import ORIGIN
from tracker.admin.questions import DayAndReasonForm, DayForm, NewDueForm, Question
from tracker.plans.models import Assignment, District, Measure, Milestone

CHANGE_DUE = Question(
    name="change_due", label=_("Change the time limit"), form=NewDueForm, act=acts.change_due,
    explanation=_("The original time limit stays and is shown beside the new one."),
    done=_("The time limit was changed"),
)
WITHDRAW = Question(
    name="withdraw", label=_("Withdraw"), form=DayAndReasonForm, act=acts.withdraw,
    explanation=_("The measure stays visible with all its reports, leaves every count, and asks for no more reports. "
                  "This cannot be undone here."),
    done=_("The measure was withdrawn"), applies=lambda measure: measure.withdrawn_on is None,
)
END = Question(
    name="end", label=_("End the assignment"), form=DayForm, act=acts.end_assignment,
    explanation=_("The organization answers until that day; what it reported stays its own. "
                  "Another organization can then be assigned."),
    done=_("The assignment was ended"), applies=lambda assignment: assignment.until is None,
)


class DistrictChoice(SeveralChoices):
    """Districts as boxes to tick, each with its area."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        districts = District.objects.select_related("area__plan").order_by("area__plan", "area__position", "position")
        super().__init__(queryset=districts, label=_("Districts"), **kwargs)

    def offer(self, **which):
        """Show only some; what comes back is checked by the action, which says what is wrong with it."""
        self.queryset = self.queryset.filter(**which)

    def label_from_instance(self, district):
        return f"{district.name}（{district.area.name}）"


class MilestoneLine(ActionForm):
    """A milestone in a measure's table; its time limit changes on a page of its own, with the reason.

    A new goal of a year is due on the last day of that year unless another day is given.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "due_on" in self.fields:
            self.fields["due_on"].disabled = True
        elif "due_on" in self.fields:
            self.fields["due_on"].required = False

    def clean(self):
        super().clean()
        year, due_on = self.cleaned_data.get("goal_year"), self.cleaned_data.get("due_on")
        if self.instance.pk is None and due_on is None and "due_on" not in self.errors:
            if year and MINYEAR <= year <= MAXYEAR:
                self.cleaned_data["due_on"] = date(year, 12, 31)
            else:
                self.add_error("due_on", _("Say when this is due, or which year's goal it is"))


class MilestoneLines(Choices, admin.TabularInline):
    model = Milestone
    form = MilestoneLine
    extra = 0
    fields = ["title", "organization", "goal_year", "weight", "due_on", "done_on", "verified_on", "proof"]
    readonly_fields = ["done_on", "verified_on"]
    autocomplete_fields = ["organization"]
    ordering = ["due_on", "pk"]
    show_change_link = True


class AssignmentLines(ReadOnlyLines):
    """Who answers for a measure, to look at; an assignment is changed on its own page."""

    model = Assignment
    fields = readonly_fields = ["organization", "role", "where", "since", "until"]
    show_change_link = True

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("measure", "organization").prefetch_related("districts")
        return rows.order_by("role", "organization__position", "pk")

    @admin.display(description=_("districts"))
    def where(self, assignment):
        return "、".join(district.name for district in assignment.districts.all())


class MeasureForm(ActionForm):
    districts = DistrictChoice(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.fields["districts"].offer(area__plan=self.instance.task.plan_id)


@admin.register(Measure)
class MeasureAdmin(ActionAdmin):
    form = MeasureForm
    list_display = ["code", "label", "due_on", "leads", "standing", "kind", "confidence"]
    list_display_links = ["code", "label"]
    search_fields = ["code", "title", "short_title", "heading"]
    list_filter = ["standing", "kind", "confidence", "task", "districts", ("withdrawn_on", admin.EmptyFieldListFilter)]
    date_hierarchy = "due_on"
    autocomplete_fields = ["task"]
    ordering = ["task__plan", "task__number", "number"]
    inlines = [MilestoneLines, AssignmentLines]
    questions = (CHANGE_DUE, WITHDRAW)
    view_on_site = True
    fieldsets = [
        (None, {"fields": ["task", "code", "number", "title", "short_title", "heading", "standing"]}),
        (_("Where"), {"fields": ["districts", "scope_text", "scope_confidence"]}),
        (_("Time limit"), {"fields": ["kind", "starts_on", "due_on", "due_text"]}),
        (_("Counting"), {"fields": ["weight", "proof"]}),
        ORIGIN,
        (_("Remarks"), {"fields": ["note"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.fieldsets
        limit = ["kind", "starts_on", "due_on", "original_due_on", "due_text", "withdrawn_on"]
        return [(name, {**options, "fields": limit} if "due_on" in options["fields"] else options)
                for name, options in self.fieldsets]

    def get_readonly_fields(self, request, obj=None):
        return ["due_on", "original_due_on", "withdrawn_on"] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_queryset(self, request):
        leads = Assignment.objects.leads().filter(until=None).select_related("organization").order_by("pk")
        return super().get_queryset(request).prefetch_related(Prefetch("assignments", leads, to_attr="open_leads"))

    def keep(self, row, form, *, by, changes):
        acts.keep_measure(row, by=by, districts=form.cleaned_data["districts"], changes=changes)

    def buttons(self, row):
        assign = reverse("admin:tracker_assignment_add")
        return [*super().buttons(row), (_("Assign an organization"), f"{assign}?{urlencode({'measure': row.pk})}")]

    @admin.display(description=_("title"), ordering="title")
    def label(self, measure):
        return measure.label

    @admin.display(description=_("lead organizations"))
    def leads(self, measure):
        return "、".join(assignment.organization.label for assignment in measure.open_leads)


@admin.register(Milestone)
class MilestoneAdmin(ActionAdmin):
    list_display = [
        "title", "measure", "organization", "goal_year", "weight", "due_on", "original_due_on", "done_on",
        "verified_on",
    ]
    search_fields = ["title", "measure__code", "measure__title", "organization__name"]
    list_filter = [
        ("done_on", admin.EmptyFieldListFilter), ("verified_on", admin.EmptyFieldListFilter), "goal_year", "due_on",
    ]
    list_select_related = ["measure", "organization"]
    date_hierarchy = "due_on"
    autocomplete_fields = ["measure", "organization"]
    ordering = ["measure__task", "measure__number", "due_on", "pk"]
    questions = (CHANGE_DUE,)
    form = MilestoneLine
    fields = ["measure", "title", "organization", "goal_year", "weight", "due_on", "proof"]

    def get_fields(self, request, obj=None):
        return [*self.fields, "original_due_on", "done_on", "verified_on"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["measure", "due_on", "original_due_on", "done_on", "verified_on"] if obj else []


class AssignmentForm(ActionForm):
    districts = DistrictChoice(error_messages={"required": _("Choose at least one district")})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        measure = str(self.instance.measure_id or self.initial.get("measure", ""))
        if is_key(measure) and not self.is_bound:
            self.fields["districts"].offer(measures=measure)


@admin.register(Assignment)
class AssignmentAdmin(ActionAdmin):
    form = AssignmentForm
    list_display = ["measure", "organization", "role", "where", "since", "until", "confidence"]
    search_fields = ["measure__code", "measure__title", "organization__name", "organization__short_name"]
    list_filter = ["role", ("until", admin.EmptyFieldListFilter), "confidence", "organization"]
    list_select_related = ["measure", "organization"]
    autocomplete_fields = ["measure", "organization"]
    ordering = ["measure__task", "measure__number", "role", "pk"]
    questions = (END,)

    def get_fieldsets(self, request, obj=None):
        """Not the attribute, whose check would refuse districts: they are saved by the action."""
        return [
            (None, {"fields": ["measure", "organization", "role", "districts"],
                    "description": "" if obj else _(
                        "A measure has one lead in each district. A new lead owes a report for every period that is "
                        "not closed yet."
                    )}),
            (_("Validity"), {"fields": ["since", "until"] if obj else ["since"]}),
            ORIGIN,
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["measure", "organization", "role", "until"] if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("districts")

    def get_deleted_objects(self, objs, request):
        """Empty reports go with it; one that somebody has begun keeps it."""
        begun = [report for assignment in objs for report in assignment.reports.with_context()
                 if report.version or report.submissions.exists() or report.evidence.exists()]
        names = [str(assignment) for assignment in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), [str(report) for report in begun]

    def keep(self, row, form, *, by, changes):
        acts.keep_assignment(row, districts=form.cleaned_data["districts"], by=by, changes=changes)

    def remove(self, row, *, by):
        acts.remove_assignment(row, by=by)

    @admin.display(description=_("districts"))
    def where(self, assignment):
        return "、".join(district.name for district in assignment.districts.all())
