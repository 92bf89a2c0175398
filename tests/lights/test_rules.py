"""The four rules at, just below and just above each of their lines, worked out by hand."""

from datetime import date

import pytest

from tracker.lights import rules
from tracker.lights.facts import DistrictFact, Facts, MilestoneFact, OverrideFact, PeriodFact, ReportFact
from tracker.lights.rules import Thresholds
from tracker.lights.status import Light, Rule, is_worse, worst
from tracker.lights.verdict import judge, judge_district

DEFAULT = Thresholds()
STRICTER = Thresholds(2, gap_yellow=5, gap_red=20, milestone_red=10, deadline_days=60, deadline_percent=80,
                      missing_red=1)
GREEN, YELLOW, RED = Light.GREEN, Light.YELLOW, Light.RED


# The year 2024 has 366 days; 30 June is its 182nd: 182 / 366 = 49.7 %, so 50 % are expected.
LINEAR = Facts(starts_on=date(2024, 1, 1), due_on=date(2024, 12, 31))
# Three parts of five were due by 30 June: 60 % are expected until 30 September.
STEPPED = Facts(starts_on=date(2024, 1, 1), due_on=date(2024, 12, 31), milestones=(
    MilestoneFact(1, "Rules", 1, date(2024, 3, 31), date(2024, 3, 1)),
    MilestoneFact(2, "Contracts", 2, date(2024, 6, 30), date(2024, 6, 1)),
    MilestoneFact(3, "Opening", 2, date(2024, 9, 30)),
))


@pytest.mark.parametrize(("facts", "percent", "behind", "light"), [
    (LINEAR, 50, 0, GREEN), (LINEAR, 41, 9, GREEN), (LINEAR, 40, 10, YELLOW), (LINEAR, 39, 11, YELLOW),
    (LINEAR, 21, 29, YELLOW), (LINEAR, 20, 30, YELLOW), (LINEAR, 19, 31, RED), (LINEAR, 70, -20, GREEN),
    (STEPPED, 60, 0, GREEN), (STEPPED, 51, 9, GREEN), (STEPPED, 50, 10, YELLOW), (STEPPED, 49, 11, YELLOW),
    (STEPPED, 31, 29, YELLOW), (STEPPED, 30, 30, YELLOW), (STEPPED, 29, 31, RED), (STEPPED, 0, 60, RED),
])
def test_ten_to_thirty_points_behind_are_yellow_and_more_are_red(facts, percent, behind, light):
    finding = rules.gap(facts._replace(percent=percent), date(2024, 6, 30), DEFAULT)

    assert finding == (Rule.GAP, light, behind, ())


@pytest.mark.parametrize(("percent", "light"), [(46, GREEN), (45, YELLOW), (30, YELLOW), (29, RED)])
def test_other_thresholds_move_the_lines_of_the_gap(percent, light):
    finding = rules.gap(LINEAR._replace(percent=percent), date(2024, 6, 30), STRICTER)

    assert finding.light == light


@pytest.mark.parametrize("facts", [
    Facts(), Facts(starts_on=date(2024, 1, 1)), Facts(due_on=date(2024, 12, 31)), Facts(is_long_running=True),
])
def test_where_nothing_is_expected_nothing_is_behind(facts):
    assert rules.gap(facts, date(2024, 6, 30), DEFAULT) == (Rule.GAP, GREEN, None, ())


def test_a_long_running_measure_is_behind_the_cycle_of_its_year_only():
    yearly = Facts(starts_on=date(2022, 1, 1), is_long_running=True, milestones=(
        MilestoneFact(1, "Yearly report", 1, date(2024, 12, 31)),
    ))

    gaps = {day: rules.gap(yearly, day, DEFAULT).value
            for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31), date(2025, 1, 1))}

    assert list(gaps.values()) == [None, 0, 50, 100, None]


