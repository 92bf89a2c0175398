"""The ledger: all measures, as one chooses to see them."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from tracker.dashboards import ledger
from tracker.dashboards.conditions import MeasureConditions
from tracker.dashboards.standing import newest_periods, with_progress
from tracker.plans.models import Measure
from tracker.web.filters import MeasureFilter
from tracker.web.ledger import Controls, chosen_sort
from tracker.web.shortcuts import page_of

PAGE_SIZE = 50


def index(request):
    """The ledger: the measures that fit what was chosen; all of the choice stands in the address."""
    measures = Measure.objects.visible_to(request.user)
    today = timezone.localdate()
    periods = newest_periods(on=today)
    sort, choices = chosen_sort(request.GET), ledger.choices(on=today)
    conditions = MeasureConditions(on=today, periods=tuple(periods))
    listed = _with_progress(measures, periods, today)
    chosen = MeasureFilter(request.GET, listed, conditions=conditions, choices=choices)
    counts = chosen.counts(ledger.tally(measures, chosen.flags(), on=today))
    rows = ledger.in_order(chosen.qs, sort, counted=conditions.counted())
    page = page_of(rows, request.GET.get("page"), size=PAGE_SIZE, count=counts["rows"])
    groups = ledger.groups(page.object_list, on=today, periods=periods, grouped=sort == "code")
    return _answer(request, {
        "today": today, "period": periods[0] if periods else None, "filter": chosen, "counts": counts, "page": page,
        "groups": groups, "controls": Controls(chosen, counts, sort), "choices": choices, "query": chosen.data,
    })


def _with_progress(measures, periods, today):
    before = periods[0].opens_on - timezone.timedelta(days=1) if periods else today
    return with_progress(measures.select_related("task"), on=today, before=before)


def _answer(request, context):
    """The whole page, or for htmx the part of it that changes."""
    is_part = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"measures/{'_ledger' if is_part else 'index'}.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return push_url(response, f"{reverse('measures:index')}{context['controls'].address}") if is_part else response
