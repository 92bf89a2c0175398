"""The goals of the years and the steps of a measure, kept together."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import REASON, hand_in, make_assignment, make_milestone, make_user
from tracker import acts
from tracker.dashboards.standing import standings, with_progress
from tracker.exchange.ledger.columns import NAMES
from tracker.exchange.ledger.rows import rows
from tracker.models import AuditEvent, Measure, Milestone, MilestoneSpan
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role
from tracker.plans.goals import WEIGHT_MAX, GoalRow, version_of
from tracker.plans.weights import shares

TODAY = timezone.localdate()


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def measure(report):
    return report.measure


def keep(measure, *rows, by, seen=None):
    seen = version_of(measure.milestones.all()) if seen is None else seen
    return acts.keep_goals(measure, by=by, rows=rows, seen=seen)


def row(name="n1", **fields):
    return GoalRow(**{"name": name, "key": None, "title": "出台互认办法", "weight": 1, **fields})


def of(milestone, **fields):
    return row(f"m{milestone.pk}", **{"key": milestone.pk, "title": milestone.title, "weight": milestone.weight,
                                      "organization": milestone.organization_id, **fields})


def errors_of(measure, *rows, by):
    with pytest.raises(ValidationError) as refusal:
        keep(measure, *rows, by=by)
    return set(refusal.value.message_dict)


def test_goals_and_steps_are_added_changed_and_removed_in_one_act(measure, administrator):
    changed = make_milestone(measure=measure, due_on=date(2024, 6, 30))
    removed = make_milestone(measure=measure, due_on=date(2024, 9, 30))
    before = AuditEvent.objects.count()

    is_changed = keep(
        measure, row("y2023", goal_year=2023, weight=3), row("n1", title="完成签约", due_on=date(2024, 3, 31)),
        of(changed, title="新的标题", weight=2, proof="会议纪要"), of(removed, is_removed=True), by=administrator)

    rows = Milestone.objects.filter(measure=measure).in_order()
    assert is_changed
    assert [(m.title, m.weight, m.due_on, m.original_due_on, m.goal_year) for m in rows] == [
        ("出台互认办法", 3, date(2023, 12, 31), date(2023, 12, 31), 2023),
        ("完成签约", 1, date(2024, 3, 31), date(2024, 3, 31), None),
        ("新的标题", 2, date(2024, 6, 30), date(2024, 6, 30), None)]
    assert MilestoneSpan.objects.current().filter(milestone__in=rows).count() == 3
    assert AuditEvent.objects.count() == before + 1
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.verb, event.measure_id) == ("keep_goals", measure.pk)
    assert set(event.changes) == {"added", "edited", "removed"}
    assert "新的标题" in event.changes["edited"]
    assert removed.title in event.changes["removed"]


def test_the_lights_follow_in_the_same_act(measure, administrator):
    keep(measure, row(goal_year=2023), by=administrator)

    span = measure.lights.valid(on=TODAY).get(district=None)
    assert (span.light, span.by_milestone) == ("red", "red")


def test_goals_count_as_steps_do_for_lights_lists_and_the_ledger(measure, administrator):
    keep(measure, row("y2023", goal_year=2023, weight=3), row("y2199", goal_year=2199, title="远期"), by=administrator)
    span = measure.lights.valid(on=TODAY).get(district=None)
    found = with_progress(Measure.objects.filter(pk=measure.pk), on=TODAY, before=TODAY)
    ledger = dict(zip(NAMES, next(rows(found, on=TODAY, periods=[])), strict=True))

    assert span.judgement.facts.expected(TODAY) == 75
    assert standings(found, on=TODAY)[0].expected == 75
    assert (ledger["expected"], ledger["milestone"]) == (75, "出台互认办法")


def test_without_a_change_nothing_is_told(measure, administrator):
    milestone = make_milestone(measure=measure, due_on=date(2024, 6, 30))
    before = AuditEvent.objects.count()

    assert not keep(measure, of(milestone), by=administrator)
    assert AuditEvent.objects.count() == before


def test_only_administrators_keep_goals(measure, lead, reviewer):
    for person in (lead, reviewer):
        with pytest.raises(PermissionDenied):
            keep(measure, row(goal_year=2023), by=person)


def test_of_two_administrators_the_second_is_told(measure, administrator):
    seen = version_of([])
    keep(measure, row(goal_year=2023), by=administrator)

    with pytest.raises(Overtaken):
        keep(measure, row(goal_year=2024, title="别的"), by=make_user(role=Role.ADMINISTRATOR), seen=seen)
    assert Milestone.objects.filter(measure=measure).count() == 1


def test_a_row_that_was_removed_meanwhile_is_told(measure, administrator):
    milestone = make_milestone(measure=measure, due_on=date(2024, 6, 30))
    posted = of(milestone, title="改")
    keep(measure, of(milestone, is_removed=True), by=administrator)

    with pytest.raises(Overtaken):
        keep(measure, posted, by=administrator)


@pytest.mark.parametrize("weight", [0, -1, WEIGHT_MAX + 1, 10**30])
def test_a_weight_that_means_nothing_is_refused(measure, administrator, weight):
    assert errors_of(measure, row(weight=weight, goal_year=2023), by=administrator) == {"n1-weight"}


def test_long_and_missing_texts_are_refused_by_field(measure, administrator):
    found = errors_of(
        measure, row("n1", title="", goal_year=2023), row("n2", title="字" * 10_000, proof="字" * 10_000),
        by=administrator)

    assert found == {"n1-title", "n2-title", "n2-proof", "n2-due_on"}
    assert not Milestone.objects.exists()


def test_a_year_has_one_goal_of_whoever_answers_for_it(measure, administrator, lead):
    make_milestone(measure=measure, due_on=date(2023, 12, 31), goal_year=2023)

    assert errors_of(measure, row(goal_year=2023), by=administrator) == {"n1-organization"}
    assert keep(measure, row(goal_year=2023, organization=lead.organization_id), by=administrator)


def test_two_rows_do_not_share_a_title_but_may_exchange_theirs(measure, administrator):
    first, second = (make_milestone(measure=measure, due_on=date(2024, 6, 30)) for _each in range(2))

    assert errors_of(measure, of(first, title=second.title), of(second), by=administrator) == {f"m{second.pk}-title"}
    assert keep(measure, of(first, title=second.title), of(second, title=first.title), by=administrator)
    assert Milestone.objects.get(pk=first.pk).title == second.title


def test_what_a_report_speaks_of_stays(report, measure, administrator, lead, reviewer):
    milestone = make_milestone(measure=measure, due_on=report.period.ends_on)
    hand_in(report, by=lead)
    other = make_assignment(measure=measure, role="partner").organization

    assert errors_of(measure, of(milestone, is_removed=True), by=administrator) == {f"m{milestone.pk}-remove"}
    assert errors_of(measure, of(milestone, organization=other.pk), by=administrator) == {
        f"m{milestone.pk}-organization"}


def test_what_has_an_extension_stays(measure, administrator):
    milestone = make_milestone(measure=measure, due_on=date(2024, 6, 30))
    acts.change_due(milestone, by=administrator, due_on=date(2024, 9, 30), reason=REASON)

    assert errors_of(measure, of(milestone, is_removed=True), by=administrator) == {f"m{milestone.pk}-remove"}


@pytest.mark.parametrize(("weights", "found"), [
    ([], []), ([0], [0]), ([1, 1, 1], [34, 33, 33]), ([1, 2], [33, 67]), ([1] * 7, [15, 15, 14, 14, 14, 14, 14]),
    ([1, 1000], [0, 100]),
])
def test_shares_add_up_to_a_hundred(weights, found):
    assert shares(weights) == found
