"""Tags for what templates cannot work out themselves: lengths, distances in time, words for states."""

from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tracker.people.provenance import Confidence
from tracker.plans.status import AssignmentRole
from tracker.reporting.status import Completion, Status
from tracker.templatetags import words

register = template.Library()

MARKS = {
    "done": '<circle class="mark__done" cx="8" cy="8" r="7"/><path class="mark__tick" d="m4.7 8.3 2.3 2.3 4.3-4.8"/>',
    "pending": '<circle class="mark__pending" cx="8" cy="8" r="6"/>',
    "waiting": '<circle class="mark__waiting" cx="8" cy="8" r="5.6"/>',
    "warning": '<path class="mark__warning" d="M8 1.2 15.4 14.4H.6z"/>',
    "problem": '<rect class="mark__problem" x="1.6" y="1.6" width="12.8" height="12.8" rx="1.2"/>',
}
COMPLETION_MARKS = {
    Completion.NOT_STARTED: "pending",
    Completion.UNDER_WAY: "",
    Completion.COMPLETED: "waiting",
    Completion.VERIFIED: "done",
}
STATE_MARKS = {
    "blank": "pending", "draft": "pending", "returned": "warning", "awaiting_signature": "waiting",
    "submitted": "waiting", "approved": "done",
}
OUTCOME_MARKS = {"on_time": "done", "late": "warning", "returned": "waiting", "missing": "problem", "open": "pending"}
SEGMENT_LENGTH = 200  # units of the drawing


# Shapes ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name):
    """An icon of ``icons.svg``, in the colour of the text beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("tracker/icons.svg"), name
    )


@register.simple_tag
def mark(name):
    """A shape with a meaning: done, pending, waiting, warning, problem. Always beside words, never instead of them."""
    shape = MARKS.get(name)
    return _mark(shape) if shape else ""


@register.simple_tag
def milestone_mark(milestone, level):
    """The shape before a milestone; ``level`` is the ``lateness`` of an open one."""
    if milestone.done_on is None:
        return mark("warning" if level in {"late", "overdue"} else "pending")
    return mark("waiting" if milestone.verified_on is None else "done")


@register.simple_tag
def state_mark(report):
    """The shape before a report in a timeline."""
    return _mark(MARKS[STATE_MARKS[_state(report)]])


def _mark(shape):
    return format_html('<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', mark_safe(shape))


# Progress --------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/progress.html")
def progress(percent, expected=None):
    """A bar with what is done and what is expected by now, both in percent; ``None`` means not known."""
    if percent is None:
        return {"percent": None}
    percent = words.whole(percent)
    note = ""
    if expected is not None and percent < 100:
        note = _("Expected %(expected)d%%, %(gap)s") % {
            "expected": words.whole(expected), "gap": words.gap(percent, expected),
        }
    return {
        "percent": percent,
        "length": min(max(percent, 0), 100),
        "expected": words.whole(expected) if expected is not None and expected < 100 else None,
        "note": note,
    }


@register.inclusion_tag("components/segments.html")
def segments(parts):
    """A bar of counted parts with its legend. ``parts`` are ``(state, label, count)``, state as in ``status_tag``."""
    parts = [(state, label, count) for state, label, count in parts]
    total = sum(count for _state, _label, count in parts) or 1
    drawn, start = [], 0.0
    for state, label, count in parts:
        length = count * SEGMENT_LENGTH / total
        drawn.append({
            "state": state, "label": label, "count": count,
            "x": f"{start:.2f}", "length": f"{max(length - 0.8, 0):.2f}",
        })
        start += length
    return {"parts": drawn, "width": SEGMENT_LENGTH}


@register.simple_tag
def gap(percent, expected):
    """“14 behind”, “3 ahead”, “on schedule”."""
    return words.gap(percent, expected)


# Time ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def due(date, today, done_on=None):
    """A due date and, below it, what it means today; or the day on which it was done."""
    if date is None:
        return words.MISSING
    if done_on is not None:
        level, text = "", _("done on %(day)s") % {"day": done_on.isoformat()}
    else:
        distance = words.distance(date, today)
        level, text = distance.level, distance.text
    modifier = f" due--{level}" if level else ""
    return format_html(
        '<span class="due{}"><b>{}</b> <span>{}</span></span>', modifier, date.isoformat(), text
    )


@register.inclusion_tag("components/when.html")
def when(date, today):
    """The first column of the task list: what the due date means, large, and the day."""
    return {"distance": words.distance(date, today), "day": words.day_in_prose(date, today)}


@register.simple_tag
def distance(date, today):
    """“5 days left”, “due tomorrow”, “10 days overdue”."""
    return words.distance(date, today).text


@register.simple_tag
def lateness(date, today):
    """The class that colours a distance: empty, ``soon``, ``late`` or ``overdue``."""
    return words.distance(date, today).level


@register.filter(expects_localtime=True)
def day(value):
    """For tables: 2024-10-15."""
    return value.isoformat()[:10] if value else words.MISSING


@register.filter
def moment(value):
    """For tables and receipts: 2024-10-10 09:30."""
    return words.iso_moment(value) if value else words.MISSING


@register.filter
def prose_day(value, today=None):
    """For sentences: 10月15日（周二）, with the year unless it is today's."""
    return words.day_in_prose(value, today or None) if value else words.MISSING


