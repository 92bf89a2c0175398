"""The light of a day: the worst finding decides; a state or a light set by hand goes before."""

from datetime import date
from typing import NamedTuple

from tracker.lights.facts import OverrideFact
from tracker.lights.rules import RULES, Thresholds, gap_light
from tracker.lights.status import Light, worst


class Verdict(NamedTuple):
    """``findings`` are those of the four rules, in their order, and none for a state. ``override`` is the light that
    somebody set by hand for that day: it decides, the findings stay to be read."""

    light: Light
    on: date
    thresholds: Thresholds
    percent: int
    expected: int | None
    findings: tuple = ()
    override: OverrideFact | None = None


def judge(facts, on, thresholds):
    """Return the ``Verdict`` on a measure at the end of the day ``on``.

    Done is a measure at 100 %, not started one without progress before its first day; both are states, not colours.
    """
    state = state_of(facts, facts.percent, on)
    findings = () if state else tuple(rule(facts, on, thresholds) for rule in RULES)
    override = facts.override(on)
    judged = state or worst(finding.light for finding in findings)
    light = Light(override.light) if override else judged
    return Verdict(light, on, thresholds, facts.percent, facts.expected(on), findings, override)


def judge_district(facts, percent, on, thresholds):
    """The light of one district of a measure: its own gap to what is expected of the measure.

    Milestones, time limit and reports are the measure's; a district is told apart by how far it is.
    """
    return district_light(facts, percent or 0, on, thresholds, expected=facts.expected(on))


def district_light(facts, percent, on, thresholds, *, expected):
    """The same where the progress ``expected`` on that day is known already."""
    return state_of(facts, percent, on) or gap_light((expected or 0) - percent, thresholds)


def state_of(facts, percent, on):
    """Done, not started, or None for what is judged by the rules."""
    if percent == 100:
        return Light.DONE
    if percent == 0 and facts.starts_on is not None and on < facts.starts_on:
        return Light.NOT_STARTED
    return None