@pytest.mark.parametrize(("due_on", "on", "days", "light"), [
    (date(2024, 6, 30), date(2024, 6, 29), 0, GREEN), (date(2024, 6, 30), date(2024, 6, 30), 0, GREEN),
    (date(2024, 6, 30), date(2024, 7, 1), 1, YELLOW), (date(2024, 6, 30), date(2024, 7, 30), 30, YELLOW),
    (date(2024, 6, 30), date(2024, 7, 31), 31, RED), (date(2024, 6, 30), date(2025, 6, 30), 365, RED),
    (date(2024, 2, 28), date(2024, 2, 28), 0, GREEN), (date(2024, 2, 28), date(2024, 2, 29), 1, YELLOW),
    (date(2024, 2, 28), date(2024, 3, 29), 30, YELLOW), (date(2024, 2, 28), date(2024, 3, 30), 31, RED),
])
def test_a_milestone_is_yellow_from_the_first_day_overdue_and_red_after_thirty(due_on, on, days, light):
    facts = Facts(milestones=(MilestoneFact(1, "Contracts", 1, due_on),))

    finding = rules.milestones(facts, on, DEFAULT)

    assert (finding.light, finding.value) == (light, days)
    assert finding.items == ((("Contracts", days),) if days else ())


def test_the_longest_overdue_milestone_decides_and_stands_first():
    facts = Facts(milestones=(
        MilestoneFact(1, "Rules", 1, date(2024, 5, 1), date(2024, 6, 1)),
        MilestoneFact(2, "Contracts", 1, date(2024, 6, 30)),
        MilestoneFact(3, "Opening", 1, date(2024, 6, 10)),
        MilestoneFact(4, "Report", 1, date(2024, 9, 30)),
    ))

    finding = rules.milestones(facts, date(2024, 7, 10), DEFAULT)

    assert finding == (Rule.MILESTONE, YELLOW, 30, (("Opening", 30), ("Contracts", 10)))
    assert rules.milestones(facts, date(2024, 7, 11), DEFAULT).light == RED


@pytest.mark.parametrize(("due_on", "on", "percent", "left", "light"), [
    (date(2024, 12, 31), date(2024, 11, 30), 89, 31, GREEN), (date(2024, 12, 31), date(2024, 11, 30), 90, 31, GREEN),
    (date(2024, 12, 31), date(2024, 12, 1), 89, 30, YELLOW), (date(2024, 12, 31), date(2024, 12, 1), 90, 30, GREEN),
    (date(2024, 12, 31), date(2024, 12, 31), 89, 0, YELLOW), (date(2024, 12, 31), date(2024, 12, 31), 99, 0, GREEN),
    (date(2024, 12, 31), date(2025, 1, 1), 99, -1, RED), (date(2024, 12, 31), date(2025, 1, 1), 0, -1, RED),
    (date(2024, 12, 31), date(2025, 1, 1), 100, -1, GREEN),
    (date(2024, 3, 1), date(2024, 1, 30), 89, 31, GREEN), (date(2024, 3, 1), date(2024, 1, 31), 89, 30, YELLOW),
    (date(2024, 3, 1), date(2024, 1, 31), 90, 30, GREEN), (date(2024, 3, 1), date(2024, 3, 1), 89, 0, YELLOW),
    (date(2024, 3, 1), date(2024, 3, 2), 99, -1, RED),
])
def test_the_last_thirty_days_ask_for_ninety_percent_and_the_day_after_for_all(due_on, on, percent, left, light):
    finding = rules.deadline(Facts(due_on=due_on, percent=percent), on, DEFAULT)

    assert finding == (Rule.DEADLINE, light, left, ())


def test_without_a_time_limit_none_is_near():
    assert rules.deadline(Facts(), date(2024, 6, 30), DEFAULT) == (Rule.DEADLINE, GREEN, None, ())


QUARTERS = {1: (date(2024, 4, 10), date(2024, 4, 17)), 2: (date(2024, 7, 10), date(2024, 7, 17)),
            3: (date(2024, 10, 10), date(2024, 10, 17)), 4: (date(2025, 1, 10), date(2025, 1, 17))}


def owing(*quarters):
    """Facts of a measure that owes these: (number, {organization: day of arrival or None}, changed days)."""
    periods = []
    for number, came, *days in quarters:
        due_on, closes_on = days or QUARTERS[number]
        reports = tuple(ReportFact(key, f"Lead {key}", due_on, closes_on, at) for key, at in came.items())
        periods.append(PeriodFact("quarter", 2024, number, QUARTERS[number][0], reports))
    return Facts(periods=tuple(periods))


