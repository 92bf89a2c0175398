"""One indicator at length: its figures by day and district, and who reported and approved what."""

from dataclasses import dataclass
from datetime import date

from tracker.indicators.models import Reading
from tracker.indicators.rollup import Figure

LOG_SHOWN = 21  # readings; the rest on demand


@dataclass(frozen=True)
class Row:
    """A day: ``cells`` are pairs (district, value or None) in the order of the columns, ``whole`` is the figure."""

    on: date
    cells: tuple
    whole: Figure


@dataclass(frozen=True)
class Log:
    """Readings as one person may read them, the newest day first; ``has_more`` than are shown."""

    readings: tuple
    has_more: bool


def table(line):
    """A ``Row`` for each day of which anything is known, the newest first."""
    return tuple(
        Row(each.on, tuple((district, line.cells[each.on].get(district)) for district in line.districts), each)
        for each in reversed(line.figures)
    )


def log(indicator, user, *, on, is_past, shows_all):
    """The ``Log`` of an indicator; of a past day what was approved by then, since the rest does not go back."""
    readings = Reading.objects.visible_to(user).filter(indicator=indicator)
    if is_past:
        readings = readings.known(on=on)
    readings = readings.select_related("district", "organization", "reported_by", "decided_by").order_by(
        "-on", "district__area__position", "district__position", "-reported_at", "-pk")
    found = tuple(readings if shows_all else readings[:LOG_SHOWN + 1])
    return Log(found if shows_all else found[:LOG_SHOWN], not shows_all and len(found) > LOG_SHOWN)
