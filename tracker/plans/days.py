"""Where a day ends: in Beijing, whatever the clock of the server."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def end_of(day):
    """The first moment that no longer belongs to that day in Beijing."""
    return datetime.combine(day + timedelta(days=1), time.min, BEIJING)
