"""How the method did on generated plans, as its back-test found it: the page shows what was tried, not what was hoped.

``tests/forecasts/test_back_test.py`` makes these numbers again and fails when they are no longer true.
"""

from typing import NamedTuple


class Trial(NamedTuple):
    """A kind of plan, how many forecasts were made in generated ones, and which percentage of the ranges held."""

    kind: str
    forecasts: int
    held: int


TRIED = (
    Trial("steady", 5936, 84),
    Trial("uneven", 13655, 88),
    Trial("s_curves", 10131, 80),
    Trial("stalls", 18078, 77),
    Trial("small", 2365, 82),
    Trial("together", 9313, 87),
    Trial("in_steps", 8083, 82),
    Trial("easing", 11851, 79),
    Trial("monthly", 18201, 88),
    Trial("shock", 13612, 74),
)
