"""The light of a measure while one of its reports is reviewed: the one of today, and the one once it is approved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_assignment, make_measure, make_milestone, make_report, make_task, write
from tests.web.reviewing import address, decide
from tracker import acts
from tracker.lights.actions import redraw
from tracker.reporting.models import ProgressReport, ProgressSpan, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timedelta(days=1)


@pytest.fixture
def report(plan, lead):
    """Half of the measure is expected by today and nothing is reported, so it is red."""
    return _another(plan, lead)


def _another(plan, lead):
    today = timezone.localdate()
    task = plan.tasks.first() or make_task(plan=plan)
    measure = make_measure(task=task, starts_on=today - 99 * DAY, due_on=today + 100 * DAY)
    report = make_report(
        assignment=make_assignment(measure=measure, organization=lead.organization),
        period=plan.periods.first() if plan.periods.exists() else None,
    )
    redraw([measure], on=today)
    return report


def _hand_in(report, lead, percent):
    return acts.submit(write(report, by=lead, percent=percent), by=lead)


def _look(client, reviewer, submission):
    client.force_login(reviewer)
    return client.get(address(submission))


@pytest.mark.parametrize(("percent", "after"), [(60, "once approved green"), (25, "once approved yellow"),
                                                (100, "once approved completed"), (5, "still red once approved")])
def test_the_light_once_approved_stands_beside_the_one_of_today(client, report, lead, reviewer, percent, after):
    shown = _look(client, reviewer, _hand_in(report, lead, percent)).content.decode()

    assert 'class="light light--red"' in shown
    assert after in " ".join(shown.split())


def test_after_the_decision_the_light_of_today_is_enough(client, report, lead, reviewer):
    submission = _hand_in(report, lead, 60)
    client.force_login(reviewer)
    decide(client, submission, "approve")

    shown = _look(client, reviewer, submission).content.decode()

    assert 'class="light light--green"' in shown
    assert "once approved" not in shown


def test_the_queue_tells_the_light_that_each_would_bring(client, plan, report, lead, reviewer):
    first, second = _hand_in(report, lead, 60), _hand_in(_another(plan, lead), lead, 5)

    items = _look(client, reviewer, first).context["review"].queue.items

    assert [(item.submission.pk, item.light) for item in items] == [(first.pk, "green"), (second.pk, "red")]


def test_a_measure_without_a_light_is_reviewed_all_the_same(client, report, lead, reviewer):
    submission = _hand_in(report, lead, 60)
    report.measure.lights.all().delete()

    response = _look(client, reviewer, submission)

    assert response.status_code == 200
    assert "once approved" not in response.content.decode()


def test_lights_cost_no_more_questions(client, plan, report, lead, reviewer, django_assert_max_num_queries):
    first = _hand_in(report, lead, 60)
    for _number in range(5):
        other = _another(plan, lead)
        make_milestone(measure=other.measure, due_on=timezone.localdate() + 5 * DAY)
        ProgressSpan.objects.create(measure=other.measure, percent=3, from_on=timezone.localdate())
        _hand_in(other, lead, 30)
    client.force_login(reviewer)

    with django_assert_max_num_queries(10):
        client.get(address(first))

    assert Submission.objects.to_review_by(reviewer).count() == 6
    assert ProgressReport.objects.waiting().count() == 6
