"""What a supervisor says about a submission."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.plans.text import clean_text

APPROVE, REMARK, RETURN = "approve", "remark", "return"


class DecisionForm(forms.Form):
    """A decision and the words that go with it; how long a reason must be is asked by the action."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        choices=[(APPROVE, _("Approve")), (REMARK, _("Approve with a remark")), (RETURN, _("Return"))],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose whether to approve or return the report")
        ),
    )
    remark = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_remark(self):
        return clean_text(self.cleaned_data["remark"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == REMARK and not cleaned.get("remark"):
            self.add_error("remark", _("Write the remark, or choose “Approve”"))
        return cleaned

    @property
    def is_return(self):
        return self.cleaned_data["decision"] == RETURN

    @property
    def words(self):
        """What was typed, unless the report is simply approved."""
        return "" if self.cleaned_data["decision"] == APPROVE else self.cleaned_data["remark"]
