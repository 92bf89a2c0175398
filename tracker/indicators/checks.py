"""What looks odd about a reported figure, pure: said to whoever reports and whoever decides, never in the way."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from tracker.indicators.status import Direction

JUMP_FROM = Decimal("0.5")  # of the figure before; this product's default


class Oddity(StrEnum):
    """What is odd."""

    WORSE = "worse"  # it moved against the direction that is wanted
    JUMP = "jump"  # it moved by more than half
    FROM_ZERO = "from_zero"  # the figure before was 0, so no share can be told


@dataclass(frozen=True)
class Change:
    """A figure beside the one before it: the difference, and its share of the one before, None where that was 0."""

    before: Decimal
    value: Decimal

    @property
    def difference(self):
        return self.value - self.before

    @property
    def share(self):
        return abs(self.difference) / abs(self.before) if self.before else None

    @property
    def percent(self):
        """The share as a whole percentage, None without one."""
        return None if self.share is None else int((self.share * 100).quantize(Decimal(1)))


def change(value, before):
    """The ``Change``; None without a figure before."""
    return None if value is None or before is None else Change(Decimal(before), Decimal(value))


def oddities(value, before, *, direction):
    """The ``Oddity``s of a figure beside the one approved before it (None: nothing is odd)."""
    moved = change(value, before)
    if moved is None or not moved.difference:
        return ()
    found = []
    if (direction == Direction.UP and moved.difference < 0) or (direction == Direction.DOWN and moved.difference > 0):
        found.append(Oddity.WORSE)
    if moved.share is None:
        found.append(Oddity.FROM_ZERO)
    elif moved.share > JUMP_FROM:
        found.append(Oddity.JUMP)
    return tuple(found)


def hints(value, before, *, direction):
    """The same in sentences."""
    moved = change(value, before)
    return tuple(_said(oddity, moved, direction) for oddity in oddities(value, before, direction=direction))


def _said(oddity, moved, direction):
    if oddity == Oddity.WORSE and direction == Direction.UP:
        return _("Lower than the figure before, although higher is better")
    if oddity == Oddity.WORSE:
        return _("Higher than the figure before, although lower is better")
    if oddity == Oddity.FROM_ZERO:
        return _("The figure before was 0")
    return _("Changed by %(percent)d%% against the figure before") % {"percent": moved.percent}