@pytest.mark.parametrize(("came", "on", "light", "missed", "state"), [
    (None, date(2024, 7, 10), GREEN, 0, None),  # on the due day there is still time
    (None, date(2024, 7, 11), YELLOW, 0, "late"),  # the day after it is late
    (None, date(2024, 7, 17), YELLOW, 0, "late"),  # the form still takes it
    (None, date(2024, 7, 18), YELLOW, 1, "missing"),  # closed without
    (date(2024, 7, 10), date(2024, 7, 11), GREEN, 0, None),  # handed in on the due day
    (date(2024, 7, 11), date(2024, 7, 11), YELLOW, 0, "late"),  # handed in the day after
    (date(2024, 7, 11), date(2024, 10, 10), YELLOW, 0, "late"),  # and so until the next is due
    (date(2024, 8, 30), date(2024, 8, 29), YELLOW, 1, "missing"),  # before it came after all
    (date(2024, 8, 30), date(2024, 8, 30), YELLOW, 0, "late"),
])
def test_the_last_report_is_yellow_once_it_is_late_or_missing(came, on, light, missed, state):
    facts = owing((1, {7: date(2024, 4, 1)}), (2, {7: came}))

    finding = rules.reporting(facts, on, DEFAULT)

    items = (("Lead 7", "quarter", 2024, 2, state),) if state else ()
    assert finding == (Rule.REPORTING, light, missed, items)


@pytest.mark.parametrize(("on", "light", "missed"), [
    (date(2024, 7, 10), YELLOW, 1),  # the first quarter is missing, the second not due
    (date(2024, 7, 11), YELLOW, 1),  # the second is late, and still may come
    (date(2024, 7, 17), YELLOW, 1),
    (date(2024, 7, 18), RED, 2),  # it has closed: two in a row
    (date(2024, 10, 10), RED, 2),
    (date(2024, 10, 11), RED, 2),  # the third is late: it neither counts nor breaks the row
    (date(2024, 10, 18), RED, 3),
])
def test_two_periods_in_a_row_without_a_report_are_red(on, light, missed):
    facts = owing((1, {7: None}), (2, {7: None}), (3, {7: None}))

    finding = rules.reporting(facts, on, DEFAULT)

    assert (finding.light, finding.value) == (light, missed)


def test_a_report_that_came_ends_the_row():
    facts = owing((1, {7: None}), (2, {7: date(2024, 7, 16)}), (3, {7: None}))

    assert rules.reporting(facts, date(2024, 10, 18), DEFAULT)[1:3] == (YELLOW, 1)
    assert rules.reporting(facts, date(2024, 9, 30), DEFAULT)[1:3] == (YELLOW, 0)


def test_a_period_in_between_that_still_takes_reports_is_left_out_of_the_row():
    until_december = date(2024, 7, 10), date(2024, 12, 1)
    facts = owing((1, {7: None}), (2, {7: None}, *until_december), (3, {7: None}))

    on_record = [rules.reporting(facts, day, DEFAULT)[1:3]
                 for day in (date(2024, 10, 17), date(2024, 10, 18), date(2024, 12, 2))]

    assert on_record == [(YELLOW, 1), (RED, 2), (RED, 3)]


def test_an_exception_granted_in_time_moves_the_day_on_which_a_report_is_late():
    until_the_20th = date(2024, 7, 20), date(2024, 7, 20)
    facts = owing((2, {7: None}, *until_the_20th))

    on_record = [rules.reporting(facts, day, DEFAULT)[1:3]
                 for day in (date(2024, 7, 11), date(2024, 7, 20), date(2024, 7, 21))]

    assert on_record == [(GREEN, 0), (GREEN, 0), (YELLOW, 1)]


def test_an_excused_report_is_not_looked_at_and_ends_the_row():
    facts = owing((1, {7: None}), (2, {}), (3, {7: None}))

    assert rules.reporting(facts, date(2024, 9, 30), DEFAULT)[1:3] == (GREEN, 0)
    assert rules.reporting(facts, date(2024, 10, 18), DEFAULT)[1:3] == (YELLOW, 1)


def test_whoever_takes_over_does_not_inherit_what_another_organization_missed():
    facts = owing((1, {7: None}), (2, {8: None}))

    finding = rules.reporting(facts, date(2024, 7, 18), DEFAULT)

    assert finding == (Rule.REPORTING, YELLOW, 1, (("Lead 8", "quarter", 2024, 2, "missing"),))


