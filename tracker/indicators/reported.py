"""What is handed to ``report_readings``."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.plans.models import District


@dataclass(frozen=True)
class Entry:
    """A figure to report: of a district (None: the whole extent) on a day."""

    district: District | None
    on: date
    value: Decimal
    source: str
    note: str = ""
