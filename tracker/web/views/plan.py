"""The page of a plan."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from tracker.dashboards.plan import page
from tracker.plans.models import Measure, Plan


def show(request):
    """The plan, the first unless ``?plan=`` names another."""
    plans = list(Plan.objects.visible_to(request.user).in_order())
    if not plans:
        return render(request, "plan/none.html")
    plan = _chosen(plans, request.GET.get("plan"))
    measures = Measure.objects.visible_to(request.user)
    today = timezone.localdate()
    return render(request, "plan/show.html", {
        "today": today, "plan": plan, "plans": plans if len(plans) > 1 else (), "page": page(plan, measures, on=today),
    })


def _chosen(plans, key):
    if not key:
        return plans[0]
    for plan in plans:
        if str(plan.pk) == key:
            return plan
    raise Http404
