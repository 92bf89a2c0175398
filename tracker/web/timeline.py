"""The page of the timeline: what its address asks for, the words of its drawings, and where it leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.lights.status import Basis, Light
from tracker.templatetags.words import iso_moment, moved
from tracker.web.charts.parts import Block, Line
from tracker.web.charts.wallchart import PAPERS, Words
from tracker.web.exports import in_words
from tracker.web.filters import LIGHTS, VIEWS, filled

PAPER = "paper"
FORM = ("plan", "view", "task", "area", "lead", "light", "on", "basis", "page")  # what the form and its frame ask
STAYS = ("plan", "task")  # filters that leave the unverified tasks of a plan where they are


def chosen_paper(query):
    """The ``Paper`` that an address asks for, None without, and a sentence for one that there is not."""
    asked = query.get(PAPER, "")
    if not asked or asked in PAPERS:
        return PAPERS.get(asked), ""
    return None, _("There is no such paper; choose A3 or A4")


def unverified(chosen, choices):
    """The unverified tasks that belong to what was chosen: of the plans chosen, and none once it is narrowed."""
    values = chosen.form.cleaned_data
    if chosen.errors or any(value for name, value in values.items() if name not in STAYS) or values.get("task"):
        return ()
    return tuple(task for task in choices.unverified if not values["plan"] or str(task["plan"]) in values["plan"])


class Addresses:
    """Where the page leads. ``query`` is what was chosen, as the ledger understands it as well."""

    def __init__(self, query):
        self.query = query

    @property
    def ledger(self):
        return self._address("measures:index", PAPER, "page")

    @property
    def screen(self):
        return self._address("timeline:index", PAPER)

    @property
    def papers(self):
        """(name, address) of the chart on each paper."""
        for name in PAPERS:
            query = self.query.copy()
            query[PAPER] = name
            yield name.upper(), f"{reverse('timeline:index')}?{filled(query).urlencode()}"

    @property
    def beside_the_form(self):
        """Pairs (name, value) that the form has no field for and keeps."""
        return [(name, value) for name, values in self.query.lists() if name not in FORM for value in values]

    def _address(self, view, *without):
        query = self.query.copy()
        for name in without:
            query.pop(name, None)
        query = filled(query).urlencode()
        return f"{reverse(view)}?{query}" if query else reverse(view)


def selects(controls):
    """The selects of the form: the view, and whatever of plan, task, area and lead there is."""
    yield controls.select("view", VIEWS[0][1], VIEWS[1:])
    if len(controls.chosen.form.fields["plan"].choices) > 1 or "plan" in controls.query:
        yield controls.select("plan", _("All plans"))
    yield controls.select("task", _("All tasks"))
    yield controls.select("area", _("All areas"))
    yield controls.select("lead", _("All organizations"))


# The words of a drawing ------------------------------------------------------------------------------------------


def blocks(schedule, asked):
    """``Block`` s of a ``Schedule`` in words."""
    return [_block(group, asked) for group in schedule.groups]


def _block(group, asked):
    title = f"{group.number}{group.title}"
    if not group.is_verified:
        return Block(title, note=_("Not verified: the text of the plan at hand does not reach it"))
    counted = {"done": group.done, "counted": group.counted}
    return Block(title, _("%(done)d of %(counted)d measures completed") % counted,
                 lines=tuple(_line(row, asked) for row in group.rows))


def _line(row, asked):
    measure, standing = row.measure, row.standing
    name = f"{measure.code} {measure.label}"
    is_counted = standing.is_counted
    due = _due(row)
    said = [name, Light(standing.light).label if standing.light else "", due_in_full(row)]
    return Line(
        row, name, about=" · ".join(str(each) for each in said if each),
        address=asked.keep(measure.get_absolute_url()),
        lead="、".join(lead.organization.label for lead in standing.leads),
        light_word=short_lights()[standing.light] if is_counted and standing.light else "",
        figure=f"{standing.percent}%" if is_counted else "", due=due if row.sort != "uncounted" else "",
        slip=moved(row.slip) if is_counted else "", note=why_no_bar(row),
    )


def short_lights():
    """Light → one character that stands beside its shape."""
    return {
        Light.RED: pgettext("timeline light", "R"), Light.YELLOW: pgettext("timeline light", "Y"),
        Light.GREEN: pgettext("timeline light", "G"), Light.DONE: pgettext("timeline light", "C"),
        Light.NOT_STARTED: pgettext("timeline light", "N"),
    }


def _due(row):
    measure = row.measure
    if row.sort == "withdrawn":
        return _("Withdrawn")
    if row.sort == "open":
        return _("Long-running")
    return measure.due_on.isoformat() if measure.due_on else "—"


def due_in_full(row):
    """From when until when, and until when at first, in words."""
    measure = row.measure
    parts = []
    if measure.starts_on:
        parts.append(_("from %(day)s") % {"day": measure.starts_on.isoformat()})
    if measure.due_on:
        parts.append(_("due on %(day)s") % {"day": measure.due_on.isoformat()})
    if row.slip:
        parts.append(_("originally due on %(day)s") % {"day": measure.original_due_on.isoformat()})
    return " · ".join(parts)


def why_no_bar(row):
    """What stands where the bar of a measure would be."""
    if row.sort == "withdrawn":
        return _("Withdrawn on %(day)s") % {"day": row.measure.withdrawn_on.isoformat()}
    if row.measure.is_gap:
        return _("The text of the plan breaks off here")
    return _("Not verified, not counted") if row.sort == "uncounted" else _("No time limit")


# The sheet -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What the head of a sheet says beside the drawing."""

    schedule: object
    chosen: object  # the ``ChosenLedger``
    is_demonstration: bool
    now: object
    part: str = ""  # which rows of several pages of them


