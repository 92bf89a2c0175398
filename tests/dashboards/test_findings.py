"""The titles of a measure's charts say what the charts show."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from tracker.dashboards.findings import district_title, progress_title


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def points(*gaps):
    return [SimpleNamespace(gap=gap) for gap in gaps]


def lines(*rows, area="清远片区"):
    """District lines from (name, light, gap)."""
    return [
        SimpleNamespace(district=SimpleNamespace(short_name=name, area=area), light=light, gap=gap)
        for name, light, gap in rows
    ]


@pytest.mark.parametrize(("gap", "gaps", "title"), [
    (None, (None,), "Progress 66%"),
    (0, (-5,), "Progress 66%, not behind what is expected"),
    (4, (), "Progress 66%, not behind what is expected"),
    (-14, (), "Progress 66%, 14 points behind"),
    (-14, (None,), "Progress 66%, 14 points behind"),
    (-14, (-3, -14), "Progress 66%, 14 points behind"),
    (-14, (-30, -11), "Progress 66%, 14 points behind, 3 more than at the end of the last period"),
    (-14, (-17,), "Progress 66%, 14 points behind, 3 fewer than at the end of the last period"),
    (-14, (8,), "Progress 66%, 14 points behind, 14 more than at the end of the last period"),
])
def test_the_progress_is_told_with_what_became_of_the_gap(gap, gaps, title):
    assert progress_title(66, gap, points(*gaps)) == title


@pytest.mark.parametrize(("rows", "title"), [
    ([("花都", "done", 0), ("增城", "done", 0)], "Completed in all districts"),
    ([("花都", "green", -4), ("增城", "done", 0)], "No district is behind the yellow line"),
    ([("花都", None, None)], "Progress by district"),
    ([("花都", "green", -4), ("佛冈", "yellow", -24), ("清新", "red", -31)], "Behind: 清新, 佛冈"),
    ([("清新", "yellow", -20), ("佛冈", "yellow", -24)], "All districts are behind; farthest: 佛冈, 清新"),
    ([("清新", "yellow", -20), ("佛冈", "red", -44), ("清城", "yellow", -14), ("连樟", "yellow", -21)],
     "All districts are behind; farthest: 佛冈, 连樟, 清新 and others, 4 in all"),
])
def test_the_districts_behind_are_named_the_farthest_first(rows, title):
    assert district_title(lines(*rows)) == title


def test_many_districts_of_one_area_are_told_by_their_area():
    behind = lines(*((name, "yellow", -20) for name in ("清城", "清新", "佛冈", "连樟")))
    others = lines(("花都", "green", -4), area="广州片区")

    assert district_title([*behind, *others]) == "4 districts of 清远片区 are behind"


def test_many_districts_of_two_areas_are_told_by_name():
    qingyuan = lines(*((name, "yellow", -20 - n) for n, name in enumerate(("清城", "清新", "佛冈"))))
    guangzhou = lines(("花都", "yellow", -12), ("增城", "green", 0), area="广州片区")

    assert district_title([*qingyuan, *guangzhou]) == "Behind: 佛冈, 清新, 清城 and others, 4 in all"
