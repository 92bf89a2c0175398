"""三、存在问题: red and yellow measures and why, milestones overdue or moved, reports missing, help wanted."""

from django.utils import timezone

from tracker.exchange.briefing.excerpts import excerpt
from tracker.exchange.briefing.sections.wording import LISTED, listed, measure_name, named, sentence, with_headings
from tracker.exchange.briefing.shapes import Paragraph
from tracker.exchange.briefing.titles import day, period_title
from tracker.lights.status import Light, Rule

ROOM = 120  # characters from one report
REASON_ROOM = 60  # characters of why more time was given


def problems(known, figures):
    parts = [
        ("红灯措施", _lit(known, figures, Light.RED)),
        ("黄灯措施", _lit(known, figures, Light.YELLOW)),
        ("逾期节点", _overdue(known, figures)),
        ("时限调整", _extended(known, figures)),
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


def _extended(known, figures):
    measures = [
        _moved(known, figures, f"{measure_name(row.measure)}完成时限", row.measure, extensions, row.measure.code)
        for row in known.rows
        if (extensions := known.extensions_of(row.measure)) or (row.measure.is_extended and row.measure.original_due_on)
    ]
    milestones = [
        _moved(known, figures, f"“{milestone.title}”（{measure.code}）时限", milestone, extensions)
        for measure, milestone in known.milestones
        if (extensions := _of_milestone(known, measure, milestone)) or milestone.is_extended
    ]
    return listed([*measures, *milestones], "其余略。")


def _of_milestone(known, measure, milestone):
    granted = known.extensions_of(measure, of_milestones=True)
    return [extension for extension in granted if extension.milestone_id == milestone.pk]


def _moved(known, figures, name, row, extensions, code=""):
    """From which day to which a time limit was moved, how often, and who asked, who granted it, and why."""
    words = f"{name}由{day(row.original_due_on)}调整为{_until(row)}"
    if not extensions:
        return Paragraph(f"{words}。")
    told = "；".join(_granted(known, extension) for extension in extensions)
    path = f"measure.{code}" if code else f"milestone.{row.pk}"
    moved = figures.say("，延期{times}次：", times=f"{path}.extensions")
    return Paragraph(f"{words}{moved.text}{told}。", says=moved.says)


def _granted(known, extension):
    """One extension: by whom it was asked for and granted, when, and why."""
    to = f"延至{day(extension.new_due_on)}"
    by = extension.decided_by.name if extension.decided_by else "系统"
    granted = f"{day(timezone.localdate(extension.decided_at))}{by}"
    reason = f"事由：{excerpt(extension.reason, REASON_ROOM).rstrip('。')}"
    if not extension.was_asked:
        return f"{granted}调整，{to}，{reason}"
    return f"{known.name(extension.organization)}（{extension.asked_by.name}）申请，{granted}同意{to}，{reason}"


def _until(row):
    return day(row.due_on) if row.due_on else "长期"


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
