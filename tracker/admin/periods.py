"""Reporting periods: made ahead, each with the days on which reporting opens, is due and closes."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker import acts
from tracker.admin.base import ActionAdmin
from tracker.admin.refusals import Answerable, Refused, refusals
from tracker.plans.models import Plan
from tracker.reporting.models import ReportingPeriod
from tracker.reporting.status import Frequency


class AheadForm(Answerable, forms.Form):
    plan = forms.ModelChoiceField(Plan.objects.order_by("pk"), label=_("Plan"))
    frequency = forms.ChoiceField(choices=Frequency, initial=Frequency.QUARTER, label=_("Frequency"))
    since = forms.DateField(label=_("From"), widget=AdminDateWidget)
    through = forms.DateField(label=_("Through"), widget=AdminDateWidget)

    def clean(self):
        since, through = self.cleaned_data.get("since"), self.cleaned_data.get("through")
        if since and through and not 0 <= (through - since).days <= 3660:
            self.add_error("through", _("The last day comes after the first, at most ten years later"))


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(ActionAdmin):
    list_display = ["period", "plan", "starts_on", "ends_on", "opens_on", "due_on", "closes_on", "reports"]
    search_fields = ["year", "plan__title"]
    list_filter = ["plan", "frequency", "year"]
    list_select_related = ["plan"]
    date_hierarchy = "ends_on"
    autocomplete_fields = ["plan"]
    ordering = ["-ends_on"]

    def get_fieldsets(self, request, obj=None):
        consequence = _(
            "Reports can be written from the day reporting opens to the day it closes; those handed in after the due "
            "day count as late. Saving makes an empty report for every lead organization that has none for this period."
        )
        return [
            (None, {"fields": ["plan", "frequency", "year", "number"], "description": "" if obj else _(
                "Several periods at once are made by “Make periods ahead” on the list."
            )}),
            (_("What is reported on"), {"fields": ["starts_on", "ends_on"]}),
            (_("When it is reported"), {"fields": ["opens_on", "due_on", "closes_on"], "description": consequence}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["plan", "frequency", "year", "number"] if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(report_count=Count("reports"))

    def get_deleted_objects(self, objs, request):
        """Empty reports go with the period; one that somebody has begun keeps it."""
        begun = [report for period in objs for report in period.reports.with_context()
                 if report.version or report.submissions.exists() or report.evidence.exists()
                 or report.exceptions.exists()]
        names = [str(period) for period in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), [str(report) for report in begun]

    def keep(self, row, form, *, by, changes):
        acts.change_period(row, by=by, changes=changes)

    def remove(self, row, *, by):
        acts.remove_period(row, by=by)

    def get_urls(self):
        ahead = path("ahead/", self.admin_site.admin_view(self.ahead), name="tracker_reportingperiod_ahead")
        return [ahead, *super().get_urls()]

    def list_buttons(self):
        return [(_("Make periods ahead"), reverse("admin:tracker_reportingperiod_ahead"))]

    def ahead(self, request):
        """Make all periods of a stretch of time that do not exist yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AheadForm(request.POST or None)
        if form.is_valid() and (made := self._make(form, by=request.user)) is not None:
            messages.success(request, ngettext("%(count)d period was made", "%(count)d periods were made", len(made))
                             % {"count": len(made)})
            return redirect("admin:tracker_reportingperiod_changelist")
        return TemplateResponse(request, "admin/question.html", {
            **self.admin_site.each_context(request),
            "title": _("Make periods ahead"), "opts": self.opts,
            "question": {"label": _("Make periods"), "explanation": _(
                "Each period opens the day after it ends, is due on the 10th and closes five working days later by the "
                "holiday calendar. Periods that exist stay as they are; every day can be edited afterwards."
            )},
            "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
            "form": form, "media": self.media + form.media,
        })

    @admin.display(description=_("period"), ordering="ends_on")
    def period(self, period):
        return str(period)

    @admin.display(description=_("reports"), ordering="report_count")
    def reports(self, period):
        return period.report_count

    def _make(self, form, *, by):
        try:
            with refusals():
                answers = dict(form.cleaned_data)
                return acts.prepare_periods(answers.pop("plan"), by=by, **answers)
        except Refused as refused:
            form.take(refused.errors)
            return None
