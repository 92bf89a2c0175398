"""What exports are asked for: the ledger of an address, in words; an organization and a period for a report sheet."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.exchange.ledger.export import About
from tracker.lights.models import RuleSet
from tracker.lights.status import Basis
from tracker.people.models import Organization
from tracker.plans.spans import ALWAYS
from tracker.reporting.models import ReportingPeriod
from tracker.web.ledger import SORTS

PERIODS_SHOWN = 24


def about(chosen, user, *, made_at):
    """What the exported ledger of a ``ChosenLedger`` says of itself; three questions."""
    rules = RuleSet.objects.in_force(on=chosen.asked.on)
    return About(
        on=chosen.asked.on, is_past=chosen.asked.is_past, made_at=made_at, by=who(user),
        basis=str(Basis(chosen.basis).label), number=chosen.filter.qs.count(), filters=tuple(in_words(chosen.filter)),
        order=_order(chosen.sort), rules=_rules(rules),
        is_demonstration=Organization.objects.demonstration().exists(),
    )


def in_words(chosen):
    """What was chosen, filter by filter: “Light: red, yellow”."""
    for name, value in chosen.form.cleaned_data.items():
        if value:
            field = chosen.form.fields[name]
            yield _("%(filter)s: %(value)s") % {"filter": field.label, "value": _value(field, value)}


def _value(field, value):
    if isinstance(value, date):
        return value.isoformat()
    if not hasattr(field, "choices"):
        return value
    labels = {str(key): str(label) for key, label in field.choices}
    return "、".join(labels[each] for each in ([value] if isinstance(value, str) else value))


def _order(sort):
    label = SORTS[sort.removeprefix("-")]
    return _("%(column)s, descending") % {"column": label} if sort[0] == "-" else str(label)


def _rules(rules):
    if rules is None:
        return _("none in force")
    if rules.effective_on <= ALWAYS:
        return _("version %(version)d, in force from the beginning") % {"version": rules.version}
    return _("version %(version)d, in force from %(day)s") % {
        "version": rules.version, "day": rules.effective_on.isoformat()}


def who(user):
    """Organization and role; a file that is passed on names no person."""
    return " · ".join(str(part) for part in (user.organization, user.get_role_display()) if part)


class ReportSheetForm(forms.Form):
    """Whose reports, and of which period."""

    organization = forms.ModelChoiceField(
        label=gettext_lazy("Organization"), queryset=Organization.objects.none(),
        error_messages={"required": gettext_lazy("Choose an organization"),
                        "invalid_choice": gettext_lazy("Choose an organization from the list")},
    )
    period = forms.ModelChoiceField(
        label=gettext_lazy("Period"), queryset=ReportingPeriod.objects.none(),
        error_messages={"required": gettext_lazy("Choose a period"),
                        "invalid_choice": gettext_lazy("Choose a period from the list")},
    )

    def __init__(self, data=None, *, user, **keywords):
        super().__init__(data, **keywords)
        self.fields["organization"].queryset = Organization.objects.visible_to(user).by_rank()
        self.fields["period"].queryset = ReportingPeriod.objects.opened(on=timezone.localdate())

    @property
    def organizations(self):
        return self.fields["organization"].queryset

    @property
    def sentences(self):
        return [sentence for sentences in self.errors.values() for sentence in sentences]


def periods_shown(form):
    """The newest periods, for the select; an address may ask for any."""
    return form.fields["period"].queryset.select_related("plan")[:PERIODS_SHOWN]
