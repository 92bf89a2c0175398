"""The page of one measure, about today or a day in the past."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dashboards import measure as story
from tracker.dashboards.findings import district_title, progress_title
from tracker.dashboards.limits import with_told
from tracker.dashboards.measure_log import events, log
from tracker.dashboards.sources import quotes
from tracker.people.provenance import Confidence
from tracker.plans.models import Measure
from tracker.plans.numerals import ordinal
from tracker.web.charts.dots import dot_plot
from tracker.web.charts.line import line_chart
from tracker.web.days import asked_day
from tracker.web.forecasts import time_of
from tracker.web.shortcuts import page_of

PAGE_SIZE = 50
LOG_LENGTH = 15
RECENT_REPORTS = 6
CONFIDENCE_MEANINGS = {
    Confidence.OFFICIAL: gettext_lazy("It stands in the official text."),
    Confidence.REPORTED: gettext_lazy("Official media or a mirror of an official page report it."),
    Confidence.INFERRED: gettext_lazy("It is inferred: the text does not say it in so many words."),
    Confidence.UNVERIFIED: gettext_lazy("Nobody has verified it; it stands in no figure."),
}


def show(request, code):
    """The page of a measure as known on a day; with ``?log=all`` everything that was done to it by then."""
    asked = asked_day(request)
    measure, rows, related = _get_measure(request, code, asked)
    if request.GET.get("log") == "all":
        return _log(request, measure, asked)
    page = story.page(measure, rows, request.user, on=asked.on, is_past=asked.is_past)
    done = list(events(measure, request.user, on=asked.on).newest_only("save_draft")[:LOG_LENGTH + 1])
    return render(request, f"measures/{'gap' if measure.is_gap else 'show'}.html", {
        "asked": asked, "today": asked.on, "beyond": _("Who acted for the organizations that day is not on record."),
        "compare_url": f"{reverse('since:index')}?since={asked.text}" if asked.is_past else "",
        "may_ask": not asked.is_past and page.may_ask(request.user),
        "may_set_light": not asked.is_past and page.may_set_light(request.user),
        "quotes": quotes(measure),
        "measure": measure, "related": related, "page": page, "why": page.why, **_charts(page, asked.on),
        **({} if measure.is_gap else time_of(measure, rows, page.milestones, on=asked.on)),
        "late_milestones": page.milestones_late(asked.on),
        "recent": page.entries[:RECENT_REPORTS], "older": page.entries[RECENT_REPORTS:],
        "log": list(log(done[:LOG_LENGTH], measure, page.entries)), "has_more_log": len(done) > LOG_LENGTH,
        "task_number": ordinal(measure.task.number), "confidence_meaning": CONFIDENCE_MEANINGS[measure.confidence],
        "scope_meaning": CONFIDENCE_MEANINGS[measure.scope_confidence],
    })


def _log(request, measure, asked):
    page = page_of(events(measure, request.user, on=asked.on), request.GET.get("page"), size=PAGE_SIZE)
    told = story.entries(measure, request.user, on=asked.on, is_past=asked.is_past)
    return render(request, "measures/log.html", {
        "asked": asked, "today": asked.on, "measure": measure, "page": page,
        "log": list(log(page.object_list, measure, told)), "query": request.GET,
    })


def _get_measure(request, code, asked):
    measures = with_told(Measure.objects.visible_to(request.user), request.user, on=asked.on, is_past=asked.is_past)
    try:
        return story.with_neighbours(measures, code, on=asked.on)
    except Measure.DoesNotExist as error:
        raise Http404 from error


def _charts(page, on):
    """The drawings and their titles. A line needs two points and ends on the day; dots need a figure of a district."""
    points = [(point.period.code, point.percent, point.expected) for point in page.history]
    if points and points[-1][1:] != (page.measure.percent, page.expected):
        points.append((f"{on:%m-%d}", page.measure.percent, page.expected))
    dots = [(line.district.short_name, line.percent, line.gap, line.light) for line in page.districts]
    return {
        "line": line_chart(points) if len(points) > 1 else None,
        "line_title": progress_title(page.measure.percent, page.gap, page.history) if points else "",
        "dots": dot_plot(dots, page.expected) if page.has_figures else None,
        "dots_title": district_title(page.districts) if page.has_figures else "",
    }
