"""What the demonstration tells of indicators: targets and figures, all of them invented, pure.

Indicators and their baselines are the plan's own; a story is told of one only where the plan has it, by its name.
"""

import random
from datetime import date
from decimal import Decimal
from typing import NamedTuple

FIRST_DAY = date(2022, 3, 31)  # the end of the first quarter that is told
PLACES = Decimal("0.001")


class FigureStory(NamedTuple):
    """An indicator by its name. ``targets`` map years to what was wanted; ``course`` are figures of the whole at the
    end of each year from 2021 on, and run on straight. ``leads`` name the department that reports the districts of each
    area. In the newest quarter the districts in ``missing``, ``returned`` and ``waiting`` (short names) differ."""

    name: str
    targets: dict
    course: tuple
    leads: dict
    missing: str = ""
    returned: str = ""
    waiting: str = ""
    reason: str = ""


STORIES = (
    FigureStory(
        "“三旧”改造完成面积", {2022: "3.5", 2023: "4", 2024: "4.5", 2025: "5"},
        ("3.2", "3.52", "3.96", "4.4", "4.82"), {"G": "gz-planning", "Q": "qy-planning"}, missing="佛冈",
        returned="清新", waiting="花都", reason="与上季度台账差距较大，请核对是否含在建项目后再报",
    ),
    FigureStory(
        "农村承包地经营权流转面积", {2022: "57", 2023: "59", 2024: "61", 2025: "63"},
        ("55.4", "56.3", "57.4", "58.6", "59.5"), {"G": "gz-rural"},
    ),
    FigureStory(
        "碳普惠核证减排量成交额", {2023: "120", 2024: "180", 2025: "260"},
        ("66", "92", "148", "216", "285"), {"G": "gz-finance", "Q": "qy-finance"}, missing="清城",
        returned="清新", waiting="佛冈", reason="成交额含二级市场转让，请按首次成交口径核减后再报",
    ),
)
LINKS = {  # number of an objective → what the demonstration shows beside it: tasks by number, indicators by name
    2: ((1,), ()),
    3: ((), ("“三旧”改造完成面积",)),
}


def whole_on(story, day):
    """The figure of the whole on a day, on the straight line between the ends of years."""
    ends = [(date(2021 + number, 12, 31), Decimal(value)) for number, value in enumerate(story.course)]
    later = next((place for place, (end, _value) in enumerate(ends) if end >= day), len(ends) - 1)
    (first, before), (last, after) = ends[max(later - 1, 0)], ends[max(later, 1)]
    return before + (after - before) * (day - first).days / (last - first).days


def shares(story, places):
    """How much of the whole each place has, the same on every day; together 1."""
    dice = random.Random(story.name)
    weights = [Decimal(dice.randint(60, 140)) for _place in places]
    return [weight / sum(weights) for weight in weights]


def figures_on(story, places, day):
    """The figure of each place on a day, in their order."""
    total = whole_on(story, day)
    return [(total * share).quantize(PLACES) for share in shares(story, places)]
