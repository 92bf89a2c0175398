"""Tasks are numbered as the document numbers them."""

import pytest

from tracker.plans.numerals import ordinal


@pytest.mark.parametrize(("number", "text"), [
    (1, "（一）"), (9, "（九）"), (10, "（十）"), (11, "（十一）"), (20, "（二十）"),
    (21, "（二十一）"), (99, "（九十九）"),
])
def test_a_task_is_numbered_as_in_an_official_document(number, text):
    assert ordinal(number) == text
