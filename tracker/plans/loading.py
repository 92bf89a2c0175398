"""Putting the built-in plan into the database, once: what an administrator changes or removes later stays so."""

from django.db import transaction

from tracker.audit.actions import record
from tracker.audit.models import AuditEvent
from tracker.people.actions import keep_organization
from tracker.people.models import Organization
from tracker.people.provenance import Confidence
from tracker.plans.actions import assign, keep
from tracker.plans.data import guangqing as facts
from tracker.plans.models import Area, District, Measure, Objective, Plan, Task
from tracker.plans.status import AssignmentRole

LOADED = "load_plan"  # the audit verb; the log is the one place that no later edit can touch


@transaction.atomic
def load_built_in_plan(by=None):
    """Load the built-in plan unless that has been done before, and return the ``Plan``.

    ``by`` is an administrator, or None for the system. Every record goes through the actions, so it is validated and
    audited. A second call changes nothing; it returns None when the plan was removed meanwhile, since whoever removed
    it did not want it back. Raises ``ValidationError`` when something else in the database bears its title or codes.
    """
    if is_loaded():
        return built_in_plan()
    plan = keep(Plan(**facts.PLAN), by=by)
    _load_objectives(plan, by)
    districts = _load_areas(plan, by)
    leads = _load_organizations(by)
    tasks = {task.number: _load_task(plan, task, by) for task in facts.TASKS}
    for number, row in enumerate(facts.MEASURES, 1):
        measure = _load_measure(tasks[1], number, row, districts, by)
        for area in row.areas:
            assign(measure, organization=leads[area], districts=districts[area], by=by, role=AssignmentRole.LEAD,
                   source=facts.LEAD_SOURCE, confidence=Confidence.INFERRED)
    keep(Measure(task=tasks[1], **facts.GAP), by=by, known_since=plan.issued_on)
    record(LOADED, plan, by=by, name=facts.NAME, measures=len(facts.MEASURES) + 1)
    return plan


def is_loaded():
    """Whether the built-in plan was ever loaded into this database."""
    return _loading() is not None


def built_in_plan():
    """The built-in plan as it stands now; None before it was loaded and after somebody removed it."""
    loading = _loading()
    return Plan.objects.filter(pk=loading.target_id).first() if loading else None


def _loading():
    return AuditEvent.objects.filter(target_type="plan", verb=LOADED, changes__name=facts.NAME).first()


def _load_objectives(plan, by):
    for number, title in enumerate(facts.OBJECTIVES, 1):
        keep(Objective(plan=plan, number=number, title=title, due_on=facts.DUE_ON, due_text=facts.DUE_TEXT,
                       source=facts.OBJECTIVES_SOURCE, confidence=Confidence.OFFICIAL), by=by)


def _load_areas(plan, by):
    """The areas with their districts; returns the districts under the area's key."""
    districts = {}
    for position, (key, row) in enumerate(facts.AREAS.items(), 1):
        area = keep(Area(plan=plan, name=row.name, code=row.code, city=row.city, position=position,
                         source=f"{facts.DOCUMENT}；{facts.STANDARD_CODES}", confidence=Confidence.OFFICIAL), by=by)
        districts[key] = [
            keep(District(area=area, position=place, confidence=Confidence.OFFICIAL, **district._asdict()), by=by)
            for place, district in enumerate(row.districts, 1)
        ]
    return districts


def _load_organizations(by):
    """The bodies that the plan names; those that bear their name already are taken as they are."""
    known = {}
    for position, row in enumerate(facts.ORGANIZATIONS, 1):
        known[row.name] = Organization.objects.filter(name=row.name, active_until=None).first() or keep_organization(
            Organization(name=row.name, short_name=row.short_name, level=row.level, parent=known.get(row.parent),
                         position=position * 10, source=row.source, confidence=Confidence.OFFICIAL), by=by)
    return {key: known[area.lead] for key, area in facts.AREAS.items()}


def _load_task(plan, row, by):
    return keep(Task(plan=plan, **row._asdict()), by=by)


def _load_measure(task, number, row, districts, by):
    chosen = [district for key in row.areas for district in districts[key]]
    measure = keep(
        Measure(
            task=task, code=row.code, number=number, title=row.title, short_title=row.short_title, heading=row.heading,
            scope_text=row.scope_text, scope_confidence=row.scope_confidence, kind=row.kind,
            starts_on=facts.STARTS_ON, due_on=facts.DUE_ON, due_text=facts.DUE_TEXT, source=facts.TASK_SOURCE,
            confidence=Confidence.OFFICIAL,
            note=facts.SCOPE_NOTE if row.scope_confidence == Confidence.INFERRED else "",
        ),
        by=by, changes={"districts": "、".join(district.name for district in chosen)},
        known_since=task.plan.issued_on,
    )
    measure.districts.set(chosen)
    return measure
