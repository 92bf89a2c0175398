"""What the page says to whom a report is closed: a heading of its own for each kind of refusal, and a way on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.reporting.permissions import Why, why_refused

HEADINGS = {
    Why.CLOSED: _("Reporting for this period has closed"),
    Why.NOT_OPEN_YET: _("Reporting for this period is not open yet"),
    Why.DECIDED: _("This report is approved"),
    Why.AWAITING: _("This report is handed in"),
    Why.NOT_ALLOWED: _("You do not write this report"),
}


@dataclass(frozen=True)
class Refusal:
    """``heading`` and ``sentence`` say why; ``url`` and ``action`` are the button that leads on."""

    why: Why
    heading: str
    sentence: str
    url: str
    action: str


def refusal_of(reason, report):
    """The ``Refusal`` to show for a ``PermissionDenied`` about writing this report."""
    why = why_refused(reason)
    url, action = _way_on(why, report)
    return Refusal(why, HEADINGS[why], str(reason), url, action)


def _way_on(why, report):
    if why == Why.CLOSED:
        return reverse("help:show") + "#contact", _("Who to contact")
    if why == Why.NOT_OPEN_YET:
        return reverse("work:home"), _("To my work")
    if why == Why.DECIDED:
        return report.get_absolute_url(), _("See what was approved, or correct it")
    if why == Why.AWAITING:
        return report.get_absolute_url(), _("See what was handed in, or take it back")
    return report.measure.get_absolute_url(), _("To the measure")
