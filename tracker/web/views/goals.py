"""The goals of the years and the steps of a measure: everybody reads them, administrators keep them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tracker import acts
from tracker.dashboards.goals import goals
from tracker.people.permissions import Overtaken, can_administer
from tracker.plans.goals import version_of
from tracker.plans.models import Measure
from tracker.web.days import asked_day
from tracker.web.forms.goals import GoalsForm


def index(request, code):
    """The goals and steps as known on a day; today, administrators find them in a form that saves all at once."""
    asked = asked_day(request)
    measures = Measure.objects.visible_to(request.user).select_related("task__plan")
    measure = get_object_or_404(measures, code=code)
    if measure.is_gap:
        raise Http404
    found, form, overtaken, status = goals(measure, on=asked.on), None, "", 200
    if request.method == "POST":
        can_administer.check(request.user)
        form = GoalsForm(request.POST, found, seen=_seen(found))
        try:
            if form.is_valid() and _keep(request, measure, form):
                return redirect(request.path)
        except Overtaken as refusal:
            overtaken, status = str(refusal), 409
            form = _anew(request, found := goals(measure, on=asked.on))
    elif can_administer(request.user) and not asked.is_past:
        form = GoalsForm(None, found, seen=_seen(found))
    return render(request, "measures/goals.html", {
        "measure": measure, "asked": asked, "today": asked.on, "goals": found, "form": form, "refusal": overtaken,
    }, status=status)


def _seen(found):
    return version_of(found.milestones)


def _anew(request, found):
    """What was typed, on the ground of what is stored now: whoever saves it again has seen that."""
    return GoalsForm({**request.POST.dict(), "seen": _seen(found)}, found, seen=_seen(found))


def _keep(request, measure, form):
    """Save all and say so; False when the form now says what is wrong."""
    try:
        is_changed = acts.keep_goals(measure, by=request.user, rows=form.rows(), seen=form.cleaned_data["seen"])
    except ValidationError as refusal:
        for name, sentences in refusal.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return False
    messages.success(request, _("Goals and milestones saved") if is_changed else _("Nothing was changed"))
    return True
