"""Districts, organizations, numbers and codes for what is written into a plan, and who answers for it."""

import re
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.exchange.importing.differing import BODIES
from tracker.exchange.importing.duties import duties
from tracker.exchange.importing.known import organization_names
from tracker.exchange.importing.matching import organization_of
from tracker.people.models import Organization
from tracker.people.provenance import Confidence
from tracker.people.roles import Level
from tracker.plans.actions import store, store_assignment
from tracker.plans.models import Area, Assignment, District, Measure
from tracker.plans.status import AssignmentRole

ADDRESSED = "主送机关；原文未指定责任部门"
NO_CODE = "无国家代码或代码待补，编号由本系统自编"
ENDING = re.compile(r"(?<=..)(?:市|区|县)$")


def keep_places(writing):
    """``{name: District}`` of the plan; areas and districts that it has not are made."""
    areas = {area.name: area for area in Area.objects.filter(plan=writing.plan)}
    found = {district.name: district for district in
             District.objects.filter(area__plan=writing.plan).select_related("area")}
    for position, place in enumerate(writing.proposal.places, 1):
        area = areas.get(place.name) or _make_area(writing, place, position)
        for number, name in enumerate(place.districts, 1):
            if name not in found:
                found[name] = _make_district(writing, area, name, number)
    return found


class Organizations:
    """The organizations by the name that they are entered as; one that nobody knows is made when it is asked for."""

    def __init__(self, writing):
        self.writing = writing
        self.names = organization_names()
        self.rows = {row.name: row for row in Organization.objects.filter(active_until=None)}

    def called(self, name, *, source):
        name = organization_of(name, self.names) or name
        if name not in self.rows:
            self.rows[name] = _make_organization(self.writing, name, source)
        return self.rows[name]


def assign(writing, item, measure, *, is_new):
    """Make the organizations of an item answer for its measure; where it stood already, only if that was chosen."""
    if not is_new and BODIES not in item.adopt:
        return
    taken, present = _assigned(measure) if not is_new else ((), ())
    districts = {district.name for district in measure.districts.all()}
    for duty in duties(writing.proposal, item, taken=taken, present=present):
        where = [writing.districts[name] for name in duty.districts if name in districts]
        if not where:
            continue
        source = f"{writing.origin}{ADDRESSED}"[:300] if duty.is_inferred else writing.source_of(item)
        organization = writing.organizations.called(duty.name, source=source)
        assignment = Assignment(
            measure=measure, organization=organization, role=duty.role, source=source,
            confidence=Confidence.INFERRED if duty.is_inferred else Confidence.OFFICIAL,
        )
        store_assignment(assignment, where)
        writing.count("assignment")


class Codes:
    """Numbers and codes for new measures: ``<task>-<two digits>``, with a prefix where another plan has taken those."""

    def __init__(self, plan):
        taken = list(Measure.objects.values_list("code", "task__plan_id"))
        self.own = {code for code, of_plan in taken if of_plan == plan.pk}
        self.others = {code for code, of_plan in taken if of_plan != plan.pk}
        self.plan = plan
        self.last = {}

    def next(self, task):
        """``(number, code)`` of the next measure of a task."""
        if task.pk not in self.last:
            self.last[task.pk] = max(task.measures.values_list("number", flat=True), default=0)
        self.last[task.pk] += 1
        number = self.last[task.pk]
        plain = f"{task.number}-{number:02d}"
        for prefix in chain([""], [f"{self.plan.pk}-"], (f"{self.plan.pk}-{n}-" for n in count(2))):
            if (code := f"{prefix}{plain}") not in self.own | self.others:
                self.own.add(code)
                return number, code
        return None


def free_number(rows, wanted):
    """The number that is wanted, the next free one when another row bears it."""
    taken = set(rows.values_list("number", flat=True))
    return next(number for number in count(wanted) if number not in taken)


def _assigned(measure):
    """``(names of districts that somebody leads, names of organizations that are assigned)`` today."""
    there = measure.assignments.filter(until=None).select_related("organization").prefetch_related("districts")
    taken = [district.name for each in there if each.role == AssignmentRole.LEAD for district in each.districts.all()]
    return taken, [each.organization.name for each in there]


def _make_area(writing, place, position):
    """With the code that the same city has in another plan."""
    writing.count("area")
    like = Area.objects.filter(city=place.city).exclude(code="").exclude(city="").first()
    return _stored(Area(plan=writing.plan, name=place.name, city=place.city, code=like.code if like else "",
                        position=position, source=writing.origin[:300], confidence=Confidence.OFFICIAL), place.name)


def _make_district(writing, area, name, number):
    """With the code that a district of that name has in another plan, else with a number of our own that says so."""
    writing.count("district")
    like = District.objects.filter(name=name).order_by("-has_national_code", "pk").first()
    code = like.code if like else f"X{area.pk}-{number:02d}"
    short = like.short_name if like else ENDING.sub("", name)[:12]
    return _stored(District(
        area=area, name=name, short_name=short, code=code, position=number,
        has_national_code=bool(like and like.has_national_code), answered_by=like.answered_by if like else "",
        source=writing.origin[:300] if like else f"{writing.origin}；{NO_CODE}"[:300], confidence=Confidence.OFFICIAL,
    ), name)


def _make_organization(writing, name, source):
    writing.count("organization")
    organization = Organization(name=name, level=_level_of(name), source=source, confidence=Confidence.OFFICIAL)
    organization.full_clean()
    organization.save()
    return organization


def _level_of(name):
    if name.startswith("省") or "省" in name[:5]:
        return Level.PROVINCE
    return Level.DISTRICT if re.match(r"(?:.{2,3}市)?.{1,6}?[区县]", name) else Level.CITY


def _stored(row, name):
    try:
        return store(row)
    except ValidationError as refused:
        words = _("%(name)s: %(fault)s")
        raise ValidationError([words % {"name": name, "fault": fault} for fault in refused.messages]) from refused
