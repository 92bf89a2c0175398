from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from tracker.reporting.checks import Check, Facts, MilestoneFact, check

ON = date(2024, 10, 10)
SUMMARY = "完成三区居住证签注数据比对，清理重复过期记录一千二百条，召开三次对接会。" * 4  # 148 characters
BEFORE = Facts(
    {"花都区": 66, "从化区": 60}, summary="开展互认范围研究，走访七个街道。" * 8, next_steps="9月底前完成会签。"
)
NOW = Facts(
    {"花都区": 70, "从化区": 64}, usual_rise=5.0, summary=SUMMARY, next_steps="1. 10月底前完成会签；", evidence_count=2
)
SIGNED = MilestoneFact("互认办法两市会签", date(2024, 9, 30))


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def found(name, now=NOW, before=BEFORE, expected=70, on=ON):
    """The check of that name, None when it was not made."""
    return next((result for result in check(now, before, expected=expected, on=on) if result.name == name), None)


def detail(name, **kwargs):
    result = found(name, **kwargs)
    assert not result.passed
    return result.detail


def test_a_good_report_has_no_hints():
    results = check(NOW, BEFORE, expected=70, on=ON)

    assert [result.name for result in results if not result.passed] == []
    assert {result.name for result in results} == {
        "fall", "jump", "silence", "overdue", "dates", "evidence", "sameness", "length",
    }


def test_hints_come_first():
    now = replace(NOW, figures={"花都区": 40, "从化区": 64}, summary="略")

    passed = [result.passed for result in check(now, BEFORE, expected=70, on=ON)]

    assert passed == sorted(passed)
    assert passed[0] is False


def test_a_first_report_is_compared_with_nothing():
    results = check(NOW, None, expected=None, on=ON)

    assert {result.name for result in results} == {"overdue", "dates", "evidence", "length"}


def test_an_empty_report_has_checks_too():
    assert check(Facts({}), None, expected=None, on=ON) == [
        Check("overdue", True, "No milestone is overdue"),
        Check("evidence", True, "No evidence is needed this time"),
    ]


def test_lower_progress_names_the_districts():
    now = replace(NOW, figures={"花都区": 60, "从化区": 50, "增城区": 1})

    assert detail("fall", now=now) == "花都区: 66% → 60%; 从化区: 60% → 50%"


@pytest.mark.parametrize(
    ("percent", "usual_rise", "is_unusual"),
    [
        (76, 4.9, True),
        (76, 5.0, False),  # twice the usual rise is not more than twice
        (75, 1.0, False),  # 9 points are little, whatever is usual
        (76, 0.0, True),
        (76, -3.0, True),
        (87, 10.0, True),
        (86, 10.0, False),
    ],
)
def test_a_jump_is_ten_points_and_more_than_twice_the_usual_rise(percent, usual_rise, is_unusual):
    now = replace(NOW, figures={"花都区": percent, "从化区": 60}, usual_rise=usual_rise)

    assert found("jump", now=now).passed is not is_unusual


def test_a_jump_says_what_is_usual():
    now = replace(NOW, figures={"花都区": 76, "从化区": 64}, usual_rise=4.25)

    assert detail("jump", now=now) == "花都区: 66% → 76%; the usual rise is 4.2 points a period"


def test_without_a_history_no_rise_is_unusual():
    assert found("jump", now=replace(NOW, usual_rise=None)) is None


def test_a_district_that_fell_silent_is_named():
    now = replace(NOW, figures={"花都区": 70}, earlier_district_names=frozenset({"增城区"}))

    assert detail("silence", now=now) == "从化区; 增城区"


@pytest.mark.parametrize(
    ("milestone", "passed", "sentence"),
    [
        (SIGNED, False, "“互认办法两市会签” was due on 2024-09-30, no reason is given"),
        (replace(SIGNED, reason="  "), False, "“互认办法两市会签” was due on 2024-09-30, no reason is given"),
        (
            replace(SIGNED, reason="法制审核未办结"), False,
            "“互认办法两市会签” was due on 2024-09-30, no new date still to come is given",
        ),
        (
            replace(SIGNED, reason="法制审核未办结", expected_on=date(2024, 10, 9)), False,
            "“互认办法两市会签” was due on 2024-09-30, no new date still to come is given",
        ),
        (replace(SIGNED, reason="法制审核未办结", expected_on=ON), True, ""),
        (replace(SIGNED, is_done=True), True, ""),
        (replace(SIGNED, due_on=ON), True, ""),  # the due day itself is in time
    ],
)
def test_an_overdue_milestone_has_to_be_explained(milestone, passed, sentence):
    result = found("overdue", now=replace(NOW, milestones=(milestone,)))

    assert (result.passed, result.detail) == (passed, sentence)


