"""What is done for a time and with a reason: the fields that such forms share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.plans.text import clean_text

FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


def day_field(label, help_text):
    return forms.DateField(
        label=label, required=False, input_formats=FORMATS, help_text=help_text,
        widget=forms.TextInput({
            "class": "input--date", "inputmode": "numeric", "autocomplete": "off", "placeholder": "2024-10-31",
        }),
        error_messages={"invalid": _("Write the date as 2024-10-31")},
    )


def reason_field(help_text):
    return forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea({"rows": 3, "cols": False}), help_text=help_text
    )


class ReasonedForm(forms.Form):
    """Reads what was typed, with a ``reason``; what will do is asked by the action."""

    use_required_attribute = False

    def clean_reason(self):
        return clean_text(self.cleaned_data["reason"])

    def error_links(self):
        """``(id of the control, sentence)`` in the order of the page, for the summary of errors."""
        return [
            (f"{field.auto_id}_0" if field.widget_type == "radioselect" else field.auto_id, sentence)
            for field in self for sentence in field.errors
        ]
