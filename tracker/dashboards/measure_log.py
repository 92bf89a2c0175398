"""The log of one measure as one person may read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tracker.audit.models import AuditEvent
from tracker.audit.sentences import reason, sentence
from tracker.plans.days import end_of
from tracker.plans.extensions import Extension
from tracker.reporting.models import Evidence, ProgressReport

EXTENSION = "extension"  # what events about one are about
DRAFT_VERBS = ("save_draft", "attach", "detach")
CONFIDENTIAL_REASONS = {"return", "correct", "grant_exception"}  # of the organization and its reviewers


@dataclass(frozen=True)
class LogLine:
    text: str
    reason: str
    at: datetime


def events(measure, user, *, on):
    """What was done to the measure and its reports up to the end of a day, newest first. Drafts are private: that they
    were saved, and which files were attached, only their own organization reads; that more time was asked for, and was
    not granted, whoever may read the wish itself."""
    own = ProgressReport.objects.filter(assignment__measure=measure, assignment__organization=user.organization_id)
    if not (user.is_reporter or user.is_signatory):
        own = own.none()
    extensions = Extension.objects.told_of(user, on=on).filter(measure=measure)
    files = Evidence.objects.filter(report__in=own)
    return AuditEvent.objects.on_measure(measure).newest_first().filter(
        ~Q(target_type=EXTENSION) | Q(target_id__in=extensions.values("pk")),
        ~Q(verb__in=DRAFT_VERBS)
        | Q(target_type="progressreport", target_id__in=own.values("pk"))
        | Q(target_type="evidence", target_id__in=files.values("pk")),
        at__lt=end_of(on),
    )


def log(events, measure, told):
    """A ``LogLine`` for each event. Why a report was returned, corrected or excepted is told to its organization and to
    its reviewers, whom the ``told`` entries know."""
    addressed = {entry.report.pk for entry in told if entry.is_own or entry.is_reviewed}
    for event in events:
        is_for_them = event.verb not in CONFIDENTIAL_REASONS or event.target_id in addressed
        yield LogLine(sentence(event, about=str(measure)), reason(event) if is_for_them else "", event.at)
