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
from tracker.web.days import asked_day
from tracker.web.filters import MeasureFilter
from tracker.web.ledger import Controls, chosen_basis, chosen_sort, understood
from tracker.web.shortcuts import page_of

PAGE_SIZE = 50


def index(request):
    """The ledger: the measures that fit what was chosen; all of the choice stands in the address."""
    asked, basis, sort = asked_day(request), chosen_basis(request.GET), chosen_sort(request.GET)
    measures, day = Measure.objects.visible_to(request.user), asked.on
    periods, choices = newest_periods(on=day), ledger.choices(on=day)
    conditions = MeasureConditions(on=day, periods=tuple(periods))
    listed = _with_progress(measures, periods, day, basis)
    query = understood(request.GET, asked, basis)
    chosen = MeasureFilter(query, listed, conditions=conditions, choices=choices)
    counts = chosen.counts(ledger.tally(measures, chosen.flags(), on=day, basis=basis))
    rows = ledger.in_order(chosen.qs, sort, counted=conditions.counted())
    page = page_of(rows, request.GET.get("page"), size=PAGE_SIZE, count=counts["rows"])
    return _answer(request, {
        "asked": asked, "today": day, "period": periods[0] if periods else None, "filter": chosen, "counts": counts,
        "page": page, "choices": choices, "query": chosen.data, "controls": Controls(chosen, counts, sort),
        "groups": ledger.groups(
            page.object_list, on=day, periods=periods, grouped=sort == "code", looks_back=asked.is_past
        ),
    })


def _with_progress(measures, periods, day, basis):
    before = periods[0].opens_on - timezone.timedelta(days=1) if periods else day
    return with_progress(measures.select_related("task"), on=day, before=before, basis=basis)


def _answer(request, context):
    """The whole page, or for htmx the part of it that changes."""
    is_part = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"measures/{'_ledger' if is_part else 'index'}.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return push_url(response, f"{reverse('measures:index')}{context['controls'].address}") if is_part else response
