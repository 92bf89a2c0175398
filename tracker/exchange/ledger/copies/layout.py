"""The columns of a working copy. Their names are what they are known by; titles are only for people."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.exchange.ledger.copies.fields import Kind, choice_words
from tracker.exchange.sheets.shapes import Column

ROW = "copy-row"  # the hidden column of row keys, and the name by which its sheet is recognized
KEYS = "copy-key"  # the hidden sheet, and the name before the key in it
NOT_ASKED = "—"
UNCOMPARED = {ROW, "number", "state"}
MILESTONE_PARTS = ("done", "on", "reason")
OPEN = {"summary", "has_problem", "problem", "help_from", "help_by", "next_steps", *MILESTONE_PARTS}


def report_columns(districts, organizations):
    """The columns of the sheet of reports; ``districts`` are (key, name), ``organizations`` names to choose from."""
    figures = [column for key, name in districts for column in _figure_columns(key, name)]
    return (
        Column("number", pgettext("column", "No"), width=6, kind="whole"),
        Column("code", _("Code"), width=9),
        Column("task", _("Task"), width=24),
        Column("measure", _("Measure"), width=32),
        Column("scope", _("Scope"), width=14),
        Column("due", _("Time limit"), width=13),
        Column("proof", _("What shows that it is done"), width=20),
        *figures,
        Column("summary", _("Progress this period"), width=48, is_open=True),
        Column("has_problem", _("A problem to be coordinated"), width=14, choices=choice_words(Kind.PROBLEM),
               is_open=True),
        Column("problem", _("Problem"), width=32, is_open=True),
        Column("help_from", _("Who is asked to help"), width=24, choices=tuple(organizations), is_open=True),
        Column("help_by", _("Wanted by"), width=13, kind="date", is_open=True),
        Column("next_steps", _("Plan for the next period"), width=40, is_open=True),
        Column("state", _("Status"), width=24),
        Column(ROW, ROW, is_hidden=True),
    )


def milestone_columns():
    """The columns of the sheet of due milestones."""
    return (
        Column("number", pgettext("column", "No"), width=6, kind="whole"),
        Column("code", _("Code"), width=9),
        Column("measure", _("Measure"), width=32),
        Column("milestone", _("Milestone"), width=32),
        Column("milestone_due", _("Time limit"), width=13),
        Column("done", _("Done or not"), width=12, choices=choice_words(Kind.DONE), is_open=True),
        Column("on", _("Day on which it was done, or is expected to be"), width=16, kind="date", is_open=True),
        Column("reason", _("Why it was not done in time"), width=40, is_open=True),
        Column("state", _("Status"), width=24),
        Column(ROW, ROW, is_hidden=True),
    )


def is_open(column):
    """Whether the cells of a column are there to be filled in."""
    return column in OPEN or column.startswith(("percent-", "note-"))


def row_key(token, report, milestone=None):
    """What stands in the hidden column: the report, the milestone if it is one, and the copy that handed it out."""
    return f"r{report}m{milestone}.{token}" if milestone else f"r{report}.{token}"


def _figure_columns(key, name):
    names = {"district": name}
    return (
        Column(f"before-{key}", _("%(district)s, last approved (%%)") % names, width=10, kind="percent"),
        Column(f"percent-{key}", _("%(district)s, this period (%%)") % names, width=10, kind="percent", is_open=True),
        Column(f"note-{key}", _("%(district)s, remark") % names, width=22, is_open=True),
    )
