"""What a person says when they set the light of a measure by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.lights.status import COLOURS
from tracker.plans.text import clean_text
from tracker.web.forms.exception import FORMATS


class LightForm(forms.Form):
    """Reads what was typed; which light, day and reason will do is asked by the action."""

    use_required_attribute = False

    light = forms.CharField(
        label=pgettext_lazy("of a measure", "Light"), required=False,
        widget=forms.RadioSelect(choices=[(each.value, each.label) for each in COLOURS]),
    )
    until_on = forms.DateField(
        label=_("Until and including"), required=False, input_formats=FORMATS,
        widget=forms.TextInput({
            "class": "input--date", "inputmode": "numeric", "autocomplete": "off", "placeholder": "2024-10-31",
        }),
        error_messages={"invalid": _("Write the date as 2024-10-31")},
        help_text=_("At most 180 days from today; then the rules decide again"),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea({"rows": 3, "cols": False}),
        help_text=_("At least 10 characters; everyone reads it beside the light, and it stays on record"),
    )

    def clean_reason(self):
        return clean_text(self.cleaned_data["reason"])

    def error_links(self):
        """``(id of the control, sentence)`` in the order of the page, for the summary of errors."""
        return [
            (f"{field.auto_id}_0" if field.widget_type == "radioselect" else field.auto_id, sentence)
            for field in self for sentence in field.errors
        ]
