"""What a briefing is to be about, and the Word templates of administrators."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.people.models import Organization
from tracker.plans.models import Area
from tracker.reporting.models import ReportingPeriod
from tracker.web.forms.evidence import LineField
from tracker.web.forms.reasoned import day_field

TITLE = gettext_lazy("Empty: named after the plan, the period and what it is about")
UNKNOWN = gettext_lazy("Choose one of those in the list")


def _choice_field(label, *, lacking=UNKNOWN, **options):
    return forms.ChoiceField(
        label=label, error_messages={"invalid_choice": UNKNOWN, "required": lacking}, **options
    )


class _BriefingForm(forms.Form):
    """The fields that making and making anew share; whether the day and the title will do is asked by the action."""

    use_required_attribute = False

    on = day_field(gettext_lazy("As known on"), "")
    title = LineField(label=gettext_lazy("Title"), required=False, help_text=TITLE)
    template = _choice_field(gettext_lazy("Briefing template"), required=False)

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.templates = {str(template.pk): template for template in templates}
        names = [(key, template.name) for key, template in self.templates.items()]
        self.fields["template"].choices = [("", _("None: the layout of official documents")), *names]

    def clean_template(self):
        return self.templates.get(self.cleaned_data["template"])


class NewBriefingForm(_BriefingForm):
    """Period, subject and day of a new briefing. ``choices`` are what the person may make one about.

    Without a period it is the newest that had opened by the day; without a day the one on which reporting closed, or
    today while it has not.
    """

    period = _choice_field(gettext_lazy("Reporting period"), required=False)
    about = _choice_field(
        gettext_lazy("What it is about"), lacking=gettext_lazy("Choose what the briefing is about")
    )

    field_order = ["period", "about", "on", "title", "template"]

    def __init__(self, *args, choices, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices, self.today = choices, today
        plans = [choice.plan for choice in choices]
        opened = ReportingPeriod.objects.filter(plan__in=plans).opened(on=today).select_related("plan")
        self.periods = {str(period.pk): period for period in opened}
        several = len(plans) > 1
        self.fields["period"].choices = [
            (key, f"{period} · {period.plan}" if several else str(period)) for key, period in self.periods.items()
        ]
        groups = [(str(choice.plan), list(_subjects(choice))) for choice in choices]
        self.fields["about"].choices = groups if several or not groups else groups[0][1]
        self.fields["on"].help_text = _("Empty: the day on which reporting closed, or today while it is open")

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        kind, _dash, key = given.pop("about").partition("-")
        choice = next(each for each in self.choices if _offers(each, kind, key))
        on, period = given.get("on"), self.periods.get(given["period"])
        if period is None:
            until = on or self.today
            period = next((each for each in self.periods.values()
                           if each.plan_id == choice.plan.pk and each.opens_on <= until), None)
        if period is None:
            self.add_error("period", _("No reporting period had opened by that day"))
        elif kind != "organization" and period.plan_id != choice.plan.pk:
            self.add_error("period", _("This period belongs to another plan; choose one of the same plan"))
        else:
            given["period"], given["on"] = period, on or min(period.closes_on, self.today)
            given["area"] = Area.objects.get(pk=key) if kind == "area" else None
            given["organization"] = Organization.objects.get(pk=key) if kind == "organization" else None
        return given

    def answers(self):
        """What the action takes: the period first."""
        return {name: self.cleaned_data[name] for name in ("period", "area", "organization", "on", "title", "template")}


class RefreshForm(_BriefingForm):
    """What may be changed of a draft when it is made anew."""

    def __init__(self, *args, briefing, **kwargs):
        initial = {"on": briefing.on, "title": briefing.title, "template": briefing.template_id or ""}
        super().__init__(*args, initial=initial, **kwargs)


class TemplateForm(forms.Form):
    """A Word document to be kept as a template."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Word file"), error_messages={
            "required": gettext_lazy("Choose a Word file"), "missing": gettext_lazy("Choose a Word file"),
            "empty": gettext_lazy("The file is empty. Choose another one"),
        },
    )
    name = LineField(label=gettext_lazy("Name"), required=False, help_text=gettext_lazy("Empty: called like the file"))


def _subjects(choice):
    """(value, label) of what a briefing may be about."""
    if choice.is_whole:
        yield f"plan-{choice.plan.pk}", _("Whole zone")
    for key, name in choice.areas:
        yield f"area-{key}", name
    for key, name in choice.organizations:
        yield f"organization-{key}", name


def _offers(choice, kind, key):
    return f"{kind}-{key}" in dict(_subjects(choice))
