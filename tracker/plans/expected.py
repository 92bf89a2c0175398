"""Expected progress (序时进度): how far a measure should be on a day."""

from datetime import date

from tracker.plans.percent import whole_percent


def expected_percent(starts_on, due_on, milestones, *, on, is_long_running=False):
    """Return how far a measure should be at the end of the day `on`, in percent (0–100), None if nothing is expected.

    `milestones` is a sequence of (weight, due_on) of all steps and all goals of years: a goal is a step due at the end
    of its year, with a weight of its own beside those of the steps. With weights, the weight due by that day is
    measured against all weight, and a milestone counts on its due day. Without, progress is linear from `starts_on` to
    `due_on`, both days included: 0 before, 100 from the due day on. A missing start or due date expects nothing.

    A long-running measure (长期) has a yearly cycle: linear within the calendar year, in each year in which it has a
    milestone, and no expectation in the others.
    """
    if is_long_running:
        has_cycle = any(day.year == on.year for _weight, day in milestones)
        return _linear(date(on.year, 1, 1), date(on.year, 12, 31), on) if has_cycle else None
    total = sum(weight for weight, _day in milestones)
    if total:
        return whole_percent(sum(weight for weight, day in milestones if day <= on), total)
    if starts_on is None or due_on is None:
        return None
    return _linear(starts_on, due_on, on)


def _linear(first_day, last_day, on):
    if on < first_day:
        return 0
    if on >= last_day:
        return 100
    return whole_percent((on - first_day).days + 1, (last_day - first_day).days + 1)


def gap(actual, expected):
    """Return how many points `actual` is ahead of `expected`, negative when behind, None where one is unknown."""
    if actual is None or expected is None:
        return None
    return actual - expected
