"""The rules of the lights: read here version by version, made anew with a look at what they would change."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminDateWidget, AdminIntegerFieldWidget, AdminTextareaWidget
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker import acts
from tracker.admin.base import ReadOnlyAdmin
from tracker.admin.refusals import Answerable, Refused, refusals
from tracker.lights.models import LightOverride, RuleSet
from tracker.lights.permissions import can_set_rules
from tracker.lights.sentences import thresholds_in_words
from tracker.lights.status import Rule
from tracker.templatetags.lights import light as light_tag

NUMBERS = ("gap_yellow", "gap_red", "milestone_red", "deadline_days", "deadline_percent", "missing_red")


class RulesForm(Answerable, forms.ModelForm):
    """Reads what was typed; whether it will do as the next version is asked by the action."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = RuleSet
        fields = ["effective_on", *NUMBERS, "reason"]
        widgets = {
            "effective_on": AdminDateWidget, "reason": AdminTextareaWidget(attrs={"rows": 3}),
            **dict.fromkeys(NUMBERS, AdminIntegerFieldWidget),
        }
        help_texts = {"reason": _("At least 10 characters; it stays in the audit log")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": _(":"), **kwargs})
        self.fields["reason"].required = True

    def validate_unique(self):
        """The action says of a day that is taken which version took it."""

    def answers(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def typed(self):
        """The numbers as one text: what a preview was about."""
        return " ".join(str(self.cleaned_data[name]) for name in NUMBERS)


@admin.register(RuleSet)
class RuleSetAdmin(ReadOnlyAdmin):
    list_display = ["version", "since", "standing", "lines", "reason", "made_by"]
    list_select_related = ["made_by"]
    ordering = ["-effective_on"]
    fields = ["version", "effective_on", *NUMBERS, "reason", "made_by", "made_at"]

    def get_queryset(self, request):
        """Each version with the first day of the newest one in force."""
        newest = RuleSet.objects.filter(effective_on__lte=timezone.localdate())
        rows = super().get_queryset(request)
        return rows.annotate(in_force_since=newest.values("effective_on").order_by("-effective_on")[:1])

    def get_urls(self):
        new = path("new/", self.admin_site.admin_view(self.new), name="tracker_ruleset_new")
        return [new, *super().get_urls()]

    def list_buttons(self):
        return [(_("Make a new version"), reverse("admin:tracker_ruleset_new"))]

    def new(self, request):
        """First press: which lights would change. Second press: make it, if the numbers are still those looked at."""
        can_set_rules.check(request.user)
        form = RulesForm(request.POST or None, instance=_next())
        changes = None
        if form.is_valid() and (rules := _proposed(form)) is not None:
            if "make" in request.POST and form.cleaned_data["seen"] == form.typed:
                if _make(form, by=request.user):
                    messages.success(request, _("Version %(version)d is made") % {"version": rules.version})
                    return redirect("admin:tracker_ruleset_changelist")
            else:
                changes = acts.preview_rules(rules, on=timezone.localdate())
                form.data = {**form.data.dict(), "seen": form.typed}
        return TemplateResponse(request, "admin/rules.html", {
            **self.admin_site.each_context(request),
            "title": _("Make a new version"), "opts": self.opts, "form": form, "changes": changes,
            "is_asked_again": changes is not None and "make" in request.POST,
            "adminform": AdminForm(form, [(None, {"fields": form.Meta.fields})], {}),
            "media": self.media + form.media,
        })

    @admin.display(description=pgettext_lazy("of light rules", "standing"))
    def standing(self, rules):
        if rules.effective_on > timezone.localdate():
            return _("to come")
        return _("in force") if rules.effective_on == rules.in_force_since else _("replaced")

    @admin.display(description=_("in force from"), ordering="effective_on")
    def since(self, rules):
        return _("the beginning") if rules.made_by_id is None else rules.effective_on

    @admin.display(description=_("thresholds"))
    def lines(self, rules):
        lines = ((rule.label, *thresholds_in_words(rule, rules.thresholds)) for rule in Rule)
        told = ((_("%(rule)s: yellow %(yellow)s; red %(red)s") % {"rule": rule, "yellow": yellow, "red": red},)
                for rule, yellow, red in lines)
        return format_html_join("", "<div>{}</div>", told)


@admin.register(LightOverride)
class LightOverrideAdmin(ReadOnlyAdmin):
    list_display = ["measure", "shown", "from_on", "until_on", "reason", "made_by", "made_at", "ended_at"]
    search_fields = ["measure__code", "measure__title", "reason"]
    list_filter = ["light"]
    list_select_related = ["measure", "made_by"]
    date_hierarchy = "from_on"
    ordering = ["-made_at", "-pk"]
    fields = ["measure", "shown", "reason", "from_on", "until_on", "made_by", "made_at", "ended_at"]

    @admin.display(description=_("light"), ordering="light")
    def shown(self, override):
        return light_tag(override.light)


def _next():
    """A version to begin with: the thresholds of the newest one, from today on."""
    newest = RuleSet.objects.in_order().last() or RuleSet()
    return RuleSet(effective_on=timezone.localdate(), **{name: getattr(newest, name) for name in NUMBERS})


def _proposed(form):
    try:
        with refusals():
            return acts.proposed_rules(on=timezone.localdate(), **form.answers())
    except Refused as refused:
        form.take(refused.errors)
        return None


def _make(form, *, by):
    try:
        with refusals():
            return acts.make_rules(by=by, **form.answers())
    except Refused as refused:
        form.take(refused.errors)
        return None


