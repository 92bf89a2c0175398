"""A measure's progress from the figures of its districts."""

from tracker.plans.percent import whole_percent


def mean_percent(figures, districts):
    """Return the mean of `figures` over `districts` as a whole percent (0–100).

    `figures` maps a district to its percentage; a district without one counts 0, a figure of a district that is not
    among `districts` does not count. All weigh the same. Half a point is rounded up, but the mean is 100 only when
    every district is at 100. Without districts there is no progress: 0.
    """
    if not districts:
        return 0
    return whole_percent(sum(figures.get(district) or 0 for district in districts), 100 * len(districts))
