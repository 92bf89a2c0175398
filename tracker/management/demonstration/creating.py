"""Making the demonstration: all of it or nothing."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from tracker.audit.actions import record
from tracker.audit.models import AuditEvent
from tracker.lights import actions as lights
from tracker.management.demonstration.calendar import keep_open, make_past
from tracker.management.demonstration.extensions import MOVED_REASON, move_back, play_extensions
from tracker.management.demonstration.history import write_history
from tracker.management.demonstration.indicators import tell_figures
from tracker.management.demonstration.people import create_cast
from tracker.management.demonstration.present import play
from tracker.management.demonstration.scene import STORIES, Part, Scene, make_paths, step_days
from tracker.management.demonstration.story.course import FIRST, extended_to
from tracker.people.models import Organization
from tracker.people.provenance import Confidence
from tracker.plans.actions import change_due, keep, keep_assignment
from tracker.plans.data.guangqing import AREAS
from tracker.plans.models import Assignment, Measure, Milestone
from tracker.plans.status import AssignmentRole
from tracker.reporting.actions import end_assignment, look_ahead
from tracker.reporting.calendar import period_dates

LOADED = "load_demonstration"  # the audit verb; its event says what of the real plan was changed
SOURCE = "演示数据"
MOVED_BEFORE = timedelta(days=20)  # of its first time limit, a step was given more time


def is_present():
    """Whether there is demonstration data in this database."""
    return Organization.objects.demonstration().exists()


def loading_of(plan):
    """The audit event of the last loading, None without one; ``changes`` hold the keys of what was changed."""
    return AuditEvent.objects.about(plan).filter(verb=LOADED).newest_first().first()


def create_demonstration(plan, *, today, password):
    """Fill the built-in plan with invented departments, people and reports; return the ``Cast``.

    ``today`` is the real day of today: what the cast does in the newest period goes through the actions, which read the
    clock. Everybody signs in with ``password``. Files that were stored are removed again if anything fails.
    """
    files = []
    try:
        with transaction.atomic():
            return _create(plan, today=today, password=password, files=files)
    except BaseException:
        for name in files:
            default_storage.delete(name)
        raise


def _create(plan, *, today, password, files):
    look_ahead(plan, on=today)  # first, so that only the past counts as made for the demonstration
    cast = create_cast(plan, password=password)
    periods, made = make_past(plan, on=today)
    ended = _end_leads(plan)
    scene = Scene(plan, cast, periods, today, _parts(plan, cast, newest=len(periods) - 1), {})
    _make_steps(scene)
    written = write_history(scene, files=files)
    keep_open(plan, on=today)
    extended = _extend(scene)
    look_ahead(plan, on=today)
    play(scene)
    play_extensions(scene, extended)
    told, linked = tell_figures(plan, cast, today=today)
    for indicator, number in told.items():
        record(LOADED, indicator, by=None, readings=number, note=SOURCE)
    measures = {part.measure.pk for part in scene.parts}
    lights.tell_past(measures, since=_first_day(), until=today)
    for part_of in {part.measure.pk: part for part in scene.parts}.values():
        record(LOADED, part_of.measure, by=None, measure=part_of.measure, submissions=written[part_of.measure.pk],
               note=SOURCE)
    record(LOADED, plan, by=None, periods=[period.pk for period in made], ended=ended, extended=extended,
           linked=linked)
    return cast


def _end_leads(plan, stories=STORIES):
    """The departments of the demonstration take over; returns {assignment key: its last day}, to be undone later."""
    last_day = _first_day() - timedelta(days=1)
    codes = [story.code for story in stories]
    leads = Assignment.objects.leads().filter(measure__task__plan=plan, measure__code__in=codes, until=None)
    ended = {}
    for assignment in leads.select_related("measure", "organization"):
        end_assignment(assignment, by=None, on=last_day)
        ended[assignment.pk] = last_day
    return ended


def _parts(plan, cast, *, newest):
    measures = {m.code: m for m in Measure.objects.filter(task__plan=plan).select_related("task__plan")}
    parts = []
    for story in STORIES:
        if measure := measures.get(story.code):
            districts = _districts(measure)
            paths = make_paths(story, districts, newest=newest)
            parts += [
                Part(story, area, course, measure, _assign(measure, course.lead, districts[area], cast),
                     districts[area], paths[area])
                for area, course in story.courses.items()
            ]
            for partner in story.partners:
                _assign(measure, partner, districts["G" if partner.startswith("gz") else "Q"], cast,
                        role=AssignmentRole.PARTNER)
    return parts


def _districts(measure):
    """The districts of a measure under the key of their area."""
    keys = {area.name: key for key, area in AREAS.items()}
    found = {key: [] for key in AREAS}
    for district in measure.districts.select_related("area").order_by("position"):
        found[keys[district.area.name]].append(district)
    return found


def _assign(measure, department, districts, cast, *, role=AssignmentRole.LEAD):
    assignment = Assignment(
        measure=measure, organization=cast.organizations[department], role=role,
        since=_first_day(), source=SOURCE, confidence=Confidence.UNVERIFIED, is_demonstration=True,
    )
    return keep_assignment(assignment, districts=districts, by=None)


def _make_steps(scene):
    """The milestones of every story; one that was moved keeps its first time limit beside the new one."""
    period_end = scene.periods[-1].ends_on
    for part in {part.measure.pk: part for part in scene.parts}.values():
        for step in part.story.steps:
            due_on, done_on, first_due_on = step_days(step, today=scene.today, period_end=period_end)
            lead = part.story.courses[step.who].lead if step.who else None
            milestone = keep(
                Milestone(measure=part.measure, title=step.title, weight=step.weight, due_on=first_due_on or due_on,
                          organization=scene.cast.organizations.get(lead), goal_year=step.goal_year,
                          proof=step.proof, is_demonstration=True),
                by=None, known_since=_first_day())
            if first_due_on and first_due_on < due_on:
                change_due(milestone, by=scene.cast.administrator, due_on=due_on, reason=MOVED_REASON)
                day = max(min(first_due_on, scene.today) - MOVED_BEFORE, _first_day() + timedelta(days=1))
                move_back(scene, milestone, part.story, who=step.who, day=day)
            scene.steps[milestone.pk] = (step, done_on)


def _first_day():
    return period_dates(*FIRST).starts_on


def _extend(scene):
    """Give some overdue measures more time; returns {measure key: [limit before, limit after]}."""
    extended = {}
    for part in {part.measure.pk: part for part in scene.parts if part.story.extended}.values():
        before = part.measure.due_on
        if before and before < scene.today:
            after = extended_to(part.story.extended, today=scene.today)
            change_due(part.measure, by=scene.cast.administrator, due_on=after, reason=part.story.extension_reason)
            extended[part.measure.pk] = [before, after]
    return extended
