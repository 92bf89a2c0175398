"""What has to be done again and again so that the next reporting period is always there."""

from datetime import date, timedelta

from django.db import transaction

from tracker.audit.actions import record
from tracker.plans.models import Measure
from tracker.reporting.actions.periods import make_periods, open_reports
from tracker.reporting.calendar import period_dates, period_of
from tracker.reporting.holidays import working_days
from tracker.reporting.models import ProgressSpan
from tracker.reporting.status import Frequency


@transaction.atomic
def look_ahead(plan, *, on):
    """Keep a year of reporting periods ahead of the day ``on``, with their empty reports; return the new periods.

    A plan's own end does not end reporting: it goes on until every counted measure is verified or withdrawn. Reporting
    begins with the first period that is not closed yet, so nobody starts with reports missing. Later periods follow the
    newest one there is, in its rhythm; one that an administrator removed does not come back.
    """
    made = []
    if _unverified(plan).exists():
        newest = plan.periods.order_by("-ends_on").first()
        frequency = newest.frequency if newest else Frequency.QUARTER
        since = _first_open(on, frequency)
        if newest:
            since = max(since, newest.ends_on + timedelta(days=1))
        made = make_periods(plan, by=None, through=_in_a_year(on), since=since, frequency=frequency)
    opened = sum(open_reports(period) for period in plan.periods.filter(closes_on__gte=on))
    if opened:
        record("open_reports", plan, by=None, reports=opened)
    return made


def _unverified(plan):
    verified = ProgressSpan.objects.current().overall().verified()
    return Measure.objects.counted().filter(task__plan=plan).exclude(pk__in=verified.values("measure"))


def _first_open(on, frequency):
    """The last day of the first period that is not closed yet: the one before today's while it takes reports."""
    year, number = period_of(on, frequency)
    before = period_of(period_dates(year, number, kind=frequency).starts_on - timedelta(days=1), frequency)
    dates = period_dates(*before, kind=frequency, is_working=working_days())
    return dates.ends_on if on <= dates.closes_on else on


def _in_a_year(on):
    """The end of the month before this one, next year: four quarters or twelve months end from today until then."""
    return date(on.year + 1, on.month, 1) - timedelta(days=1)
