"""Who may come in, what the panel is called, and in which order it shows things."""

from functools import partial, update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from tracker.admin.operations import operations

SECTIONS = (
    (_("The plan"), ("Plan", "Objective", "Task", "Measure", "Milestone", "Area", "District")),
    (_("Indicators"), ("Indicator", "Target", "ReadingDuty")),
    (_("Who answers for what"), ("Organization", "User", "Assignment", "ReviewScope")),
    (_("When reports are due"), ("ReportingPeriod", "SpecialDay")),
    (_("How measures are judged"), ("RuleSet", "LightOverride")),
    (_("To read only"), ("ProgressReport", "Submission", "Evidence", "ReportException", "ProgressSpan", "Extension",
                         "Reading", "Briefing", "BriefingTemplate", "WorkingCopy", "CopyReturn",
                         "SourceDocument", "Clause", "AuditEvent")),
)


class TrackerAdminSite(AdminSite):
    """One sign-in for the whole product; the role opens this door."""

    site_header = _("Reform tracker administration")
    site_title = _("Administration")
    index_title = _("Administration")
    empty_value_display = "—"

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")  # rows are removed one at a time, through their action

    def admin_view(self, view, cacheable=False):
        """Strangers sign in at the product's page; people of other roles read why they may not come in."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied(gettext("The administration is for administrators and auditors"))
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied as refused:
                if str(refused):
                    raise
                raise PermissionDenied(self._refusal(request)) from refused

        return update_wrapper(guarded, inner)

    def get_urls(self):
        page = partial(operations, site=self)
        urls = [path("operations/", self.admin_view(page), name="operations"), *super().get_urls()]
        _sign_in_with_everybody(urls)
        return urls

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        index = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", index), reverse("login"))
        if not self.has_permission(request):
            raise PermissionDenied(gettext("The administration is for administrators and auditors"))
        return redirect(index)

    def logout(self, request, extra_context=None):
        return LogoutView.as_view()(request)

    def password_change(self, request, extra_context=None):
        return redirect("account:password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account:show")

    def get_app_list(self, request, app_label=None):
        """The models in the order of the work, under headings instead of one for the only app."""
        apps = super().get_app_list(request, app_label)
        models = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
        sections = []
        for heading, names in SECTIONS:
            found = [models[name] for name in names if name in models]
            if found:
                sections.append({**found[0][0], "name": heading, "models": [model for _app, model in found]})
        return sections

    def _refusal(self, request):
        if request.user.is_auditor:
            return gettext("Auditors read and verify the audit log, nothing else")
        return gettext("This can be read here, but nobody changes it")


def _sign_in_with_everybody(patterns):
    """Django's panel names a sign-in page of its own on each of its views; without it the site's setting holds."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            _sign_in_with_everybody(pattern.url_patterns)
        elif hasattr(pattern.callback, "login_url"):
            pattern.callback.login_url = None
