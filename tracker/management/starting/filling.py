"""What a database gets at its first start, and what every start looks after."""

from dataclasses import dataclass

from django.db import transaction

from tracker import acts
from tracker.indicators.loading import load_baselines
from tracker.management.demonstration.calendar import keep_open
from tracker.management.demonstration.creating import create_demonstration, is_present
from tracker.management.starting.accounts import ensure_administrator
from tracker.people.models import User
from tracker.plans.loading import is_loaded, load_built_in_plan
from tracker.plans.models import Plan


@dataclass(frozen=True)
class Filled:
    """``people`` are the accounts made now, all with the password that was passed in."""

    is_first: bool
    has_demonstration: bool
    people: tuple[User, ...]


@transaction.atomic
def fill(*, empty, password, today):
    """Load the plan, at the first start with the demonstration unless ``empty``; keep periods ahead; return ``Filled``.

    One transaction: a first start that was interrupted has left nothing behind, and the next one is the first again.
    """
    is_first = not is_loaded()
    plan = load_built_in_plan()
    people = []
    if is_first:
        load_baselines(plan)
        if not empty:
            people += create_demonstration(plan, today=today, password=password).people.values()
    elif plan and is_present():
        keep_open(plan, on=today)
    for each in Plan.objects.all():
        acts.look_ahead(each, on=today)
    if administrator := ensure_administrator(password):
        people.append(administrator)
    return Filled(is_first, is_present(), tuple(people))
