"""The page of objectives: how far each is."""

from django.shortcuts import render

from tracker.dashboards.indicators.objectives import objectives
from tracker.plans.models import Measure, Plan
from tracker.web.choosing import PlanChoice
from tracker.web.days import asked_day
from tracker.web.fresh import gathered, unless_seen


@unless_seen
def index(request):
    """The objectives of the first plan unless ``?plan=`` names another."""
    measures = Measure.objects.visible_to(request.user)
    plans = list(Plan.objects.visible_to(request.user).in_order())
    if not plans:
        return render(request, "plan/none.html")
    asked, choice = asked_day(request), PlanChoice(request.GET, plans)
    found = gathered(
        request, "objectives", lambda: objectives(choice.plan, measures, on=asked.on), choice.plan.pk, asked.on)
    return render(request, "objectives/index.html", {
        "asked": asked, "choice": choice, "objectives": found,
        "plan_links": list(choice.plan_links(day=asked.text)),
    })
