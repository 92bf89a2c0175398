"""Putting the baselines of the built-in plan into the database, once."""

from django.db import transaction

from tracker.audit.actions import record
from tracker.audit.models import AuditEvent
from tracker.indicators.baselines import BASELINES
from tracker.indicators.models import Indicator
from tracker.people.provenance import Confidence
from tracker.plans.actions import keep

LOADED = "load_baselines"


@transaction.atomic
def load_baselines(plan, by=None):
    """Give the built-in plan its indicators unless that has been done before; later edits and removals stay."""
    if AuditEvent.objects.about(plan).filter(verb=LOADED).exists():
        return
    areas = {area.name: area for area in plan.areas.all()}
    for number, row in enumerate(BASELINES, 1):
        stated = {name: value for name, value in row._asdict().items() if name != "is_share"}
        keep(Indicator(
            plan=plan, number=number, confidence=Confidence.OFFICIAL, scope=row.scope, area=areas.get(row.scope_text),
            combination=row.combination, baseline_on=row.baseline_on, **stated,
        ), by=by)
    record(LOADED, plan, by=by, indicators=len(BASELINES))
