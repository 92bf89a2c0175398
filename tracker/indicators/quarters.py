"""The days that figures are usually of: the last days of quarters, pure."""

from datetime import date, timedelta

MONTHS = 3


def end_before(day):
    """The last day of the quarter that ended last before that day."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1) - timedelta(days=1)


def ends_before(day, count, *, since=date.min):
    """The last days of the ``count`` quarters that ended last before that day, the newest first, none before since."""
    found = []
    for _number in range(count):
        day = end_before(day)
        if day < since:
            break
        found.append(day)
    return tuple(found)
