"""The rules of the lights as everyone may read them, and a light that is set by hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.lights.models import LightOverride, LightSpan, RuleSet
from tracker.lights.permissions import can_set_light
from tracker.lights.sentences import thresholds_in_words
from tracker.lights.status import Light, Rule
from tracker.plans.models import Measure
from tracker.web.forms.light import LightForm


def rules(request):
    """All versions of the rules in words, the newest first, and the one in force."""
    today = timezone.localdate()
    versions = list(RuleSet.objects.select_related("made_by").order_by("-effective_on"))
    current = next(version for version in versions if version.effective_on <= today)
    return render(request, "lights/rules.html", {
        "versions": [(version, _lines(version)) for version in versions],
        "current": current, "lines": _lines(current), "today": today, "lights": Light.values,
    })


def set_light(request, code):
    """The light as the rules see it, and the form that sets it by hand; or that ends the one in force."""
    measure, today = _get_measure(request, code), timezone.localdate()
    can_set_light.check(request.user, measure, on=today)
    form = LightForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _set(request, measure, form):
        return redirect(f"{measure.get_absolute_url()}#why")
    return render(request, "lights/set.html", {
        "measure": measure, "form": form, "today": today, "override": _in_force(measure, on=today),
        "span": LightSpan.objects.valid(on=today).overall().approved().filter(measure=measure).first(),
    })


@require_POST
def end(request, code):
    measure = _get_measure(request, code)
    override = _in_force(measure, on=timezone.localdate())
    can_set_light.check(request.user, measure, on=timezone.localdate())
    if override is None:
        raise Http404
    acts.end_override(override, by=request.user)
    messages.success(request, _("The rules decide again"))
    return redirect(f"{measure.get_absolute_url()}#why")


def _get_measure(request, code):
    return get_object_or_404(Measure.objects.visible_to(request.user).select_related("task"), code=code)


def _in_force(measure, *, on):
    in_force = LightOverride.objects.in_force(on=on).filter(measure=measure)
    return in_force.select_related("measure__task", "made_by").first()


def _set(request, measure, form):
    """Set it and say so; False when the form now says what is missing."""
    try:
        override = acts.set_light(measure, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("The light is set by hand: %(light)s") % {"light": override.get_light_display()})
    return True


def _lines(rules):
    """(rule, its yellow line, its red line) of one version."""
    return [(rule.label, *thresholds_in_words(rule, rules.thresholds)) for rule in Rule]
