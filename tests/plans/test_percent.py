from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plans.percent import whole_percent


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 7, 0),
        (1, 3, 33),
        (2, 3, 67),
        (1, 200, 1),  # half a point goes up
        (1, 201, 0),
        (995, 1000, 99),  # but never to complete
        (999_999, 1_000_000, 99),
        (7, 7, 100),
        (8, 7, 100),
        (Decimal("0.5"), Decimal("1.5"), 33),
        (Fraction(1, 3), Fraction(1, 2), 67),
    ],
)
def test_half_a_point_goes_up_but_never_to_complete(part, whole, percent):
    assert whole_percent(part, whole) == percent


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_the_whole_is_100(part, whole):
    percent = whole_percent(part, whole)

    assert 0 <= percent <= 100
    assert (percent == 100) == (part >= whole)