@pytest.mark.parametrize(
    "step",
    [
        "10月底前完成会签", "十月底前完成会签", "月底前完成", "2026年完成", "2026完成", "2025-03前完成",
        "12 月完成", "第四季度完成试办", "季末前报送", "年底前印发", "年内出台", "上半年完成", "11月上旬召开",
        "10日前报送", "下季开展培训", "本月召开会议", "3个工作日内答复", "2周内完成", "3个月内完成", "一个月内完成",
        "每月调度", "国庆节前完成", "下周一前报", "2. 9月底前完成互认办法会签。", "（1）明年推广",
    ],
)
def test_a_step_with_a_time_is_recognized(step):
    assert found("dates", now=replace(NOW, next_steps=step)).passed


@pytest.mark.parametrize(
    "step",
    [
        "尽快完成会签", "开展互认范围研究", "2. 在花都、清城开展首批试办。", "落实粤府函〔2021〕76号", "新增2026户",
        "完成2025万元支出", "办理 3 件", "推进5个项目", "继续推进", "加强日常巡查", "覆盖12345人",
    ],
)
def test_a_step_without_a_time_is_named(step):
    assert detail("dates", now=replace(NOW, next_steps=step)) == f"step 1: “{step}”"


def test_steps_are_counted_as_a_reader_counts_them():
    long_step = "2. 在花都、清城、清新、佛冈和英德市连樟样板区开展跨市互认首批试办工作。"
    plan = f"下季计划：\n\n1. 10月底前完成会签；\n2.\n{long_step}\n"

    assert detail("dates", now=replace(NOW, next_steps=plan)) == f"step 2: “{long_step[:30]}…”"


@pytest.mark.parametrize("plan", ["", " \n ", "下步计划："])
def test_an_empty_plan_is_not_judged(plan):
    assert found("dates", now=replace(NOW, next_steps=plan)) is None


@pytest.mark.parametrize(("expected", "is_judged"), [(76, False), (77, True), (None, False)])
def test_ten_points_behind_a_problem_has_to_be_named(expected, is_judged):
    result = found("problem", expected=expected)  # the mean is 67

    assert (result is not None) is is_judged
    if is_judged:
        assert (result.passed, result.detail) == (False, "10 points behind expected progress")
        assert found("problem", now=replace(NOW, problem="系统未联网"), expected=expected).passed


@pytest.mark.parametrize(
    ("figures", "milestones", "expected", "sentence"),
    [
        ({"花都区": 70, "从化区": 64}, (), 77, "10 points behind expected progress"),
        ({"花都区": 100, "从化区": 64}, (), 70, "花都区 is reported as complete"),
        ({"花都区": 70}, (replace(SIGNED, is_done=True),), 70, "“互认办法两市会签” is reported as done"),
        (
            {"花都区": 100}, (replace(SIGNED, is_done=True),), 70,
            "花都区 is reported as complete; “互认办法两市会签” is reported as done",
        ),
    ],
)
def test_claims_and_arrears_need_evidence(figures, milestones, expected, sentence):
    now = replace(NOW, figures=figures, milestones=milestones, evidence_count=0)

    assert detail("evidence", now=now, expected=expected) == sentence
    assert found("evidence", now=replace(now, evidence_count=1), expected=expected).passed


def test_what_was_approved_before_needs_no_evidence_again():
    done = (replace(SIGNED, is_done=True),)
    before = replace(BEFORE, figures={"花都区": 100}, milestones=done)
    now = replace(NOW, figures={"花都区": 100}, milestones=done, evidence_count=0)

    result = found("evidence", now=now, before=before)

    assert (result.passed, result.sentence) == (True, "No evidence is needed this time")


def test_a_copied_text_is_noticed():
    now = replace(NOW, summary=f"{BEFORE.summary}完毕。", next_steps="推进")

    assert detail("sameness", now=now) == "progress of the period: 99% the same; next steps: 0% the same"


def test_copied_next_steps_are_noticed_beside_a_new_text():
    assert not found("sameness", now=replace(NOW, next_steps=BEFORE.next_steps)).passed


@pytest.mark.parametrize(
    ("summary", "passed", "sentence", "detail"),
    [
        ("字" * 99, False, "The progress text is short", "99 characters, usual are 100 to 300"),
        ("字 " * 99, False, "The progress text is short", "99 characters, usual are 100 to 300"),
        ("字" * 100, True, "The progress text has 100 characters", ""),
        ("字" * 300, True, "The progress text has 300 characters", ""),
        ("字" * 301, False, "The progress text is long", "301 characters, usual are 100 to 300"),
    ],
)
def test_the_progress_text_has_a_usual_length(summary, passed, sentence, detail):
    result = found("length", now=replace(NOW, summary=summary))

    assert result == Check("length", passed, sentence, detail)
