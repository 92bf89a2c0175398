"""The page of rates: how organizations report, how long reviews take, and who keeps pace."""

from django.shortcuts import render

from tracker.dashboards.rates import opened_periods, pace, rates, review_times
from tracker.web.days import asked_day
from tracker.web.fresh import gathered, unless_seen
from tracker.web.rates import Choice


@unless_seen
def index(request):
    """The newest period of the first plan in the whole zone, unless ``?period=``, ``?plan=`` or ``?area=`` say more."""
    asked = asked_day(request)
    opened = opened_periods(on=asked.on)
    if not opened:
        return render(request, "rates/none.html", {"asked": asked})
    choice = Choice(request.GET, opened)
    return render(request, "rates/index.html", {
        "asked": asked, "choice": choice, "today_url": choice.today_url,
        "plan_links": list(choice.plan_links(day=asked.text)), "area_links": list(choice.area_links(day=asked.text)),
        "kept_by_period": choice.kept_apart_from("period", day=asked.text),
        **_rates(request, choice, asked.on),
    })


def _rates(request, choice, on):
    def gather():
        of_the_day = {"on": on, "area": choice.area}
        return {
            "rates": rates(choice.plan, period=choice.period, opened=choice.opened, **of_the_day),
            "reviews": review_times(choice.plan, opened=choice.opened, **of_the_day),
            "pace": pace(choice.plan, **of_the_day),
        }

    return gathered(request, "rates", gather, choice.period.pk, choice.area and choice.area.pk, on)
