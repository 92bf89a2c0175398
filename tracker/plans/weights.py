"""What share of all weight each step and each goal of a year has, pure."""


def shares(weights):
    """Whole percents for a sequence of weights, in its order; they add up to 100 (nothing for no weight at all).

    What rounding down leaves over goes to those that lost most by it, to the first of equals.
    """
    weights = list(weights)
    total = sum(weights)
    if not total:
        return [0 for _weight in weights]
    found = [100 * weight // total for weight in weights]
    lost_most = sorted(range(len(weights)), key=lambda place: -(100 * weights[place] % total))
    for place in lost_most[:100 - sum(found)]:
        found[place] += 1
    return found
