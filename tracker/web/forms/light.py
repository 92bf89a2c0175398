"""What a person says when they set the light of a measure by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.lights.status import COLOURS
from tracker.web.forms.reasoned import ReasonedForm, day_field, reason_field


class LightForm(ReasonedForm):
    light = forms.CharField(
        label=pgettext_lazy("of a measure", "Light"), required=False,
        widget=forms.RadioSelect(choices=[(each.value, each.label) for each in COLOURS]),
    )
    until_on = day_field(_("Until and including"), _("At most 180 days from today; then the rules decide again"))
    reason = reason_field(_("At least 10 characters; everyone reads it beside the light, and it stays on record"))