@register.filter
def prose_moment(value, today):
    """For sentences: 昨天 17:42, 10月9日 17:42."""
    return words.moment_in_prose(value, today) if value else words.MISSING


@register.filter
def days_ago(value, today):
    """“today”, “yesterday”, “3 days ago”."""
    return words.days_ago(value, today) if value else words.MISSING


@register.simple_block_tag
def sentences(content):
    """A paragraph of sentences: spaced as the language spaces them."""
    return mark_safe(words.joined(content))  # the template has escaped what is in it


# States ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def status_tag(report):
    """The tag for a report, or for the word its ``state`` is."""
    state = _state(report)
    return format_html('<span class="tag tag--{}">{}</span>', state, state_label(state))


@register.filter
def state_label(state):
    """The word for a report's state."""
    return _("Not filled in") if state == "blank" else str(Status(state).label)


@register.simple_tag
def outcome(name):
    """What became of a report that was owed, as a shape and a word."""
    return format_html('<span class="outcome">{}{}</span>', mark(OUTCOME_MARKS[name]), _outcomes()[name])


def _outcomes():
    return {
        "on_time": _("on time"), "late": _("late"), "returned": _("returned"), "missing": _("missing"),
        "open": _("still open"),
    }


@register.simple_tag
def completion_tag(completion):
    """How far a measure is: a claim (completed) and a fact (verified) look different."""
    completion = Completion(completion)
    name = COMPLETION_MARKS[completion]
    return format_html(
        '<span class="tag tag--{}">{}{}</span>', completion.value, mark(name), completion.label
    )


@register.simple_tag
def role_tag(role):
    """Lead or partner."""
    role = AssignmentRole(role)
    modifier = "role" if role == AssignmentRole.LEAD else role.value
    return format_html('<span class="tag tag--{}">{}</span>', modifier, role.label)


@register.simple_tag
def confidence_tag(confidence):
    """How far a fact can be trusted, A to D; D is the one to notice."""
    confidence = Confidence(confidence)
    modifier = "unverified" if confidence == Confidence.UNVERIFIED else "confidence"
    return format_html('<span class="tag tag--{}">{}</span>', modifier, confidence.label)


def _state(report):
    return str(getattr(report, "state", report))


# Numbers, pages, fields ------------------------------------------------------------------------------------------


@register.filter
def number(value):
    """1,286 or 5.9; a missing number is a dash."""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    return words.MISSING if value is None else f"{value:,}"


@register.filter
def percent(value):
    """66%; a missing one is a dash."""
    return words.MISSING if value is None else f"{words.whole(value)}%"


@register.filter
def signed(value):
    """+8, −3, 0: a change with its direction."""
    return words.signed(value)


@register.filter
def file_size(value):
    """48 KB, 1.2 MB."""
    return words.file_size(value or 0)


@register.filter
def page_numbers(page):
    """The page numbers to offer, with gaps, when there is more than one page."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag
def widget(field, css=""):
    """A form field's widget in the product's look; ``css`` adds a class."""
    look = {
        "textarea": "textarea", "select": "select", "checkbox": "checkbox", "radioselect": "choices",
        "checkboxselectmultiple": "choices", "clearablefile": "file", "file": "file",
    }.get(field.widget_type, "input")
    names = " ".join(filter(None, [look, field.field.widget.attrs.get("class", ""), css]))
    return field.as_widget(attrs={"class": names})
