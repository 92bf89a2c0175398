"""The page of what changed between two days."""

from django.shortcuts import render

from tracker.dashboards.since import changed, changes, summary
from tracker.dashboards.standing import newest_period
from tracker.plans.models import Area, Measure
from tracker.web.days import asked_day
from tracker.web.fresh import unless_seen
from tracker.web.shortcuts import page_of
from tracker.web.since import Comparison

PAGE_SIZE = 50


@unless_seen
def index(request):
    """Since the newest period began, unless ``?since=`` names a day; until today, unless ``?on=`` does."""
    asked = asked_day(request)
    areas = list(Area.objects.order_by("plan", "position", "pk"))
    comparison = Comparison(request.GET, asked, areas=areas, period=newest_period(None, on=asked.on))
    context = {"asked": asked, "today": asked.on, "comparison": comparison}
    if comparison.since is None:
        return render(request, "since/index.html", context)
    return render(request, "since/index.html", {**context, **_compared(request, comparison)})


def _compared(request, comparison):
    measures = Measure.objects.visible_to(request.user)
    days = {"since": comparison.since, "on": comparison.asked.on}
    found = summary(measures, **days, areas=comparison.area_keys)
    numbers = {"": found.total, **found.numbers}
    rows = changed(measures, **days, areas=comparison.area_keys, kind=comparison.kind)
    page = page_of(rows, request.GET.get("page"), size=PAGE_SIZE, count=numbers[comparison.kind or ""])
    return {
        "summary": found, "tabs": list(comparison.tabs(numbers)), "page": page,
        "changes": changes(page.object_list, **days),
    }
