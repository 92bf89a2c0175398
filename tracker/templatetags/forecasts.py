"""Words about forecasts."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tracker.forecasts.record import Outcome
from tracker.templatetags.tracker_ui import mark

register = template.Library()

OUTCOMES = {
    Outcome.HELD: ("done", gettext_lazy("Held")),
    Outcome.EARLIER: ("warning", pgettext_lazy("forecast", "Earlier")),
    Outcome.LATER: ("problem", pgettext_lazy("forecast", "Later")),
    Outcome.OPEN: ("pending", gettext_lazy("Not decided yet")),
}


@register.simple_tag
def forecast_outcome(value):
    """What became of a forecast: a shape and a word."""
    shape, text = OUTCOMES[value]
    return format_html('<span class="no-wrap">{} {}</span>', mark(shape), text)


@register.simple_tag
def moved(days):
    """By how many days a promise moved: “30 days later”, “5 days earlier”, “kept”."""
    if not days:
        return _("kept")
    if days > 0:
        return ngettext("%(days)d day later", "%(days)d days later", days) % {"days": days}
    return ngettext("%(days)d day earlier", "%(days)d days earlier", -days) % {"days": -days}


@register.filter
def whole(value):
    """A number of days without what comes behind the point."""
    return round(value)


@register.filter
def times(value):
    """How many times: 1.35, the same in every language; nothing where it is not known."""
    return "—" if value is None else f"{value:.2f}"
