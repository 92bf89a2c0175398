"""Which reports are expected, and how they came in: cases worked by hand, judged by the rule and by the database alike.

The second quarter of 2024 ends on 30 June; its reports are due on 10 July, and the period closes on 17 July.
"""

from datetime import date, datetime

import pytest
import time_machine

from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_exception,
    make_measure,
    make_organization,
    make_period,
    make_report,
    make_supervisor,
    make_user,
    write,
)
from tracker.dashboards.rates import rates
from tracker.dashboards.slots import NOT_EXPECTED, expected_reports, judged, slot, with_facts
from tracker.models import ProgressReport
from tracker.people.roles import Role
from tracker.plans.status import Standing
from tracker.reporting import actions
from tracker.reporting.calendar import BEIJING
from tracker.reporting.rates import Counts, Slot, counted, outcome


def day(text):
    """The day “07-10” of 2024."""
    return date.fromisoformat(f"2024-{text}")


def at(text):
    """Travel to the Beijing moment “07-10 23:59” of 2024."""
    return time_machine.travel(datetime.fromisoformat(f"2024-{text}").replace(tzinfo=BEIJING), tick=False)


def june(**facts):
    """A slot of the second quarter."""
    days = {"ends_on": day("06-30"), "due_on": day("07-10"), "closes_on": day("07-17")}
    return Slot(**{"organization": 1, **days, **facts})


@pytest.fixture
def second(plan):
    return quarter(plan, 2, "06-30", "07-01", "07-10", "07-17")


@pytest.fixture
def third(plan):
    return quarter(plan, 3, "09-30", "10-01", "10-10", "10-17")


def quarter(plan, number, ends_on, opens_on, due_on, closes_on):
    return make_period(plan=plan, year=2024, number=number, starts_on=day("04-01"), ends_on=day(ends_on),
                       opens_on=day(opens_on), due_on=day(due_on), closes_on=day(closes_on))


@pytest.fixture
def administrator(db):
    return make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def report(plan, second, lead):
    """What the lead owes for the second quarter."""
    measure = make_measure(area=plan.areas.get())
    return make_report(assignment=make_assignment(measure=measure, organization=lead.organization), period=second)


def came(report, text):
    """How a report had come in by the end of that day, as (outcome, state): the rule and the database say the same."""
    on, reports = day(text), expected_reports().filter(pk=report.pk)
    row = with_facts(reports, on=on).get()
    by_rule = outcome(slot(row), on), slot(row).state
    found = judged(reports, [report.period], on=on).get()
    assert by_rule == (None if found.outcome == NOT_EXPECTED else found.outcome, found.newest_state)
    return by_rule


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def send_back(report, reviewer):
    actions.send_back(fresh(report), by=reviewer, reason=REASON)


# Worked by hand ---------------------------------------------------------------------------------------------------


def test_what_came_in_at_23_59_of_the_due_day_is_on_time(report, lead):
    with at("07-10 23:59"):
        hand_in(report, by=lead)

    assert came(report, "07-10") == ("on_time", "awaiting")


def test_what_came_in_two_minutes_later_is_late(report, lead):
    with at("07-11 00:01"):
        hand_in(report, by=lead)

    assert came(report, "07-10") == ("open", "")
    assert came(report, "07-11") == ("late", "awaiting")


def test_what_never_came_in_is_open_until_the_period_has_closed(report):
    assert came(report, "07-17") == ("open", "")
    assert came(report, "07-18") == ("missing", "")


def test_on_the_day_before_it_came_in_nobody_knew_of_it(report, lead, reviewer):
    with at("07-09 10:00"):
        hand_in(report, by=lead)
        actions.approve(fresh(report), by=reviewer)

    assert came(report, "07-08") == ("open", "")
    assert came(report, "07-09") == ("on_time", "approved")


def test_a_unit_merged_at_the_end_of_june_owes_the_second_quarter_and_its_heir_the_third(plan, second, third):
    measure, merged, heir = make_measure(area=plan.areas.get()), make_organization(), make_organization()
    make_assignment(measure=measure, organization=merged, until=day("06-30"))
    make_assignment(measure=measure, organization=heir, since=day("07-01"))
    for period in (second, third):
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


def test_what_came_late_and_was_returned_is_late_and_returned(report, lead, reviewer):
    with at("07-12 10:00"):
        hand_in(report, by=lead)
    with at("07-15 10:00"):
        send_back(report, reviewer)

    assert came(report, "07-14") == ("late", "awaiting")
    assert came(report, "07-18") == ("late", "returned")


