"""Official documents in different habits, taken apart and compared with what was written down by hand."""

from collections import Counter

import pytest

from tests.exchange.outline.expectations import DOCUMENTS, compare, expected, seen, text_of
from tracker.exchange.outline.parser import parse

NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.expected"))
DEMANDED = 0.95


def test_of_each_kind_nearly_all_is_right():
    right, total, wrong = Counter(), Counter(), []
    for name in NAMES:
        good, all_of_it, bad = compare(name, expected(name), seen(parse(text_of(name))))
        right, total, wrong = right + good, total + all_of_it, wrong + bad

    assert len(NAMES) >= 8
    assert {kind: f"{right[kind]}/{total[kind]}" for kind in total if right[kind] < DEMANDED * total[kind]} == {}, wrong


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_around_a_document_is_no_part_of_a_measure(name):
    outline = parse(text_of(name))

    titles = " ".join(measure.title for task in outline.tasks for measure in task.measures)

    assert not any(word in titles for word in ("http", "抄送", "日印发", "此件", "— 1 —", "扫一扫", "打印本页", "①"))
