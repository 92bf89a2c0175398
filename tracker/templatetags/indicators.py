"""Indicators as people see them: a shape and a word for how one stands, figures with their unit and bound."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from tracker.dashboards.indicators import sentences
from tracker.dashboards.indicators.lines import Result
from tracker.indicators.status import Pace
from tracker.templatetags import words
from tracker.templatetags.tracker_ui import MARKS

register = template.Library()

SHAPES = {
    Pace.REACHED: '<circle class="pace__shape" cx="8" cy="8" r="7"/>'
                  '<path class="pace__cut" d="m4.7 8.3 2.3 2.3 4.3-4.8"/>',
    Pace.ON_TRACK: '<path class="pace__shape" d="M8 1 14.6 8.4H10.6V15H5.4V8.4H1.4z"/>',
    Pace.ACCELERATE: '<path class="pace__shape" d="M4.2 3H13v8.8L10.1 8.9 5.3 13.7 2.3 10.7 7.1 5.9z"/>',
    Pace.LIMITED: '<path class="pace__shape" d="M15 8 7.6 1.4V5.4H1V10.6H7.6V14.6z"/>',
    Pace.BACK: '<path class="pace__shape" d="M8 15 14.6 7.6H10.6V1H5.4V7.6H1.4z"/>',
    Pace.UNKNOWN: '<circle class="pace__hollow" cx="8" cy="8" r="6"/>',
}
RESULT_MARKS = {Result.MET: "done", Result.MISSED: "warning", Result.OPEN: "pending"}


@register.simple_tag
def pace_shape(pace):
    """The shape alone, beside the word."""
    pace = Pace(pace)
    return format_html('<svg class="pace__mark pace__mark--{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
                       pace.value, mark_safe(SHAPES[pace]))


@register.simple_tag
def pace_tag(pace):
    """How an indicator stands: an arrow that rises, leans or falls, and the word."""
    pace = Pace(pace)
    return format_html('<span class="pace pace--{}">{}{}</span>', pace.value, pace_shape(pace), pace.label)


@register.simple_tag
def whole_figure(line, figure):
    """A complete figure of a line with its unit, or what it lacks; a dash where there is none."""
    if figure is None:
        return words.MISSING
    if figure.is_complete:
        return sentences.of_the_whole(line, figure)
    return sentences.missing(figure)


@register.simple_tag
def whole_number(line, figure):
    """A complete figure without its unit, for columns."""
    return sentences.of_the_whole(line, figure).removesuffix(line.indicator.unit)


@register.simple_tag
def partial_number(line, figure):
    """What the districts that are there come to; only beside words that say that it is not the whole."""
    return sentences.rounded(figure.partial) if figure.present else words.MISSING


@register.simple_tag
def target_figure(target, unit=""):
    """≥3.8, ≈11; the caller says “not published” where there is none."""
    return sentences.bounded(target.value, target.bound, unit)


@register.simple_tag
def result(target):
    """What became of a target, as a shape and a word."""
    mark = RESULT_MARKS.get(target.result)
    shape = format_html('<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
                        mark_safe(MARKS[mark])) if mark else ""
    return format_html('<span class="outcome">{}{}</span>', shape, sentences.results()[target.result])


@register.simple_tag
def missing_districts(figure):
    """The names of the districts that a figure lacks."""
    return sentences.names(figure.missing)


@register.simple_tag
def baseline_figure(indicator):
    """The baseline as the text states it, with its bound and unit; a dash without one."""
    if indicator.baseline is None:
        return words.MISSING
    return sentences.bounded(indicator.baseline, indicator.bound, indicator.unit)
