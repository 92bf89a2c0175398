"""How reports came in, as people see it: a shape for each period, a bar for one, always with the words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.reporting.rates import LATE, MISSING, ON_TIME, OPEN
from tracker.templatetags import words

register = template.Library()

SHAPES = {
    ON_TIME: '<rect class="record__on-time" x="2" y="2" width="12" height="12" rx="2"/>',
    LATE: '<path class="record__late" d="M8 1.8 15 14.2H1z"/>',
    MISSING: '<rect class="record__missing" x="2.5" y="2.5" width="11" height="11" rx="2"/>',
    OPEN: '<circle class="record__open" cx="8" cy="8" r="5.6"/>',
    None: '<path class="record__none" d="M4 8h8"/>',
}
PARTS = ("approved", "awaiting", "returned", "not_handed_in")
BAR_LENGTH = 200  # units of the drawing


@register.filter
def figure(number):
    """A count; 0 recedes, so that what is there stands out."""
    return mark_safe('<span class="muted">0</span>') if number == 0 else f"{number:,}"


@register.filter
def days(number):
    """5, 1.5; a dash where nothing was timed."""
    return words.MISSING if number is None else f"{number:g}"


@register.simple_tag
def record_shape(worst):
    """The shape of a period by the worst that happened in it; beside words, never instead of them."""
    return format_html('<svg class="record__shape" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
                       mark_safe(SHAPES[worst]))


@register.simple_tag
def record(periods, counts):
    """A shape for each period; who cannot see it hears what came in of how much."""
    pairs = list(zip(periods, counts, strict=True))
    said = pgettext("between items", ", ").join(f"{period.code} {_in_words(each)}" for period, each in pairs)
    shapes = format_html_join("", "{}", ((record_shape(each.worst),) for _period, each in pairs))
    return format_html('<span class="record" role="img" aria-label="{}">{}</span>', said, shapes) if pairs else ""


def _in_words(counts):
    words = {
        MISSING: _("%(number)d of %(expected)d missing"), LATE: _("%(number)d of %(expected)d late"),
        OPEN: _("%(number)d of %(expected)d still open"), ON_TIME: _("%(number)d of %(expected)d on time"),
        None: pgettext("reports", "nothing expected"),
    }[counts.worst]
    number = getattr(counts, counts.worst) if counts.worst else 0
    return words % {"number": number, "expected": counts.expected}


@register.simple_tag
def reports_bar(counts):
    """How the reports of one period stand, as a bar; the numbers stand in the columns beside it."""
    drawn, start = [], 0.0
    for name in PARTS:
        length = getattr(counts, name) * BAR_LENGTH / (counts.expected or 1)
        if length:
            drawn.append((name, f"{start:.2f}", f"{max(length - 0.8, 0):.2f}"))
        start += length
    parts = format_html_join("", '<rect class="reports-bar__{}" x="{}" width="{}" height="10"/>', drawn)
    return format_html('<svg class="reports-bar" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">{}'
                       "</svg>", BAR_LENGTH, parts)


@register.simple_tag
def reports_swatch(name):
    """The colour that a part has in the bar, for its head: one of ``PARTS``."""
    return format_html(
        '<svg class="reports-bar__swatch" viewBox="0 0 10 10" aria-hidden="true">'
        '<rect class="reports-bar__{}" width="10" height="10" rx="2"/></svg>', name
    )


@register.simple_tag
def pace_label(name):
    """What a class of ``tracker.dashboards.rates.Pace`` is called."""
    return _paces()[name][0]


@register.simple_tag
def pace_meaning(name):
    """How a class of ``Pace`` is told from the others."""
    return _paces()[name][1]


def _paces():
    return {
        "done": (pgettext("pace", "Done"), _("Completed or verified")),
        "ahead": (_("Ahead of schedule"), _("Progress is higher than the expected progress")),
        "on_schedule": (_("On schedule"), _("Progress equals the expected progress")),
        "behind": (_("Behind schedule"), _("Progress is lower than the expected progress")),
        "other": (_("Other"), _("No expected progress is set, or none is expected yet")),
    }
