"""How long things take when some have not ended yet, pure: the estimate of Kaplan and Meier, with weights.

Kaplan, E. L.; Meier, P. (1958): Nonparametric estimation from incomplete observations. JASA 53, 457–481.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Distribution:
    """``reached[i]`` is the share that has ended by ``values[i]``; both rise."""

    values: tuple
    reached: tuple

    def quantile(self, share):
        """The least value by which that share has ended; None where what is known does not reach so far."""
        place = bisect_left(self.reached, share - 1e-9)
        return self.values[place] if place < len(self.values) else None


def kaplan_meier(cases):
    """The ``Distribution`` of ``cases``, tuples (value, whether it has ended there, weight).

    One that has not ended has at least its value: it counts among those that might still end until then.
    """
    ordered = sorted(cases, key=lambda case: (case[0], not case[1]))
    at_risk = list(accumulate(weight for _value, _ended, weight in reversed(ordered)))[::-1]
    values, reached, surviving = [], [], 1.0
    for (value, has_ended, weight), risk in zip(ordered, at_risk, strict=True):
        if has_ended:
            surviving *= max(1 - weight / risk, 0.0)
            values.append(value)
            reached.append(1 - surviving)
    return Distribution(tuple(values), tuple(reached))
