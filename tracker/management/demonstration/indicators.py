"""Targets, duties and figures of the demonstration: the past written straight into the tables, the newest quarter
reported and decided on today through the real actions."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from tracker.indicators.actions import approve_readings, report_readings, return_reading
from tracker.indicators.models import Indicator, Reading, ReadingDuty, Target
from tracker.indicators.quarters import ends_before
from tracker.indicators.reported import Entry
from tracker.indicators.status import Bound, ReadingState
from tracker.management.demonstration.story.figures import FIRST_DAY, LINKS, STORIES, figures_on
from tracker.people.provenance import Confidence
from tracker.plans.actions import keep
from tracker.plans.data.guangqing import AREAS
from tracker.plans.days import BEIJING
from tracker.plans.models import District, Objective

SOURCE = "演示数据，虚构"
QUARTERS_MOST = 100
REPORTED_AFTER, DECIDED_AFTER = timedelta(days=8), timedelta(days=15)  # the end of the quarter


def tell_figures(plan, cast, *, today):
    """Tell the stories of the indicators that the plan has; return {indicator: number of figures of the past} and the
    links that were made, to be undone later."""
    days, told = ends_before(today, QUARTERS_MOST, since=FIRST_DAY), {}
    for story in STORIES:
        if indicator := Indicator.objects.filter(plan=plan, name=story.name).first():
            told[indicator] = _tell(story, indicator, cast, days)
    return told, _link(plan)


def unlink(linked):
    """Take back the links that the demonstration made."""
    for objective in Objective.objects.filter(pk__in={key for keys in linked.values() for key, _row in keys}):
        objective.tasks.remove(*[row for key, row in linked.get("tasks", ()) if key == objective.pk])
        objective.indicators.remove(*[row for key, row in linked.get("indicators", ()) if key == objective.pk])


def _tell(story, indicator, cast, days):
    for year, value in story.targets.items():
        keep(Target(indicator=indicator, year=year, value=Decimal(value), bound=Bound.AT_LEAST, source=SOURCE,
                    confidence=Confidence.UNVERIFIED, is_demonstration=True), by=None)
    duties = [keep(duty, by=None) for duty in _duties(story, indicator, cast)]
    if not days:
        return 0
    newest, *past = days
    readings = Reading.objects.bulk_create(_past(story, indicator, duties, cast, past))
    _report_newest(story, indicator, duties, cast, newest)
    return len(readings)


def _duties(story, indicator, cast):
    keys = {area.name: key for key, area in AREAS.items()}
    districts = District.objects.filter(area__plan=indicator.plan_id).select_related("area")
    for district in districts.order_by("area__position", "position"):
        lead = story.leads.get(keys.get(district.area.name))
        if lead and indicator.area_id in {None, district.area_id}:
            yield ReadingDuty(indicator=indicator, district=district, organization=cast.organizations[lead],
                              is_demonstration=True)


def _past(story, indicator, duties, cast, days):
    """Approved figures of every quarter before the newest, reported and decided on in time."""
    districts = [duty.district for duty in duties]
    for day in reversed(days):
        for duty, value in zip(duties, figures_on(story, districts, day), strict=True):
            area = _area(duty.district)
            yield Reading(
                indicator=indicator, district=duty.district, on=day, value=value, source=SOURCE,
                organization=duty.organization, reported_by=cast.reporter(story.leads[area]),
                reported_at=_at(day + REPORTED_AFTER, 10), state=ReadingState.APPROVED,
                decided_by=cast.supervisor(area), decided_at=_at(day + DECIDED_AFTER, 15), is_demonstration=True,
            )


def _report_newest(story, indicator, duties, cast, day):
    """All but the missing districts are reported today; most are approved, one waits, one is returned."""
    values = dict(zip(duties, figures_on(story, [duty.district for duty in duties], day), strict=True))
    for area, group in groupby(duties, key=lambda duty: _area(duty.district)):
        told = [duty for duty in group if duty.district.short_name != story.missing]
        entries = [Entry(duty.district, day, values[duty], SOURCE) for duty in told]
        readings = report_readings(indicator, by=cast.reporter(story.leads[area]), entries=entries)
        names = {reading: reading.district.short_name for reading in readings}
        supervisor = cast.supervisor(area)
        approve_readings([reading for reading, name in names.items() if name not in {story.waiting, story.returned}],
                         by=supervisor)
        for reading in (reading for reading, name in names.items() if name == story.returned):
            return_reading(reading, by=supervisor, reason=story.reason)


def _link(plan):
    """Show some indicators and tasks beside objectives that have none; returns {kind: [[objective key, row key]]}."""
    linked = {"tasks": [], "indicators": []}
    for objective in Objective.objects.filter(plan=plan, number__in=LINKS).order_by("number"):
        if objective.tasks.exists() or objective.indicators.exists():
            continue
        numbers, names = LINKS[objective.number]
        tasks = list(plan.tasks.filter(number__in=numbers))
        indicators = list(plan.indicators.filter(name__in=names))
        objective.tasks.add(*tasks)
        objective.indicators.add(*indicators)
        linked["tasks"] += [[objective.pk, task.pk] for task in tasks]
        linked["indicators"] += [[objective.pk, indicator.pk] for indicator in indicators]
    return linked


def _area(district):
    return next(key for key, area in AREAS.items() if area.name == district.area.name)


def _at(day, hour):
    return datetime.combine(day, time(hour), BEIJING)
