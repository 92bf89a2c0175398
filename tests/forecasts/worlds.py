"""Plans that never were, generated from a seed: measures that run at every kind of pace until all of them are done.

Each world is a function of a seed that gives the courses and the days on which reporting closed. A measure is reported
on a few days before each of those days, as it stood then.
"""

from datetime import date, timedelta
from random import Random

from tracker.forecasts.courses import Course

START = date(2022, 1, 1)
QUARTERS = tuple(START + timedelta(days=91 * number + 100) for number in range(90))
MONTHS = tuple(START + timedelta(days=30 * number + 40) for number in range(200))


def _course(key, organization, starts_on, way, promises, dice, days=QUARTERS):
    """``way`` gives the progress in percent after so many days; a report never falls behind the one before."""
    figures, last = [], 0
    for closes_on in days:
        passed = (closes_on - timedelta(days=10) - starts_on).days
        percent = int(min(100, max(last, way(passed)))) if passed > 0 else last
        if percent != last:
            figures.append((closes_on - timedelta(days=dice.randint(0, 8)), percent))
            last = percent
        if percent == 100:
            break
    promised = tuple((day, starts_on + timedelta(days=number)) for day, number in promises)
    return Course(key, frozenset({organization}), starts_on, tuple(figures), promised)


def _world(seed, measure, *, measures=40, organizations=4, days=QUARTERS):
    dice = Random(seed)
    courses = []
    for number in range(measures):
        starts_after, way, promises = measure(dice, number % organizations)
        starts_on = START + timedelta(days=starts_after)
        courses.append(_course(number, number % organizations, starts_on, way, promises, dice, days))
    return courses, days


def steady(seed):
    """Much the same time for all, with noise in every figure."""
    def measure(dice, _organization):
        whole = 900 * dice.lognormvariate(0, 0.2)
        return dice.choice([0, 0, 0, 90, 180, 365]), lambda day: 100 * day / whole + dice.gauss(0, 3), [(START, 900)]

    return _world(seed, measure, measures=30, organizations=3)


def uneven(seed):
    """Organizations and measures of very different paces, and promises that know little of them."""
    paces = [Random(seed * 100 + organization).lognormvariate(0, 0.4) for organization in range(4)]

    def measure(dice, organization):
        whole = 700 * paces[organization] * dice.lognormvariate(0, 0.45)
        promised = int(700 * dice.lognormvariate(0, 0.3))
        return dice.randint(0, 500), lambda day: 100 * day / whole + dice.gauss(0, 4), [(START, promised)]

    return _world(seed, measure)


def s_curves(seed):
    """A slow beginning, a quick middle, and a last tenth that takes up to a third of the time."""
    def measure(dice, _organization):
        whole, bend, tail = 900 * dice.lognormvariate(0, 0.3), dice.uniform(1.2, 2.2), dice.uniform(0.1, 0.35)

        def way(day):
            share = day / whole
            if share >= 1:
                return 100
            if share < 1 - tail:
                early = share / (1 - tail)
                return 90 * early**bend / (early**bend + (1 - early) ** bend)
            return min(90 + 10 * (share - 1 + tail) / tail + dice.gauss(0, 0.5), 99)

        return dice.randint(0, 300), way, [(START, 800)]

    return _world(seed, measure)


def stalls(seed):
    """Nothing happens for months, then all is rushed before the time limit, and the limit is moved."""
    def measure(dice, _organization):
        starts_after, due_after = dice.randint(0, 400), dice.randint(500, 1000)
        promises, pace = [(START, due_after)], 100 / (due_after * dice.uniform(0.9, 1.6))
        done, stalled, steps = 0.0, 0, []
        while done < 100:
            if dice.random() < 0.004:
                stalled = dice.randint(60, 240)
            left, step = due_after - len(steps), pace * dice.uniform(0.4, 1.6)
            if stalled:
                stalled, step = stalled - 1, 0
            elif 0 < left < 90:
                step *= dice.choice([1, 2, 3])
            if left == 20 and done < 90:
                promises.append((START + timedelta(days=starts_after + len(steps)),
                                 due_after := due_after + dice.choice([90, 180, 180, 365])))
            done += step
            steps.append(done)
        return starts_after, lambda day: steps[min(day, len(steps) - 1)], promises

    return _world(seed, measure)


def small(seed):
    """Two organizations with six measures each: whole plans of a dozen."""
    def measure(dice, _organization):
        whole, bend = 700 * dice.lognormvariate(0, 0.35), dice.uniform(0.7, 1.4)
        return (dice.choice([0, 0, 90, 180, 365, 500]),
                lambda day: 100 * min(1, day / whole) ** bend + dice.gauss(0, 3), [(START, 730)])

    return _world(seed, measure, measures=12, organizations=2)


def together(seed):
    """All begin on one day; the pace of each changes from report to report."""
    def measure(dice, _organization):
        whole, walked = 1000 * dice.lognormvariate(0, 0.3), [0, 0.0]

        def way(day):
            walked[1] += (day - walked[0]) * 100 / whole * dice.lognormvariate(-0.2, 0.65)
            walked[0] = day
            return walked[1]

        return 0, way, [(START, 1095)]

    return _world(seed, measure, measures=30, organizations=3)


def in_steps(seed):
    """Progress comes with a few milestones, at once."""
    def measure(dice, _organization):
        weights = [dice.random() + 0.3 for _ in range(dice.randint(4, 7))]
        days, passed = [], 0.0
        for _weight in weights:
            days.append(passed := passed + 150 * dice.lognormvariate(0, 0.6))

        def way(day):
            done = sum(weight for weight, end in zip(weights, days, strict=True) if end <= day)
            return 100 if day >= days[-1] else 100 * done / sum(weights)

        return dice.randint(0, 700), way, [(START, 800)]

    return _world(seed, measure, measures=35, organizations=3)


def easing(seed):
    """Quick at first and ever slower."""
    def measure(dice, _organization):
        whole, bend = 900 * dice.lognormvariate(0, 0.3), dice.uniform(0.35, 0.6)
        return dice.randint(0, 500), lambda day: 100 * min(1, day / whole) ** bend, [(START, 800)]

    return _world(seed, measure)


def monthly(seed):
    """A plan with reports every month."""
    def measure(dice, _organization):
        whole = 500 * dice.lognormvariate(0, 0.4)
        return dice.randint(0, 400), lambda day: 100 * day / whole + dice.gauss(0, 4), [(START, 500)]

    return _world(seed, measure, measures=30, organizations=3, days=MONTHS)


def shock(seed):
    """For half a year everything stands still at once."""
    begins = Random(seed + 1000).randint(400, 900)

    def measure(dice, _organization):
        starts_after, whole = dice.randint(0, 500), 800 * dice.lognormvariate(0, 0.35)

        def way(day):
            still = min(max(starts_after + day - begins, 0), 180)
            return 100 * (day - still) / whole + dice.gauss(0, 3)

        return starts_after, way, [(START, 700)]

    return _world(seed, measure)


ASKED = (steady, uneven, s_curves, stalls, small)
FURTHER = (together, in_steps, easing, monthly, shock)
