"""Whatever happens to a plan: lights follow at once, the past stays as it was shown, and nothing is left to redo."""

from datetime import datetime, time
from random import Random

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from tests.lights.checking import (
    DAY,
    check_future,
    check_no_gaps,
    check_nothing_to_redo,
    lights_of,
    past,
    rows,
)
from tests.lights.history import START, History
from tracker.lights.actions import redraw_all
from tracker.plans.days import BEIJING

IN_A_CHUNK = 5
# (seed, acts of each history): 60 long histories, and 120 shorter ones; with two measures each, 360 in all
CHUNKS = [*((seed, 25) for seed in range(2)),
          *(pytest.param(seed, 25, marks=pytest.mark.slow) for seed in range(2, 5)),
          *(pytest.param(seed, 25, marks=pytest.mark.nightly) for seed in range(5, 12)),
          *(pytest.param(seed, 8, marks=pytest.mark.slow) for seed in range(12, 18)),
          *(pytest.param(seed, 8, marks=pytest.mark.nightly) for seed in range(18, 36))]


def morning(day):
    return datetime.combine(day, time(9), BEIJING)


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "acts"), CHUNKS)
def test_spans_follow_every_act_and_never_change_the_past(seed, acts):
    for number in range(IN_A_CHUNK):
        with transaction.atomic():
            live(Random(seed * IN_A_CHUNK + number), acts)
            transaction.set_rollback(True)


def live(random, acts):
    """One history of so many acts, with what must hold checked after each."""
    with time_machine.travel(morning(START), tick=False) as clock:
        history, seen = History(random), {}
        for _ in range(acts):
            before, on = past(timezone.localdate()), timezone.localdate()
            history.act()
            check(history, before, random)
            if passed := random.choice([0, 0, 1, 7, 20, 45]):
                seen |= lights_of(on + number * DAY for number in range(passed))
                clock.move_to(morning(on + passed * DAY))
                check_nothing_to_redo(timezone.localdate())
        assert lights_of(seen) == seen, history.happened
        check_no_gaps(seen)


def check(history, before, random):
    on = timezone.localdate()
    nearby = [on + number * DAY for number in range(40)]
    check_future(on, days=[*nearby, *sorted(on + random.randint(40, 900) * DAY for _ in range(20))])
    assert past(on) == before, history.happened
    stored = rows()
    assert redraw_all(on=on) == set(), history.happened
    assert rows() == stored, history.happened
