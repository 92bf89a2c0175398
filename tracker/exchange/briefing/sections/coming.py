"""四、下一步工作: what falls due by the end of the next period, what is planned where it burns, what to report."""

from tracker.exchange.briefing.excerpts import excerpt
from tracker.exchange.briefing.known import end_of_next
from tracker.exchange.briefing.sections.wording import listed, measure_name, named, with_headings
from tracker.exchange.briefing.shapes import Paragraph
from tracker.exchange.briefing.titles import day, period_title
from tracker.lights.status import Light

ROOM = 100  # characters from one report


def coming(known, figures):
    parts = [
        ("按期完成节点", _milestones(known)),
        ("完成时限临近的措施", _limits(known)),
        ("红灯、黄灯措施的下一步安排", _next_steps(known)),
        ("做好报送工作", _reports(known)),
    ]
    return with_headings(parts) or [Paragraph("继续按方案推进各项措施。")]


def _milestones(known):
    last = end_of_next(known.period)
    return listed((
        Paragraph(f"{day(milestone.due_on)}前完成“{milestone.title}”（{measure.code}），{named(known.leads(measure))}牵头。")
        for measure, milestone in known.milestones
        if milestone.done_on is None and known.on <= milestone.due_on <= last
    ), "其余略。")


def _limits(known):
    last = end_of_next(known.period)
    return listed(
        Paragraph(f"{measure_name(row.measure)}，{day(row.measure.due_on)}到期，{named(known.leads(row.measure))}牵头。")
        for row in known.rows
        if row.measure.due_on and known.on <= row.measure.due_on <= last and not known.standings[row.measure.pk].is_done
    )


def _next_steps(known):
    """What organizations plan, by their approved reports, for measures that are red or yellow, the red ones first."""
    lit = [row for light in (Light.RED, Light.YELLOW) for row in known.rows if row.light == light]
    return listed(
        Paragraph(
            f"{measure_name(row.measure)}，{known.name(submission.report.assignment.organization)}："
            f"{excerpt(submission.next_steps, ROOM)}"
        )
        for row in lit for submission in known.texts.get(row.measure.pk, ()) if submission.next_steps.strip()
    )


def _reports(known):
    """Who still has to hand in a report for this period, or to write one anew."""
    waiting = [name for _key, name, counts in known.reporting.rows if counts.not_handed_in or counts.returned]
    if not waiting:
        return []
    return [Paragraph(f"请{named(waiting)}抓紧补报、重报{period_title(known.period)}进展报告。")]