def test_of_several_leads_the_worst_decides_and_all_at_fault_are_named():
    facts = owing((1, {7: None, 8: date(2024, 4, 1)}), (2, {8: date(2024, 7, 12), 7: None, 9: date(2024, 7, 1)}))

    finding = rules.reporting(facts, date(2024, 7, 18), DEFAULT)

    assert (finding.light, finding.value) == (RED, 2)
    assert [(name, state) for name, *_period, state in finding.items] == [("Lead 7", "missing"), ("Lead 8", "late")]


def test_with_no_period_due_nothing_is_missing():
    assert rules.reporting(Facts(), date(2024, 7, 18), DEFAULT) == (Rule.REPORTING, GREEN, None, ())


@pytest.mark.parametrize(("percent", "on", "light"), [
    (0, date(2023, 12, 31), Light.NOT_STARTED), (0, date(2024, 1, 1), GREEN), (1, date(2023, 12, 31), GREEN),
    (99, date(2025, 1, 1), RED), (100, date(2025, 1, 1), Light.DONE), (100, date(2023, 1, 1), Light.DONE),
])
def test_done_and_not_started_are_states_that_no_rule_judges(percent, on, light):
    verdict = judge(LINEAR._replace(percent=percent), on, DEFAULT)

    assert verdict.light == light
    assert len(verdict.findings) == (0 if light in {Light.DONE, Light.NOT_STARTED} else 4)


def test_the_worst_of_the_four_decides():
    facts = LINEAR._replace(percent=48, milestones=(MilestoneFact(1, "Contracts", 0, date(2024, 5, 1)),))

    verdict = judge(facts, date(2024, 6, 30), DEFAULT)

    assert [finding.light for finding in verdict.findings] == [GREEN, RED, GREEN, GREEN]
    assert verdict.light == RED
    assert (worst([]), worst([GREEN, YELLOW]), worst([YELLOW, RED])) == (GREEN, YELLOW, RED)


@pytest.mark.parametrize(("on", "light", "is_by_hand"), [
    (date(2024, 6, 9), RED, False), (date(2024, 6, 10), GREEN, True), (date(2024, 6, 20), GREEN, True),
    (date(2024, 6, 21), RED, False),
])
def test_a_light_set_by_hand_decides_from_its_first_to_its_last_day_and_the_findings_stay(on, light, is_by_hand):
    facts = LINEAR._replace(overrides=(OverrideFact("green", date(2024, 6, 10), date(2024, 6, 20), "Agreed", "Zhou"),))

    verdict = judge(facts, on, DEFAULT)

    assert (verdict.light, verdict.override is not None) == (light, is_by_hand)
    assert verdict.findings[0].light == RED


def test_of_two_lights_set_by_hand_for_a_day_the_later_one_decides():
    first = OverrideFact("green", date(2024, 6, 10), date(2024, 6, 30), "Agreed", "Zhou")
    facts = LINEAR._replace(overrides=(first, first._replace(light="yellow", from_on=date(2024, 6, 15))))

    lights = [judge(facts, date(2024, 6, day), DEFAULT).light for day in (14, 15)]

    assert lights == [GREEN, YELLOW]


@pytest.mark.parametrize(("percent", "light"), [
    (None, RED), (0, RED), (19, RED), (20, YELLOW), (40, YELLOW), (41, GREEN), (100, Light.DONE),
])
def test_a_district_is_judged_by_its_own_gap_alone(percent, light):
    late = MilestoneFact(1, "Contracts", 0, date(2024, 1, 2))
    facts = LINEAR._replace(percent=45, milestones=(late,), districts=(DistrictFact(1, "Huadu", percent),))

    assert judge_district(facts, percent, date(2024, 6, 30), DEFAULT) == light


@pytest.mark.parametrize(("light", "before", "is_a_turn_for_the_worse"), [
    (RED, YELLOW, True), (YELLOW, GREEN, True), (GREEN, RED, False), (RED, RED, False), (RED, None, False),
    (RED, Light.NOT_STARTED, False), (Light.DONE, RED, False),
])
def test_only_colours_worsen(light, before, is_a_turn_for_the_worse):
    assert is_worse(light, before) == is_a_turn_for_the_worse
