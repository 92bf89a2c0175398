"""What the page of a workbook of figures says: faults first, then what would change, a page at a time."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.exchange.readings.faults import sentence


@dataclass(frozen=True)
class Row:
    """A cell with a fault, or a figure; ``kind`` is fault, changed, new or left."""

    kind: str
    place: str
    said: str
    reason: str = ""
    indicator: object = None
    district: object = None
    on: object = None
    value: Decimal | None = None
    before: object = None
    source: str = ""
    note: str = ""
    hints: tuple = ()


class Lines:
    """Everything to be looked at of a ``Match``; only what is asked for is put into words."""

    def __init__(self, match):
        self.found = [
            *(("fault", each) for each in match.faults), *(("changed", each) for each in match.changed),
            *(("new", each) for each in match.new), *(("left", each) for each in match.left),
        ]

    def __len__(self):
        return len(self.found)

    def __getitem__(self, wanted):
        return [_row(kind, each) for kind, each in self.found[wanted]]


def _row(kind, found):
    if kind in {"fault", "left"}:
        return Row(kind, f"{found.sheet} {found.address}", found.typed, sentence(found.code, found.details))
    row = found.row
    return Row(kind, f"{row.sheet} {row.address}", row.value, "", found.indicator, found.district, found.on,
               found.value, found.before, row.source, row.note, found.hints)
