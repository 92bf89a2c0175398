"""The milestones of the overview: which are overdue or due soon, how many are shown, and which count at all."""

from datetime import timedelta

import pytest

from tests.dashboards.overviews import TODAY, build, measure_at, seen
from tests.factories import make_assignment, make_milestone, make_task, make_user
from tracker.plans.models import Measure

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_milestones_that_are_overdue_or_due_within_thirty_days(plan):
    measure = measure_at(make_task(plan=plan), 50, "A")
    make_assignment(measure=measure, organization=make_user().organization)
    for days in (-1, 0, 30, 31):
        make_milestone(measure=measure, title=f"{days}", due_on=TODAY + days * DAY)
    make_milestone(measure=measure, title="done", due_on=TODAY - DAY, done_on=TODAY - DAY)
    page = seen()

    assert [row.title for row in page.milestones.overdue.rows] == ["-1"]
    assert [row.title for row in page.milestones.soon.rows] == ["0", "30"]
    assert page.milestones.overdue.rows[0].leads == (measure.assignments.get().organization.name,)
    assert (page.burn_up.total, page.burn_up.now.planned, page.burn_up.now.done) == (5, 3, 1)


def test_eight_milestones_are_shown_and_all_are_counted(plan):
    measure = measure_at(make_task(plan=plan), 50, "A")
    for organization in (make_user().organization, make_user().organization):
        district = measure.districts.exclude(assigned__measure=measure).first()
        make_assignment(measure=measure, organization=organization, districts=[district])
    for number in range(11):
        make_milestone(measure=measure, due_on=TODAY - (number + 1) * DAY)
    overdue = seen().milestones.overdue

    assert [row.due_on for row in overdue.rows] == [TODAY - n * DAY for n in range(11, 3, -1)]
    assert (overdue.total, overdue.more, {len(row.leads) for row in overdue.rows}) == (11, 3, {2})


def test_milestones_of_what_is_not_counted_are_not_counted():
    build()
    for code in ("W", "U", "R"):
        make_milestone(measure=Measure.objects.get(code=code), due_on=TODAY - DAY)

    assert seen().milestones.overdue.total == 1
