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
    """``heading`` and ``sentence`` say why; ``ways`` are (address, label), the first of them the one to take."""

    why: Why
    heading: str
    sentence: str
    ways: tuple


def refusal_of(reason, report):
    """The ``Refusal`` to show for a ``PermissionDenied`` about writing this report."""
    why = why_refused(reason)
    return Refusal(why, HEADINGS[why], str(reason), _ways(why, report))


def _ways(why, report):
    page, contact = report.get_absolute_url(), (reverse("help:show") + "#contact", _("Who to contact"))
    return {
        Why.CLOSED: (contact, (page, _("To the report"))),
        Why.NOT_OPEN_YET: ((reverse("work:home"), _("To my work")), (page, _("To the report"))),
        Why.DECIDED: ((page, _("See what was approved, or correct it")), contact),
        Why.AWAITING: ((page, _("See what was handed in, or take it back")), contact),
        Why.NOT_ALLOWED: ((page, _("To the report")), contact),
    }[why]
