"""The four rules of domain.md §4, pure, one function each: facts and a day in, a ``Finding`` out.

Source of the default thresholds: ux.md §4, after the practice that 银川市 published in 2025 for the gap to expected
progress; the client has to confirm them.
"""

from typing import NamedTuple

from tracker.lights.status import Light, Rule


class Thresholds(NamedTuple):
    """The numbers of a rule set. Points are percentage points, both ends of “10–30” are yellow."""

    version: int = 1
    gap_yellow: int = 10  # points behind from which the light is yellow
    gap_red: int = 30  # points behind above which it is red
    milestone_red: int = 30  # days overdue above which it is red; yellow from the first
    deadline_days: int = 30  # days before the time limit, within which …
    deadline_percent: int = 90  # … less than this is yellow
    missing_red: int = 2  # periods in a row without a report from which it is red


class Finding(NamedTuple):
    """What one rule found.

    ``value`` is the measure's number: points behind (minus: ahead), days overdue, days left (minus: overdue), periods
    missed in a row; None where there is nothing to look at. ``items`` name what it is about: overdue milestones as
    (title, days), reports as (organization, frequency, year, number, ``late`` or ``missing``), the worst first.
    """

    rule: Rule
    light: Light
    value: int | None = None
    items: tuple = ()


def gap(facts, on, thresholds):
    """How far the progress is behind what is expected by then."""
    expected = facts.expected(on)
    if expected is None:
        return Finding(Rule.GAP, Light.GREEN)
    behind = expected - facts.percent
    return Finding(Rule.GAP, gap_light(behind, thresholds), behind)


def gap_light(behind, thresholds):
    """The colour of being that many points behind."""
    if behind > thresholds.gap_red:
        return Light.RED
    return Light.YELLOW if behind >= thresholds.gap_yellow else Light.GREEN


def milestones(facts, on, thresholds):
    """Which milestones are overdue, and for how long."""
    overdue = sorted(
        ((m.title, (on - m.due_on).days) for m in facts.milestones if m.done_on is None and m.due_on < on),
        key=lambda item: -item[1],
    )
    if not overdue:
        return Finding(Rule.MILESTONE, Light.GREEN, 0)
    days = overdue[0][1]
    return Finding(Rule.MILESTONE, Light.RED if days > thresholds.milestone_red else Light.YELLOW, days, tuple(overdue))


def deadline(facts, on, thresholds):
    """Whether the time limit is near with much left to do, or has passed."""
    if facts.due_on is None:
        return Finding(Rule.DEADLINE, Light.GREEN)
    left = (facts.due_on - on).days
    if left < 0 and facts.percent < 100:
        return Finding(Rule.DEADLINE, Light.RED, left)
    is_near = 0 <= left <= thresholds.deadline_days and facts.percent < thresholds.deadline_percent
    return Finding(Rule.DEADLINE, Light.YELLOW if is_near else Light.GREEN, left)


def reporting(facts, on, thresholds):
    """Whether the reports of the last period came in time, and how many periods in a row brought none.

    The last period is the newest of the plan that was due before that day. Until it closes, a report that has not come
    is late; afterwards it is missing.
    """
    due = [period for period in facts.periods if period.due_on < on]
    if not due:
        return Finding(Rule.REPORTING, Light.GREEN)
    last = due[-1]
    states = [(report, report_state(report, on)) for report in last.reports]
    faults = tuple(sorted(
        ((report.name, last.frequency, last.year, last.number, state) for report, state in states if state),
        key=lambda fault: fault[-1] != "missing",
    ))
    in_a_row = max((_missed_in_a_row(report.organization, due, on) for report in last.reports), default=0)
    colour = Light.YELLOW if faults else Light.GREEN
    light = Light.RED if in_a_row >= thresholds.missing_red else colour
    return Finding(Rule.REPORTING, light, in_a_row, faults)


def report_state(report, on):
    """``late``, ``missing`` or nothing to complain of, on that day."""
    came = report.handed_in_on if _has_come(report, on) else None
    if came is None and on > report.closes_on:
        return "missing"
    return "late" if (came or on) > report.due_on else ""


def _has_come(report, on):
    return report.handed_in_on is not None and report.handed_in_on <= on


def _missed_in_a_row(organization, due, on):
    """How many closed periods up to the newest an organization let pass; one that still takes reports is left out."""
    missed = 0
    for period in reversed(due):
        states = {report_state(report, on) for report in period.reports
                  if report.organization == organization and not _has_come(report, on)}
        if "missing" in states:
            missed += 1
        elif "late" not in states:
            break
    return missed


RULES = (gap, milestones, deadline, reporting)
