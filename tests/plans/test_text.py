import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.plans.text import clean_text, normalise

ANY_TEXT = st.text(st.characters(codec=None))  # lone surrogates included


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("居住证互认", "居住证互认"),
        ("一\r\n二\r三\n四\u2028五\x85六", "一\n二\n三\n四\n五\n六"),
        ("表\t格", "表\t格"),
        ("进\x00度\x1b[31m", "进度[31m"),
        ("a\x7f\x9fb", "ab"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("\u2066甲\u2069\u200e\u200f", "甲"),
        ("\ufeff甲", "甲"),
        ("甲\ud800乙", "甲乙"),
        ("甲\uffff乙", "甲乙"),
        ("e\u0301", "é"),
        ("👩‍👧 ❤️", "👩‍👧 ❤️"),  # joined emoji stay whole
        ("（第一批）：", "（第一批）："),  # full width is how it was written
    ],
)
def test_what_is_kept_of_a_text(typed, kept):
    assert clean_text(typed) == kept


def test_a_limit_cuts_the_end():
    assert clean_text("甲\x00乙丙", limit=2) == "甲乙"


@given(ANY_TEXT)
def test_a_clean_text_is_storable_and_stays_as_it_is(text):
    clean = clean_text(text)

    assert clean.encode().decode() == clean
    assert "\x00" not in clean
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("  居住证　互认\n办法 ", "居住证 互认 办法"),
        ("\uff21\uff22\uff11", "ab1"),
        ("Straße", "strasse"),
        ("居\u200b住\ufeff证", "居住证"),
        ("\x00\x1f", ""),
        ("㎡", "m2"),
        ("〔2021〕76号", "〔2021〕76号"),
        ("1-06", "1-06"),
    ],
)
def test_how_a_text_is_searched(typed, searched):
    assert normalise(typed) == searched


@given(ANY_TEXT)
@example("\u0345\u0301")
@example("ﬃ İ")
def test_a_searched_text_stays_as_it_is(text):
    searched = normalise(text)

    assert normalise(searched) == searched
    assert searched.encode().decode() == searched
    assert unicodedata.is_normalized("NFKC", searched)
    assert "  " not in searched
