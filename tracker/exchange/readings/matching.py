"""What a workbook of figures would change, pure: its rows against the duties and figures that stand there now."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.exchange.readings.faults import LEFT_ASIDE
from tracker.exchange.readings.reading_back import Fault, Row, plainly
from tracker.indicators.checks import hints
from tracker.indicators.figures import plain


@dataclass(frozen=True)
class Known:
    """What there is: ``indicators`` by number, ``districts`` by name as compared, ``duties`` as (indicator key,
    district key or None), ``standing`` readings by (indicator key, district key or None, day) and ``previous`` values
    as a function of the same."""

    indicators: dict
    districts: dict
    duties: frozenset
    standing: dict
    previous: object


@dataclass(frozen=True)
class Line:
    """A figure of the file with what it is about, and the ``Reading`` in whose place it would come, None without."""

    row: Row
    indicator: object
    district: object
    on: date
    value: Decimal
    before: object = None
    hints: tuple = ()

    @property
    def key(self):
        return self.indicator.pk, self.district and self.district.pk, self.on


@dataclass
class Match:
    """``new`` and ``changed`` are taken over, ``faults`` have to be put right, ``left`` are not this organization's, or
    wait for review; ``same`` and ``blank`` count rows with nothing to do."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    left: list = field(default_factory=list)
    same: int = 0
    blank: int = 0

    @property
    def taken(self):
        return [*self.new, *self.changed]

    @property
    def seen(self):
        """Names this state of things: taking over what one saw needs another look once anything stands differently."""
        said = [(*map(str, line.key), plain(line.value), line.row.source, line.row.note,
                 line.before.pk if line.before else 0) for line in self.taken]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def match(found, known, *, on):
    """The ``Match`` of a ``Found`` on the day ``on``."""
    made = Match(faults=list(found.faults), blank=found.blank)
    lines = defaultdict(list)
    for row in found.rows:
        line, fault = _placed(row, known, on)
        if fault:
            (made.left if fault.code in LEFT_ASIDE else made.faults).append(fault)
        else:
            lines[line.key].append(line)
    for key, several in lines.items():
        if len({(line.value, line.row.source, line.row.note) for line in several}) > 1:
            rows = "、".join(str(line.row.row) for line in several[:9])
            made.faults.append(_fault(several[0].row, "twice", rows=rows))
        else:
            _file(several[0], known.standing.get(key), made)
    return made


def _placed(row, known, on):
    """``(line, None)`` or ``(None, fault)``."""
    day = date.fromisoformat(row.on)
    indicator = known.indicators.get(row.number)
    if day > on:
        return None, _fault(row, "ahead", day=row.on)
    if indicator is None:
        return None, _fault(row, "unknown", number=row.number)
    if row.is_percent and indicator.unit != "%":
        return None, _fault(row, "value_percent")
    if row.district and not indicator.is_by_district:
        return None, _fault(row, "whole")
    district = known.districts.get(plainly(row.district)) if row.district else None
    if district is None and indicator.is_by_district:
        return None, _fault(row, "district")
    key = indicator.pk, district and district.pk
    if key not in known.duties:
        return None, _fault(row, "not_yours")
    value = Decimal(row.value)
    said = hints(value, known.previous(*key, day), direction=indicator.direction)
    return Line(row, indicator, district, day, value, known.standing.get((*key, day)), said), None


def _file(line, standing, made):
    if standing is None:
        made.new.append(line)
    elif (standing.value, standing.source, standing.note) == (line.value, line.row.source, line.row.note):
        made.same += 1
    elif standing.is_undecided:
        made.left.append(_fault(line.row, "waits", value=plain(standing.value)))
    else:
        made.changed.append(line)


def _fault(row, code, **details):
    typed = f"{row.number} {row.district} {row.on} {row.value}".replace("  ", " ")
    return Fault(code, details, row.sheet, row.address, typed)
