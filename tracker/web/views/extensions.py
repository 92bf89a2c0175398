"""Another time limit: asked for by a lead, decided on by a supervisor, and to be read ever after."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.dashboards import extensions
from tracker.plans.extensions import Extension
from tracker.plans.models import Measure, Milestone, Plan
from tracker.plans.permissions import can_ask_extension
from tracker.web.extensions import Choice
from tracker.web.forms.extensions import ExtensionDecisionForm, ExtensionForm
from tracker.web.shortcuts import key_in, page_of

PAGE_SIZE = 30


def index(request):
    """What waits for this person, and all extensions that they may see, by state and plan."""
    today = timezone.localdate()
    choice = Choice(request.GET, list(Plan.objects.visible_to(request.user).order_by("pk")))
    seen = extensions.of_plan(Extension.objects.visible_to(request.user), choice.plan)
    lists = extensions.lists(request.user, on=today, plan=choice.plan)
    rows = seen.filter(state=choice.state) if choice.state else seen
    page = page_of(rows.with_context().newest_first(), request.GET.get("page"), size=PAGE_SIZE,
                   count=lists.counts[choice.state or "all"])
    return render(request, "extensions/index.html", {
        "lists": lists, "mine": lists.mine, "page": page, "choice": choice, "tabs": choice.tabs(lists.counts),
        "query": request.GET, "today": today,
    })


def ask(request, code):
    """The form of a lead, beside the time limit in force and how it came about; or why nothing can be extended."""
    row, today = _get_row(request, code), timezone.localdate()
    can_ask_extension.check(request.user, row, on=today)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (extension := _ask(request, row, form)):
        return redirect(extension)
    return render(request, "extensions/ask.html", {
        "asking": extensions.asking(row, on=today), "form": form, "today": today})


def show(request, pk):
    """One extension with all that it rests on, and the form of whoever decides on it."""
    extension, today = _get_extension(request, pk), timezone.localdate()
    form = ExtensionDecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _decide(request, extension, form):
        return redirect(extension)
    return render(request, "extensions/show.html", {
        "page": extensions.page(extension, request.user, on=today), "extension": extension, "form": form,
        "today": today,
    })


@require_POST
def withdraw(request, pk):
    extension = _get_extension(request, pk)
    acts.withdraw_extension(extension, by=request.user)
    messages.success(request, _("Taken back; the time limit stays as it is"))
    return redirect(extension)


def _get_row(request, code):
    """The measure, or with ``?milestone=`` the milestone of it."""
    measure = get_object_or_404(Measure.objects.visible_to(request.user).select_related("task__plan"), code=code)
    asked = request.GET.get("milestone")
    if not asked:
        return measure
    key = key_in(asked)
    if key is None:
        raise Http404
    return get_object_or_404(
        Milestone.objects.select_related("measure__task__plan", "organization").filter(measure=measure), pk=key)


def _get_extension(request, pk):
    return get_object_or_404(Extension.objects.visible_to(request.user).with_context(), pk=pk)


def _ask(request, row, form):
    """Ask for it and say so; None when the form now says what is missing."""
    try:
        extension = acts.ask_extension(row, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    messages.success(request, _("Asked for an extension until %(day)s; it waits for the decision") % {
        "day": date_format(extension.new_due_on)})
    return extension


def _decide(request, extension, form):
    """Take the decision and say so; False when the form now says what is missing."""
    act, words = (acts.refuse_extension, {"reason": form.cleaned_data["remark"]}) if form.is_refusal else (
        acts.grant_extension, {"remark": form.cleaned_data["remark"]})
    try:
        act(extension, by=request.user, **words)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    done = _("%(measure)s: the time limit stays") if form.is_refusal else _("%(measure)s: due on %(day)s from now on")
    messages.success(request, done % {"measure": extension.subject, "day": date_format(extension.new_due_on)})
    return True
