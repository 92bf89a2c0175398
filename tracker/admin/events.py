"""The words of the audit log: what was done, to which kind of thing, and what changed."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker.reporting.workflow import STEPS

VERBS = {
    "create": _("Create"),
    "change": _("Change"),
    "remove": _("Remove"),
    "change_due": _("Change the time limit"),
    "keep_goals": _("Set goals and milestones"),
    "withdraw": _("Withdraw"),
    "assign": _("Assign"),
    "change_assignment": _("Change the assignment"),
    "end_assignment": _("End the assignment"),
    "make_period": _("Make a period"),
    "change_period": _("Change the period"),
    "remove_period": _("Remove the period"),
    "open_reports": _("Open the coming reports"),
    "save_draft": _("Save the draft"),
    "attach": _("Attach evidence"),
    "detach": _("Detach evidence"),
    **{step.name: step.label for step in STEPS},
    "grant_exception": _("Grant an exception"),
    "end_exception": _("End the exception"),
    "ask_extension": _("Ask for an extension"),
    "grant_extension": _("Grant an extension"),
    "refuse_extension": _("Refuse an extension"),
    "withdraw_extension": _("Take back a wish for an extension"),
    "report_readings": _("Report figures of an indicator"),
    "approve_readings": _("Approve figures of an indicator"),
    "return_reading": _("Return a figure of an indicator"),
    "recall_reading": _("Take back a figure of an indicator"),
    "keep_special_day": _("Enter in the holiday calendar"),
    "remove_special_day": _("Take out of the holiday calendar"),
    "make_rules": _("Make new light rules"),
    "set_light": _("Set a light by hand"),
    "end_override": _("Let the rules decide again"),
    "make_briefing": _("Make a briefing"),
    "refresh_briefing": _("Make the briefing anew"),
    "issue_briefing": _("Issue the briefing"),
    "drop_briefing": _("Drop the briefing"),
    "keep_template": _("Add a briefing template"),
    "retire_template": _("Take the briefing template out of use"),
    "propose_document": _("Hand in an official document"),
    "correct_document": _("Put a proposal right"),
    "apply_document": _("Take a document over into the plan"),
    "drop_document": _("Drop a document"),
    "make_copy": _("Take out a working copy"),
    "bring_back": _("Bring a working copy back"),
    "choose_cells": _("Choose what is taken over from a copy"),
    "apply_return": _("Take over what was filled in"),
    "bring_back_figures": _("Bring a workbook of figures back"),
    "apply_figures": _("Take over figures from a workbook"),
    "drop_figures": _("Drop a workbook of figures"),
    "drop_return": _("Drop the returned copy"),
    "change_settings": _("Change one's settings"),
    "change_password": _("Change one's password"),
    "load_plan": _("Load the built-in plan"),
    "load_baselines": _("Load the baselines"),
    "load_demonstration": _("Load the demonstration"),
    "remove_demonstration": _("Remove the demonstration"),
    "make_load": _("Make rows for load tests"),
}

DETAILS = {  # what events tell that is no field of the thing
    "reason": _("Reason"),
    "on": _("Day"),
    "kind": _("Kind"),
    "until_on": _("May be handed in until"),
    "remark": _("Remark"),
    "progress": _("Progress in percent"),
    "percent": _("Progress in percent"),
    "receipt": _("Receipt number"),
    "submission": _("Submission"),
    "fields": _("Fields"),
    "version": _("Version of the draft"),
    "size": _("Size in bytes"),
    "sha256": _("Checksum (SHA-256)"),
    "content_sha256": _("Checksum of the content (SHA-256)"),
    "period": _("Period"),
    "changed": _("Changed cells"),
    "faults": _("Faults"),
    "taken": _("Cells taken over"),
    "left": _("Cells left alone"),
    "conflicts": _("Conflicts decided"),
    "password_set": _("Password set"),
    "submissions": _("Submissions"),
    "periods": _("Periods (numbers in the database)"),
    "measures": _("Measures (number)"),
    "indicators": _("Indicators (number)"),
    "reports": _("Reports (number)"),
    "ended": _("Assignments ended for the demonstration"),
    "extended": _("Time limits moved for the demonstration"),
    "step": _("Step"),
    "added": _("Added"),
    "edited": _("Changed"),
    "removed": _("Removed"),
    "objectives": _("Objectives (number)"),
    "tasks": _("Tasks (number)"),
    "areas": _("Areas (number)"),
    "districts": _("Districts (number)"),
    "organizations": _("Organizations (number)"),
    "assignments": _("Assignments (number)"),
    "overwritten": _("Overwritten (number)"),
    "clauses": _("Clauses (number)"),
    "kept": _("Kept, because real entries point there"),
    "not_restored": _("Left as it is now, because it was changed since"),
}


def verb_of(event):
    return VERBS.get(event.verb, event.verb)


def kind_of(event):
    """What kind of thing an event is about."""
    model = _model(event)
    return model._meta.verbose_name if model else event.target_type


def details_of(event):
    """``[(label, text)]``; a pair of values reads as a change from one to the other."""
    return [(_label(event, name), _told(value)) for name, value in event.changes.items()]


def _model(event):
    try:
        return apps.get_model("tracker", event.target_type)
    except LookupError:
        return None


def _label(event, name):
    try:
        return capfirst(_model(event)._meta.get_field(name).verbose_name)
    except (AttributeError, FieldDoesNotExist):
        return DETAILS.get(name, name)


def _told(value):
    if isinstance(value, list) and len(value) == 2:
        return f"{_text(value[0])} → {_text(value[1])}"
    return _text(value)


def _text(value):
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "、".join(map(str, value)) or "—"
    return "—" if value in (None, "") else str(value)
