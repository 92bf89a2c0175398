"""The audit log: read by administrators and auditors, and checked for anybody's rewriting."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.admin.events import VERBS, details_of, kind_of, verb_of
from tracker.audit.actions import verify_chain
from tracker.audit.models import AuditEvent
from tracker.audit.sentences import sentence
from tracker.operations.remembered import note_chain

FAULTS = {
    "missing": _("Event %(number)d is missing."),
    "altered": _("Event %(number)d was altered after it was written."),
    "cut short": _("The log ends before event %(number)d: newer events were cut off."),
}


class VerbFilter(admin.SimpleListFilter):
    title = _("what was done")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return VERBS.items()

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind of thing")
    parameter_name = "target_type"

    def lookups(self, request, model_admin):
        models = filter(model_admin.admin_site.is_registered, apps.get_app_config("tracker").get_models())
        return [(model._meta.model_name, capfirst(model._meta.verbose_name)) for model in models]

    def queryset(self, request, queryset):
        return queryset.filter(target_type=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["number", "at", "actor", "done", "kind", "target_name"]
    list_display_links = ["number", "target_name"]
    search_fields = ["actor_name", "target_name"]
    list_filter = [VerbFilter, KindFilter]
    date_hierarchy = "at"
    ordering = ["-number"]
    fields = ["number", "told", "at", "actor", "done", "kind", "target_name", "details", "previous_hash", "hash"]

    def may_read(self, request):
        return request.user.is_active and (request.user.is_administrator or request.user.is_auditor)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_urls(self):
        verify = path("verify/", self.admin_site.admin_view(self.verify), name="tracker_auditevent_verify")
        return [verify, *super().get_urls()]

    def list_buttons(self):
        return [(_("Verify the chain"), reverse("admin:tracker_auditevent_verify"))]

    def verify(self, request):
        """Walk the chain when asked to, and say what came of it."""
        if not self.may_read(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "title": _("Verify the chain"), "opts": self.opts}
        if request.method == "POST":
            fault, count, now = verify_chain(), AuditEvent.objects.count(), timezone.now()
            note_chain(fault, count=count, at=now)
            context |= {
                "is_verified": True, "count": count, "at": now,
                "fault": FAULTS[fault.reason] % {"number": fault.number} if fault else "",
            }
        return TemplateResponse(request, "admin/verify.html", context)

    @admin.display(description=_("what happened"))
    def told(self, event):
        return sentence(event)

    @admin.display(description=_("actor"), ordering="actor_name")
    def actor(self, event):
        return event.actor_name or _("The system")

    @admin.display(description=_("what was done"), ordering="verb")
    def done(self, event):
        return verb_of(event)

    @admin.display(description=_("kind of thing"), ordering="target_type")
    def kind(self, event):
        return kind_of(event)

    @admin.display(description=_("changes"))
    def details(self, event):
        lines = ((_("%(field)s: %(value)s") % {"field": field, "value": value},) for field, value in details_of(event))
        return format_html_join("", "<div>{}</div>", lines)
