"""Who may do what to a report, and the sentence we say when they may not (domain.md §6).

Every rule takes ``on``, the day of the act: only doors and actions read the clock.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.people.permissions import Permission, require
from tracker.plans.models import Assignment
from tracker.reporting.status import Status


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
    """Writing and handing in: one's own organization's report, while its period is open.

    A returned report and a correction stay open after the period has closed: the supervisor, or the reason on record,
    has opened them again.
    """
    can_act_for.check(user, report, on=on)
    period = report.period
    require(
        on >= period.opens_on,
        _("Reporting for the %(period)s opens on %(day)s") % {"period": period, "day": date_format(period.opens_on)},
    )
    require(
        on <= period.closes_on or report.status == Status.RETURNED or report.is_correction,
        _("Reporting for the %(period)s closed on %(day)s. To report late, contact the zone's task force")
        % {"period": period, "day": date_format(period.closes_on)},
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
    require(user.is_active and user.is_supervisor, _("Only supervisors review reports"))
    require(
        user.organization_id != report.assignment.organization_id,
        _("Nobody reviews their own organization's report"),
    )
    require(
        Assignment.objects.within_scope_of(user).filter(pk=report.assignment_id).exists(),
        _("This report is outside the area that you supervise"),
    )
