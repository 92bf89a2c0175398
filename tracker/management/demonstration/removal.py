"""Taking the demonstration out again: all of it, and nothing else.

What was handed in is never deleted: the querysets of submissions, figures and claims refuse. The demonstration never
happened, so here, and only here, its rows are deleted past that refusal with ``_raw_delete``.
"""

from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q

from tracker.audit.actions import record
from tracker.exchange.models import Briefing, CopyReturn, ReadingReturn, WorkingCopy
from tracker.indicators.models import Reading, ReadingDuty, Target
from tracker.lights import actions as lights
from tracker.lights.models import Judgement, LightSpan
from tracker.management.demonstration.calendar import restore_days
from tracker.management.demonstration.creating import loading_of
from tracker.management.demonstration.indicators import unlink
from tracker.management.demonstration.obstacles import demonstration_assignments
from tracker.notices.models import Notice
from tracker.people.models import Organization, User
from tracker.plans.extensions import Extension
from tracker.plans.models import AssignedDistrict, Assignment, Measure, Milestone
from tracker.plans.spans import remember_measures, remember_milestones
from tracker.reporting.actions import look_ahead
from tracker.reporting.models import (
    DistrictFigure,
    Evidence,
    MilestoneClaim,
    ProgressReport,
    ProgressSpan,
    ReportException,
    ReportingPeriod,
    Submission,
)
from tracker.reporting.spans import redraw_overall
from tracker.reporting.status import Decision

REMOVED = "remove_demonstration"
TOLD_OF_EXTENSIONS = (Notice.Kind.EXTENSION_ASKED, Notice.Kind.EXTENSION_GRANTED, Notice.Kind.EXTENSION_REFUSED)
TOLD_OF_SUBMISSIONS = (Notice.Kind.SUBMITTED, Notice.Kind.APPROVED, Notice.Kind.RETURNED,
                       Notice.Kind.AWAITING_SIGNATURE, Notice.Kind.CORRECTION)


@dataclass
class Removal:
    """What was removed, and what real entries hold in place: it stays, no longer marked as demonstration."""

    reports: int = 0
    kept: list = field(default_factory=list)
    not_restored: list = field(default_factory=list)


@transaction.atomic
def remove_demonstration(plan, *, today):
    """Remove all demonstration data and give the plan back what it had; return the ``Removal``.

    Ask ``obstacles`` first: with real entries on demonstration rows, reports of the demonstration's assignments go all
    the same, and rows that real ones point to stay, people without their sign-in.
    """
    removal = Removal()
    changes = loading.changes if (loading := loading_of(plan)) else {}
    periods = changes.get("periods", [])
    _remove_files(plan, periods)
    measures = _remove_reports(removal)
    _remove_assignments()
    _restore_leads(changes.get("ended", {}), removal)
    _remove_extensions()
    _remove_figures()
    unlink(changes.get("linked", {}))
    _restore_limits(changes.get("extended", {}), today=today)
    _remove_periods(periods)
    restore_days(plan)
    _redraw(measures, on=today)
    _reopen_milestones(measures, on=today)
    for rows in (Milestone.objects, User.objects, Organization.objects):
        _remove_marked(rows.filter(is_demonstration=True), removal)
    record(REMOVED, plan, by=None, reports=removal.reports, kept=removal.kept, not_restored=removal.not_restored)
    look_ahead(plan, on=today)
    _remove_lights(measures)
    lights.redraw_plan(plan, on=today)
    return removal


def _remove_files(plan, periods):
    """What was handed out with the demonstration in it: briefings of the plan, and copies of what goes."""
    copies = WorkingCopy.objects.filter(
        Q(organization__is_demonstration=True) | Q(made_by__is_demonstration=True) | Q(period__in=periods))
    returns = CopyReturn.objects.filter(Q(copy__in=copies) | Q(uploaded_by__is_demonstration=True))
    figures = ReadingReturn.objects.filter(
        Q(organization__is_demonstration=True) | Q(uploaded_by__is_demonstration=True))
    briefings = Briefing.objects.filter(period__plan=plan)
    files = [name for rows in (returns, figures, briefings.exclude(file="")) for name in rows.values_list(
        "file", flat=True)]
    for rows in (returns, copies, figures, briefings):
        rows._raw_delete(rows.db)
    transaction.on_commit(lambda: [default_storage.delete(name) for name in files])


def _remove_reports(removal):
    """Reports with everything that hangs on them; returns the keys of their measures."""
    reports = ProgressReport.objects.filter(assignment__in=demonstration_assignments())
    submissions = Submission.objects.filter(report__in=reports)
    evidence = Evidence.objects.filter(report__in=reports)
    measures = set(reports.values_list("assignment__measure", flat=True))
    files = list(evidence.exclude(file="").values_list("file", flat=True))
    removal.reports = reports.count()
    _remove_notices(submissions, TOLD_OF_SUBMISSIONS)
    for rows in (
        MilestoneClaim.objects.filter(submission__in=submissions),
        DistrictFigure.objects.filter(submission__in=submissions),
        Submission.evidence.through.objects.filter(submission__in=submissions),
        ProgressSpan.objects.filter(submission__in=submissions),
        ReportException.objects.filter(report__in=reports), evidence, submissions, reports,
    ):
        rows._raw_delete(rows.db)
    transaction.on_commit(lambda: [default_storage.delete(name) for name in files])
    return measures


