"""The ledger: all measures, as one chooses to see them."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from tracker.dashboards import ledger
from tracker.dashboards.limits import with_extensions
from tracker.web.chosen import chosen_ledger
from tracker.web.ledger import Controls
from tracker.web.shortcuts import page_of

PAGE_SIZE = 50


def index(request):
    """The ledger: the measures that fit what was chosen; all of the choice stands in the address."""
    asked_for = chosen_ledger(request)
    asked, chosen, sort, periods = asked_for.asked, asked_for.filter, asked_for.sort, asked_for.periods
    counts = chosen.counts(ledger.tally(asked_for.measures, chosen.flags(), on=asked.on, basis=asked_for.basis))
    rows = with_extensions(asked_for.rows, on=asked.on)
    page = page_of(rows, request.GET.get("page"), size=PAGE_SIZE, count=counts["rows"])
    return _answer(request, {
        "asked": asked, "today": asked.on, "period": periods[0] if periods else None, "filter": chosen,
        "counts": counts, "page": page, "choices": asked_for.choices, "query": chosen.data,
        "controls": Controls(chosen, counts, sort),
        "groups": ledger.groups(
            page.object_list, on=asked.on, periods=periods, grouped=sort == "code", looks_back=asked.is_past
        ),
    })


def _answer(request, context):
    """The whole page, or for htmx the part of it that changes."""
    is_part = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"measures/{'_ledger' if is_part else 'index'}.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return push_url(response, f"{reverse('measures:index')}{context['controls'].address}") if is_part else response
