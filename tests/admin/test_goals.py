"""Goals of years in the panel."""

from datetime import date

import pytest

from tests.admin.forms import address, errors, save
from tests.factories import make_measure, make_task
from tracker.models import Milestone


def test_a_goal_of_a_year_is_due_by_its_end(panel, plan):
    measure = make_measure(task=make_task(plan=plan))
    save(panel, address(measure), **{
        "milestones-TOTAL_FORMS": 1, "milestones-0-title": "三地互认", "milestones-0-goal_year": "2024",
        "milestones-0-weight": 2, "milestones-0-due_on": "",
    })

    goal = Milestone.objects.get()
    assert (goal.goal_year, goal.due_on, goal.original_due_on) == (2024, date(2024, 12, 31), date(2024, 12, 31))


@pytest.mark.parametrize("year", ["", "0", "10000", "9" * 40])
def test_a_milestone_without_a_day_or_a_year_saves_nothing(panel, plan, year):
    measure = make_measure(task=make_task(plan=plan))

    answer = save(panel, address(measure), **{
        "milestones-TOTAL_FORMS": 1, "milestones-0-title": "三地互认", "milestones-0-goal_year": year,
        "milestones-0-weight": 2, "milestones-0-due_on": "",
    })

    assert errors(answer)
    assert not Milestone.objects.exists()
