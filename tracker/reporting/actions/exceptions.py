"""Exceptions to reporting: a report may come later, or need not come at all; with a reason, and for a time."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.notices.actions import tell
from tracker.notices.models import Notice
from tracker.people.models import User
from tracker.people.permissions import Overtaken
from tracker.plans.text import too_long
from tracker.reporting.limits import REASON_MIN, TEXT_MAX
from tracker.reporting.models import ProgressReport, ReportException
from tracker.reporting.permissions import can_end_exception, can_grant_exception
from tracker.reporting.status import ExceptionKind

LONGEST = timedelta(days=90)  # from the day on which it is granted

day_in_words = lazy(date_format, str)  # in the language of whoever reads it


@transaction.atomic
def grant_exception(report, *, by, kind, until_on=None, reason):
    """Let a report come until the day ``until_on`` (kind later), or excuse it (kind excused); return the exception.

    ``by`` supervises the report. Raises ``PermissionDenied`` with the sentence for a report that needs none, and
    ``ValidationError`` (field name → sentences) for a day or a reason that will not do. One that has run out is ended.
    """
    now, today = timezone.now(), timezone.localdate()
    current = ProgressReport.objects.select_for_update(of=("self",)).with_context().get(pk=report.pk)
    can_grant_exception.check(by, current, on=today)
    reason = reason.strip()
    until_on = until_on if kind == ExceptionKind.LATER else None
    _check(current, kind, until_on, reason, on=today)
    current.exceptions.open().update(ended_at=now, ended_by=by)
    exception = ReportException.objects.create(
        report=current, kind=kind, until_on=until_on, reason=reason, granted_by=by, granted_at=now
    )
    report.exception = exception
    record("grant_exception", report, by=by, measure=report.measure, kind=kind, until_on=until_on, reason=reason)
    notice = Notice.Kind.EXCUSED if kind == ExceptionKind.EXCUSED else Notice.Kind.MAY_COME_LATER
    _tell(exception, notice, day=day_in_words(until_on) if until_on else "", reason=reason[:80])
    return exception


@transaction.atomic
def end_exception(exception, *, by):
    """End an exception before it runs out; from today on the report is owed as if there had been none."""
    can_end_exception.check(by, exception, on=timezone.localdate())
    if not ReportException.objects.open().filter(pk=exception.pk).update(ended_at=timezone.now(), ended_by=by):
        raise Overtaken(_("Somebody else has just ended this exception"))
    exception.refresh_from_db(fields=["ended_at", "ended_by"])
    report = exception.report
    report.exception = None
    record("end_exception", report, by=by, measure=report.measure, kind=exception.kind, until_on=exception.until_on)
    _tell(exception, Notice.Kind.EXCEPTION_ENDED)


def _check(report, kind, until_on, reason, *, on):
    errors = {}
    if kind not in ExceptionKind.values:
        errors["kind"] = _("Choose whether the report may come later or need not come")
    if kind == ExceptionKind.LATER and (problem := _problem_of_day(report.period, until_on, on=on)):
        errors["until_on"] = problem
    if len(reason) < REASON_MIN:
        errors["reason"] = _("Say in at least %(least)d characters why the exception is granted") % {
            "least": REASON_MIN}
    elif len(reason) > TEXT_MAX:
        errors["reason"] = too_long(reason, TEXT_MAX)
    if errors:
        raise ValidationError(errors)


def _problem_of_day(period, until_on, *, on):
    """What is wrong with the day until which a report may come; empty when nothing is."""
    if until_on is None:
        return _("Name the day until which the report may come")
    if not on < until_on <= on + LONGEST:
        return _("Choose a day from tomorrow to %(day)s, %(days)d days from today") % {
            "day": date_format(on + LONGEST), "days": LONGEST.days}
    already = period.due_on if on <= period.due_on else period.closes_on
    if until_on <= already:
        return _("The report may come until %(day)s anyway; choose a later day") % {"day": date_format(already)}
    return ""


def _tell(exception, kind, **details):
    """One notice for each person of the reporting organization."""
    report = exception.report
    tell(User.objects.acting_for(report.organization), key=f"exception-{exception.pk}-{kind}", kind=kind,
         url=report.get_absolute_url(), measure=report.measure, period=report.period, **details)
