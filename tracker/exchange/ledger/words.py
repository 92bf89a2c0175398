"""The words of a ledger in the language at hand, looked up once for all of its rows."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.exchange.sheets.plain import TEXT_MOST, length_in_cell
from tracker.exchange.sheets.shapes import Toned
from tracker.lights.status import Light
from tracker.plans.numerals import ordinal
from tracker.plans.status import Standing
from tracker.reporting.status import Completion, Status

TONES = {Light.RED: "red", Light.YELLOW: "yellow", Light.GREEN: "green", Light.DONE: "blue", Light.NOT_STARTED: "grey"}
MISSING = "—"
BETWEEN = "、"


class Words:
    """What stands in the cells, made of what is known."""

    def __init__(self):
        self.completions = {choice.value: str(choice.label) for choice in Completion}
        self.not_counted = Toned(_("Not counted"), "grey")
        self._lights = {light.value: Toned(str(light.label), TONES[light]) for light in Light}
        self._by_hand = {light.value: Toned(_("%(light)s, set by hand") % {"light": light.label}, TONES[light])
                         for light in Light}
        self._states = {"blank": _("Not filled in"), **{state.value: str(state.label) for state in Status}}
        self._one_of_several = _("%(organization)s: %(text)s")
        self._help = _("%(organization)s, by %(day)s")
        self._cut = _("… (longer than a cell; the whole text is in the tracker)")
        self._tasks = {}

    def task(self, number, title):
        if (number, title) not in self._tasks:
            self._tasks[number, title] = f"{ordinal(number)}{title}"
        return self._tasks[number, title]

    def light(self, measure):
        """The light as a word on its ground; a dash where none is on record."""
        if measure.light is None:
            return MISSING
        return (self._by_hand if measure.is_manual else self._lights)[measure.light]

    def names(self, duties):
        return BETWEEN.join([duty.organization for duty in duties])

    def of_each(self, leads, texts):
        """The text of the one lead, or of each of several below its name; cut to a cell, and then it says so."""
        if len(leads) == 1:
            return texts[0] or ""
        lines = [self._one_of_several % {"organization": duty.label, "text": text}
                 for duty, text in zip(leads, texts, strict=True) if text]
        return self._fitted("\n".join(lines))

    def state(self, state):
        """The word for the state of one report."""
        return self._states[state]

    def states_of(self, leads):
        """How far the reports of the period are: one word where all are equally far."""
        states = [duty.state for duty in leads]
        if states and states[0] and len(set(states)) == 1:
            return self._states[states[0]]
        return self.of_each(leads, [self._states[state] if state else "" for state in states])

    def help(self, told):
        """Who is asked to help, and by when."""
        if not told.help_from or told.help_by is None:
            return told.help_from or ""
        return self._help % {"organization": told.help_from, "day": told.help_by.isoformat()}

    def evidence(self, names):
        """How many there are, and their names."""
        if not names:
            return ""
        number = len(names)
        return ngettext("%(number)d item: %(names)s", "%(number)d items: %(names)s", number) % {
            "number": number, "names": BETWEEN.join(names)}

    def days_of(self, leads, moments):
        """The day of these moments; the day of each lead where they differ."""
        days = [moment and timezone.localdate(moment) for moment in moments]
        if len(set(days)) == 1:
            return days[0]
        return self.of_each(leads, [day and day.isoformat() for day in days]) or None

    def note(self, measure):
        """The note of the measure, and why it is not counted where it is not."""
        if measure.counts:
            return measure.note
        if measure.standing == Standing.GAP:
            why = _("The text of the plan breaks off here. What stands in it is unknown and is not made up.")
        elif measure.withdrawn_on:
            why = _("Withdrawn on %(day)s.") % {"day": measure.withdrawn_on.isoformat()}
        else:
            why = _("Not verified: it does not stand in any figure until a source is found.")
        return "\n".join(filter(None, [why, measure.note]))

    def _fitted(self, text):
        if len(text) * 2 <= TEXT_MOST or length_in_cell(text) <= TEXT_MOST:
            return text
        kept = text.encode("utf-16-le")[:2 * (TEXT_MOST - length_in_cell(self._cut))]
        return kept.decode("utf-16-le", errors="ignore") + self._cut
