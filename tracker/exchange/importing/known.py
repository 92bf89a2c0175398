"""What the database holds already that a text may be speaking of."""

from tracker.exchange.importing.matching import bare, likeness
from tracker.exchange.importing.shapes import Known, KnownMeasure, Place
from tracker.people.models import FormerName, Organization
from tracker.plans.models import Area, Measure, Plan

SAME_PLAN = 0.9


def known_of(plan):
    """What there is of a plan (None: of no plan yet), in six queries."""
    organizations = organization_names()
    if plan is None:
        return Known(organizations=organizations)
    measures = Measure.objects.filter(task__plan=plan).in_order()
    return Known(
        objectives=tuple(plan.objectives.order_by("number").values_list("pk", "number", "title")),
        tasks=tuple(plan.tasks.in_order().values_list("pk", "number", "title")),
        measures=tuple(
            KnownMeasure(each.pk, each.task_id, each.title, each.heading, each.is_gap) for each in measures
        ),
        places=places_of(plan),
        organizations=organizations,
    )


def places_of(plan):
    areas = Area.objects.filter(plan=plan).prefetch_related("districts").order_by("position", "pk")
    return tuple(
        Place(area.name, area.city, tuple(
            district.name for district in sorted(area.districts.all(), key=lambda each: (each.position, each.pk))
        )) for area in areas
    )


def organization_names():
    """``{bare name: name}`` of the organizations that exist: names first, then short names, then former ones."""
    active = Organization.objects.filter(active_until=None).order_by("-is_demonstration", "-position", "-pk")
    found = {}
    for former in FormerName.objects.filter(organization__active_until=None).select_related("organization"):
        found[bare(former.name)] = former.organization.name
    rows = list(active)
    found |= {bare(each.short_name): each.name for each in rows if each.short_name}
    return found | {bare(each.name): each.name for each in rows}


def plan_named(facts):
    """The plan that a text speaks of by its document number or title; None when there is none."""
    plans = list(Plan.objects.in_order())
    number, title = bare(facts.document_number), bare(facts.title)
    by_number = [plan for plan in plans if number and bare(plan.document_number) == number]
    by_title = [plan for plan in plans if title and bare(plan.title) == title]
    alike = [plan for plan in plans if title and likeness(plan.title, facts.title) >= SAME_PLAN]
    return next(iter(by_number or by_title or alike), None)
