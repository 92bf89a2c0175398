"""Making reporting periods ahead and the slots in which reports will stand."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.people.permissions import can_administer
from tracker.plans.models import Assignment, Measure
from tracker.reporting.calendar import period_dates, periods_between
from tracker.reporting.holidays import working_days
from tracker.reporting.models import ProgressReport, ProgressSpan, ReportingPeriod
from tracker.reporting.status import Frequency


@transaction.atomic
def make_periods(plan, *, by, through, since=None, frequency=Frequency.QUARTER):
    """Make the periods of a plan that end between ``since`` (its first day) and ``through``; return the new ones.

    Made ahead, so that "the next date" is a row and not arithmetic. Existing periods stay as they were edited.
    ``by`` is an administrator, or None for the system.
    """
    can_administer.check(by)
    made, is_working = [], working_days()
    for year, number in periods_between(since or plan.starts_on, through, kind=frequency):
        dates = asdict(period_dates(year, number, kind=frequency, is_working=is_working))
        period, is_new = ReportingPeriod.objects.get_or_create(
            plan=plan, frequency=frequency, year=year, number=number, defaults=dates
        )
        if is_new:
            record("make_period", period, by=by, **dates)
            made.append(period)
    return made


@transaction.atomic
def open_reports(period):
    """Make the empty report of every lead assignment that is in force in this period; return how many are new.

    No report is expected for a measure that is withdrawn, uncounted or verified before reporting opens.
    """
    verified = ProgressSpan.objects.current().overall().verified().filter(from_on__lte=period.opens_on)
    assignments = (
        Assignment.objects.leads()
        .filter(measure__in=Measure.objects.counted().filter(task__plan=period.plan_id))
        .exclude(measure__in=verified.values("measure"))
        .exclude(since__gt=period.ends_on)
        .exclude(until__lt=period.ends_on)
        .exclude(reports__period=period)
    )
    started = [a for a in assignments.select_related("measure")
               if not a.measure.starts_on or a.measure.starts_on <= period.ends_on]
    ProgressReport.objects.bulk_create(
        [ProgressReport(assignment=assignment, period=period) for assignment in started], ignore_conflicts=True
    )
    return len(started)


@transaction.atomic
def change_period(period, *, by, changes):
    """Save a period whose days an administrator has edited; a new one gets its reports at once."""
    can_administer.check(by)
    is_new = period.pk is None
    period.full_clean()
    period.save()
    record("make_period" if is_new else "change_period", period, by=by, **changes)
    open_reports(period)
    return period


@transaction.atomic
def remove_period(period, *, by):
    """Remove a period on which nobody has written anything."""
    can_administer.check(by)
    if period.reports.exclude(pk__in=ProgressReport.objects.untouched()).exists():
        raise ValidationError(_("This period has reports that somebody has begun; it stays"))
    record("remove_period", period, by=by)
    period.reports.all().delete()
    period.delete()
