"""What an event says, as a sentence: who did what to which thing, and what changed from what to what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

SHOWN_LENGTH = 60  # of a value inside a sentence; the whole of it stands in the audit log

SENTENCES = {
    "create": gettext_lazy("%(person)s entered %(kind)s “%(thing)s”"),
    "change": gettext_lazy("%(person)s changed %(kind)s “%(thing)s”"),
    "remove": gettext_lazy("%(person)s removed %(kind)s “%(thing)s”"),
    "load_plan": gettext_lazy("%(person)s loaded the built-in plan “%(thing)s”"),
    "load_baselines": gettext_lazy("%(person)s loaded the baselines of “%(thing)s”"),
    "load_demonstration": gettext_lazy("%(person)s loaded invented reports on “%(thing)s” for demonstration"),
    "change_due": gettext_lazy("%(person)s changed the time limit of “%(thing)s”"),
    "keep_goals": gettext_lazy("%(person)s set the goals and milestones of “%(thing)s”"),
    "ask_extension": gettext_lazy("%(person)s asked for an extension: “%(thing)s”"),
    "grant_extension": gettext_lazy("%(person)s granted the extension “%(thing)s”"),
    "refuse_extension": gettext_lazy("%(person)s refused the extension “%(thing)s”"),
    "withdraw_extension": gettext_lazy("%(person)s took back the wish for an extension “%(thing)s”"),
    "report_readings": gettext_lazy("%(person)s reported figures of the indicator “%(thing)s”"),
    "approve_readings": gettext_lazy("%(person)s approved figures of the indicator “%(thing)s”"),
    "return_reading": gettext_lazy("%(person)s returned a figure of the indicator “%(thing)s”"),
    "recall_reading": gettext_lazy("%(person)s took back a figure of the indicator “%(thing)s”"),
    "withdraw": gettext_lazy("%(person)s withdrew the measure “%(thing)s”"),
    "assign": gettext_lazy("%(person)s assigned “%(thing)s”"),
    "change_assignment": gettext_lazy("%(person)s changed the assignment “%(thing)s”"),
    "end_assignment": gettext_lazy("%(person)s ended the assignment “%(thing)s”"),
    "make_period": gettext_lazy("%(person)s made the reporting period “%(thing)s”"),
    "change_period": gettext_lazy("%(person)s changed the reporting period “%(thing)s”"),
    "remove_period": gettext_lazy("%(person)s removed the reporting period “%(thing)s”"),
    "open_reports": gettext_lazy("%(person)s opened the coming reports of “%(thing)s”"),
    "save_draft": gettext_lazy("%(person)s saved the draft of the report “%(thing)s”"),
    "attach": gettext_lazy("%(person)s attached evidence “%(thing)s”"),
    "detach": gettext_lazy("%(person)s took evidence “%(thing)s” out of the draft"),
    "submit": gettext_lazy("%(person)s handed in the report “%(thing)s”"),
    "submit_for_signature": gettext_lazy("%(person)s handed in the report “%(thing)s” for signature"),
    "sign": gettext_lazy("%(person)s signed the report “%(thing)s”"),
    "recall": gettext_lazy("%(person)s took back the report “%(thing)s”"),
    "approve": gettext_lazy("%(person)s approved the report “%(thing)s”"),
    "return": gettext_lazy("%(person)s returned the report “%(thing)s”"),
    "correct": gettext_lazy("%(person)s opened the report “%(thing)s” for correction"),
    "grant_exception": gettext_lazy("%(person)s granted an exception for the report “%(thing)s”"),
    "end_exception": gettext_lazy("%(person)s ended the exception for the report “%(thing)s”"),
    "keep_special_day": gettext_lazy("%(person)s entered “%(thing)s” in the holiday calendar"),
    "remove_special_day": gettext_lazy("%(person)s took “%(thing)s” out of the holiday calendar"),
    "make_rules": gettext_lazy("%(person)s made the light rules “%(thing)s”"),
    "set_light": gettext_lazy("%(person)s set the light by hand: “%(thing)s”"),
    "end_override": gettext_lazy("%(person)s let the rules decide again: “%(thing)s”"),
    "make_briefing": gettext_lazy("%(person)s made the draft of the briefing “%(thing)s”"),
    "refresh_briefing": gettext_lazy("%(person)s made the draft of the briefing “%(thing)s” anew"),
    "issue_briefing": gettext_lazy("%(person)s issued the briefing “%(thing)s”"),
    "drop_briefing": gettext_lazy("%(person)s dropped the draft of the briefing “%(thing)s”"),
    "keep_template": gettext_lazy("%(person)s added the briefing template “%(thing)s”"),
    "retire_template": gettext_lazy("%(person)s took the briefing template “%(thing)s” out of use"),
    "propose_document": gettext_lazy("%(person)s handed in the official document “%(thing)s”"),
    "correct_document": gettext_lazy("%(person)s put right what is proposed from “%(thing)s”"),
    "apply_document": gettext_lazy("%(person)s took the official document “%(thing)s” over into the plan"),
    "drop_document": gettext_lazy("%(person)s dropped the official document “%(thing)s”"),
    "make_copy": gettext_lazy("%(person)s took out the working copy “%(thing)s”"),
    "bring_back": gettext_lazy("%(person)s brought back the working copy “%(thing)s”"),
    "choose_cells": gettext_lazy("%(person)s chose what is taken over from “%(thing)s”"),
    "apply_return": gettext_lazy("%(person)s took over what was filled in in “%(thing)s”"),
    "bring_back_figures": gettext_lazy("%(person)s brought back the workbook of figures “%(thing)s”"),
    "apply_figures": gettext_lazy("%(person)s took over the figures of the workbook “%(thing)s”"),
    "drop_figures": gettext_lazy("%(person)s dropped the workbook of figures “%(thing)s”"),
    "drop_return": gettext_lazy("%(person)s dropped the returned copy “%(thing)s”"),
    "change_settings": gettext_lazy("%(person)s changed their own settings"),
    "change_password": gettext_lazy("%(person)s changed their own password"),
    "remove_demonstration": gettext_lazy("%(person)s removed the demonstration data"),
    "make_load": gettext_lazy("%(person)s made a mass of data to measure with"),
}
KINDS = {
    "plan": gettext_lazy("plan"), "objective": gettext_lazy("objective"), "task": gettext_lazy("task"),
    "area": gettext_lazy("area"), "district": gettext_lazy("district"), "measure": gettext_lazy("measure"),
    "assignment": gettext_lazy("assignment"), "milestone": gettext_lazy("milestone"),
    "organization": gettext_lazy("organization"), "formername": gettext_lazy("former name"),
    "user": gettext_lazy("person"), "reviewscope": gettext_lazy("review scope"),
    "indicator": gettext_lazy("indicator"), "reportingperiod": gettext_lazy("reporting period"),
    "progressreport": gettext_lazy("progress report"), "specialday": gettext_lazy("holiday or working weekend"),
    "evidence": gettext_lazy("evidence"), "ruleset": gettext_lazy("light rules"),
    "sourcedocument": gettext_lazy("source document"), "clause": gettext_lazy("clause"),
    "workingcopy": gettext_lazy("working copy"), "copyreturn": gettext_lazy("returned copy"),
    "lightoverride": gettext_lazy("light set by hand"), "briefing": gettext_lazy("briefing"),
    "briefingtemplate": gettext_lazy("briefing template"), "extension": gettext_lazy("extension"),
    "target": gettext_lazy("target"), "reading": gettext_lazy("reading"),
    "readingduty": gettext_lazy("duty to report an indicator"), "readingreturn": gettext_lazy("returned figures"),
}
FIELDS = {
    "light": gettext_lazy("light"), "effective_on": gettext_lazy("in force from"),
    "gap_yellow": gettext_lazy("points behind, yellow from"), "gap_red": gettext_lazy("points behind, red above"),
    "milestone_red": gettext_lazy("days a milestone is overdue, red above"),
    "deadline_days": gettext_lazy("days before the time limit that count as near"),
    "deadline_percent": gettext_lazy("progress in percent that suffices then"),
    "missing_red": gettext_lazy("periods in a row without a report, red from"),
    "progress": gettext_lazy("progress"), "due_on": gettext_lazy("due on"), "starts_on": gettext_lazy("starts on"),
    "ends_on": gettext_lazy("ends on"), "opens_on": gettext_lazy("reporting opens on"),
    "closes_on": gettext_lazy("reporting closes on"), "original_due_on": gettext_lazy("originally due on"),
    "on": gettext_lazy("on"), "since": gettext_lazy("since"), "until": gettext_lazy("until"),
    "title": gettext_lazy("title"), "short_title": gettext_lazy("short title"), "name": gettext_lazy("name"),
    "short_name": gettext_lazy("short name"), "code": gettext_lazy("code"), "number": gettext_lazy("number"),
    "heading": gettext_lazy("heading it stands under"), "kind": gettext_lazy("kind"), "weight": gettext_lazy("weight"),
    "proof": gettext_lazy("what shows that it is done"), "note": gettext_lazy("note"),
    "source": gettext_lazy("source"), "confidence": gettext_lazy("confidence"),
    "scope_text": gettext_lazy("scope in the plan's words"),
    "scope_confidence": gettext_lazy("confidence of the scope"), "standing": gettext_lazy("standing"),
    "due_text": gettext_lazy("time limit in the plan's words"), "organization": gettext_lazy("organization"),
    "role": gettext_lazy("role"), "districts": gettext_lazy("districts"), "level": gettext_lazy("level"),
    "parent": gettext_lazy("parent"), "phone": gettext_lazy("office phone"), "email": gettext_lazy("e-mail"),
    "plan": gettext_lazy("plan"), "objectives": gettext_lazy("objectives"), "tasks": gettext_lazy("tasks"),
    "measures": gettext_lazy("measures"),
    "position": gettext_lazy("position"), "username": gettext_lazy("user name"),
    "is_active": gettext_lazy("may sign in"), "document_number": gettext_lazy("document number"),
    "password_set": gettext_lazy("password"), "withdrawn_on": gettext_lazy("withdrawn on"),
    "until_on": gettext_lazy("may be handed in until"), "is_working_day": gettext_lazy("offices work"),
    "direction": gettext_lazy("direction"), "scope": gettext_lazy("extent"), "area": gettext_lazy("area"),
    "combination": gettext_lazy("how the whole comes from its districts"), "bound": gettext_lazy("bound"),
    "baseline": gettext_lazy("baseline"), "baseline_text": gettext_lazy("date of the baseline"),
    "baseline_on": gettext_lazy("day of the baseline"), "method": gettext_lazy("how it is counted"),
    "unit": gettext_lazy("unit"), "year": gettext_lazy("year"), "value": gettext_lazy("value"),
    "added": gettext_lazy("added"), "edited": gettext_lazy("changed"), "removed": gettext_lazy("removed"),
    "goal_year": gettext_lazy("goal of the year"), "readings": gettext_lazy("figures"),
    "indicator": gettext_lazy("indicator"), "district": gettext_lazy("district"),
    "active_from": gettext_lazy("active from"), "active_until": gettext_lazy("active until"),
}
WORDS = {"lead": gettext_lazy("Lead"), "partner": gettext_lazy("Partner"),
         "later": gettext_lazy("May be handed in later"), "excused": gettext_lazy("Need not be handed in"),
         "red": pgettext_lazy("light", "Red"), "yellow": pgettext_lazy("light", "Yellow"),
         "green": pgettext_lazy("light", "Green"), "done": pgettext_lazy("light", "Completed"),
         "not_started": pgettext_lazy("light", "Not started")}
TOLD = {  # what a verb says beside pairs [before, after]; everything else of it is for the log, not for reading
    "assign": ("role", "districts"), "change_assignment": ("role", "districts"), "end_assignment": ("until",),
    "withdraw": ("on",), "keep_goals": ("added", "edited", "removed"), "grant_exception": ("kind", "until_on"),
    "apply_document": ("plan", "objectives", "tasks", "measures"), "correct_document": ("title",),
    "make_rules": ("effective_on",), "set_light": ("until",),
    "report_readings": ("readings",), "approve_readings": ("readings",), "return_reading": ("readings",),
    "recall_reading": ("readings",),
    "make_briefing": ("on",), "refresh_briefing": ("on",), "issue_briefing": ("number", "on"),
}


def sentence(event, *, about=""):
    """The event as one sentence in the language in use, with its changes; what it is about first loses the words
    ``about``, which the page says already. Reasons and remarks are not in it: see ``reason``."""
    said = SENTENCES.get(event.verb)
    thing = event.target_name.removeprefix(f"{about} · ") if about else event.target_name
    words = {"person": event.actor_name or _("The system"), "thing": thing, "kind": _kind(event.target_type)}
    told = said % words if said else _("%(person)s: %(verb)s, %(kind)s “%(thing)s”") % {
        **words, "verb": event.verb.replace("_", " ")
    }
    changes = pgettext("between changes", ", ").join(_changes(event))
    return _("%(sentence)s (%(changes)s)") % {"sentence": told, "changes": changes} if changes else told


def reason(event):
    """Why it was done, or what the reviewer remarked, in the person's own words; empty when nothing was said."""
    return event.changes.get("reason") or event.changes.get("remark") or ""


def _changes(event):
    known = TOLD.get(event.verb, ())
    for name, value in event.changes.items():
        if name != "fields" and _is_pair(value) and value[0] != value[1]:
            before, after = _value(value[0]), _value(value[1])
            yield _("%(field)s: %(before)s → %(after)s") % {"field": _field(name), "before": before, "after": after}
        elif name in known and value not in (None, "", []):
            shown = _value(value[1] if _is_pair(value) else value)
            yield _("%(field)s: %(value)s") % {"field": _field(name), "value": shown}


def _is_pair(value):
    return isinstance(value, list) and len(value) == 2


def _kind(target_type):
    return str(KINDS.get(target_type, target_type))


def _field(name):
    return str(FIELDS.get(name, name.replace("_", " ")))


def _value(value):
    if value is None or value == "":
        return pgettext("no value", "none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = "、".join(map(str, value)) if isinstance(value, list) else str(WORDS.get(str(value), value))
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"
