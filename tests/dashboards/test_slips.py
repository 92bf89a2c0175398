"""What was promised when: limits that moved, days that reports expected, and where they end."""

from datetime import date

import pytest

from tracker.dashboards.slips import Promise, slips
from tracker.plans.joined import LINE, PART

SINCE = date(2022, 1, 1)


class Row:
    """A measure as ``with_promises`` gives it."""

    code = "1-07"

    def __init__(self, *, own=(), milestones=(), expected=()):
        self.told_own_limits, self.told_milestone_limits, self.told_expected = map(told, (own, milestones, expected))


class Milestone:
    def __init__(self, pk, title="节点", done_on=None):
        self.pk, self.title, self.done_on = pk, title, done_on


def told(lines):
    return LINE.join("".join(f"{part}{PART}" for part in line) for line in lines) or None


def of_milestone(limits, expected=(), done_on=None):
    row = Row(milestones=[("1", *limit) for limit in limits], expected=[("1", *each, "1") for each in expected])
    return slips(row, [Milestone(1, done_on=done_on)], since=SINCE)[0]


def test_a_kept_promise_is_told_once():
    slip = of_milestone([("1900-01-01", "2024-06-30", "")])

    assert slip.promises == (Promise(SINCE, date(2024, 6, 30)),)
    assert (slip.days, slip.moves) == (0, 0)


def test_limits_and_expected_days_follow_each_other():
    slip = of_milestone([("1900-01-01", "2024-06-30", ""), ("2024-11-02", "2025-03-31", "")],
                        [("2024-07-12", "2024-09-30"), ("2024-10-11", "2024-09-30")])

    assert slip.promises == (
        Promise(SINCE, date(2024, 6, 30)), Promise(date(2024, 7, 12), date(2024, 9, 30), True),
        Promise(date(2024, 11, 2), date(2025, 3, 31)),
    )
    assert (slip.days, slip.moves) == (274, 2)


def test_what_is_done_counts_by_the_day_on_which_it_was():
    slip = of_milestone([("1900-01-01", "2024-06-30", ""), ("2024-10-11", "2024-06-30", "2024-08-01")],
                        done_on=date(2024, 8, 1))

    assert slip.days == 32
    assert slip.last.due_on == date(2024, 6, 30)


def test_what_was_done_and_is_open_again_goes_on():
    slip = of_milestone([("1900-01-01", "2024-06-30", ""), ("2024-07-11", "2024-06-30", "2024-06-20"),
                         ("2024-10-11", "2024-06-30", "")], [("2024-10-12", "2024-12-31")])

    assert slip.last == Promise(date(2024, 10, 12), date(2024, 12, 31), True)


def test_the_measure_comes_first_and_what_promises_nothing_is_left_out():
    row = Row(own=[("1900-01-01", "2025-12-31")], milestones=[("2", "1900-01-01", "2024-06-30", "")])
    told = slips(row, [Milestone(1), Milestone(2)], since=SINCE, finished_on=date(2025, 10, 1))

    assert [(slip.number, slip.is_measure) for slip in told] == [(0, True), (2, False)]
    assert told[0].days == -91
    assert slips(Row(own=[("1900-01-01", "")]), [], since=SINCE) == ()


@pytest.mark.parametrize("day", ["2022-01-01", "1900-01-01"])
def test_two_words_on_one_day_are_the_last_one(day):
    slip = of_milestone([(day, "2024-06-30", "")], [("2022-01-01", "2024-09-30")])

    assert len(slip.promises) == 1
