"""What people say when they ask for another time limit, and when they decide on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.plans.text import clean_text
from tracker.web.forms.reasoned import ReasonedForm, day_field, reason_field

GRANT, REFUSE = "grant", "refuse"


class ExtensionForm(ReasonedForm):
    new_due_on = day_field(_("New time limit"), _("The day until which it will be done, after the time limit in force"))
    reason = reason_field(_("At least 10 characters; once it is granted everyone reads it, and it stays on record"))
    progress = forms.CharField(
        label=_("Progress until now"), required=False, widget=forms.Textarea({"rows": 3, "cols": False}),
        help_text=_("At least 10 characters: what is done, what is left, and what will be done by when"),
    )

    def clean_progress(self):
        return clean_text(self.cleaned_data["progress"])


class ExtensionDecisionForm(forms.Form):
    """A decision and the words that go with it; how long a reason must be is asked by the action."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[(GRANT, _("Grant the extension")), (REFUSE, _("Refuse it; the time limit stays"))],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose whether to grant or refuse the extension")
        ),
    )
    remark = forms.CharField(
        label=_("Remark or reason"), required=False, widget=forms.Textarea({"rows": 3, "cols": False}),
        help_text=_("A refusal says why in at least 10 characters; to a grant a remark may be added"),
    )

    def clean_remark(self):
        return clean_text(self.cleaned_data["remark"])

    def error_links(self):
        """``(id of the control, sentence)`` in the order of the page, for the summary of errors."""
        return [
            (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id, sentence)
            for field in self for sentence in field.errors
        ]

    @property
    def is_refusal(self):
        return self.cleaned_data["decision"] == REFUSE
