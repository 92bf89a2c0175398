"""The overview: how a whole plan stands on a day."""

from django.shortcuts import render

from tracker.dashboards.overview.page import overview
from tracker.dashboards.overview.places import places
from tracker.plans.models import Measure, Plan
from tracker.web.charts.burnup import NARROW, WIDE, burn_up_chart
from tracker.web.days import asked_day
from tracker.web.fresh import gathered, unless_seen
from tracker.web.overview import Addresses, asked


@unless_seen
def index(request):
    """The plan that was issued first unless ``?plan=`` names another."""
    day = asked_day(request)
    found = gathered(request, "places", lambda: places(Plan.objects.visible_to(request.user), on=day.on), day.on)
    if not found:
        return render(request, "overview/no_plan.html")
    wanted = asked(request.GET, found, day)
    page = _overview(request, wanted)
    return render(request, "overview/index.html", {
        "page": page, "asked": day, "today": day.on, "wanted": wanted, "addresses": Addresses(wanted), "plans": found,
        "charts": [burn_up_chart(page.burn_up, size) for size in (WIDE, NARROW)] if page.burn_up else (),
    })


def _overview(request, wanted):
    def gather():
        return overview(
            Measure.objects.visible_to(request.user), wanted.place, on=wanted.day.on, part=wanted.part,
            basis=wanted.basis, opened=wanted.opened,
        )

    area = wanted.part and wanted.part.area.pk
    return gathered(
        request, "overview", gather, wanted.place.plan.pk, area, wanted.day.on, wanted.basis, wanted.opened
    )
