"""Pages of measures: the ledger, and one page for each."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django_htmx.http import push_url

from tracker.dashboards import ledger
from tracker.dashboards import measure as story
from tracker.dashboards.conditions import MeasureConditions
from tracker.dashboards.standing import newest_periods, with_progress
from tracker.people.provenance import Confidence
from tracker.plans.models import Measure
from tracker.plans.numerals import ordinal
from tracker.web.charts.line import line_chart
from tracker.web.filters import MeasureFilter
from tracker.web.ledger import Controls, chosen_sort
from tracker.web.shortcuts import page_of

PAGE_SIZE = 50
LOG_LENGTH = 15
RECENT_REPORTS = 6
CONFIDENCE_MEANINGS = {
    Confidence.OFFICIAL: _("It stands in the official text."),
    Confidence.REPORTED: _("Official media or a mirror of an official page report it."),
    Confidence.INFERRED: _("It is inferred: the text does not say it in so many words."),
    Confidence.UNVERIFIED: _("Nobody has verified it; it stands in no figure."),
}


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


def show(request, code):
    """The page of a measure; with ``?log=all`` everything that was done to it."""
    today = timezone.localdate()
    measure, related = _get_measure(request, code, today)
    if request.GET.get("log") == "all":
        return _log(request, measure, today)
    page = story.page(measure, request.user, on=today)
    events = list(story.events(measure, request.user).newest_only("save_draft")[:LOG_LENGTH + 1])
    return render(request, f"measures/{'gap' if measure.is_gap else 'show'}.html", {
        "today": today, "measure": measure, "related": related, "page": page, "chart": _chart(page.history),
        "late_milestones": page.milestones_late(today),
        "recent": page.entries[:RECENT_REPORTS], "older": page.entries[RECENT_REPORTS:],
        "log": list(story.log(events[:LOG_LENGTH], measure, page.entries)), "has_more_log": len(events) > LOG_LENGTH,
        "task_number": ordinal(measure.task.number), "confidence_meaning": CONFIDENCE_MEANINGS[measure.confidence],
        "scope_meaning": CONFIDENCE_MEANINGS[measure.scope_confidence],
    })


def _log(request, measure, today):
    page = page_of(story.events(measure, request.user), request.GET.get("page"), size=PAGE_SIZE)
    told = story.entries(measure, request.user, on=today)
    return render(request, "measures/log.html", {
        "today": today, "measure": measure, "page": page, "log": list(story.log(page.object_list, measure, told)),
        "query": request.GET,
    })


def _get_measure(request, code, today):
    try:
        return story.with_neighbours(Measure.objects.visible_to(request.user), code, on=today)
    except Measure.DoesNotExist as error:
        raise Http404 from error


def _chart(history):
    """A line needs two points."""
    if len(history) < 2:
        return None
    return line_chart([(point.period.code, point.percent, point.expected) for point in history])
