"""The pages of indicators: all side by side, and each at length."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render

from tracker.dashboards.indicators import sentences
from tracker.dashboards.indicators.lines import lines
from tracker.dashboards.indicators.one import log, table
from tracker.indicators.models import Indicator, ReadingDuty
from tracker.plans.models import Plan
from tracker.web.days import asked_day
from tracker.web.fresh import gathered, unless_seen
from tracker.web.indicators import Choice, cards, large_charts


@unless_seen
def index(request):
    """Every indicator of the first plan unless ``?plan=`` names another; ``?objective=`` and ``?pace=`` leave some."""
    indicators = Indicator.objects.visible_to(request.user).select_related("plan", "area").in_order()
    plans = list(Plan.objects.visible_to(request.user).in_order())
    asked = asked_day(request)
    if not plans:
        return render(request, "plan/none.html")
    choice = Choice(request.GET, plans)
    found = gathered(
        request, "indicators", lambda: lines(indicators.filter(plan=choice.plan), on=asked.on), choice.plan.pk,
        asked.on)
    return render(request, "indicators/index.html", {
        "asked": asked, "choice": choice, "cards": cards(choice.shown(found)), "all": len(found),
        "plan_links": list(choice.plan_links(day=asked.text)), "rule": sentences.rule(),
        "pace_links": list(choice.pace_links(found, day=asked.text)),
        "kept_by_objective": choice.kept_apart_from("objective", day=asked.text),
    })


@unless_seen
def show(request, pk):
    """One indicator: how it stands and why, every figure by district, targets, baseline, and the log of readings."""
    indicator = _get_indicator(request, pk)
    asked = asked_day(request)
    line, = lines([indicator], on=asked.on)
    return render(request, "indicators/show.html", {
        "asked": asked, "indicator": indicator, "line": line, "charts": large_charts(line), "table": table(line),
        "status": sentences.status(line), "rule": sentences.rule(),
        "objectives": indicator.objectives.order_by("number"),
        "log": log(indicator, request.user, on=asked.on, is_past=asked.is_past,
                   shows_all=request.GET.get("log") == "all"),
        "all_url": asked.keep(indicator.get_absolute_url() + "?log=all"),
    })


def _get_indicator(request, pk):
    """The indicator, and whether the person's organization reports it."""
    duties = ReadingDuty.objects.filter(indicator=OuterRef("pk"), organization=request.user.organization_id)
    found = Indicator.objects.visible_to(request.user).select_related("plan", "area").filter(pk=pk)
    indicator = found.annotate(is_reported_here=Exists(duties)).first()
    if indicator is None:
        raise Http404
    indicator.is_reported_here &= request.user.is_reporter or request.user.is_signatory
    return indicator
