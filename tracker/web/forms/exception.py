"""What a supervisor says when a report may come later, or need not come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.reporting.status import ExceptionKind
from tracker.web.forms.reasoned import ReasonedForm, day_field, reason_field


class ExceptionForm(ReasonedForm):
    kind = forms.CharField(
        label=_("What is granted"), required=False, widget=forms.RadioSelect(choices=ExceptionKind.choices)
    )
    until_on = day_field(_("May be handed in until"), _("At most 90 days from today"))
    reason = reason_field(_("At least 10 characters; the organization reads it, and it stays on record"))
