"""Every act that a door can do to plans, reports and lights, whole: what follows from it happens in its transaction.

Doors call these; the packages below offer the acts themselves. What changes no light is passed on as it is.
"""

from tracker.acts.following import redrawing
from tracker.exchange.actions import briefings, copies, documents, readings, templates
from tracker.exchange.actions.documents import Stale, TakenOverAlready
from tracker.indicators import actions as indicators
from tracker.lights.actions import end_override, make_rules, recompute, redraw_all, set_light
from tracker.lights.actions import preview as preview_rules
from tracker.lights.actions import proposed as proposed_rules
from tracker.plans import actions as plans
from tracker.reporting import actions as reporting

# Reports
save_draft = reporting.save_draft
attach = reporting.attach
attach_document_number = reporting.attach_document_number
detach = reporting.detach
read_draft = reporting.read_draft
correct = reporting.correct
submit = redrawing(reporting.submit)
sign = redrawing(reporting.sign)
recall = redrawing(reporting.recall)
approve = redrawing(reporting.approve)
send_back = redrawing(reporting.send_back)
grant_exception = redrawing(reporting.grant_exception)
end_exception = redrawing(reporting.end_exception)

# The plan
keep = redrawing(plans.keep)
remove = redrawing(plans.remove)
change_due = redrawing(plans.change_due)
keep_goals = redrawing(plans.keep_goals)
keep_measure = redrawing(reporting.keep_measure)
keep_task = redrawing(reporting.keep_task)
withdraw = redrawing(reporting.withdraw)
keep_assignment = redrawing(reporting.keep_assignment)
end_assignment = redrawing(reporting.end_assignment)
remove_assignment = redrawing(reporting.remove_assignment)

# Time limits
ask_extension = redrawing(reporting.ask_extension)
withdraw_extension = redrawing(plans.withdraw_extension)
grant_extension = redrawing(plans.grant_extension)
refuse_extension = redrawing(plans.refuse_extension)

# Indicators, which no light rests on
report_readings = indicators.report_readings
approve_readings = indicators.approve_readings
return_reading = indicators.return_reading
recall_reading = indicators.recall_reading

# Official documents
propose_document = documents.propose_document
correct_document = documents.correct_document
apply_document = redrawing(documents.apply_document)
drop_document = documents.drop_document

# Periods and holidays
prepare_periods = redrawing(reporting.prepare_periods)
change_period = redrawing(reporting.change_period)
remove_period = redrawing(reporting.remove_period)
look_ahead = redrawing(reporting.look_ahead)
keep_special_day = reporting.keep_special_day
remove_special_day = reporting.remove_special_day

# Working copies of reports: what is taken over goes into drafts, which change no light
make_copy = copies.make_copy
bring_back = copies.bring_back
choose_cells = copies.choose
apply_return = copies.apply_return
drop_return = copies.drop_return
bring_back_figures = readings.bring_back_figures
apply_figures = readings.apply_figures
drop_figures = readings.drop_figures
SeenOtherwise = copies.SeenOtherwise

# Briefings
make_briefing = briefings.make_briefing
refresh_briefing = briefings.refresh_briefing
issue_briefing = briefings.issue_briefing
drop_briefing = briefings.drop_briefing
draft_file = briefings.draft_file
keep_template = templates.keep_template
retire_template = templates.retire_template

__all__ = [
    "SeenOtherwise",
    "Stale",
    "TakenOverAlready",
    "apply_document",
    "apply_figures",
    "apply_return",
    "approve",
    "approve_readings",
    "ask_extension",
    "attach",
    "attach_document_number",
    "bring_back",
    "bring_back_figures",
    "change_due",
    "change_period",
    "choose_cells",
    "correct",
    "correct_document",
    "detach",
    "draft_file",
    "drop_briefing",
    "drop_document",
    "drop_figures",
    "drop_return",
    "end_assignment",
    "end_exception",
    "end_override",
    "grant_exception",
    "grant_extension",
    "issue_briefing",
    "keep",
    "keep_assignment",
    "keep_goals",
    "keep_measure",
    "keep_special_day",
    "keep_task",
    "keep_template",
    "look_ahead",
    "make_briefing",
    "make_copy",
    "make_rules",
    "prepare_periods",
    "preview_rules",
    "propose_document",
    "proposed_rules",
    "read_draft",
    "recall",
    "recall_reading",
    "recompute",
    "redraw_all",
    "refresh_briefing",
    "refuse_extension",
    "remove",
    "remove_assignment",
    "remove_period",
    "remove_special_day",
    "report_readings",
    "retire_template",
    "return_reading",
    "save_draft",
    "send_back",
    "set_light",
    "sign",
    "submit",
    "withdraw",
    "withdraw_extension",
]
