"""Reading periods, reports, submissions, evidence and progress."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from tracker.audit.querysets import AppendOnly
from tracker.plans.models import Assignment
from tracker.reporting.status import EDITABLE, UNDECIDED, WAITING, Completion, Decision, ExceptionKind, Status


class ReportingPeriodQuerySet(models.QuerySet):
    def opened(self, *, on):
        """Periods whose reporting has begun by that day, the newest first."""
        return self.filter(opens_on__lte=on).order_by("-ends_on")

    def open(self, *, on):
        """Periods that take reports on that day."""
        return self.filter(opens_on__lte=on, closes_on__gte=on).order_by("-ends_on")

    def ahead(self, *, on):
        return self.filter(opens_on__gt=on).order_by("opens_on")


class ProgressReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of one's own organization; others once something of theirs may be read."""
        readable = _submissions().visible_to(user).filter(report=OuterRef("pk"))
        return self.filter(_own(user, "assignment__") | Exists(readable))

    def editable(self):
        return self.filter(status__in=EDITABLE)

    def owed_by(self, organization, *, on):
        """What an organization still has to write on that day."""
        return self.filter(is_owed(on), assignment__organization=organization)

    def missed(self, *, on):
        """Reports of closed periods that were never handed in."""
        return self.filter(is_missed(on))

    def waiting(self):
        """Handed in and not decided."""
        return self.filter(status__in=WAITING)

    def untouched(self):
        """Empty slots: nobody has written, attached, handed in or granted anything, so they may go."""
        return self.filter(status=Status.DRAFT, version=0, submissions=None, evidence=None, exceptions=None)

    def open_to(self, user):
        """What a person may know of, written or not: what they may read, and what they supervise."""
        supervised = Assignment.objects.within_scope_of(user).filter(pk=OuterRef("assignment"))
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | Exists(supervised))

    def with_context(self):
        """Everything that a line about a report shows, in one query."""
        return self.select_related("assignment__measure__task", "assignment__organization", "period")


class ReportExceptionQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has ended."""
        return self.filter(ended_at=None)

    def in_force(self, *, on):
        """Granted on or before that day and not ended by its end; at most one of a report."""
        return self.filter(Q(ended_at=None) | Q(ended_at__date__gt=on), granted_at__date__lte=on)

    def excusing(self):
        return self.filter(kind=ExceptionKind.EXCUSED)

    def opening(self, *, on):
        """Those with which a report may still come on that day."""
        return self.filter(kind=ExceptionKind.LATER, until_on__gte=on)


class SubmissionQuerySet(models.QuerySet):
    """Submissions are written once; only the decision is added, once, by ``decide``."""

    def visible_to(self, user):
        """One's own organization's; approved ones; for supervisors also what awaits or got their decision."""
        readable = _own(user, "report__assignment__") | Q(decision=Decision.APPROVED)
        if user.is_supervisor:
            arrived = Q(decision__in=[Decision.APPROVED, Decision.RETURNED]) | Q(
                decision=UNDECIDED, report__status=Status.SUBMITTED
            )
            mine = Assignment.objects.within_scope_of(user).filter(pk=OuterRef("report__assignment"))
            readable |= arrived & Exists(mine)
        return self.filter(readable)

    def awaiting_decision(self):
        return self.filter(decision=UNDECIDED, report__status=Status.SUBMITTED)

    def to_review_by(self, user):
        """The queue of a supervisor: what was handed in within their scope, never their own organization's."""
        mine = Assignment.objects.within_scope_of(user).filter(pk=OuterRef("report__assignment"))
        return self.awaiting_decision().filter(Exists(mine))

    def taken_back_from(self, user):
        """What a supervisor could have decided on, had its organization not taken it back."""
        mine = Assignment.objects.within_scope_of(user).filter(pk=OuterRef("report__assignment"))
        return self.filter(Exists(mine), decision=Decision.RECALLED, handed_in_at__isnull=False)

    def approved(self):
        return self.filter(decision=Decision.APPROVED)

    def with_context(self):
        return self.select_related(
            "report__assignment__measure__task", "report__assignment__organization", "report__period",
            "submitted_by", "decided_by",
        )

    def in_arrival_order(self):
        return self.order_by("handed_in_at", "pk")

    def decide(self, submission, **decision):
        """Write the decision unless somebody else has; the number of rows written, 0 or 1."""
        return super().filter(pk=submission.pk, decision=UNDECIDED)._write(**decision)

    def sign(self, submission, **signature):
        return super().filter(pk=submission.pk, decision=UNDECIDED, signed_at=None)._write(**signature)

    def _write(self, **fields):
        return super().update(**fields)

    def update(self, **kwargs):
        raise AppendOnly("A submission is never edited")

    def delete(self):
        raise AppendOnly("A submission is never deleted")


class WrittenOnceQuerySet(models.QuerySet):
    """Rows that belong to a submission and share its fate."""

    def update(self, **kwargs):
        raise AppendOnly("What was handed in is never edited")

    def delete(self):
        raise AppendOnly("What was handed in is never deleted")


class ClaimQuerySet(WrittenOnceQuerySet):
    def made_by(self, report):
        """What the report claims done: its submission approved last. A submission not decided yet claims nothing."""
        last = _submissions().filter(report=report, decision=Decision.APPROVED).order_by("-number").values("pk")[:1]
        return self.filter(is_done=True, submission__in=last)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own organization's files; others once they belong to a submission that may be read."""
        readable = _submissions().visible_to(user).filter(evidence=OuterRef("pk"))
        return self.filter(_own(user, "report__assignment__") | Exists(readable))

    def attached(self):
        """Evidence that stands in the working draft."""
        return self.filter(removed_at=None)

    def oldest_first(self):
        return self.order_by("uploaded_at", "pk")


class SpecialDayQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(day__year=year)

    def in_order(self):
        return self.order_by("day")


class ProgressSpanQuerySet(models.QuerySet):
    def valid(self, *, on):
        """The spans in force on that day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)

    def overall(self):
        return self.filter(district=None)

    def verified(self):
        return self.filter(completion=Completion.VERIFIED)

    def by_district(self):
        return self.exclude(district=None)

    def current(self):
        return self.filter(until_on=None)


def is_owed(on):
    """The condition that a report has to be written on that day: it is open, was returned or is being corrected.

    A report that may come later is open for longer than its period; one that is excused is owed by nobody.
    """
    is_open = Q(period__closes_on__gte=on) | Q(Exists(_exceptions(on).opening(on=on)))
    is_expected = Q(period__opens_on__lte=on) & is_open & ~Q(Exists(_exceptions(on).excusing()))
    return (is_expected | Q(status=Status.RETURNED) | ~Q(correction_reason="")) & Q(status__in=EDITABLE)


def is_missed(on):
    """The condition on a report that its period closed without it, and that no exception lets it come or excuses it."""
    spared = _exceptions(on).opening(on=on) | _exceptions(on).excusing()
    return Q(period__closes_on__lt=on, status=Status.DRAFT, correction_reason="") & ~Q(Exists(spared))


def _own(user, path):
    """Rows of the organization that the person writes or signs for."""
    if user.organization_id and (user.is_reporter or user.is_signatory):
        return Q(**{f"{path}organization": user.organization_id})
    return Q(pk__in=[])


def _exceptions(on):
    """The exceptions of a report that are in force on that day."""
    return apps.get_model("tracker", "ReportException").objects.in_force(on=on).filter(report=OuterRef("pk"))


def _submissions():
    """All submissions; looked up by name, since models stand above their querysets."""
    return apps.get_model("tracker", "Submission").objects
