from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.reporting.difference import SHORTEST_RUN, difference, similarity

BEFORE = "完成三区居住证签注数据比对，形成互认需求清单。与清远市公安局召开2次对接会，就互认范围达成初步意见。"
AFTER = "完成三区居住证签注数据比对，形成互认事项清单（第一批12项）。与清远市公安局召开3次对接会，就互认范围达成一致。"

# few signs, so that much is the same; whole clauses, so that some survive
CHINESE = st.lists(
    st.sampled_from([*"一二三的，。；\n 12%ab", "完成互认办法会签，", "2024-10-31", "👩‍👧", "é"]), max_size=40
).map("".join)


def marked(before, after):
    signs = {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[kind].format(text) for kind, text in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ""),
        ("没有", "没有", "没有"),
        ("", "没有", "[+没有]"),
        ("没有", "", "[-没有]"),
        ("没有", "接口不通，请协调。", "[-没有][+接口不通，请协调。]"),
        ("进度66%", "进度76%", "进度[-66%][+76%]"),  # numbers stay whole
        ("清理1,286条", "清理1,296条", "清理[-1,286][+1,296]条"),
        ("预计2024-10-31完成", "预计2024-11-30完成", "预计[-2024-10-31][+2024-11-30]完成"),
        ("the plan is on track", "the task is off track", "the [-plan][+task] is [-on][+off] track"),
        ("完成数据清理。", "完成全部数据清理。", "完成[+全部]数据清理。"),
        ("甲\n乙", "甲\n丙\n乙", "甲\n[+丙\n]乙"),
        ("开展调研的工作", "组织会商的任务", "[-开展调研的工作][+组织会商的任务]"),  # one sign in common is chance
        ("一家👩‍👧来", "一家👩‍👦来", "一家[-👩‍👧][+👩‍👦]来"),  # a joined emoji is one sign
    ],
)
def test_what_changed_is_marked_word_by_word(before, after, pieces):
    assert marked(before, after) == pieces


def test_a_real_report_reads_well():
    assert marked(BEFORE, AFTER) == (
        "完成三区居住证签注数据比对，形成互认[-需求][+事项]清单[+（第一批12项）]。"
        "与清远市公安局召开[-2][+3]次对接会，就互认范围达成[-初步意见][+一致]。"
    )


@given(CHINESE | st.text(), CHINESE | st.text())
@example(BEFORE, AFTER)
@example("\r\n", "\n")
def test_nothing_is_lost_and_nothing_made_up(before, after):
    pieces = difference(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


@given(CHINESE, CHINESE)
def test_pieces_are_few_and_in_order(before, after):
    pieces = difference(before, after)

    assert all(piece.text for piece in pieces)
    neighbours = [(one.kind, other.kind) for one, other in pairwise(pieces)]
    assert {("same", "same"), ("added", "removed")}.isdisjoint(neighbours)
    assert all(one != other for one, other in neighbours)


@given(CHINESE, CHINESE)
def test_an_agreement_between_two_changes_is_long_enough_to_read(before, after):
    inner = difference(before, after)[1:-1]

    assert all(len(piece.text) >= SHORTEST_RUN for piece in inner if piece.kind == "same")


SIGNS = [chr(0x4E00 + n) for n in range(20_000)]
HOSTILE = {
    "one sign": ("甲" * 100_000, f"乙{'甲' * 99_998}乙"),
    "two signs": ("甲乙乙" * 33_333, "乙甲甲" * 33_333),
    "short clauses": ("甲，乙，" * 25_000, "乙，丙，" * 25_000),
    "pairs apart": (
        "".join(f"甲甲{SIGNS[n % 9000]}" for n in range(33_333)),
        "".join(f"甲甲{SIGNS[9000 + n % 9000]}" for n in range(33_333)),
    ),
    "pairs apart, short": (
        "".join(f"甲甲{sign}" for sign in SIGNS[:500]), "".join(f"甲甲{sign}" for sign in SIGNS[9000:9500])
    ),
    "all moved": ("，".join(SIGNS), "，".join(reversed(SIGNS))),
    "empty lines": ("\n" * 100_000, "\n" * 50_000 + "甲" + "\n" * 49_999),
    "joined signs": ("甲\u200d" * 50_000, "乙\u200d" * 50_000),
    "digits": ("1," * 50_000, "2," * 50_000),
}


@pytest.mark.parametrize(("before", "after"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_costs_less_than_a_second(before, after):
    began = process_time()

    pieces = difference(before, after)

    assert process_time() - began < 1
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before


def test_a_long_text_with_few_changes_is_still_compared_closely():
    before = "".join(f"第{number}项工作，已完成{number % 100}%。\n" for number in range(6000))
    after = before.replace("第3000项工作", "第3000项任务").replace("第5项工作，", "")

    assert len(before) > 80_000
    assert [piece for piece in difference(before, after) if piece.kind != "same"] == [
        ("removed", "第5项工作，"), ("removed", "工作"), ("added", "任务"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        ("", "", 100),
        (BEFORE, BEFORE, 100),
        ("一 二\n三", "一二三", 100),  # white space is no news
        ("", "没有", 0),
        ("完成调研", "组织会商", 0),
        ("完成数据清理", "完成数据", 80),  # 2 × 4 of 10
        (f"{'甲乙' * 500}丙", f"{'甲乙' * 500}丁", 99),  # never 100 when something changed
    ],
)
def test_how_similar_two_texts_are(before, after, percent):
    assert similarity(before, after) == percent


@given(CHINESE, CHINESE)
def test_only_texts_equal_apart_from_white_space_are_all_the_same(before, after):
    percent = similarity(before, after)

    assert 0 <= percent <= 100
    assert (percent == 100) == ("".join(before.split()) == "".join(after.split()))
