"""Signing in, and what people may change about their own account."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from tracker.people.models import User


class SignInForm(AuthenticationForm):
    """Django's form in the words of this site; it never says which of the two was wrong."""

    use_required_attribute = False
    error_messages = {
        "invalid_login": _("User name and password do not belong together. Capital and small letters differ"),
        "inactive": _("This account is closed. Ask an administrator"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _leave_focus(self, "username")
        self.fields["username"].label = _("User name")
        self.fields["username"].error_messages["required"] = _("Fill in your user name")
        self.fields["password"].label = _("Password")
        self.fields["password"].error_messages["required"] = _("Fill in your password")


class SettingsForm(forms.Form):
    """How the site looks to one person."""

    use_required_attribute = False

    language = forms.ChoiceField(label=_("Language"), choices=User.Language, required=False, widget=forms.RadioSelect)
    text_size = forms.ChoiceField(label=_("Text size"), choices=User.TextSize, required=False, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Colours"), choices=User.Theme, required=False, widget=forms.RadioSelect)


class PasswordForm(PasswordChangeForm):
    """Django's form with labels and refusals that say what to do."""

    use_required_attribute = False
    error_messages = {
        "password_incorrect": _("This is not your present password"),
        "password_mismatch": _("The two new passwords differ"),
    }
    words = {
        "old_password": (_("Present password"), _("Fill in your present password"), ""),
        "new_password1": (
            _("New password"), _("Fill in a new password"),
            _("At least 10 characters, not only digits, nothing common or like your name"),
        ),
        "new_password2": (_("New password again"), _("Fill in the new password a second time"), ""),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _leave_focus(self, "old_password")
        for name, (label, when_empty, help_text) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text, field.error_messages["required"] = label, help_text, when_empty


def _leave_focus(form, name):
    """With errors the focus belongs to their summary."""
    if form.is_bound:
        form.fields[name].widget.attrs.pop("autofocus", None)
