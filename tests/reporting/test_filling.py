"""How many parts of a draft are filled."""

import pytest

from tests.factories import SUMMARY
from tracker.reporting.filling import PARTS, filled_parts

COMPLETE = {
    "percent-1": "40", "percent-2": "45", "note-1": "", "summary": SUMMARY, "milestone-7-done": "yes",
    "has_problem": "no", "next_steps": "10月底前完成会签。",
}


def filled(evidence=1, **changes):
    return filled_parts({**COMPLETE, **changes}, districts=2, milestones=1, evidence=evidence)


def test_a_complete_draft_has_all_its_parts():
    assert filled() == PARTS


def test_an_empty_draft_has_none_but_what_is_not_asked():
    assert filled_parts({}, districts=2, milestones=1, evidence=0) == 0
    assert filled_parts({}, districts=2, milestones=0, evidence=0) == 1


@pytest.mark.parametrize("changes", [
    {"percent-2": ""}, {"percent-2": " "}, {"summary": "太短"}, {"milestone-7-done": ""}, {"has_problem": ""},
    {"has_problem": "yes", "problem": " "}, {"next_steps": "\n"}, {"evidence": 0},
])
def test_what_is_missing_leaves_its_part_open(changes):
    assert filled(**changes) == PARTS - 1


def test_a_problem_is_filled_in_once_it_is_described():
    assert filled(has_problem="yes", problem="系统未联网") == PARTS
