"""What a timeline is drawn with: its marks as symbols that the drawings use, and the same in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.templatetags import words
from tracker.templatetags.lights import SHAPES

register = template.Library()

OUTLINES = {
    "step": '<path class="timeline__mark timeline__mark--{state}" d="M8 .9 15.1 8 8 15.1.9 8z"/>',
    "goal": '<path class="timeline__mark timeline__mark--{state}" '
            'd="m8 .6 2.2 4.9 5.2.6-3.9 3.6 1.1 5.3L8 12.3l-4.6 2.7 1.1-5.3L.6 6.1l5.2-.6z"/>',
}
INSIDE = {
    "open": "", "done": "",
    "verified": '<path class="timeline__check" d="m4.9 8.3 2.2 2.2 3.9-4.4"/>',
    "late": '<path class="timeline__alarm" d="M8 4.4v4.2M8 10.5v1.3"/>',
}
WORDLESS = {
    "bar": '<rect class="timeline__bar" x="1" y="4" width="33" height="8"/>',
    "done": '<rect class="timeline__bar" x="1" y="4" width="33" height="8"/>'
            '<rect class="timeline__done" x="1" y="4" width="20" height="8"/>',
    "extended": '<path class="timeline__halo" d="M8 8h20"/><path class="timeline__moved" d="M8 8h20"/>'
                '<rect class="timeline__first" x="5.5" y="2" width="4" height="12"/>'
                '<rect class="timeline__limit" x="26" y="2" width="4" height="12"/>',
    "tail": '<path class="timeline__tail" d="M1 8h30"/><path class="timeline__tail-end" d="M31 3v10"/>',
    "open": '<path class="timeline__open" d="M1 4h27l6 4-6 4H1z"/>',
    "day": '<path class="timeline__day" d="M8 0v16"/>',
}


@register.simple_tag
def timeline_symbols():
    """The symbols, once on a page; each is 16 high, and as wide as the legend says."""
    symbols = {f"light-{light.value}": shape for light, shape in SHAPES.items()}
    for kind, outline in OUTLINES.items():
        symbols |= {f"{kind}-{state}": outline.format(state=state) + inside for state, inside in INSIDE.items()}
    drawn = [_symbol(name, 16, shape) for name, shape in symbols.items()]
    drawn += [_symbol(name, 16 if name == "day" else 35, shape) for name, shape in WORDLESS.items()]
    return mark_safe("".join(drawn))


def _symbol(name, width, shape):
    css = f' class="light__mark--{name.removeprefix("light-")}"' if name.startswith("light-") else ""
    return f'<symbol id="timeline-{name}" viewBox="0 0 {width} 16"><g{css}>{shape}</g></symbol>'


@register.simple_tag
def step_words(step):
    """A milestone or a goal with its days and what became of it: “Rules signed: due on 2024-06-30, overdue”."""
    return _("%(title)s: %(words)s") % {"title": step.title, "words": pgettext("between days", ", ").join(_said(step))}


def _said(step):
    if step.goal_year:
        yield _("goal of %(year)d") % {"year": step.goal_year}
    yield _("due on %(day)s") % {"day": step.due_on.isoformat()}
    if step.original_due_on:
        yield _("originally due on %(day)s") % {"day": step.original_due_on.isoformat()}
    if step.done_on:
        yield _("done on %(day)s") % {"day": step.done_on.isoformat()}
    yield {
        "open": pgettext("milestone", "open"), "late": pgettext("milestone", "overdue"),
        "done": pgettext("milestone", "not verified"), "verified": pgettext("milestone", "verified"),
    }[step.state]


@register.simple_tag
def slip_words(days):
    """“+92 days”, “−10 days”."""
    return words.moved(days)


@register.simple_tag
def mark_words(mark):
    """All that lies under one mark."""
    return " · ".join(step_words(step) for step in mark.steps)


@register.simple_tag
def timeline_use(name, item):
    """A symbol at the place of an ``Item`` of a sheet."""
    return format_html('<use href="#timeline-{}" x="{}" y="{}" width="{}" height="{}"/>', name, item.x, item.y,
                       item.width, item.height)