def test_what_was_returned_and_came_again_after_the_due_day_stays_on_time(report, lead, reviewer):
    with at("07-09 10:00"):
        hand_in(report, by=lead)
    with at("07-10 10:00"):
        send_back(report, reviewer)
    with at("07-19 10:00"):
        hand_in(fresh(report), by=lead)

    assert came(report, "07-18") == ("on_time", "returned")
    assert came(report, "07-19") == ("on_time", "awaiting")


def test_what_was_taken_back_undecided_has_not_come_in(report, lead):
    with at("07-08 10:00"):
        hand_in(report, by=lead)
    with at("07-09 10:00"):
        actions.recall(fresh(report), by=lead)

    assert came(report, "07-08") == ("on_time", "awaiting")
    assert came(report, "07-09") == ("open", "")
    assert came(report, "07-18") == ("missing", "")


def test_what_was_returned_and_then_taken_back_is_still_returned(report, lead, reviewer):
    with at("07-08 10:00"):
        hand_in(report, by=lead)
        send_back(report, reviewer)
        hand_in(fresh(report), by=lead)
        actions.recall(fresh(report), by=lead)

    assert came(report, "07-18") == ("on_time", "returned")


def test_nobody_owes_a_report_that_was_begun_before_the_assignment_ended(report, lead, administrator):
    with at("07-02 10:00"):
        write(report, by=lead)
        actions.end_assignment(report.assignment, by=administrator, on=day("06-15"))

    assert came(report, "07-18") == (None, "")


def test_what_awaits_a_signature_has_not_come_in_until_it_is_signed(report, lead, plan):
    plan.requires_signature = True
    plan.save()
    signatory = make_user(organization=lead.organization, role=Role.SIGNATORY)
    with at("07-10 10:00"):
        hand_in(fresh(report), by=lead)
    with at("07-12 10:00"):
        actions.sign(fresh(report), by=signatory)

    assert came(report, "07-11") == ("open", "")
    assert came(report, "07-12") == ("late", "awaiting")


def test_a_correction_waits_beside_what_came_in_on_time(report, lead, reviewer):
    with at("07-08 10:00"):
        hand_in(report, by=lead)
        actions.approve(fresh(report), by=reviewer)
    with at("07-20 10:00"):
        actions.correct(fresh(report), by=lead, reason=REASON)
    with at("07-21 10:00"):
        hand_in(fresh(report), by=lead)

    assert came(report, "07-20") == ("on_time", "approved")
    assert came(report, "07-21") == ("on_time", "awaiting")


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


# The rule itself --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("facts", "on", "expected"), [
    ({"since": day("06-30")}, "07-18", "missing"),
    ({"since": day("07-01")}, "07-18", None),
    ({"until": day("06-30")}, "07-18", "missing"),
    ({"until": day("06-29")}, "07-18", None),
    ({"until": day("06-29"), "first_handed_in_on": day("07-02")}, "07-18", "on_time"),
    ({"ends_on": day("07-05"), "until": day("07-03")}, "07-02", "open"),  # the end is not known yet
    ({"ends_on": day("07-05"), "until": day("07-03")}, "07-03", None),
    ({"is_excused": True, "first_handed_in_on": day("07-11")}, "07-18", "late"),
    ({"is_excused": True, "first_handed_in_on": day("07-11")}, "07-10", None),
])
def test_who_answers_on_the_last_day_of_the_period_owes_its_report(facts, on, expected):
    assert outcome(june(**facts), day(on)) == expected


def test_rates_divide_by_what_can_be_judged_and_by_what_is_expected():
    counts = Counts(on_time=2, late=1, missing=1, open=4, approved=2, returned=1)

    assert (counts.expected, counts.submitted, counts.not_handed_in) == (8, 3, 5)
    assert (counts.on_time_rate, counts.completeness) == (50, 38)


def test_of_nothing_there_is_no_rate():
    assert (Counts().on_time_rate, Counts().completeness, Counts().worst) == (None, None, None)
    assert Counts(open=3).on_time_rate is None


def test_the_worst_names_what_happened():
    assert Counts(on_time=9, late=1, missing=1, approved=10).worst == "missing"
    assert Counts(on_time=9, late=1, approved=10).worst == "late"
    assert Counts(on_time=9, open=1, approved=9).worst == "open"
    assert Counts(on_time=9, approved=9).worst == "on_time"


def test_counts_whose_states_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="2 reports came in"):
        Counts(on_time=1, late=1, approved=1)


def test_counts_add_up_field_by_field():
    some = counted([("on_time", "approved", 2), (None, "", 5), ("missing", "", 1)])

    assert some + some == Counts(on_time=4, missing=2, approved=4)
