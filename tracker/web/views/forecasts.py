"""The page of the method of forecasts and of how earlier ones fared."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.dashboards.forecasts import record, trials, words_of_the_minimum
from tracker.plans.models import Measure, Plan
from tracker.web.days import asked_day
from tracker.web.forecasts import record_chart
from tracker.web.fresh import gathered, unless_seen


@unless_seen
def index(request):
    """The plan that was issued first unless ``?plan=`` names another, as known today or on the day of ``?on=``."""
    asked = asked_day(request)
    plans = list(Plan.objects.visible_to(request.user).in_order())
    if not plans:
        return render(request, "plan/none.html")
    wanted = request.GET.get("plan", "")
    plan = next((each for each in plans if str(each.pk) == wanted), plans[0])
    is_named = wanted == str(plan.pk)
    measures = Measure.objects.visible_to(request.user)
    found = gathered(request, "forecasts", lambda: record(plan, measures, on=asked.on), plan.pk, asked.on)
    kept = [("plan", plan.pk)] if is_named else []
    return render(request, "forecasts/index.html", {
        "asked": asked, "plans": plans if len(plans) > 1 else (), "plan": plan, "kept": kept,
        "fault": "" if is_named or not wanted else _("There is no such plan; the first one is shown"),
        "today_url": f"?{urlencode(kept)}", "record": found, "minimum": words_of_the_minimum(),
        "chart": record_chart(found.rows), "trials": trials(),
    })
