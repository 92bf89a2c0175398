"""The holiday calendar as the administrators keep it."""

from tracker.reporting.calendar import is_working_day
from tracker.reporting.models import SpecialDay


def working_days():
    """Return a function that says of a day whether offices work on it, for ``is_working=`` of ``calendar``.

    A year with entries follows them, and Monday to Friday where they say nothing; a year without entries follows what
    ``calendar.is_working_day`` knows. One query.
    """
    entered = dict(SpecialDay.objects.values_list("day", "is_working_day"))
    years = {day.year for day in entered}

    def is_working(day):
        if day.year not in years:
            return is_working_day(day)
        return entered.get(day, day.weekday() < 5)

    return is_working
