"""What a supervisor says when a report may come later, or need not come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.plans.text import clean_text
from tracker.reporting.status import ExceptionKind

FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class ExceptionForm(forms.Form):
    """Reads what was typed; which day and which reason will do is asked by the action."""

    use_required_attribute = False

    kind = forms.CharField(
        label=_("What is granted"), required=False, widget=forms.RadioSelect(choices=ExceptionKind.choices)
    )
    until_on = forms.DateField(
        label=_("May be handed in until"), required=False, input_formats=FORMATS,
        widget=forms.TextInput({
            "class": "input--date", "inputmode": "numeric", "autocomplete": "off", "placeholder": "2024-10-31",
        }),
        error_messages={"invalid": _("Write the date as 2024-10-31")},
        help_text=_("At most 90 days from today"),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea({"rows": 3, "cols": False}),
        help_text=_("At least 10 characters; the organization reads it, and it stays on record"),
    )

    def clean_reason(self):
        return clean_text(self.cleaned_data["reason"])

    def error_links(self):
        """``(id of the control, sentence)`` in the order of the page, for the summary of errors."""
        return [
            (f"{field.auto_id}_0" if field.widget_type == "radioselect" else field.auto_id, sentence)
            for field in self for sentence in field.errors
        ]
