"""Shapes inside drawings."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from tracker.lights.status import Light
from tracker.templatetags.lights import SHAPES

register = template.Library()
SIZE = 13  # units of the drawing


@register.simple_tag
def light_dot(light, x, y):
    """The shape of a light around a place of a drawing, a plain dot where there is none."""
    if not light:
        return format_html('<circle class="chart__dot" cx="{}" cy="{}" r="4.5"/>', x, y)
    light = Light(light)
    return format_html(
        '<g class="light__mark--{}" transform="translate({} {}) scale({})">{}</g>',
        light.value, round(x - SIZE / 2, 1), round(y - SIZE / 2, 1), SIZE / 16, mark_safe(SHAPES[light]),
    )
