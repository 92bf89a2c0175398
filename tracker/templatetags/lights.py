"""Lights as people see them: a shape, a word and a colour, never the colour alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.lights.status import Light
from tracker.templatetags import words

register = template.Library()

SHAPES = {
    Light.RED: '<rect class="light__shape" x="1.6" y="1.6" width="12.8" height="12.8" rx="1.2"/>',
    Light.YELLOW: '<path class="light__shape" d="M8 1.2 15.4 14.4H.6z"/>',
    Light.GREEN: '<circle class="light__shape" cx="8" cy="8" r="6.6"/>',
    Light.DONE: '<circle class="light__shape" cx="8" cy="8" r="7"/>'
                '<path class="light__cut" d="m4.7 8.3 2.3 2.3 4.3-4.8"/>',
    Light.NOT_STARTED: '<circle class="light__hollow" cx="8" cy="8" r="6"/>',
}


def short_words():
    """Light → one or two characters, for cells that are small."""
    return {
        Light.RED: pgettext("short light", "red"), Light.YELLOW: pgettext("short light", "yellow"),
        Light.GREEN: pgettext("short light", "green"), Light.DONE: pgettext("short light", "done"),
        Light.NOT_STARTED: pgettext("short light", "not begun"),
    }


@register.simple_tag
def light_shape(light):
    """The shape alone, for places where the word stands beside it already."""
    return _shape(Light(light)) if light else ""


@register.simple_tag
def light(value, is_manual=False, large=False):
    """A light as a tag: ``{% light standing.light %}``. None is a dash: no light is on record."""
    if not value:
        return format_html('<span class="muted" title="{}">{}</span>', _("No light is on record"), words.MISSING)
    value = Light(value)
    size = " light--large" if large else ""
    note = format_html(' <small class="light__note">{}</small>', _("set by hand")) if is_manual else ""
    return format_html('<span class="light light--{}{}">{}{}{}</span>', value.value, size, _shape(value), value.label,
                       note)


@register.simple_tag
def light_cell(value, gap=None, is_manual=False):
    """A light in a cell of a matrix: shape, short word and, for colours, how many points ahead (minus: behind)."""
    value = Light(value)
    shows_gap = gap is not None and value in {Light.RED, Light.YELLOW, Light.GREEN}
    number = format_html('<span class="matrix__gap">{}</span>', words.signed(gap)) if shows_gap else ""
    by_hand = format_html('<span class="visually-hidden">{}</span>', _("set by hand")) if is_manual else ""
    return format_html('{}<span class="matrix__word">{}</span>{}{}', _shape(value), short_words()[value], number,
                       by_hand)


@register.simple_tag
def light_word(value):
    """The word alone, “Red”; for sentences and for readers of the screen."""
    return Light(value).label if value else _("No light")


def _shape(value):
    return format_html('<svg class="light__mark light__mark--{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
                       value.value, mark_safe(SHAPES[value]))


@register.filter
def kept(address, asked):
    """An address that stays on the day that the page is about: ``{{ measure.get_absolute_url|kept:asked }}``."""
    return asked.keep(str(address)) if asked else address
