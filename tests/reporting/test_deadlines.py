"""When a report is due and closes, with exceptions."""

from datetime import date

import pytest

from tracker.reporting.deadlines import Terms, deadline, is_expected
from tracker.reporting.status import ExceptionKind

DUE, CLOSES = date(2024, 10, 10), date(2024, 10, 17)


def later(granted_on, until_on):
    return Terms(ExceptionKind.LATER, date(2024, *granted_on), date(2024, *until_on))


@pytest.mark.parametrize(("exceptions", "due_on", "closes_on"), [
    ([], (10, 10), (10, 17)),
    ([later((10, 1), (10, 31))], (10, 31), (10, 31)),  # granted ahead: on time until then
    ([later((10, 10), (10, 31))], (10, 31), (10, 31)),  # granted on the due day itself
    ([later((10, 11), (10, 31))], (10, 10), (10, 31)),  # granted a day late: only opens the form
    ([later((10, 20), (10, 31))], (10, 10), (10, 31)),  # granted after the period had closed
    ([later((10, 1), (10, 14))], (10, 14), (10, 17)),  # within the days of grace: nobody closes earlier
    ([later((9, 1), (9, 20))], (10, 10), (10, 17)),  # nothing is brought forward
    ([later((10, 1), (10, 20)), later((10, 19), (11, 5))], (11, 5), (11, 5)),  # one before the other had run out
    ([later((10, 19), (11, 5)), later((10, 1), (10, 20))], (11, 5), (11, 5)),  # in whichever order they come
    ([later((10, 1), (10, 20)), later((10, 21), (11, 5))], (10, 20), (11, 5)),
    ([Terms(ExceptionKind.EXCUSED, date(2024, 10, 1))], (10, 10), (10, 17)),
])
def test_an_exception_moves_the_due_day_only_when_granted_by_then(exceptions, due_on, closes_on):
    assert deadline(DUE, CLOSES, exceptions) == (date(2024, *due_on), date(2024, *closes_on))


def test_an_excused_report_is_not_expected():
    excused = Terms(ExceptionKind.EXCUSED, date(2024, 10, 20))

    assert is_expected([])
    assert is_expected([later((10, 1), (10, 20))])
    assert not is_expected([later((10, 1), (10, 20)), excused])
