"""三、存在问题: red and yellow measures and why, milestones overdue or moved, reports missing, help wanted."""

from tracker.exchange.briefing.excerpts import excerpt
from tracker.exchange.briefing.sections.wording import LISTED, listed, measure_name, named, sentence, with_headings
from tracker.exchange.briefing.shapes import Paragraph
from tracker.exchange.briefing.titles import day, period_title
from tracker.lights.status import Light, Rule

ROOM = 120  # characters from one report


def problems(known, figures):
    parts = [
        ("红灯措施", _lit(known, figures, Light.RED)),
        ("黄灯措施", _lit(known, figures, Light.YELLOW)),
        ("逾期节点", _overdue(known, figures)),
        ("时限调整", _extended(known)),
        ("报送情况", _missing(known, figures)),
        ("需协调解决的问题", _reported(known)),
    ]
    nothing = "没有红灯、黄灯措施，没有逾期节点和未报报告，各单位没有反映需协调解决的问题。"
    return with_headings(parts) or [Paragraph(nothing)]


def _lit(known, figures, light):
    rows = [row for row in known.rows if row.light == light]
    return listed((_reason(known, figures, row) for row in rows[:LISTED]), number=len(rows))


def _reason(known, figures, row):
    words = f"{measure_name(row.measure)}，{named(known.leads(row.measure))}牵头：{row.reason}"
    return Paragraph(sentence(words), says=tuple(
        (key, figures[key]) for key in (f"measure.{row.measure.code}.{name}" for name in _said(row)) if key in figures
    ))


def _said(row):
    """The names of the figures that the reason of a light says."""
    said = {
        Rule.GAP: ("percent", "expected", "gap"), Rule.MILESTONE: ("overdue", "overdue_days"),
        Rule.DEADLINE: ("percent", "days_over", "days_left"), Rule.REPORTING: ("missed",),
    }
    broken = [finding.rule for finding in row.verdict.findings if finding.light != Light.GREEN]
    return dict.fromkeys(name for rule in broken for name in said[rule])


def _overdue(known, figures):
    return listed((
        figures.say(
            "“{title}”（{code}），{due}到期，已逾期{days}天，{leads}牵头。", days=f"milestone.{milestone.pk}.days",
            texts={"title": milestone.title, "code": measure.code, "due": day(milestone.due_on),
                   "leads": named(known.leads(measure))},
        )
        for measure, milestone in known.overdue[:LISTED]
    ), "其余略。", len(known.overdue))


def _extended(known):
    measures = [
        Paragraph(f"{measure_name(row.measure)}完成时限由{day(row.measure.original_due_on)}调整为{_until(row.measure)}。")
        for row in known.rows if row.measure.is_extended and row.measure.original_due_on
    ]
    milestones = [
        Paragraph(
            f"“{milestone.title}”（{measure.code}）时限由{day(milestone.original_due_on)}调整为{day(milestone.due_on)}。"
        )
        for measure, milestone in known.milestones if milestone.is_extended
    ]
    return listed([*measures, *milestones], "其余略。")


def _until(measure):
    return day(measure.due_on) if measure.due_on else "长期"


def _missing(known, figures):
    """Whose reports have not come, or are to be written anew."""
    period = period_title(known.period)
    words = {"missing": "未报", "open": "尚未报送", "late": "逾期报送", "returned": "退回后待重报"}
    return [
        figures.say(
            f"{name}：{period}进展报告" + "、".join(f"{words[kind]}{{{kind}}}份" for kind in kinds) + "。",
            **{kind: f"rates.organization.{key}.{kind}" for kind in kinds},
        )
        for key, name, counts in known.reporting.rows if (kinds := [kind for kind in words if getattr(counts, kind)])
    ]


def _reported(known):
    """What organizations called a problem in approved reports, and whom they ask to help."""
    return listed((
        Paragraph(
            f"{known.name(submission.report.assignment.organization)}反映（{row.measure.code}）："
            f"{excerpt(submission.problem, ROOM)}{_help(known, submission)}"
        )
        for row in known.rows for submission in known.texts.get(row.measure.pk, ()) if submission.problem.strip()
    ), "其余略。")


def _help(known, submission):
    if submission.help_from is None:
        return ""
    until = f"于{day(submission.help_by)}前" if submission.help_by else ""
    return f"请{known.name(submission.help_from)}{until}协助。"
