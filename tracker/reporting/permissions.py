"""Who may do what to a report, and the sentence we say when they may not (domain.md §6).

Every rule takes ``on``, the day of the act: only doors and actions read the clock. A refusal that no right of the
person would change, such as that of a closed period, says so by its ``why``.
"""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, require
from tracker.plans.models import Assignment, Milestone
from tracker.reporting.models import ProgressSpan
from tracker.reporting.status import EDITABLE, WAITING, Status


class Why(StrEnum):
    """The kinds of refusal, which people can do different things about."""

    NOT_ALLOWED = "not_allowed"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    AWAITING = "awaiting"
    DECIDED = "decided"


class NotNow(PermissionDenied):
    """Refused for the state of the report or its period, and not for who asks; ``why`` is a ``Why``."""

    def __init__(self, sentence, *, why):
        super().__init__(sentence)
        self.why = why


def why_refused(refusal):
    """The ``Why`` of a ``PermissionDenied``."""
    return getattr(refusal, "why", Why.NOT_ALLOWED)


@Permission
def can_act_for(user, report, *, on):
    """The people of the responsible organization, while it is responsible."""
    require(
        user.is_active and (user.is_reporter or user.is_signatory)
        and user.organization_id == report.assignment.organization_id,
        _("Only the responsible organization reports on this measure"),
    )
    measure = report.assignment.measure
    require(measure.withdrawn_on is None, _("This measure was withdrawn; there is nothing to report"))


@Permission
def can_write(user, report, *, on):
    """Writing and handing in: one's own organization's report, while its period or an exception is open.

    A returned report and a correction stay open after the period has closed: the supervisor, or the reason on record,
    has opened them again. Of a report that is no longer written, the workflow says why.
    """
    can_act_for.check(user, report, on=on)
    period = report.period
    if report.status not in EDITABLE:
        return
    if on < period.opens_on:
        raise NotNow(
            _("Reporting for the %(period)s opens on %(day)s")
            % {"period": period, "day": date_format(period.opens_on)}, why=Why.NOT_OPEN_YET,
        )
    if on <= period.closes_on or report.status == Status.RETURNED or report.is_correction:
        return
    if on > (closed_on := report.deadline.closes_on):
        raise NotNow(
            _("Reporting for the %(period)s closed on %(day)s. To report late, contact the zone's task force")
            % {"period": period, "day": date_format(closed_on)}, why=Why.CLOSED,
        )


@Permission
def can_sign(user, report, *, on):
    """The signatory of the reporting organization, but not for what they handed in themselves."""
    can_act_for.check(user, report, on=on)
    require(user.is_signatory, _("Only the signatory of the organization signs"))
    submission = report.submissions.filter(decision="").first()
    require(
        submission is None or submission.submitted_by_id != user.pk,
        _("Nobody signs what they handed in themselves; another signatory has to"),
    )


@Permission
def can_review(user, report, *, on):
    """Supervisors decide within their scope, never on their own organization's report."""
    _check_supervises(
        user, report, supervisor=_("Only supervisors review reports"),
        foreign=_("Nobody reviews their own organization's report"),
    )


@Permission
def can_grant_exception(user, report, *, on):
    """Supervisors let a report come later, or excuse it, while it waits for being written."""
    _check_excepts(user, report)
    is_over = report.exception is None or report.exception.is_over_on(on)
    is_approved = report.status == Status.APPROVED or report.is_correction
    for is_in_the_way, sentence in (
        (report.status in WAITING, _("This report was handed in and needs no exception")),
        (report.status == Status.RETURNED, _("A returned report stays open until it is handed in again")),
        (is_approved, _("This report was approved and needs no exception")),
        (not is_over, _("An exception is in force for this report; end it before you grant another")),
    ):
        require(not is_in_the_way, sentence)


@Permission
def can_end_exception(user, exception, *, on):
    """The supervisors who could grant it end it, as long as it is in force."""
    _check_excepts(user, exception.report)
    require(
        exception.ended_at is None and not exception.is_over_on(on), _("This exception is no longer in force")
    )


def _check_excepts(user, report):
    _check_supervises(
        user, report, supervisor=_("Only supervisors grant exceptions"),
        foreign=_("Nobody grants an exception to their own organization"),
    )


def _check_supervises(user, report, *, supervisor, foreign):
    """Raise with the sentence for whoever is no ``supervisor``, is one of the same organization, or of another area."""
    require(user.is_active and user.is_supervisor, supervisor)
    require(user.organization_id != report.assignment.organization_id, foreign)
    require(
        Assignment.objects.within_scope_of(user).filter(pk=report.assignment_id).exists(),
        _("This report is outside the area that you supervise"),
    )


def already_complete(row):
    """The sentence that says that no more time is needed: the measure is complete by its approved reports. Empty while
    it is not, and for a milestone, which knows by itself that it is done. One query."""
    if isinstance(row, Milestone):
        return ""
    complete = ProgressSpan.objects.current().overall().filter(measure=row, percent=100)
    return _("This measure is completed; there is nothing to extend") if complete.exists() else ""
