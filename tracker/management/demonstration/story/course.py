"""How far each lead is in each quarter, pure: dates and percentages, no wording and no database."""

import math
import random
from datetime import date, timedelta
from typing import NamedTuple

FIRST = (2022, 4)  # the quarter with which the demonstration begins
USUAL_LENGTH = 14  # quarters after which an unfinished measure has come as far as its level says


class Step(NamedTuple):
    """A milestone. Days are written as 2024-06-30, or counted from "today" or the end of the newest "period".

    ``who`` is the area whose lead answers for it, empty for all leads; ``first_due`` is the time limit before it was
    moved. With a ``goal_year`` it is the goal of that year, due by its end.
    """

    title: str
    due: str
    done: str = ""
    who: str = ""
    weight: int = 1
    reason: str = ""
    first_due: str = ""
    goal_year: int | None = None
    proof: str = ""


def goal(year, title, done="", *, weight=2, proof="", reason=""):
    """The goal of a year, for all leads."""
    return Step(f"{year}年度目标：{title}（演示）", f"{year}-12-31", done, weight=weight, reason=reason, goal_year=year,
                proof=proof)


class Course(NamedTuple):
    """One lead's way: finished in a quarter, or at ``level`` percent by now. ``proven``: evidence comes with 100 %."""

    lead: str
    level: int = 100
    finished: tuple[int, int] | None = None
    proven: bool = True


class Story(NamedTuple):
    """What the demonstration tells of one measure; the wording of its fields is put together in ``wording``."""

    code: str
    courses: dict[str, Course]
    steps: tuple[Step, ...]
    metric: tuple[str, int, str]  # what is counted, how many there are at 100 %, unit
    phases: tuple[str, ...]
    plans: tuple[str, ...]
    causes: tuple[str, ...]
    problems: tuple[tuple[str, str], ...] = ()  # text, who is asked (key of a department)
    partners: tuple[str, ...] = ()
    extended: str = ""  # the new time limit: "end of year", "end of next year" or "next summer"
    extension_reason: str = ""


def day(text, *, today, period_end):
    """The date that a ``Step`` means; None for an empty text."""
    if not text:
        return None
    for word, base in (("today", today), ("period", period_end)):
        if text.startswith(word):
            return base + timedelta(days=int(text.removeprefix(word)))
    return date.fromisoformat(text)


def extended_to(text, *, today):
    """The new time limit of an extended measure, always one that is still to come."""
    near = today + timedelta(days=30)
    if text == "next summer":
        late = today + timedelta(days=180)
        return date(late.year if late <= date(late.year, 6, 30) else late.year + 1, 6, 30)
    return date(near.year + (text == "end of next year"), 12, 31)


def quarter_index(quarter):
    """How many quarters after ``FIRST``; 0 for the first itself."""
    return (quarter[0] - FIRST[0]) * 4 + quarter[1] - FIRST[1]


def finish_index(course, newest):
    """The index of the quarter in which this lead finishes, None if that is not before the newest one."""
    if course.finished is None:
        return None
    index = quarter_index(course.finished)
    return index if index < newest else None


def percents(course, districts, *, seed, newest):
    """Percentages by quarter index up to ``newest``: a list of {district: 0–100} that never falls and begins slowly.

    ``districts`` are any keys; ``seed`` makes the differences between them the same each time.
    """
    finish = finish_index(course, newest)
    length = newest if finish is None else finish
    level = 100 if finish is not None else _level(course, newest)
    leaning = random.Random(f"{seed}-districts")
    leanings = {district: leaning.randint(-6, 6) for district in districts}
    result, last = [], dict.fromkeys(districts, 0)
    for index in range(newest + 1):
        share = min(1, (index + 1) / (length + 1))
        wobble = random.Random(f"{seed}-{index}")
        figures = {}
        for district, bend in leanings.items():
            if finish is not None and index >= finish:
                figures[district] = 100
                continue
            spread = bend * (math.sin(math.pi * share) if finish is not None else share)
            percent = round(level * _s_curve(share) + spread + wobble.uniform(-1.2, 1.2))
            figures[district] = max(last[district], min(97, max(2, percent)))
        result.append(figures)
        last = figures
    return result


def _level(course, newest):
    """Where an unfinished lead stands at the newest quarter; one that has just begun has not come so far."""
    return min(course.level, 94) * min(1, (newest + 1) / USUAL_LENGTH)


def _s_curve(share):
    """Slow at first, fast in the middle, slow at the end; 0–1 to 0–1."""
    return 0.45 * share + 0.55 * (3 * share**2 - 2 * share**3)
