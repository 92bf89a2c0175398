"""What several views begin with."""

import pytest

from tracker.web.shortcuts import page_of


@pytest.mark.parametrize(("asked", "shown"), [
    (None, 1), ("", 1), ("1", 1), ("2", 2), ("3", 2), ("999", 2), ("9" * 5000, 2), ("0", 1), ("-1", 1), ("abc", 1),
    ("1.5", 1), ("２", 2), ("²", 1), ("😀", 1),
])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(asked, shown):
    assert page_of(range(67), asked, size=50).number == shown


def test_nothing_is_one_empty_page():
    assert list(page_of([], "7", size=50)) == []
