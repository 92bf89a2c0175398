"""What is said of a light is enough to work it out again, and what is asked for turns it green."""

import re
from datetime import date
from random import Random

import pytest
from django.utils import translation

from tests.lights.random_facts import FIRST, LAST, day, random_facts, random_schedule
from tests.lights.reading import colours
from tracker.lights.facts import Facts, MilestoneFact, OverrideFact
from tracker.lights.rules import Thresholds
from tracker.lights.sentences import explain, reason
from tracker.lights.status import Light, worst
from tracker.lights.timeline import in_force
from tracker.lights.verdict import judge


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("seed", range(4))
def test_a_reader_recomputes_each_colour_from_the_words_alone(seed):
    random = Random(seed)
    for _ in range(500):
        on = day(random, FIRST, LAST)
        facts, schedule = random_facts(random, known_on=on), random_schedule(random)
        verdict = judge(facts, on, in_force(schedule, on))

        explanation = explain(verdict, facts)

        read = colours(explanation)
        assert read == {finding.rule.value: finding.light.value for finding in verdict.findings}, explanation
        if verdict.findings and not verdict.override:
            assert worst(read.values()) == verdict.light
        assert reason(verdict, facts)


@pytest.mark.parametrize("seed", range(4))
def test_the_progress_that_is_asked_for_is_the_least_that_turns_green(seed):
    random, asked_for = Random(100 + seed), 0
    for _ in range(500):
        on = day(random, FIRST, LAST)
        facts, schedule = random_facts(random, known_on=on), random_schedule(random)
        thresholds = in_force(schedule, on)

        for step in explain(judge(facts, on, thresholds), facts).to_green:
            if asked := re.match(r"(?:Bring the progress to|Reach) (\d+)%", step):
                place = 0 if step.startswith("Bring") else 2
                target = int(asked[1])
                assert _finding(facts, target - 1, on, thresholds, place) == Light.YELLOW, step
                assert _finding(facts, target, on, thresholds, place) == Light.GREEN, step
                asked_for += 1
    assert asked_for > 50


def _finding(facts, percent, on, thresholds, place):
    """The colour of one rule with another progress; a measure that is complete has none left to break."""
    findings = judge(facts._replace(percent=percent), on, thresholds).findings
    return findings[place].light if findings else Light.GREEN


JUNE = date(2024, 6, 30)
LINEAR = Facts(starts_on=date(2024, 1, 1), due_on=date(2024, 12, 31), percent=40)


def test_a_gap_is_told_with_both_figures_and_how_to_catch_up():
    explanation = explain(judge(LINEAR, JUNE, Thresholds()), LINEAR)

    assert explanation.sentence == (
        "Progress 40%, 10 points behind the expected 50%. The worst of the four decides: Yellow.")
    assert explanation.to_green == ("Bring the progress to 41% or more",)


def test_a_green_light_says_that_nothing_is_broken():
    facts = LINEAR._replace(percent=50)

    explanation = explain(judge(facts, JUNE, Thresholds()), facts)

    assert explanation.sentence == (
        "Progress 50%, as expected; none of the four rules is broken, so the light is green.")
    assert [line.number for line in explanation.lines] == [
        "on schedule", "none overdue", "184 days left", "on time, or none due"]
    assert explanation.to_green == ()


def test_a_light_set_by_hand_names_person_reason_and_end_and_tells_what_the_rules_say():
    by_hand = OverrideFact("green", date(2024, 6, 1), date(2024, 7, 15), "The council moved the works", "Zhou Ming")
    facts = LINEAR._replace(overrides=(by_hand,), milestones=(MilestoneFact(1, "Contracts", 0, date(2024, 5, 1)),))
    verdict = judge(facts, JUNE, Thresholds())

    explanation = explain(verdict, facts)

    assert verdict.light == Light.GREEN
    assert explanation.sentence.startswith("Set by hand to Green by Zhou Ming until ")
    assert "The council moved the works. By the rules: " in explanation.sentence
    assert explanation.sentence.endswith("The worst of the four decides: Red.")
    assert reason(verdict, facts).startswith("set by hand: The council moved the works; ")


def test_a_light_set_by_hand_to_red_turns_green_when_the_rules_decide_again():
    by_hand = OverrideFact("red", date(2024, 6, 1), date(2024, 7, 15), "Works stand still", "Zhou Ming")
    facts = LINEAR._replace(percent=50, overrides=(by_hand,))

    steps = explain(judge(facts, JUNE, Thresholds()), facts).to_green

    assert len(steps) == 1
    assert re.fullmatch(r"From .*16.* on the rules decide again", steps[0])
