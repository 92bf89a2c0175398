"""How many measures keep pace with what is expected of them (序时进度)."""

from datetime import date

import pytest
import time_machine

from tests.dashboards.arrivals import DAY, ON, moment
from tests.factories import REASON, make_area, make_measure, make_milestone
from tracker.dashboards.rates import CLASSES, Pace, pace
from tracker.models import ProgressSpan
from tracker.plans.actions import change_due, withdraw
from tracker.reporting.status import Completion


def standing(plan, percent, *, expected, area=None, completion=Completion.UNDER_WAY):
    """A measure of so much progress of which so much is expected; None: nothing is."""
    measure = make_measure(area=area or plan.areas.first(), due_on=None if expected is None else date(2025, 12, 31))
    for weight, due_on in ((expected or 0, ON), (100 - (expected or 0), ON + DAY)):
        if weight and expected is not None:
            make_milestone(measure=measure, due_on=due_on, weight=weight)
    ProgressSpan.objects.create(measure=measure, percent=percent, completion=completion, from_on=date(2024, 1, 1))
    return measure


def test_the_classes_are_those_of_a_bulletin(plan):
    standing(plan, 100, expected=60, completion=Completion.COMPLETED)
    standing(plan, 61, expected=60)
    standing(plan, 60, expected=60)
    standing(plan, 59, expected=60)
    standing(plan, 0, expected=0)
    standing(plan, 30, expected=None)

    assert pace(plan, on=ON) == Pace(6, done=1, ahead=1, on_schedule=1, behind=1, other=2)


def test_what_stands_in_no_denominator_has_no_pace(plan):
    measure = standing(plan, 10, expected=60)
    standing(make_plan_with_area(), 10, expected=60)
    with time_machine.travel(moment(ON)):
        withdraw(measure, by=None, on=ON, reason=REASON)

    assert pace(plan, on=ON) == Pace(0)
    assert pace(plan, on=ON - DAY).measures == 1


def test_on_a_past_day_the_time_limits_of_that_day_are_expected(plan):
    measure = standing(plan, 60, expected=60)
    late = measure.milestones.get(due_on=ON)
    with time_machine.travel(moment(ON + DAY)):
        change_due(late, by=None, due_on=ON + 9 * DAY, reason=REASON)

    assert pace(plan, on=ON) == Pace(1, on_schedule=1)
    assert pace(plan, on=ON + 2 * DAY) == Pace(1, ahead=1)


def make_plan_with_area():
    return make_area().plan


def test_an_area_has_the_pace_of_the_measures_that_apply_to_it(plan):
    other = make_area(plan=plan)
    standing(plan, 10, expected=60)
    shared = standing(plan, 70, expected=60, area=other)
    shared.districts.add(plan.areas.first().districts.first())

    assert pace(plan, on=ON, area=other) == Pace(1, ahead=1)
    assert pace(plan, on=ON, area=plan.areas.first()) == Pace(2, ahead=1, behind=1)


def test_classes_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        Pace(3, done=1, behind=1)

    assert [name for name, _number in Pace(0).classes] == list(CLASSES)
