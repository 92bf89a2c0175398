"""Report texts of the demonstration, pure: the same measure and quarter always give the same words.

Consecutive quarters share their frame and differ in numbers and in the work done, as real reports do, so that a
word-level comparison has something to show.
"""

import random
from typing import NamedTuple

OPENINGS = (
    "本季度，我局按照年度计划推进{short}各项工作，",
    "本季度围绕{short}重点任务，",
    "本季度召开专题会议{a}次，研究{short}有关事项，",
    "对照季度目标，{short}有序推进，",
)
TOGETHER = (
    "会同{partner}开展联合督查{a}次，现场协调解决问题{c}个。",
    "与{partner}建立月度会商机制，本季度交换数据{b}条，问题清单逐项销号。",
    "组织业务培训{a}场、{b}人次参加，编印工作简报{a}期。",
    "深入镇街走访{a}次，收集意见建议{c}条，已答复办结的占九成以上。",
    "对上季度指出的问题逐条整改，形成整改台账并报专班备查。",
)
LATE = "多方意见尚未统一，正逐条协商"
FINISHED = "各项任务已经完成，证明材料随本报告一并报送。"


class Quarter(NamedTuple):
    """What one report is about. ``figures`` and ``before`` map the short names of districts to percentages."""

    short: str
    city: str
    partner: str
    month: int
    share: float  # of the way behind it, 0–1
    figures: dict
    before: dict
    seed: str


def summary(story, quarter):
    """The progress text, about 120 to 260 characters."""
    dice = random.Random(f"{quarter.seed}-summary")
    phase = story.phases[min(len(story.phases) - 1, int(quarter.share * len(story.phases)))]
    parts = [dice.choice(OPENINGS), f"{phase}。", _counted(story, quarter), _districts(story, quarter, dice)]
    together = dice.sample(TOGETHER, 2)
    is_finished = min(quarter.figures.values()) == 100
    parts += [FINISHED, together[0]] if is_finished else together
    names = {"short": quarter.short, "partner": quarter.partner}
    return "".join(part.format(**names, **_words(dice)) for part in parts)


def next_steps(story, quarter, *, dated=True):
    """Two or three lines, each with its time; ``dated`` False leaves the times out, as returned reports do."""
    dice = random.Random(f"{quarter.seed}-steps")
    chosen = dice.sample(story.plans, min(len(story.plans), dice.choice((2, 3))))
    month = quarter.month % 12
    times = (f"{month + 2}月底前", f"{month + 3}月{dice.randint(8, 22)}日前", "下季度末前")
    pairs = zip(times, chosen, strict=False)
    lines = [f"{number}. {time if dated else '尽快'}{text}" for number, (time, text) in enumerate(pairs, 1)]
    return "；\n".join(lines) + "。"


def problem(story, quarter):
    """``(text, key of who is asked)``, or None: about every third report names a problem."""
    dice = random.Random(f"{quarter.seed}-problem")
    if not story.problems or dice.random() > 0.35:
        return None
    text, asked = dice.choice(story.problems)
    return text.format(**_words(dice)) + "。", asked


def note(story, quarter, district):
    """A remark beside a district's figure; most have none."""
    dice = random.Random(f"{quarter.seed}-{district}-note")
    if quarter.figures[district] == 100:
        return "已完成" if quarter.before.get(district, 0) < 100 else ""
    return f"{dice.choice(story.causes)}，已列入下季度重点" if dice.random() < 0.18 else ""


def _words(dice):
    return {"a": dice.randint(2, 6), "b": dice.randint(120, 980), "c": dice.randint(8, 36)}


def _counted(story, quarter):
    name, total, unit = story.metric
    now, before = (_amount(figures, total) for figures in (quarter.figures, quarter.before))
    grown = f"比上季度末增加{now - before}{unit}" if now > before else "与上季度末持平"
    return f"截至{quarter.month}月底，{quarter.city}累计{name}{now}{unit}，{grown}。"


def _amount(figures, total):
    """The count that goes with the mean percentage; half of the total is this city's."""
    return round(sum(figures.values()) / max(1, len(figures)) / 100 * total / 2) if figures else 0


def _districts(story, quarter, dice):
    ordered = sorted(quarter.figures, key=quarter.figures.get)
    slow, fast = ordered[0], ordered[-1]
    low, high = quarter.figures[slow], quarter.figures[fast]
    if low == 100:
        return f"{'、'.join(quarter.figures)}均已完成。"
    if high - low < 4:
        return f"各县（区）进度基本均衡，在{low}%至{high}%之间。" if high > low else f"各县（区）进度均为{low}%。"
    return f"{fast}进展较快，达到{high}%；{slow}为{low}%，主要是{dice.choice(story.causes)}。"
