"""What awaits a decision, taken as if it were approved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    make_user,
    write,
)
from tracker import acts
from tracker.lights.gathering import gather
from tracker.lights.status import Basis
from tracker.models import Milestone, ProgressReport
from tracker.reporting.draft import milestone_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(plan):
    return make_period(plan=plan)


@pytest.fixture
def measure(plan, period):
    """Two leads, each for a district; a milestone that both share is due."""
    measure = make_measure(task=make_task(plan=plan))
    make_milestone(measure=measure, due_on=period.ends_on, title="共同节点")
    return measure


@pytest.fixture
def leads(measure, period):
    """Pairs (person, report)."""
    found = []
    for district in measure.districts.order_by("position"):
        person = make_user(organization=make_organization())
        assignment = make_assignment(measure=measure, organization=person.organization, districts=[district])
        found.append((person, make_report(assignment=assignment, period=period)))
    return found


def facts(measure, basis=Basis.PENDING):
    return gather([measure.pk], on=timezone.localdate())[measure.pk][basis]


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def test_without_anything_handed_in_there_is_nothing_to_foretell(measure, leads):
    assert set(gather([measure.pk], on=timezone.localdate())[measure.pk]) == {Basis.APPROVED}


def test_the_figures_handed_in_count_for_their_own_districts(measure, leads):
    hand_in(leads[0][1], by=leads[0][0], percent=60)

    assert [district.percent for district in facts(measure).districts] == [60, None]
    assert facts(measure).percent == 30
    assert facts(measure, Basis.APPROVED).percent == 0


def test_a_shared_milestone_waits_for_every_lead(measure, leads):
    hand_in(leads[0][1], by=leads[0][0])

    assert facts(measure).milestones[0].done_on is None


def test_a_shared_milestone_is_done_once_every_lead_claims_it(measure, leads):
    for person, report in leads:
        hand_in(report, by=person)

    assert facts(measure).milestones[0].done_on == timezone.localdate()


def test_what_one_lead_has_had_approved_counts_beside_what_waits(measure, leads, reviewer):
    hand_in(leads[0][1], by=leads[0][0])
    acts.approve(fresh(leads[0][1]), by=reviewer)
    assert Milestone.objects.get().done_on is None

    hand_in(leads[1][1], by=leads[1][0])

    assert facts(measure).milestones[0].done_on == timezone.localdate()
    acts.approve(fresh(leads[1][1]), by=reviewer)
    assert facts(measure, Basis.APPROVED).milestones[0].done_on == timezone.localdate()


def test_a_milestone_of_one_lead_needs_its_claim_alone(measure, leads):
    Milestone.objects.update(organization=leads[0][0].organization)

    hand_in(leads[0][1], by=leads[0][0])

    assert facts(measure).milestones[0].done_on == timezone.localdate()


def test_a_claim_that_it_is_not_done_does_not_finish_it(measure, leads):
    for person, report in leads:
        pk = Milestone.objects.get().pk
        later = (timezone.localdate() + timedelta(days=30)).isoformat()
        write(report, by=person, **{milestone_field(pk, "done"): "no", milestone_field(pk, "reason"): REASON,
                                    milestone_field(pk, "on"): later})
        acts.submit(fresh(report), by=person)

    assert facts(measure).milestones[0].done_on is None


def test_a_correction_of_an_earlier_period_leaves_alone_what_a_later_one_said(plan, measure, leads, reviewer):
    person, report = leads[0]
    hand_in(report, by=person, percent=50)
    acts.approve(fresh(report), by=reviewer)
    later = make_report(assignment=report.assignment, period=make_period(
        plan=plan, ends_on=report.period.ends_on + timedelta(days=5)))
    hand_in(later, by=person, percent=50)  # the same figure, so that no new span begins
    acts.approve(fresh(later), by=reviewer)
    acts.correct(fresh(report), by=person, reason=REASON)

    hand_in(fresh(report), by=person, percent=70)

    assert facts(measure).districts[0].percent == 50
    acts.approve(fresh(report), by=reviewer)
    assert facts(measure, Basis.APPROVED).districts[0].percent == 50
