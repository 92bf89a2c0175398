"""What follows from an act in the same transaction: the lights of the measures that it touched are drawn anew."""

from functools import wraps

from django.db import transaction
from django.utils import timezone

from tracker.lights import actions as lights
from tracker.plans.extensions import Extension
from tracker.plans.models import Assignment, Measure, Milestone, Plan, Task
from tracker.plans.sources import SourceDocument
from tracker.reporting.models import ProgressReport, ReportException, ReportingPeriod


def redrawing(act):
    """The action ``act``, which takes what it acts on first, followed by a redraw from today on.

    Its measures are held first: whoever holds anything else, a report or the end of the log, has its measures already,
    so that no two acts wait for each other.
    """
    @wraps(act)
    @transaction.atomic
    def acted(subject, *args, **kwargs):
        touched = measures_of(subject)  # before: afterwards it may be gone
        Measure.objects.filter(pk__in=touched).hold()
        result = act(subject, *args, **kwargs)
        lights.redraw(touched | measures_of(subject), on=timezone.localdate())
        return result

    return acted


def measures_of(row):
    """The keys of the measures whose light may depend on a row."""
    if isinstance(row, Measure):
        return {row.pk} - {None}
    if isinstance(row, (Assignment, Extension, Milestone)):
        return {row.measure_id}
    if isinstance(row, ProgressReport):
        return {row.assignment.measure_id}
    if isinstance(row, ReportException):
        return {row.report.assignment.measure_id}
    if isinstance(row, Task):
        return set(row.measures.values_list("pk", flat=True)) if row.pk else set()
    if isinstance(row, (Plan, ReportingPeriod, SourceDocument)):
        plan = row.pk if isinstance(row, Plan) else row.plan_id
        return set(Measure.objects.filter(task__plan=plan).values_list("pk", flat=True)) if plan else set()
    return set()
