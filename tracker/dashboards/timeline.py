"""The reports of a measure as one person may read them: newest first, and the progress they told period by period."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Sum, Value, When

from tracker.dashboards.slots import arrived
from tracker.plans.days import end_of
from tracker.plans.expected import gap
from tracker.plans.models import Assignment
from tracker.reporting.deadlines import is_expected
from tracker.reporting.models import DistrictFigure, ProgressReport, ReportException, ReportingPeriod, Submission
from tracker.reporting.permissions import can_write
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Decision, Status


@dataclass(frozen=True)
class Entry:
    """One report in a timeline. ``submission`` is the newest that this person may read, None when there is none;
    ``last_return`` the reason of a return before it. ``review`` is the key of a submission that awaits this person's
    decision. ``due_on`` is when the report is due, None once it is handed in or where none is expected; ``exception``
    is the one in force, and ``can_except`` whether this person grants or ends it."""

    report: ProgressReport
    submission: Submission | None
    last_return: str
    is_own: bool
    is_reviewed: bool
    can_edit: bool
    review: int | None
    can_except: bool = False
    due_on: date | None = None

    @property
    def exception(self):
        return self.report.exception

    @property
    def tells_reason(self):
        """Why an exception was granted is for those concerned."""
        return self.is_own or self.is_reviewed

    @property
    def is_hidden(self):
        """Whether something was written or handed in that this person may not read."""
        has_newer = self.report.status != Status.APPROVED and self.report.state != "blank"
        return has_newer and not self.is_own and (self.submission is None or self.submission.is_approved)


@dataclass(frozen=True)
class Point:
    """Progress told for a period, over all districts of the measure, in percent."""

    period: ReportingPeriod
    percent: int
    expected: int | None
    gap: int | None


def entries(measure, user, *, on, is_past=False):
    """An ``Entry`` for each report of the measure whose period had opened by that day, newest first. One query.

    With ``is_past`` they are told as they stood at the end of that day, without drafts and without anything to do.
    """
    reports = _reports(measure, user, on=on, is_past=is_past)
    entry = _past_entry if is_past else _entry
    return tuple(entry(report, measure, user, on=on) for report in reports)


def known_submissions(user, *, on):
    """What this person may read and had been handed in by the end of that day: their own organization's and, for
    supervisors, what they decide on; of others what had been approved."""
    end = end_of(on)
    known = Submission.objects.visible_to(user).filter(handed_in_at__lt=end).exclude(
        decision=Decision.RECALLED, decided_at__lt=end
    )
    readable = Q(decision=Decision.APPROVED, decided_at__lt=end)
    if user.organization_id and (user.is_reporter or user.is_signatory):
        readable |= Q(report__assignment__organization=user.organization_id)
    if user.is_supervisor:
        scope = Assignment.objects.within_scope_of(user).filter(pk=OuterRef("report__assignment"))
        readable |= Q(Exists(scope))
    return known.filter(readable)


def history(told, districts_of, all_districts, *, expected):
    """A ``Point`` for each period in which something was approved, oldest first.

    ``told`` are entries; ``districts_of`` maps an assignment's key to the keys of its districts. A district keeps its
    last approved figure until the next, and counts 0 before the first; where an assignment reported the sum of several
    districts only their mean is known, which does not change the mean of all. ``expected`` maps a day to the progress
    expected by then.
    """
    figures, points = {}, []
    for period, of_the_period in groupby(reversed(told), key=lambda entry: entry.report.period):
        approved = [entry.report for entry in of_the_period if entry.report.approved_figures]
        for report in approved:
            mean = Fraction(report.approved_sum, report.approved_figures)
            figures.update(dict.fromkeys(districts_of.get(report.assignment_id, ()), mean))
        if approved:
            percent, by_then = mean_percent(figures, all_districts), expected(period.ends_on)
            points.append(Point(period, percent, by_then, gap(percent, by_then)))
    return points


def _reports(measure, user, *, on, is_past):
    """The reports, each with the newest submission that this person may read as ``read``, if there is one."""
    end = end_of(on)
    of_the_report = Submission.objects.filter(report=OuterRef("pk")).order_by("-number")
    readable = of_the_report.visible_to(user)
    reports = ProgressReport.objects.filter(assignment__measure=measure, period__opens_on__lte=on)
    if is_past:
        readable = known_submissions(user, on=on).filter(report=OuterRef("pk")).order_by("-number")
        reports = reports.filter(Q(assignment__since=None) | Q(assignment__since__lte=on)).annotate(
            decision_then=_decision_then(on)
        )
    figures = DistrictFigure.objects.filter(submission=OuterRef("in_force")).order_by().values("submission")
    return (
        reports.annotate(
            newest_readable=Subquery(readable.values("pk")[:1]),
            last_return=Subquery(_returns(readable, end).values("remark")[:1]),
            in_force=Subquery(of_the_report.approved().filter(decided_at__lt=end).values("pk")[:1]),
            is_reviewed=_is_reviewed_by(user),
            excepted=Subquery(ReportException.objects.in_force(on=on).filter(report=OuterRef("pk")).values("pk")[:1]),
        )
        .annotate(
            granted=FilteredRelation("exceptions", condition=Q(exceptions__pk=F("excepted"))),
            read=FilteredRelation("submissions", condition=Q(submissions__pk=F("newest_readable"))),
            approved_sum=Subquery(figures.annotate(sum=Sum("percent")).values("sum")),
            approved_figures=Subquery(figures.annotate(number=Count("pk")).values("number")),
        )
        .select_related("assignment__organization", "period", "read__submitted_by", "read__decided_by",
                        "granted")
        .defer("draft")
        .order_by("-period__ends_on", "assignment__organization__position", "assignment__organization__name", "pk")
    )


def _returns(submissions, end):
    return submissions.filter(decision=Decision.RETURNED, decided_at__lt=end)


def _decision_then(on):
    """What had become, by the end of that day, of what came in last: empty while it awaited a decision, None where
    nothing had come."""
    decided = When(decided_at__lt=end_of(on), then=F("decision"))
    newest = arrived(on=on).order_by("-number").annotate(then=Case(decided, default=Value("")))
    return Subquery(newest.values("then")[:1])


def _is_reviewed_by(user):
    if not user.is_supervisor:
        return Value(False)
    return Exists(Assignment.objects.within_scope_of(user).filter(pk=OuterRef("assignment")))


def _entry(report, measure, user, *, on):
    report.assignment.measure = measure
    report.exception = getattr(report, "granted", None)
    submission = getattr(report, "read", None)
    is_own = user.organization_id == report.assignment.organization_id and (user.is_reporter or user.is_signatory)
    is_unwritten = report.status == Status.DRAFT and not report.is_correction
    awaits_review = report.is_reviewed and report.status == Status.SUBMITTED and submission is not None
    return Entry(
        report=report,
        submission=submission,
        last_return="" if submission and submission.remark == report.last_return else report.last_return or "",
        is_own=is_own,
        is_reviewed=report.is_reviewed,
        can_edit=is_own and report.is_editable and can_write(user, report, on=on),
        review=submission.pk if awaits_review else None,
        can_except=report.is_reviewed and is_unwritten,
        due_on=report.deadline.due_on if is_unwritten and is_expected(report.terms) else None,
    )


def _past_entry(report, measure, user, *, on):
    """The entry as it stood at the end of that day. The rows are changed in memory only, and never saved."""
    then = {None: Status.DRAFT, Decision.APPROVED: Status.APPROVED, Decision.RETURNED: Status.RETURNED}
    report.status = then.get(report.decision_then, Status.SUBMITTED)
    report.version = 0 if report.decision_then is None else 1
    report.correction_reason = ""
    submission = getattr(report, "read", None)
    if submission and submission.decided_at and submission.decided_at >= end_of(on):
        submission.decision = submission.remark = ""
        submission.decided_by = submission.decided_at = None
    return replace(_entry(report, measure, user, on=on), can_edit=False, review=None, can_except=False)
