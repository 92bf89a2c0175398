"""The figure of a whole from its districts: only from figures of the same day, and only when none is missing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.indicators.status import Combination


@dataclass(frozen=True)
class Figure:
    """What an indicator was on the day ``on``.

    ``value`` is None while a district is ``missing``; ``partial`` is what the ``present`` districts come to (sum or
    mean, as the indicator is combined) and is never to be shown as the whole.
    """

    on: date
    value: Decimal | None
    partial: Decimal | None = None
    present: tuple = ()
    missing: tuple = ()

    @property
    def is_complete(self):
        return self.value is not None


def whole(values, districts, *, on, combination):
    """The ``Figure`` of ``districts`` on a day.

    `values` maps a district, or None for the whole extent, to its figure of that very day; `districts` are all that the
    figure is to cover, in their order. `combination` is a ``Combination``: with ``WHOLE`` only ``values[None]`` counts.
    Never carries an older figure forward and never mixes a figure of the whole with figures of its parts.
    """
    if combination == Combination.WHOLE:
        return Figure(on, values.get(None))
    present = tuple(district for district in districts if district in values)
    missing = tuple(district for district in districts if district not in values)
    if not present:
        return Figure(on, None, missing=missing)
    total = sum(values[district] for district in present)
    partial = total if combination == Combination.SUM else total / len(present)
    return Figure(on, None if missing else partial, partial, present, missing)
