"""What a briefing is called, and how it names periods and days."""

import re

from tracker.reporting.periods import period_name
from tracker.reporting.status import Frequency

LONGEST = 120  # characters that a briefing's title may have
KINDS_OF_PLAN = re.compile("(总体|实施|工作|行动|建设|改革|试点)*(方案|计划|规划|意见)$")


def period_title(period):
    """The period as a title names it: 2024年第三季度, 2024年度."""
    if period.frequency == Frequency.YEAR:
        return f"{period.year}年度"
    return period_name(period.frequency, period.year, period.number)


def title(subject, *, organization=""):
    """The title of a briefing; ``organization`` is the name that the organization bore on its day."""
    rest = f"改革任务{period_title(subject.period)}进展情况"
    if subject.area:
        rest = f"（{subject.area.name}）{rest}"
    before, after = (f"{organization}关于", f"{rest}的报告") if organization else ("", f"{rest}通报")
    return f"{before}{_stem(subject.plan, LONGEST - len(before) - len(after))}{after}"


def ledger_title(subject):
    """What the annex is called."""
    return f"{_stem(subject.plan, 80)}改革任务台账"


def day(on):
    """A day as GB/T 9704-2012 §7.3.5.4 writes it, without leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def _stem(plan, room):
    """The name of what the plan is for: its title without the kind of document, or, too long, its short title."""
    stem = KINDS_OF_PLAN.sub("", plan.title.strip()) or plan.title
    if len(stem) > room and plan.short_title:
        stem = plan.short_title
    return stem[:max(room, 0)]
