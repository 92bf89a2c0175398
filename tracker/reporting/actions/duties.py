"""Changes to the plan that reports have to follow: who answers for a measure, where, and until when."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.plans import actions as plans
from tracker.plans.models import AssignedDistrict, Assignment
from tracker.reporting.actions.periods import make_periods, open_reports
from tracker.reporting.models import ProgressReport, ReportingPeriod
from tracker.reporting.spans import redraw_overall
from tracker.reporting.status import Frequency


@transaction.atomic
def keep_measure(measure, *, by, districts, changes=None):
    """Save a measure with its districts; its progress from today on is the mean over these.

    Raises ``ValidationError`` for a district of another plan, and for one left out that an organization answers for.
    """
    districts = list(districts)
    with _redrawn(measure, districts):
        plans.keep(measure, by=by, changes=changes, linked={"districts": districts})
    open_coming_reports(measure.task.plan)
    return measure


def store_measure(measure, *, districts):
    """Save a measure with its districts without an event; see ``tracker.plans.actions.store``."""
    with _redrawn(measure, districts):
        plans.store(measure, linked={"districts": districts})


@transaction.atomic
def keep_task(task, *, by, objectives, changes=None):
    """Save a task. Once it is confirmed its measures are counted, and reports on them are owed."""
    plans.keep(task, by=by, changes=changes, linked={"objectives": objectives})
    open_coming_reports(task.plan)
    return task


@transaction.atomic
def keep_assignment(assignment, *, districts, by, changes=None):
    """Save an assignment; a new lead owes its reports from the periods that are not closed yet."""
    if assignment.pk and assignment.reports.exists():
        stored = Assignment.objects.get(pk=assignment.pk)
        if (stored.organization_id, stored.measure_id) != (assignment.organization_id, assignment.measure_id):
            raise ValidationError(_("What was reported stays with its organization: end this assignment, make another"))
    plans.keep_assignment(assignment, districts=districts, by=by, changes=changes)
    open_coming_reports(assignment.measure.task.plan)
    return assignment


@transaction.atomic
def end_assignment(assignment, *, by, on):
    """The organization answers until that day; it owes nothing for periods that end later, unless it has begun."""
    plans.end_assignment(assignment, by=by, on=on)
    _untouched(assignment=assignment, period__ends_on__gt=on).delete()


@transaction.atomic
def remove_assignment(assignment, *, by):
    """Remove an assignment made by mistake, as long as nobody has written a report for it."""
    _untouched(assignment=assignment).delete()
    plans.remove(assignment, by=by)


@transaction.atomic
def withdraw(measure, *, by, on, reason):
    """Take a measure out of the plan from that day on; periods that end later ask for no report on it."""
    plans.withdraw(measure, by=by, on=on, reason=reason)
    _untouched(assignment__measure=measure, period__ends_on__gte=on).delete()


@transaction.atomic
def prepare_periods(plan, *, by, through, since=None, frequency=Frequency.QUARTER):
    """Make the periods of a plan that end by ``through`` and the empty reports in them; return the new periods."""
    made = make_periods(plan, by=by, through=through, since=since, frequency=frequency)
    for period in made:
        open_reports(period)
    return made


def open_coming_reports(plan):
    """Open what is owed in the periods that are not closed yet."""
    for period in ReportingPeriod.objects.filter(plan=plan, closes_on__gte=timezone.localdate()):
        open_reports(period)


@contextmanager
def _redrawn(measure, districts):
    """Around saving a measure with these districts: they are checked before, and its progress is drawn anew after."""
    _check_districts(measure, districts)
    is_redrawn = measure.pk and set(measure.districts.all()) != set(districts)
    yield
    if is_redrawn and measure.progress_spans.exists():
        redraw_overall(measure, on=timezone.localdate())


def _check_districts(measure, districts):
    foreign = [district.name for district in districts if district.area.plan_id != measure.task.plan_id]
    if foreign:
        raise ValidationError({"districts": _("%(districts)s belongs to another plan")
                               % {"districts": "、".join(foreign)}})
    answered = AssignedDistrict.objects.filter(measure=measure.pk, until=None).exclude(district__in=districts)
    left_out = answered.select_related("district", "assignment__organization").first()
    if left_out:
        raise ValidationError({"districts": _("%(organization)s answers for %(district)s; change its assignment first")
                               % {"organization": left_out.assignment.organization, "district": left_out.district}})


def _untouched(**which):
    return ProgressReport.objects.untouched().filter(**which)
