"""The reports of an organization for a period on the form that officials know: a row for each measure, to be signed."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker.exchange.invented import marked
from tracker.exchange.ledger.words import Words
from tracker.exchange.sheets.shapes import Column, Sheet
from tracker.exchange.sheets.writer import write

COLUMNS = (
    Column("place", pgettext_lazy("column", "No"), 5, "whole"),
    Column("code", gettext_lazy("Code"), 8),
    Column("title", pgettext_lazy("column", "Measure"), 22),
    Column("due_on", gettext_lazy("Time limit"), 11, "date"),
    Column("original_due_on", gettext_lazy("Originally due on"), 11, "date"),
    Column("extensions", gettext_lazy("Number of extensions"), 8, "whole"),
    Column("figures", gettext_lazy("Progress by district: before → now (%)"), 20),
    Column("summary", gettext_lazy("Progress in words"), 44),
    Column("milestones", gettext_lazy("Milestones due"), 22),
    Column("problem", pgettext_lazy("column", "Problem"), 18),
    Column("help", gettext_lazy("Help wanted"), 14),
    Column("next_steps", pgettext_lazy("column", "Next steps"), 20),
    Column("evidence", gettext_lazy("Evidence"), 14),
    Column("state", pgettext_lazy("column", "State"), 8),
    Column("handed_in", pgettext_lazy("column", "Handed in"), 11, "date"),
    Column("remark", gettext_lazy("Remark of the review"), 16),
)
FROZEN = 3


def write_report_sheet(organization, period, lines, file, *, made_at):
    """Write the ``reports.lines`` of an organization into a file opened for bytes."""
    write([report_sheet(organization, period, lines)], file, made_at=made_at)


def report_sheet(organization, period, lines):
    names = {"organization": organization, "period": period, "day": period.due_on.isoformat()}
    foot = [] if lines else [_("No report that you may read for this period.")]
    foot.append(_("Filled in by:                         Signed by:                         Date:"))
    told = _("Reports due on %(day)s · percentages from 0 to 100") % names
    return Sheet(
        _("Reports"), COLUMNS, _rows(lines), title=_("%(organization)s: reports for the %(period)s") % names,
        subtitle=marked(told, is_demonstration=organization.is_demonstration),
        foot=tuple(foot), frozen=FROZEN,
    )


def _rows(lines):
    words = Words()
    for place, line in enumerate(lines, start=1):
        measure, at = line.report.assignment.measure, line.handed_in_at
        extensions = line.report.times_extended
        yield [
            place, measure.code, measure.title, measure.due_on,
            measure.original_due_on if measure.is_extended or extensions else None, extensions,
            "\n".join(map(_figure, line.figures)), line.summary,
            "\n".join(_milestone(milestone, said) for milestone, said in line.milestones), line.problem,
            _help(line), line.next_steps, words.evidence(line.evidence), words.state(line.state),
            at and timezone.localdate(at), line.remark,
        ]


def _figure(figure):
    district, before, now = figure
    return _("%(district)s: %(before)s → %(now)s") % {
        "district": district, "before": _number(before), "now": _number(now)}


def _number(percent):
    return "—" if percent is None or percent == "" else str(percent)


def _milestone(milestone, said):
    """The milestone, its day, and what is said of it."""
    names = {"milestone": milestone, "due_on": milestone.due_on.isoformat()}
    if said is None:
        return _("%(milestone)s (due %(due_on)s)") % names
    names |= {"on": said.on or "—", "reason": said.reason}
    if said.is_done:
        return _("%(milestone)s (due %(due_on)s): done on %(on)s") % names
    return _("%(milestone)s (due %(due_on)s): not done, expected on %(on)s. %(reason)s") % names


def _help(line):
    if not line.help_from or not line.help_by:
        return line.help_from or line.help_by
    return _("%(organization)s, by %(day)s") % {"organization": line.help_from, "day": line.help_by}
