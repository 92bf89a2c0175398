"""Which reports are expected: cases worked by hand, judged by the rule and by the database alike. See ``judging``."""

import pytest

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_exception,
    make_measure,
    make_organization,
    make_report,
    make_supervisor,
    make_user,
    write,
)
from tests.reporting.judging import at, came, day, fresh, owed_by, second_quarter, third_quarter
from tracker.dashboards.rates import rates
from tracker.dashboards.slots import expected_reports
from tracker.people.roles import Role
from tracker.plans.status import Standing
from tracker.reporting import actions


@pytest.fixture
def second(plan):
    return second_quarter(plan)


@pytest.fixture
def report(second, lead):
    """What the lead owes for the second quarter."""
    return owed_by(lead.organization, second)


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


def test_a_unit_merged_at_the_end_of_june_owes_the_second_quarter_and_its_heir_the_third(plan, second):
    measure, merged, heir = make_measure(area=plan.areas.get()), make_organization(), make_organization()
    make_assignment(measure=measure, organization=merged, until=day("06-30"))
    make_assignment(measure=measure, organization=heir, since=day("07-01"))
    for period in (second, third_quarter(plan)):
        actions.open_reports(period)

    rows = {row.key: row for row in rates(plan, on=day("10-20")).rows}

    assert (rows[merged.pk].before[0].missing, rows[merged.pk].now.expected) == (1, 0)
    assert (rows[heir.pk].before[0].expected, rows[heir.pk].now.missing) == (0, 1)


def test_a_measure_withdrawn_before_the_due_day_leaves_the_denominator(report, administrator):
    with at("07-05 10:00"):
        actions.withdraw(report.measure, by=administrator, on=day("07-05"), reason=REASON)

    assert came(report, "07-04") == ("open", "")
    assert came(report, "07-05") == (None, "")
    assert came(report, "07-18") == (None, "")


def test_a_measure_withdrawn_on_the_due_day_leaves_it_too(report, administrator):
    with at("07-10 10:00"):
        actions.withdraw(report.measure, by=administrator, on=day("07-10"), reason=REASON)

    assert came(report, "07-18") == (None, "")


def test_a_measure_withdrawn_after_the_due_day_was_owed_all_the_same(report, administrator):
    with at("07-11 10:00"):
        actions.withdraw(report.measure, by=administrator, on=day("07-11"), reason=REASON)

    assert came(report, "07-18") == ("missing", "")


def test_what_came_in_before_its_measure_was_withdrawn_counts(report, lead, administrator):
    with at("07-03 10:00"):
        hand_in(report, by=lead)
    with at("07-05 10:00"):
        actions.withdraw(report.measure, by=administrator, on=day("07-05"), reason=REASON)

    assert came(report, "07-18") == ("on_time", "awaiting")


def test_in_a_period_that_was_reopened_a_missing_report_is_open_again_and_then_late(
    report, second, lead, administrator
):
    assert came(report, "07-20") == ("missing", "")

    with at("07-20 10:00"):
        second.closes_on = day("07-31")
        actions.change_period(second, by=administrator, changes={})
    assert came(report, "07-25") == ("open", "")

    with at("07-26 10:00"):
        hand_in(fresh(report), by=lead)
    assert came(report, "07-26") == ("late", "awaiting")


def test_an_exception_granted_by_the_due_day_moves_it(report, lead, reviewer):
    with at("07-10 23:00"):
        make_exception(report, by=reviewer, until_on=day("07-20"))
    assert came(report, "07-20") == ("open", "")
    assert came(report, "07-21") == ("missing", "")

    with at("07-20 23:59"):
        hand_in(fresh(report), by=lead)
    assert came(report, "07-21") == ("on_time", "awaiting")


def test_an_exception_granted_after_the_due_day_only_opens_the_form_again(report, lead, reviewer):
    with at("07-11 08:00"):
        make_exception(report, by=reviewer, until_on=day("07-25"))
    assert came(report, "07-25") == ("open", "")
    assert came(report, "07-26") == ("missing", "")

    with at("07-22 10:00"):
        hand_in(fresh(report), by=lead)
    assert came(report, "07-26") == ("late", "awaiting")


def test_a_report_is_excused_from_the_day_on_which_that_was_granted(report, reviewer):
    with at("07-15 10:00"):
        make_exception(report, by=reviewer)

    assert came(report, "07-14") == ("open", "")
    assert came(report, "07-18") == (None, "")


def test_what_was_excused_and_came_in_all_the_same_counts(report, lead, reviewer):
    with at("07-05 10:00"):
        make_exception(report, by=reviewer)
    with at("07-09 10:00"):
        hand_in(fresh(report), by=lead)

    assert came(report, "07-18") == ("on_time", "awaiting")


def test_with_the_end_of_an_exception_the_report_is_owed_as_before(report, reviewer):
    with at("07-05 10:00"):
        exception = make_exception(report, by=reviewer)
    with at("07-08 10:00"):
        actions.end_exception(exception, by=reviewer)

    assert came(report, "07-07") == (None, "")
    assert came(report, "07-18") == ("missing", "")


@pytest.mark.parametrize(("withdrawn", "expected"), [("07-20", None), ("07-21", "missing")])
def test_a_measure_withdrawn_by_the_day_to_which_an_exception_moved_its_report_leaves_too(
    report, reviewer, administrator, withdrawn, expected
):
    with at("07-09 10:00"):
        make_exception(report, by=reviewer, until_on=day("07-20"))
    with at(f"{withdrawn} 10:00"):
        actions.withdraw(report.measure, by=administrator, on=day(withdrawn), reason=REASON)

    assert came(report, "07-22") == (expected, "")


def test_nobody_owes_a_report_that_was_begun_before_the_assignment_ended(report, lead, administrator):
    with at("07-02 10:00"):
        write(report, by=lead)
        actions.end_assignment(report.assignment, by=administrator, on=day("06-15"))

    assert came(report, "07-18") == (None, "")


def test_reports_on_unverified_measures_stand_in_no_denominator(report):
    report.measure.standing = Standing.UNVERIFIED
    report.measure.save()

    assert list(expected_reports()) == []


def test_only_what_a_lead_reports_on_its_own_districts_counts_for_an_area(report, plan, second):
    other = make_measure(area=plan.areas.create(name="另一片区"))
    supervised = make_supervisor(plan=plan).organization
    other.districts.add(other.task.plan.areas.get(name="另一片区").districts.create(name="远区", code="f"))
    elsewhere = make_report(assignment=make_assignment(measure=other, organization=supervised), period=second)

    assert list(expected_reports(area=plan.areas.first())) == [report]
    assert list(expected_reports(area=plan.areas.last())) == [elsewhere]
