"""Eighty of a hundred: every forecast that would have been made in generated plans, against what really happened.

Each is made from what was known on its day and judged when all measures are finished. ``pytest -s`` prints the table.
"""

import pytest

from tests.forecasts.worlds import ASKED, FURTHER
from tracker.forecasts.method import History
from tracker.forecasts.record import all_past, tally
from tracker.forecasts.tried import TRIED, Trial

FORECASTS_LEAST = 300
SEEDS = {"small": 16}  # where a plan is small, it takes more of them


def back_test(world, seeds):
    """All forecasts of these plans, and the days between one and its real end."""
    found = []
    for seed in seeds:
        courses, days = world(seed)
        found += all_past(History(courses, days), on=days[-1])
    return found


def line(world, found):
    fared, closed = tally(found), [past.forecast for past in found if not past.forecast.is_open]
    width = sum((forecast.late - forecast.early).days for forecast in closed) / len(closed)
    left = sum((past.finished_on - past.forecast.on).days for past in found if past.finished_on) / len(found)
    return (f"{world.__name__:10} {fared.judged:6} forecasts, held {fared.share:3}%, earlier {fared.earlier:5}, "
            f"later {fared.later:5}, open {len(found) - len(closed):5}, days wide {width:5.0f} of {left:5.0f} left")


@pytest.mark.parametrize("world", ASKED, ids=lambda world: world.__name__)
def test_eighty_of_a_hundred_ranges_hold(world):
    found = back_test(world, range(SEEDS.get(world.__name__, 5)))

    fared = tally(found)

    print(line(world, found))
    assert fared.judged == len(found) >= FORECASTS_LEAST
    assert 70 <= fared.share <= 90


@pytest.mark.nightly
@pytest.mark.parametrize("world", [*ASKED, *FURTHER], ids=lambda world: world.__name__)
def test_ranges_hold_in_many_plans_of_every_kind(world):
    found = back_test(world, range(100, 160))

    fared = tally(found)

    print(line(world, found))
    assert fared.judged == len(found) >= FORECASTS_LEAST
    assert 70 <= 100 * fared.held / fared.judged <= 90
    assert Trial(world.__name__, fared.judged, fared.share) in TRIED
