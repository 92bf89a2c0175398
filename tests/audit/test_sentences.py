"""Every event reads as a sentence, whatever stands in it."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from tracker.audit.models import AuditEvent
from tracker.audit.sentences import SENTENCES, reason, sentence
from tracker.reporting.workflow import STEPS

PACKAGE = Path(__file__).parents[2] / "tracker"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def event(verb, *, actor="周明", thing="1-08 居住证互认 · 广州市公安局 · 第三季度", kind="progressreport", **changes):
    return AuditEvent(verb=verb, actor_name=actor, target_type=kind, target_name=thing, changes=changes)


@pytest.mark.parametrize(("told", "text"), [
    (event("submit", thing="报告", percent=74, receipt="2024Q3-1"), "周明 handed in the report “报告”"),
    (event("approve", thing="报告", progress=[55, 66], remark="好"),
     "周明 approved the report “报告” (progress: 55 → 66)"),
    (event("approve", thing="报告", progress=[None, 66]), "周明 approved the report “报告” (progress: none → 66)"),
    (event("approve", thing="报告", progress=[66, 66]), "周明 approved the report “报告”"),
    (event("change_due", thing="会签", kind="milestone", due_on=["2024-08-31", "2024-09-30"], reason="调度会确定"),
     "周明 changed the time limit of “会签” (due on: 2024-08-31 → 2024-09-30)"),
    (event("change", thing="会签", kind="milestone", title=["会审", "会签"], weight=[1, 2]),
     "周明 changed milestone “会签” (title: 会审 → 会签, weight: 1 → 2)"),
    (event("assign", thing="1-08 · 公安局", role="lead", districts="花都区、从化区", organization="公安局"),
     "周明 assigned “1-08 · 公安局” (role: Lead, districts: 花都区、从化区)"),
    (event("withdraw", thing="1-08", on="2024-01-01"), "周明 withdrew the measure “1-08” (on: 2024-01-01)"),
    (event("create", thing="1-08", kind="measure", actor=""), "The system entered measure “1-08”"),
    (event("save_draft", thing="报告", fields=["summary", "problem"], version=3),
     "周明 saved the draft of the report “报告”"),
    (event("turn_upside_down", thing="东西", kind="gadget"), "周明: turn upside down, gadget “东西”"),
    (event("change", thing="甲", kind="user", is_active=[True, False]),
     "周明 changed person “甲” (may sign in: yes → no)"),
    (event("change", thing="甲", kind="gadget", odd_field=["a", "b"]), "周明 changed gadget “甲” (odd field: a → b)"),
    (event("change", thing="甲", kind="measure", districts=[["花都"], ["花都", "从化"]]),
     "周明 changed measure “甲” (districts: 花都 → 花都、从化)"),
])
def test_an_event_reads_as_a_sentence(told, text):
    assert sentence(told) == text


def test_a_page_does_not_repeat_what_it_is_about():
    told = event("submit")

    assert sentence(told, about="1-08 居住证互认") == "周明 handed in the report “广州市公安局 · 第三季度”"


def test_a_long_value_is_cut_in_the_sentence():
    told = event("change", thing="甲", kind="measure", note=["", "很" * 500])

    assert sentence(told) == f"周明 changed measure “甲” (note: none → {'很' * 60}…)"


@pytest.mark.parametrize(("changes", "text"), [
    ({"reason": "节点逾期没有说明"}, "节点逾期没有说明"), ({"remark": "请补充数据"}, "请补充数据"),
    ({"remark": ""}, ""), ({}, ""),
])
def test_why_is_told_in_the_persons_own_words(changes, text):
    assert reason(event("return", **changes)) == text


def test_every_verb_that_is_recorded_has_its_sentence():
    assert (_recorded_verbs() | {step.name for step in STEPS}) - set(SENTENCES) == set()


def _recorded_verbs():
    """The verbs that stand as plain text in calls of ``record``."""
    calls = [
        call for path in PACKAGE.rglob("*.py") for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record" and call.args
    ]
    texts = [node for call in calls for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
    return {node.value for node in texts if isinstance(node.value, str)}
