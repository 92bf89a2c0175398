"""Runs say of every day what judging that day says, whatever the facts."""

import json
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from tests.lights.random_facts import DAY, FIRST, LAST, day, random_facts, random_schedule
from tracker.lights.facts import from_json, to_json
from tracker.lights.timeline import Curve, district_runs, in_force, runs
from tracker.lights.verdict import judge, judge_district

IN_A_CHUNK = 50  # times 20: 1,000 histories
CHUNKS = [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 20))]
LATER = [LAST + timedelta(days=number) for number in (1, 200, 365, 2000, 20_000)]


def days_from(first):
    """Every day until the end of the third year, and some long after."""
    return [first + number * DAY for number in range((LAST - first).days + 1)] + LATER


def told(found, days):
    """The run of each day."""
    place = 0
    for on in days:
        while found[place].until_on is not None and on >= found[place].until_on:
            place += 1
        yield on, found[place]


def check_shape(found, from_on):
    """The runs follow one another from that day on for good, and neighbours differ."""
    assert found[0].from_on == from_on
    assert found[-1].until_on is None
    for run, following in pairwise(found):
        assert run.from_on < run.until_on == following.from_on
        assert run[2:] != following[2:]


@pytest.mark.parametrize("seed", CHUNKS)
def test_runs_equal_judging_every_day_of_three_years(seed):
    random = Random(seed)
    for _ in range(IN_A_CHUNK):
        from_on = day(random, FIRST, FIRST + 60 * DAY)
        facts, schedule = random_facts(random, known_on=from_on), random_schedule(random)

        found = runs(facts, schedule, from_on=from_on)

        check_shape(found, from_on)
        for on, run in told(found, days_from(from_on)):
            verdict = judge(facts, on, in_force(schedule, on))
            colours = tuple(finding.light for finding in verdict.findings)
            assert run[2:] == (verdict.light, verdict.thresholds.version, verdict.override is not None, colours), on


@pytest.mark.parametrize("seed", CHUNKS)
def test_the_runs_of_a_district_equal_judging_every_day_of_three_years(seed):
    random = Random(1000 + seed)
    for _ in range(IN_A_CHUNK):
        from_on = day(random, FIRST, FIRST + 60 * DAY)
        facts, schedule = random_facts(random, known_on=from_on), random_schedule(random)
        curve = Curve(facts, from_on)
        for percent in (None, random.randint(0, 100)):
            found = district_runs(facts, percent, schedule, from_on=from_on, curve=curve)

            check_shape(found, from_on)
            for on, run in told(found, days_from(from_on)):
                thresholds = in_force(schedule, on)
                light = judge_district(facts, percent, on, thresholds)
                assert run[2:] == (light, thresholds.version, False, ()), on


def test_facts_come_back_from_json_as_they_were():
    random = Random(7)
    for _ in range(500):
        facts = random_facts(random, known_on=FIRST)

        assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_before_the_first_rule_set_its_thresholds_hold_too():
    schedule = random_schedule(Random(3))

    assert in_force(schedule, schedule[0][0] - DAY) == schedule[0][1]
