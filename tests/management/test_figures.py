"""The demonstration tells of indicators: targets, figures of every quarter, one missing, one returned; all marked."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from tests.management.conftest import TODAY
from tracker.indicators.quarters import end_before, ends_before
from tracker.indicators.status import ReadingState
from tracker.management.demonstration.obstacles import obstacles
from tracker.management.demonstration.removal import remove_demonstration
from tracker.management.demonstration.story.figures import FIRST_DAY, STORIES, figures_on, whole_on
from tracker.models import Indicator, Objective, Organization, Plan, Reading, ReadingDuty, Target, User
from tracker.plans.actions import keep

pytestmark = pytest.mark.usefixtures("told_afresh")
REDONE = "“三旧”改造完成面积"
NEWEST = end_before(TODAY)


@pytest.fixture
def indicator(told_afresh):
    return Indicator.objects.get(name=REDONE)


def test_everything_of_it_is_marked_and_says_that_it_is_invented():
    for model in (Target, Reading, ReadingDuty):
        assert model.objects.exists()
        assert not model.objects.filter(is_demonstration=False).exists()
    for model in (Target, Reading):
        assert set(model.objects.values_list("source", flat=True)) == {"演示数据，虚构"}


def test_the_plans_own_baseline_is_the_start_and_there_are_targets_for_four_years(indicator):
    assert (indicator.baseline, indicator.baseline_on.year) == (Decimal("3.1"), 2020)
    assert list(indicator.targets.in_order().values_list("year", flat=True)) == [2022, 2023, 2024, 2025]


def test_figures_of_every_quarter_since_2022_by_district(indicator):
    days = set(ends_before(TODAY, 99, since=FIRST_DAY))

    for duty in indicator.duties.exclude(district__short_name="佛冈"):
        assert set(indicator.readings.filter(district=duty.district).values_list("on", flat=True)) == days
    assert indicator.duties.count() == 7


def test_in_the_newest_quarter_one_district_is_missing_one_was_returned_and_one_waits(indicator):
    newest = indicator.readings.filter(on=NEWEST).select_related("district")
    states = {reading.district.short_name: reading.state for reading in newest}

    assert "佛冈" not in states
    assert Counter(states.values()) == {
        ReadingState.APPROVED: 4, ReadingState.RETURNED: 1, ReadingState.SUBMITTED: 1}


def test_there_is_an_indicator_of_one_area():
    assert Indicator.objects.filter(targets__isnull=False, scope="area").exists()


def test_nothing_lies_in_the_future_and_everything_was_reported_after_its_day():
    for reading in Reading.objects.all():
        assert reading.on < reading.reported_at.date() <= TODAY
        assert reading.decided_at is None or reading.reported_at <= reading.decided_at


def test_whoever_signs_in_as_reporter_has_something_to_report():
    reporter = User.objects.get(username="reporter")
    duties = ReadingDuty.objects.of_organization(reporter.organization_id)

    assert duties.without_figure(Reading.objects.all(), on=NEWEST).exists()


def test_links_of_objectives_are_taken_back_and_those_of_others_stay():
    plan = Plan.objects.get()
    own = Objective.objects.get(plan=plan, number=9)
    own.indicators.add(plan.indicators.first())
    assert Objective.objects.exclude(indicators=None).count() > 1

    remove_demonstration(plan, today=TODAY)

    linked = Objective.objects.exclude(indicators=None)
    assert [(objective.number, objective.tasks.count()) for objective in linked] == [(9, 0)]
    assert not Objective.objects.exclude(tasks=None).exists()
    assert not any(model.objects.exists() for model in (Target, Reading, ReadingDuty))


def test_a_target_that_somebody_entered_stays(indicator):
    other = Indicator.objects.get(plan=indicator.plan, name="森林覆盖率")
    keep(Target(indicator=other, year=2025, value=Decimal(64), source="省里公布", confidence="A"), by=None)

    remove_demonstration(indicator.plan, today=TODAY)

    assert [str(target.source) for target in Target.objects.all()] == ["省里公布"]


def test_a_duty_given_to_an_invented_organization_stops_the_removal_unless_forced(indicator):
    other = Indicator.objects.get(plan=indicator.plan, name="森林覆盖率")
    keep(ReadingDuty(indicator=other, organization=Organization.objects.demonstration().first()), by=None)

    assert len(obstacles()) == 1
    with pytest.raises(CommandError):
        call_command("remove_demonstration")
    call_command("remove_demonstration", force=True)

    assert not ReadingDuty.objects.exists()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_runs_straight_through_its_course_and_its_places_add_up_to_it(story):
    day = ends_before(TODAY, 99, since=FIRST_DAY)[-4]  # the end of its first year
    places = list("甲乙丙")

    total = sum(figures_on(story, places, day))

    assert whole_on(story, day) == Decimal(story.course[1])
    assert abs(total - Decimal(story.course[1])) < Decimal("0.002")
