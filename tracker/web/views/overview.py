"""The overview: how a whole plan stands on a day."""

from django.shortcuts import render

from tracker.dashboards.overview.page import overview
from tracker.dashboards.overview.places import places
from tracker.plans.models import Measure, Plan
from tracker.web.charts.burnup import NARROW, WIDE, burn_up_chart
from tracker.web.days import asked_day
from tracker.web.overview import Addresses, asked


def index(request):
    """The plan that was issued first unless ``?plan=`` names another."""
    day = asked_day(request)
    found = places(Plan.objects.visible_to(request.user), on=day.on)
    if not found:
        return render(request, "overview/no_plan.html")
    wanted = asked(request.GET, found, day)
    page = overview(
        Measure.objects.visible_to(request.user), wanted.place, on=day.on, part=wanted.part, basis=wanted.basis,
        opened=wanted.opened,
    )
    return render(request, "overview/index.html", {
        "page": page, "asked": day, "today": day.on, "wanted": wanted, "addresses": Addresses(wanted), "plans": found,
        "charts": [burn_up_chart(page.burn_up, size) for size in (WIDE, NARROW)] if page.burn_up else (),
    })
