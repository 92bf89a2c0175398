"""Facts as they might be, by the thousand: every kind of measure, drawn from a seeded ``random.Random``."""

from datetime import date, timedelta

from tracker.lights.facts import DistrictFact, Facts, MilestoneFact, OverrideFact, PeriodFact, ReportFact
from tracker.lights.rules import Thresholds
from tracker.lights.status import COLOURS

FIRST = date(2023, 1, 1)
LAST = date(2025, 12, 31)
DAY = timedelta(days=1)


def day(random, first=FIRST - 200 * DAY, last=LAST + 200 * DAY):
    return first + random.randrange((last - first).days + 1) * DAY


def random_facts(random, *, known_on):
    """Facts as known on a day: what was handed in or finished was so by then."""
    starts_on, due_on = sorted([day(random), day(random)])
    districts = tuple(
        DistrictFact(key, f"District {key}", random.choice([None, 0, 100, random.randint(0, 100)]))
        for key in range(random.randint(0, 4))
    )
    return Facts(
        starts_on=random.choice([starts_on, starts_on, None]),
        due_on=random.choice([due_on, due_on, None]),
        is_long_running=random.random() < 0.2,
        percent=random.choice([0, 100, 99, *(random.randint(0, 100) for _ in range(7))]),
        districts=districts,
        milestones=_milestones(random, known_on),
        periods=_periods(random, known_on),
        overrides=_overrides(random, known_on),
    )


def random_schedule(random):
    """One to three rule sets, the first in force from the beginning."""
    schedule = [(date(1900, 1, 1), Thresholds())]
    for version in range(2, 2 + random.choice([0, 0, 1, 2])):
        low, high = sorted(random.randint(1, 60) for _ in range(2))
        thresholds = Thresholds(version, low, high, random.choice([0, 10, 30, 90]), random.choice([0, 30, 60]),
                                random.choice([0, 80, 90, 100]), random.choice([1, 2, 3]))
        effective = max(day(random, FIRST, LAST), schedule[-1][0] + DAY)
        schedule.append((effective, thresholds))
    return schedule


def _milestones(random, known_on):
    weights = random.choice([[0], [1], [1, 2, 3], [0, 5]])
    due = sorted(day(random) for _ in range(random.choice([0, 0, 1, 2, 4])))
    return tuple(
        MilestoneFact(key, f"Milestone {key}", random.choice(weights), on, random.choice([None, known_on]))
        for key, on in enumerate(due)
    )


def _periods(random, known_on):
    """Quarters, due about ten days after, some closed late; up to five leads owe some of them."""
    periods = []
    for number in range(random.choice([0, 4, 13])):
        year, quarter = 2022 + (number + 3) // 4, (number + 3) % 4 + 1
        due_on = date(year + quarter // 4, quarter * 3 % 12 + 1, 10) + random.choice([0, 0, 3, 25]) * DAY
        closes_on = due_on + random.choice([0, 7, 7, 40, 120]) * DAY
        leads = random.choice([(1,), (1, 2), (1, 2, 3, 4, 5)])
        reports = tuple(_report(random, lead, due_on, closes_on, known_on) for lead in leads if random.random() < 0.7)
        periods.append(PeriodFact("quarter", year, quarter, due_on, reports))
    return tuple(sorted(periods, key=lambda period: period.due_on))


def _report(random, lead, due_on, closes_on, known_on):
    later = random.choice([0, 0, 0, 20, 60]) * DAY
    came = random.choice([None, None, due_on - 3 * DAY, due_on, due_on + DAY, closes_on + later])
    return ReportFact(lead, f"Lead {lead}", due_on + random.choice([0 * DAY, later]), closes_on + later,
                      came if came and came <= known_on else None)


def _overrides(random, known_on):
    made = sorted(day(random, known_on - 300 * DAY, known_on) for _ in range(random.choice([0, 0, 0, 1, 2])))
    return tuple(
        OverrideFact(random.choice(COLOURS).value, on, on + random.randint(-1, 180) * DAY, "Agreed so", "Zhou")
        for on in made
    )
