"""One's own account: language, text size, colours, password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.i18n import set_language

from tracker.people import actions
from tracker.web.forms.account import PasswordForm, SettingsForm

SETTINGS = ("language", "text_size", "theme")


def show(request):
    user = request.user
    form = SettingsForm(request.POST or None, initial={name: getattr(user, name) for name in SETTINGS})
    if request.method == "POST" and form.is_valid():
        actions.change_settings(user, by=user, **form.cleaned_data)
        translation.activate(user.language or settings.LANGUAGE_CODE)
        messages.success(request, _("Settings saved"))
        return redirect("account:show")
    return render(request, "account/show.html", {"form": form})


@sensitive_post_parameters()
def password(request):
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_password(request.user, by=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Password changed"))
        return redirect("account:show")
    return render(request, "account/password.html", {"form": form})


def language(request):
    """The switch in the header: remembered in this browser, and by the account of whoever is signed in."""
    user, chosen = request.user, request.POST.get("language")
    if user.is_authenticated and chosen in dict(settings.LANGUAGES):
        actions.change_settings(user, by=user, language=chosen, theme=user.theme, text_size=user.text_size)
    return set_language(request)