def sheet_words(told):
    """The ``Words`` around the chart of a sheet."""
    plans = told.schedule.plans
    subject = str(plans[0].title) if len(plans) == 1 else "、".join(map(str, plans[:3]))
    return Words(
        title=_("Wall chart: %(plan)s") % {"plan": subject} if subject else _("Wall chart"),
        sums=tuple(_sums(told.schedule)), notes=" · ".join(_notes(told, plans)), legend=tuple(legend()),
        columns=(_("Task"), _("Measure and code"), _("Lead organization"), _("Progress"), _("Time limit")),
    )


def size_of(schedule):
    """How many measures and tasks are shown, and how many tasks that are not verified."""
    measures = sum(row.standing.is_counted for row in schedule.rows)
    verified = sum(group.is_verified for group in schedule.groups)
    others = len(schedule.groups) - verified
    parts = [
        ngettext("%(number)d measure", "%(number)d measures", measures) % {"number": measures},
        ngettext("%(number)d task", "%(number)d tasks", verified) % {"number": verified},
    ]
    if others:
        parts.append(ngettext("%(number)d unverified task", "%(number)d unverified tasks", others) % {"number": others})
    return " · ".join(parts)


def _sums(schedule):
    yield "", 1.0, size_of(schedule)
    for light, number in schedule.lights:
        label = Light(light).label if light else _("No light")
        yield f"light-{light}" if light else "", 1.0, f"{label} {number}"
    extended = sum(row.slip > 0 for row in schedule.rows if row.standing.is_counted)
    late = sum(row.is_late for row in schedule.rows)
    if extended:
        yield "extended", 2.2, _("Extended %(number)d") % {"number": extended}
    if late:
        yield "tail", 2.2, _("Overdue %(number)d") % {"number": late}


def _notes(told, plans):
    asked = told.chosen.asked
    for plan in plans:
        if plan.document_number:
            yield plan.document_number
    yield _("as known on %(day)s") % {"day": asked.on.isoformat()}
    yield _("including what awaits review") if told.chosen.basis == Basis.PENDING else _("approved figures")
    yield from in_words(told.chosen.filter)
    if told.part:
        yield told.part
    if told.is_demonstration:
        yield _("demonstration data")
    yield _("printed at %(time)s") % {"time": iso_moment(told.now)}


def legend():
    """Triples (name of the drawing, its width in heights, text)."""
    names = short_lights()
    for light, label in LIGHTS:
        if light in names:
            text = str(label) if str(label).startswith(names[light]) else f"{names[light]} {label}"
            yield f"light-{light}", 1.0, text
    yield "bar", 2.2, _("from the first day to the time limit")
    yield "done", 2.2, _("approved progress")
    yield "extended", 2.2, _("originally due, due now")
    yield "tail", 2.2, _("overdue until today")
    yield "open", 2.2, _("long-running, no end")
    yield "step-open", 1.0, _("milestone")
    yield "goal-open", 1.0, _("goal of the year")
    yield "step-done", 1.0, pgettext("milestone", "done")
    yield "step-verified", 1.0, pgettext("milestone", "verified")
    yield "step-late", 1.0, pgettext("milestone", "overdue")
    yield "day", 1.0, _("the day shown")


def day_text(asked):
    """The name of the line of the day."""
    day = asked.on.isoformat()
    return _("as on %(day)s") % {"day": day} if asked.is_past else _("today %(day)s") % {"day": day}
