"""People who act at the same moment leave whole lights behind: each series once for every day, judged by all acts."""

import pytest
from django.utils import timezone

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_period,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tests.lights.checking import DAY, check_future, check_nothing_to_redo
from tests.test_races import at_once, fresh
from tracker import acts
from tracker.lights.actions import redraw_all
from tracker.lights.models import LightSpan, RuleSet
from tracker.people.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

STRICT = {"gap_yellow": 1, "gap_red": 2, "milestone_red": 30, "deadline_days": 30, "deadline_percent": 90,
          "missing_red": 2}


@pytest.fixture
def submissions(plan):
    """A measure that four organizations lead, each in a district, and what each has handed in."""
    measure = make_measure(task=make_task(plan=plan))
    area = plan.areas.get()
    measure.districts.set(area.districts.all())
    period, leads = make_period(plan=plan), [make_user() for _ in measure.districts.all()]
    reports = [
        make_report(assignment=make_assignment(measure=measure, organization=lead.organization, districts=[district]),
                    period=period)
        for lead, district in zip(leads, measure.districts.order_by("pk"), strict=True)
    ]
    if not RuleSet.objects.exists():  # what the migrations bring is gone between tests that commit
        RuleSet.objects.create(version=1, effective_on="1900-01-01")
    redraw_all(on=timezone.localdate())
    return [hand_in(report, by=lead, percent=40 + 20 * number)
            for number, (report, lead) in enumerate(zip(reports, leads, strict=True))]


def check():
    today = timezone.localdate()
    check_future(today, days=[today + number * DAY for number in range(60)])
    check_nothing_to_redo(today)


def test_two_approvals_at_once_both_count(plan, submissions):
    supervisors = [make_supervisor(plan=plan) for _ in submissions]
    seen = [fresh(submission.report) for submission in submissions]

    results = at_once(*(
        lambda report=report, by=by: acts.approve(report, by=by) or "approved"
        for report, by in zip(seen, supervisors, strict=True)
    ))

    assert results == ["approved"] * 2
    today = LightSpan.objects.valid(on=timezone.localdate()).overall()
    assert list(today.values_list("basis", "percent")) == [("approved", 50)]
    check()


def test_acts_on_one_measure_wait_for_each_other_in_one_order(plan, submissions):
    supervisor, administrator = make_supervisor(plan=plan), make_user(role=Role.ADMINISTRATOR)
    first, second = (fresh(submission.report) for submission in submissions)
    lead = submissions[1].submitted_by
    later = timezone.localdate() + 400 * DAY

    results = at_once(
        lambda: acts.approve(first, by=supervisor) or "approved",
        lambda: acts.recall(second, by=lead) or "recalled",
        lambda: acts.change_due(first.measure, by=administrator, due_on=later, reason=REASON) or "moved",
    )

    assert results == ["approved", "recalled", "moved"]
    check()


def test_an_approval_while_new_rules_are_made_is_judged_by_them(plan, submissions):
    supervisor, administrator = make_supervisor(plan=plan), make_user(role=Role.ADMINISTRATOR)
    seen, today = fresh(submissions[0].report), timezone.localdate()

    results = at_once(
        lambda: acts.approve(seen, by=supervisor) or "approved",
        lambda: acts.make_rules(by=administrator, effective_on=today, reason=REASON, **STRICT).version,
    )

    assert results == ["approved", 2]
    assert set(LightSpan.objects.valid(on=today).values_list("rule_set__version", flat=True)) == {2}
    check()


def test_of_two_who_make_rules_at_once_one_wins(submissions):
    administrators = [make_user(role=Role.ADMINISTRATOR) for _ in range(2)]
    today = timezone.localdate()

    results = at_once(*(
        lambda by=by: acts.make_rules(by=by, effective_on=today, reason=REASON, **STRICT).version
        for by in administrators
    ))

    assert results.count(2) == 1
    assert RuleSet.objects.count() == 2
    check()


def test_of_two_lights_set_by_hand_at_once_one_holds(plan, submissions):
    people = [make_supervisor(plan=plan) for _ in range(2)]
    measure, today = submissions[0].report.measure, timezone.localdate()

    at_once(*(
        lambda by=by, light=light: acts.set_light(
            measure, by=by, light=light, reason=REASON, until_on=today + 9 * DAY)
        for by, light in zip(people, ("green", "yellow"), strict=True)
    ))

    assert measure.overrides.in_force(on=today).count() == 1
    check()
