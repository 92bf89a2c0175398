"""How reports came in: cases worked by hand, judged by the rule and by the database alike. See ``judging``."""

import pytest

from tests.factories import REASON, hand_in, make_user
from tests.reporting.judging import at, came, day, fresh, owed_by, second_quarter, send_back
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.rates import Counts, Slot, counted, outcome


@pytest.fixture
def second(plan):
    return second_quarter(plan)


@pytest.fixture
def report(second, lead):
    """What the lead owes for the second quarter."""
    return owed_by(lead.organization, second)


def june(**facts):
    """A slot of the second quarter."""
    days = {"ends_on": day("06-30"), "due_on": day("07-10"), "closes_on": day("07-17")}
    return Slot(**{"organization": 1, **days, **facts})


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
