"""The timeline of tasks and measures, on the screen and as a chart for the wall."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.dashboards import ledger
from tracker.dashboards.schedule import schedule
from tracker.web.charts.parts import NARROW, WIDE
from tracker.web.charts.timeline import drawing
from tracker.web.charts.wallchart import A4, sheets
from tracker.web.chosen import chosen_ledger
from tracker.web.context import frame_of
from tracker.web.ledger import Controls
from tracker.web.shortcuts import page_of
from tracker.web.timeline import (
    Addresses,
    Told,
    blocks,
    chosen_paper,
    day_text,
    legend,
    selects,
    sheet_words,
    size_of,
    unverified,
)

PAGE_SIZE = 200


def index(request):
    """The measures that fit what was chosen, on a line of time; with ``?paper=`` as the sheets that are printed."""
    asked_for = chosen_ledger(request)
    asked, chosen = asked_for.asked, asked_for.filter
    paper, fault = chosen_paper(request.GET)
    counts = chosen.counts(ledger.tally(asked_for.measures, chosen.flags(), on=asked.on, basis=asked_for.basis))
    rows = chosen.qs.select_related("task__plan").order_by(*ledger.IN_PLAN_ORDER)
    page = page_of(rows, request.GET.get("page"), size=PAGE_SIZE, count=counts["rows"])
    found = schedule(
        page.object_list, on=asked.on, unverified=() if page.has_next() else unverified(chosen, asked_for.choices))
    words = blocks(found, asked)
    controls = Controls(chosen, counts, asked_for.sort)
    span = {"first": found.first, "last": found.last, "on": asked.on, "day_text": day_text(asked)}
    return render(request, f"timeline/{'wallchart' if paper else 'index'}.html", {
        "asked": asked, "filter": chosen, "query": chosen.data, "controls": controls, "schedule": found, "page": page,
        "size": size_of(found), "addresses": Addresses(chosen.data), "selects": list(selects(controls)),
        "fault": fault, "legend": list(legend()), "paper": paper,
        "charts": () if paper else [drawing(words, layout, **span) for layout in (WIDE, NARROW)],
        "sheets": sheets(words, paper or A4, _sheet_words(request, found, asked_for, page), **span),
    })


def _sheet_words(request, found, asked_for, page):
    part = ""
    if page.has_other_pages():
        part = _("%(first)d–%(last)d of %(total)d") % {
            "first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    is_demonstration = frame_of(request).has_demonstration
    return sheet_words(Told(found, asked_for, is_demonstration, timezone.localtime(), part))
