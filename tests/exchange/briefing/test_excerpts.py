"""Passages of what organizations wrote: their own words, whole sentences, nothing added but a stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.briefing.excerpts import CUT, excerpt, tidy


@pytest.mark.parametrize(("text", "limit", "expected"), [
    ("", 20, ""), (" \n\t", 20, ""),
    ("完成会签。", 20, "完成会签。"), ("完成会签", 20, "完成会签。"),
    ("完成会签。召开会议。", 7, "完成会签。"), ("完成会签。召开会议。", 10, "完成会签。召开会议。"),
    ("完成会签；召开会议。", 7, "完成会签。"),
    ("第一件\n第二件", 20, "第一件；第二件。"), ("第一件。\r\n第二件。", 20, "第一件。第二件。"),
    ("共 12 项，完 成 3 项。", 20, "共12项，完成3项。"), ("use two words", 20, "use two words。"),
    ("一二三四五，六七八九十，一二三四五。", 14, "一二三四五，六七八九十……"),
    ("一二三四五六七八九十一二三四五六七八。", 10, "一二三四五六七八……"),
    ("他说“好。”我们走。", 7, "他说“好。”"), ("真的？！是的。", 4, "真的？！"),
])
def test_whole_sentences_within_the_room(text, limit, expected):
    assert excerpt(text, limit) == expected


@given(st.text(alphabet="甲乙丙，、；。！？”\n 12ab", max_size=80), st.integers(8, 60))
def test_an_excerpt_fits_and_begins_as_the_text_does(text, limit):
    found = excerpt(text, limit)

    assert len(found) <= limit + 1
    words = found.removesuffix(CUT).rstrip("。；，、")
    assert tidy(text).startswith(words)
