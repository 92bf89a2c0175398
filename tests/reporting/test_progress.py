import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reporting.progress import mean_percent


@pytest.mark.parametrize(
    ("figures", "districts", "percent"),
    [
        ({"花都": 76, "从化": 71, "增城": 74}, ["花都", "从化", "增城"], 74),  # 73.67
        ({"花都": 76}, ["花都", "从化"], 38),  # never reported counts 0
        ({}, ["花都"], 0),
        ({"花都": 1}, ["花都", "从化"], 1),  # half a point goes up
        ({"花都": 100, "从化": 99}, ["花都", "从化"], 99),  # but not to 100
        ({"花都": 100, "从化": 100}, ["花都", "从化"], 100),
        ({"花都": 80, "佛冈": 20}, ["花都"], 80),  # not applicable is in no mean
        ({"花都": 80}, [], 0),
    ],
)
def test_a_measures_progress_is_the_mean_of_its_districts(figures, districts, percent):
    assert mean_percent(figures, districts) == percent


@given(st.dictionaries(st.integers(1, 7), st.integers(0, 100), min_size=1))
def test_complete_means_complete_everywhere(figures):
    percent = mean_percent(figures, list(figures))

    assert min(figures.values()) <= percent <= max(figures.values())
    assert (percent == 100) == (set(figures.values()) == {100})
