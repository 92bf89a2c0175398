"""Any text has an outline whose passages cover it, quickly."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.outline.expectations import DOCUMENTS, text_of
from tracker.exchange.outline.parser import parse

NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.expected"))
WORDS = "。，；：（）“”\n\f\t 一二三（一）1.①是、》2025年底前由和建立市财政局牵头广州片区第一章"


@given(st.text(max_size=400))
def test_any_text_has_an_outline(text):
    _assert_covered(parse(text))


@given(st.text(alphabet=WORDS, max_size=300))
def test_any_text_of_official_signs_has_an_outline(text):
    _assert_covered(parse(text))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.data())
def test_a_document_cut_and_spoilt_anywhere_has_an_outline(name, data):
    text = text_of(name)
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 40))
        text = text[:place] + data.draw(st.text(alphabet=WORDS, max_size=5)) + text[place + length:]

    _assert_covered(parse(text[:data.draw(st.integers(0, len(text)))]))


@pytest.mark.slow
@pytest.mark.parametrize("unit", [
    "建立", "（", "（（））", "一是二是", "1.", "。", "，", "2025年", "由市局", "第一条", "广州片区建立", "、",
    "一、\n", "“", "市", "①", "《", "各", "增城区、", "，建立", "在X区", "2025年底前，",
    "（市局，2025年）", "目标\n到2025年，",
])
def test_a_long_monotonous_text_is_read_in_linear_time(unit):
    short, long = (_seconds(unit * (length // len(unit))) for length in (8_000, 32_000))

    assert long < 12 * short + 0.5


def _seconds(text):
    started = time.process_time()
    parse(text)
    return time.process_time() - started


def _assert_covered(outline):
    """Each character but the line breaks is in one passage, and everything found rests on passages."""
    end = 0
    for ordinal, passage in enumerate(outline.passages, start=1):
        assert passage.ordinal == ordinal
        assert outline.text[passage.start:passage.end] == passage.text
        assert outline.text[end:passage.start].strip("\n") == ""
        assert passage.start >= end
        end = passage.end
    assert outline.text[end:].strip("\n") == ""
    found = [*outline.objectives, *outline.tasks, *(measure for task in outline.tasks for measure in task.measures)]
    assert all(each.title and each.clauses for each in found)
    assert all(1 <= ordinal <= len(outline.passages) for each in found for ordinal in each.clauses)
    assert all(len(measure.title) <= 200 for task in outline.tasks for measure in task.measures if not measure.is_gap)