def _remove_notices(rows, kinds):
    """What real people were told of these rows."""
    keys = [f"{kind}-{pk}" for pk in rows.values_list("pk", flat=True) for kind in kinds]
    for start in range(0, len(keys), 500):
        Notice.objects.filter(key__in=keys[start:start + 500]).delete()


def _remove_assignments():
    assignments = list(demonstration_assignments().values_list("pk", flat=True))
    AssignedDistrict.objects.filter(assignment__in=assignments).delete()
    Assignment.objects.filter(pk__in=assignments).delete()


def _restore_leads(ended, removal):
    """Leads that the demonstration had ended, unless somebody has changed them or leads in their place since."""
    for key, until in ended.items():
        assignment = Assignment.objects.filter(pk=key, until=until).select_related("measure", "organization").first()
        if assignment is None:
            continue
        others = AssignedDistrict.objects.filter(
            measure=assignment.measure, role=assignment.role, until=None, district__in=assignment.districts.all())
        again = Assignment.objects.filter(
            measure=assignment.measure, organization=assignment.organization, until=None)
        if others.exists() or again.exists():
            removal.not_restored.append(str(assignment))
            continue
        Assignment.objects.filter(pk=key).update(until=None)
        assignment.assigned_districts.update(until=None)
        record("change_assignment", assignment, by=None, measure=assignment.measure, until=[until, None])


def _remove_figures():
    """Targets, duties and figures of the demonstration, with what real people were told of them."""
    readings = Reading.objects.filter(
        Q(is_demonstration=True) | Q(organization__is_demonstration=True) | Q(reported_by__is_demonstration=True))
    keys = [f"{kind}-{pk}" for pk in readings.values_list("pk", flat=True)
            for kind in ("readings", Notice.Kind.READING_APPROVED.value, Notice.Kind.READING_RETURNED.value)]
    for start in range(0, len(keys), 500):
        Notice.objects.filter(key__in=keys[start:start + 500]).delete()
    duties = ReadingDuty.objects.filter(Q(is_demonstration=True) | Q(organization__is_demonstration=True))
    for rows in (readings, duties, Target.objects.filter(is_demonstration=True)):
        rows._raw_delete(rows.db)


def _remove_extensions():
    """What demonstration people asked for or decided, and the moves of demonstration milestones; and what real people
    were told of it."""
    extensions = Extension.objects.filter(
        Q(is_demonstration=True) | Q(milestone__is_demonstration=True) | Q(asked_by__is_demonstration=True)
        | Q(decided_by__is_demonstration=True)
    )
    _remove_notices(extensions, TOLD_OF_EXTENSIONS)
    extensions.delete()


def _restore_limits(extended, *, today):
    """Time limits that the demonstration had moved, unless they were moved again since."""
    for key, (before, after) in extended.items():
        measure = Measure.objects.filter(pk=key, due_on=after).first()
        if measure:
            Measure.objects.filter(pk=key).update(due_on=before)
            remember_measures(Measure.objects.filter(pk=key).select_related("task"), on=today)
            record("change_due", measure, by=None, measure=measure, due_on=[after, before], reason="演示数据已移除")


def _remove_periods(keys):
    """Periods that were made for the demonstration, except where a real report stands in one."""
    begun = ProgressReport.objects.filter(period=OuterRef("pk")).filter(
        Q(version__gt=0) | Q(submissions__isnull=False) | Q(evidence__isnull=False))
    periods = ReportingPeriod.objects.filter(~Exists(begun), pk__in=keys)
    removable = list(periods.values_list("pk", flat=True))
    ProgressReport.objects.filter(period__in=removable).delete()
    ReportingPeriod.objects.filter(pk__in=removable).delete()


def _redraw(measures, *, on):
    """Overall progress rests on the districts that real reports have figures for; without any there is none."""
    for measure in Measure.objects.filter(pk__in=measures):
        if measure.progress_spans.by_district().exists():
            redraw_overall(measure, on=on)
        else:
            measure.progress_spans.all().delete()


def _reopen_milestones(measures, *, on):
    """A real milestone is done only as long as an approved report says so."""
    claims = MilestoneClaim.objects.filter(
        milestone=OuterRef("pk"), is_done=True, submission__decision=Decision.APPROVED)
    unproven = Milestone.objects.filter(~Exists(claims), measure__in=measures, is_demonstration=False)
    reopened = list(unproven.exclude(done_on=None).values_list("pk", flat=True))
    Milestone.objects.filter(pk__in=reopened).update(done_on=None, verified_on=None)
    remember_milestones(Milestone.objects.filter(pk__in=reopened), on=on)


def _remove_lights(measures):
    """What the demonstration's reports had made the lights show."""
    for rows in (LightSpan.objects.filter(measure__in=measures), Judgement.objects.filter(measure__in=measures)):
        rows._raw_delete(rows.db)


def _remove_marked(rows, removal):
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            removal.kept.append(str(row))
            row.is_demonstration = False
            if isinstance(row, User):
                row.is_active = False
            row.save()
