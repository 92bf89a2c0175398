"""Progress told period by period: exact over districts, and carried on when another organization takes over."""

from datetime import date
from types import SimpleNamespace

import pytest

from tracker.dashboards.timeline import Entry, history
from tracker.reporting.models import ProgressReport, ReportingPeriod

PERIODS = [ReportingPeriod(pk=number, ends_on=date(2024, 3 * number, 28)) for number in (1, 2, 3)]
DISTRICTS = {"guangzhou": [1, 2, 3], "qingyuan": [4], "successor": [4]}


def told(*reports):
    """Entries, newest first, of reports given as (number of the period, assignment, approved figures)."""
    return [_entry(*report) for report in reversed(reports)]


def _entry(number, assignment, *figures):
    report = SimpleNamespace(period=PERIODS[number - 1], assignment_id=assignment, approved_sum=sum(figures),
                             approved_figures=len(figures))
    return Entry(report, None, "", is_own=False, is_reviewed=False, can_edit=False, review=None)


@pytest.mark.parametrize(("reports", "percents"), [
    ([], []),
    ([(1, "guangzhou", 10, 20, 33)], [16]),
    ([(1, "guangzhou", 40, 40, 40), (1, "qingyuan", 80)], [50]),
    ([(1, "guangzhou", 40, 40, 40), (2, "qingyuan", 80)], [30, 50]),
    ([(1, "guangzhou", 40, 40, 40), (2, "guangzhou"), (3, "guangzhou", 60, 60, 60)], [30, 45]),
    ([(1, "qingyuan", 80), (2, "guangzhou", 40, 40, 40), (3, "successor", 100)], [20, 50, 55]),
    ([(1, "guangzhou", 100, 100, 100), (1, "qingyuan", 99)], [99]),
    ([(1, "forgotten", 90)], [0]),
])
def test_each_period_tells_the_mean_of_all_districts(reports, percents):
    points = history(told(*reports), DISTRICTS, [1, 2, 3, 4], expected=lambda day: None)

    assert [point.percent for point in points] == percents


def test_a_point_says_how_far_it_is_from_what_was_expected():
    points = history(told((2, "qingyuan", 80)), DISTRICTS, [4], expected=lambda day: day.month * 10)

    assert [(point.expected, point.gap) for point in points] == [(60, 20)]


@pytest.mark.parametrize(("status", "version", "is_own", "is_hidden"), [
    ("draft", 0, False, False), ("draft", 3, False, True), ("draft", 3, True, False), ("submitted", 3, False, True),
    ("returned", 3, False, True), ("returned", 3, True, False),
])
def test_what_is_written_and_not_readable_is_said_to_be_hidden(status, version, is_own, is_hidden):
    report = ProgressReport(status=status, version=version)

    entry = Entry(report, None, "", is_own=is_own, is_reviewed=False, can_edit=False, review=None)

    assert entry.is_hidden == is_hidden
