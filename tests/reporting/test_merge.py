import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reporting.merge import Conflict, merge

TEXTS = st.text("甲乙\n", max_size=2) | st.sampled_from(["甲\r\n乙", "甲\n乙", "甲\r乙"])
DRAFTS = st.dictionaries(st.sampled_from(["summary", "problem", "next_steps"]), TEXTS)


def plain(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("旧", "旧", "旧", "旧"),
        ("旧", "新", "旧", "新"),
        ("旧", "旧", "新", "新"),
        ("旧", "新", "新", "新"),
        ("旧", "旧", "", ""),  # emptied is changed
        ("", "", "新", "新"),
        ("一\n二", "一\n二", "一\r\n二", "一\n二"),  # a browser's line break is no change
        ("一\n二", "一\n三", "一\r\n二", "一\n三"),
        ("一\r\n二", "一\n二", "一\r\n三", "一\r\n三"),  # as typed
        ("一", "一\n二", "一\r\n二", "一\n二"),
    ],
)
def test_a_field_changed_by_one_side_or_alike_is_merged(base, theirs, mine, merged):
    result = merge({"summary": base}, {"summary": theirs}, {"summary": mine})

    assert result.fields == {"summary": merged}
    assert result.conflicts == {}


def test_a_field_changed_differently_is_shown_to_both():
    result = merge({"summary": "旧"}, {"summary": "他的"}, {"summary": "我的"})

    assert result.fields == {"summary": "他的"}
    assert result.conflicts == {"summary": Conflict(base="旧", theirs="他的", mine="我的")}


def test_different_fields_are_joined_while_one_is_in_conflict():
    base = {"summary": "旧", "problem": "", "percent": "40"}

    result = merge(base, {**base, "summary": "他的", "percent": "46"}, {**base, "summary": "我的", "problem": "接口"})

    assert result.fields == {"summary": "他的", "problem": "接口", "percent": "46"}
    assert list(result.conflicts) == ["summary"]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ({}, {}, {"note": "新"}, {"note": "新"}),
        ({}, {"note": "新"}, {}, {"note": "新"}),
        ({"note": "旧"}, {"note": "旧"}, {}, {"note": ""}),
        ({}, {}, {}, {}),
    ],
)
def test_a_missing_field_is_empty(base, theirs, mine, merged):
    assert merge(base, theirs, mine).fields == merged


@given(DRAFTS, DRAFTS, DRAFTS)
def test_nothing_typed_is_lost(base, theirs, mine):
    result = merge(base, theirs, mine)

    for name in {*base, *theirs, *mine}:
        for side in (theirs, mine):
            typed = plain(side.get(name, ""))
            is_changed = typed != plain(base.get(name, ""))
            shown = {plain(text) for text in (result.fields[name], *result.conflicts.get(name, ()))}
            assert not is_changed or typed in shown


@given(DRAFTS, DRAFTS, DRAFTS)
def test_the_order_of_saving_decides_nothing_but_the_conflicts(base, theirs, mine):
    one, other = merge(base, theirs, mine), merge(base, mine, theirs)

    assert set(one.conflicts) == set(other.conflicts)
    for name in set(one.fields) - set(one.conflicts):
        assert plain(one.fields[name]) == plain(other.fields[name])


@given(DRAFTS, DRAFTS, DRAFTS)
def test_saving_the_same_again_changes_nothing(base, theirs, mine):
    merged = merge(base, theirs, mine).fields

    assert merge(merged, merged, merged).fields == merged
    assert merge(merged, merged, merged).conflicts == {}
