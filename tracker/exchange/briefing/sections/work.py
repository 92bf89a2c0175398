"""二、主要做法和成效: task by task what was completed, which milestones were reached, and what was reported."""

from itertools import groupby

from tracker.exchange.briefing.excerpts import excerpt
from tracker.exchange.briefing.figures import is_new
from tracker.exchange.briefing.sections.wording import measure_name, numbered, with_headings
from tracker.exchange.briefing.shapes import Paragraph

TOLD = 5  # measures of a task that are told of; the ledger at the end says something of each
ROOM = 120  # characters from one report


def work(known, figures):
    tasks = groupby(known.rows, key=lambda row: row.measure.task)
    parts = [(task.title, _task(known, figures, task, list(rows))) for task, rows in tasks]
    return with_headings(parts) or [Paragraph("本期没有纳入统计的任务。")]


def _task(known, figures, task, rows):
    told = [_measure(known, figures, row) for row in sorted(rows, key=_rank(known)) if row.measure.pk in known.texts]
    rest = [Paragraph("其余措施的本期进展见附件。")] if len(told) > TOLD else []
    return [_summary(known, figures, task), *_milestones(known, task), *numbered(told[:TOLD]), *rest]


def _summary(known, figures, task):
    words, path = "共{total}项措施，已完成{finished}项（已核验{verified}项）", f"task.{task.number}"
    keys = {name: f"{path}.{name}" for name in ("total", "finished", "verified")}
    if known.before is not None:
        words, keys = f"{words}，比上期新增完成{{new}}项", {**keys, "new": f"{path}.new"}
    return figures.say(f"{words}。", **keys)


def _milestones(known, task):
    """The milestones that were reached within the period."""
    period = known.period
    done = [
        (measure, milestone) for measure, milestone in known.milestones
        if measure.task_id == task.pk and milestone.done_on and period.starts_on <= milestone.done_on <= period.ends_on
    ]
    if not done:
        return []
    names = "、".join(
        f"“{milestone.title}”（{measure.code}{'' if milestone.verified_on else '，待核验'}）"
        for measure, milestone in done
    )
    return [Paragraph(f"本期完成节点：{names}。")]


def _rank(known):
    """What was completed comes first, then what went ahead most."""
    return lambda row: (not is_new(row), -(row.change or 0), row.measure.number)


def _measure(known, figures, row):
    code = row.measure.code
    words, keys = "进度{percent}%", {"percent": f"measure.{code}.percent"}
    if row.change:
        words += "，比上期提高{change}个百分点" if row.change > 0 else "，比上期降低{change}个百分点"
        keys["change"] = f"measure.{code}.change"
    said = figures.say(f"（{words}）。".replace("{change}", str(abs(row.change or 0))), **keys)
    texts = "".join(
        f"{known.name(submission.report.assignment.organization)}：{excerpt(submission.summary, ROOM)}"
        for submission in known.texts[row.measure.pk]
    )
    return Paragraph(f"{measure_name(row.measure)}{said.text}{texts}", says=said.says)

