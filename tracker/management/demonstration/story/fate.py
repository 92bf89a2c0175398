"""What became of a report in a past quarter, pure: when it was handed in, what was decided, and why."""

import random
from datetime import datetime, time, timedelta
from typing import NamedTuple

from tracker.plans.days import BEIJING
from tracker.reporting.calendar import add_working_days, is_working_day
from tracker.reporting.status import Decision

FATES = (  # (fate, share of a thousand)
    ("missed", 30),
    ("begun", 15),
    ("late", 95),
    ("returned", 100),
    ("recalled", 35),
    ("corrected", 35),
    ("remarked", 130),
    ("approved", 560),
)
RETURNS = {  # what was wrong with the first hand-in → the reason it came back with
    "undated": "下一步工作没有写明完成时间，请逐项补充时限和责任人后再报",
    "jump": "进度比上季度增加较多，与现场掌握情况不符，请核实数字并说明依据",
    "bare": "节点已报完成但没有附佐证材料，请补充文件或文号后再报",
}
REMARKS = (
    "同意。下季度请写明节点完成的具体日期。",
    "通过。存在问题已转有关单位研究，请跟踪办理结果。",
    "通过。请继续关注进度较慢的县（区），下季度单独说明。",
    "通过。佐证材料请注明文号，便于归档。",
)
CORRECTION = "统计口径有误，个别县（区）进度少计，现按台账更正"


class Round(NamedTuple):
    """One hand-in and its decision. ``flaw`` says how it differs from what is right in the end."""

    at: datetime
    decision: str
    decided_at: datetime
    remark: str = ""
    correction_reason: str = ""
    flaw: str = ""


def fate_of(seed, *, must_arrive):
    """Draw a fate; a report that must arrive is neither missed nor left half-written."""
    dice = random.Random(f"{seed}-fate")
    fate = dice.choices([name for name, _share in FATES], [share for _name, share in FATES])[0]
    return "late" if must_arrive and fate in {"missed", "begun"} else fate


def rounds(fate, period, *, seed):
    """The hand-ins of a report in the order in which they came; none for a report that never arrived."""
    dice = random.Random(f"{seed}-days")
    if fate in {"missed", "begun"}:
        return []
    first = _working_day_before(period.due_on - timedelta(days=dice.randint(0, 4)), period.opens_on)
    if fate == "late":
        first = min(period.closes_on, add_working_days(period.due_on, dice.randint(1, 3)))
    at = _moment(first, dice)
    decided = _after(at, dice.randint(1, 4), dice)
    if fate == "returned":
        flaw = dice.choice(list(RETURNS))
        again = _after(decided, dice.randint(1, 3), dice)
        return [Round(at, Decision.RETURNED, decided, RETURNS[flaw], flaw=flaw),
                Round(again, Decision.APPROVED, _after(again, dice.randint(1, 3), dice))]
    if fate == "recalled":
        back = at + timedelta(minutes=dice.randint(12, 90))
        again = back + timedelta(minutes=dice.randint(20, 60))
        return [Round(at, Decision.RECALLED, back, flaw="undated"), Round(again, Decision.APPROVED, decided)]
    if fate == "corrected":
        again = _after(decided, dice.randint(8, 14), dice)
        return [Round(at, Decision.APPROVED, decided, flaw="low"),
                Round(again, Decision.APPROVED, _after(again, 2, dice), correction_reason=CORRECTION)]
    return [Round(at, Decision.APPROVED, decided, dice.choice(REMARKS) if fate == "remarked" else "")]


def _working_day_before(day, earliest):
    while day > earliest and not is_working_day(day):
        day -= timedelta(days=1)
    return max(day, earliest)


def _after(moment, working_days, dice):
    return _moment(add_working_days(moment.date(), working_days), dice)


def _moment(day, dice):
    """Some minute of the office hours."""
    return datetime.combine(day, time(dice.choice((9, 10, 11, 14, 15, 16)), dice.randint(0, 59)), tzinfo=BEIJING)
