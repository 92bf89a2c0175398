"""The columns of the ledger that people know, in order. Names never change; titles are in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.exchange.sheets.shapes import Column

COLUMNS = (
    Column("place", pgettext_lazy("column", "No"), 5, "whole"),
    Column("task", _("Task"), 14),
    Column("heading", _("Heading"), 10),
    Column("code", _("Code"), 7),
    Column("title", pgettext_lazy("column", "Measure"), 20),
    Column("scope", _("Scope"), 12),
    Column("leads", _("Lead organization"), 16),
    Column("partners", _("Partners"), 16),
    Column("phone", pgettext_lazy("column", "Office phone"), 14),
    Column("due_text", _("Time limit in the plan's words"), 14),
    Column("due_on", _("Time limit"), 12, "date"),
    Column("original_due_on", _("Originally due on"), 12, "date"),
    Column("extensions", _("Number of extensions"), 8, "whole"),
    Column("milestone_extensions", _("Extensions of milestones"), 9, "whole"),
    Column("proof", _("What shows that it is done"), 16),
    Column("summary", _("Progress in words"), 44),
    Column("completion", _("Completion"), 10),
    Column("percent", _("Progress (%)"), 8, "percent"),
    Column("expected", _("Expected (%)"), 8, "percent"),
    Column("gap", _("Gap (points)"), 8, "whole"),
    Column("change", _("Since last period (points)"), 8, "whole"),
    Column("light", pgettext_lazy("of a measure", "Light"), 10),
    Column("milestone", _("Next milestone"), 18),
    Column("milestone_due_on", _("Milestone due"), 12, "date"),
    Column("report", _("Report of this period"), 14),
    Column("problem", pgettext_lazy("column", "Problem"), 24),
    Column("help", _("Help wanted"), 18),
    Column("next_steps", pgettext_lazy("column", "Next steps"), 24),
    Column("evidence", _("Evidence"), 18),
    Column("handed_in", pgettext_lazy("column", "Handed in"), 12, "date"),
    Column("note", _("Note"), 18),
)
FROZEN = 5  # up to and including the measure
NAMES = tuple(column.name for column in COLUMNS)
