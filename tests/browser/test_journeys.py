"""A report's way from the reporter to the supervisor, back, and on to the measure, in each way of using a page."""

import re

import pytest

from tests.browser.drivers import Keyboard, Touch, WithoutScript

SUMMARY = (
    "四地完成居住证签注数据比对，清理重复、过期记录1286条；召开对接会三次，就互认范围达成一致，形成互认事项清单第一批十二项；"
    "广州、清远两地窗口工作人员完成一轮培训，共培训四十二人次，群众咨询答复口径已统一。"
)
MORE = "互认办法文本已经两市会签。"
REASON = "请写明互认办法会签到了哪一步，并补充佐证材料。"


@pytest.mark.parametrize(("way", "scene"), [
    (Keyboard, "by keyboard"), (Touch, "by touch"), (WithoutScript, "without script"),
])
def test_a_report_is_written_returned_rewritten_and_approved(people, scenes, way, scene):
    scene = scenes[scene]
    writer, reader = (way(people.context(name, **way.options).new_page()) for name in ("writer", "reader"))

    writer.open("/")
    writer.press(f'a[href="/reports/{scene["report"]}/edit/"]')
    fill_in(writer, scene)
    hand_in(writer)
    assert_receipt(writer, scene, number=1)

    read(reader, scene)
    decide(reader, "return", REASON)

    writer.open("/")
    writer.press(f'a[href="/reports/{scene["report"]}/edit/"]')
    assert REASON in writer.page.text_content("main")
    writer.write("#summary", SUMMARY + MORE)
    hand_in(writer)
    assert_receipt(writer, scene, number=2)

    read(reader, scene)
    assert MORE[:-1] in "".join(reader.page.locator("ins").all_text_contents())
    decide(reader, "approve")

    writer.open(f"/measures/{scene['measure']}/")
    story = writer.page.text_content("main")
    assert all(words in story for words in ("57%", "陈嘉仪", "周明"))
    assert [each.page.context.watch.faults for each in (writer, reader)] == [[], []]


def fill_in(writer, scene):
    first, second = scene["districts"]
    writer.write(f"[name=percent-{first}]", "55")
    writer.write(f"[name=percent-{second}]", "59")
    writer.write("#summary", SUMMARY)
    writer.choose(f"milestone-{scene['milestone']}-done", "no")
    writer.write(f"[name=milestone-{scene['milestone']}-reason]", "对方单位会签意见尚在征求")
    writer.write(f"[name=milestone-{scene['milestone']}-on]", "2099-12-31")
    writer.choose("has_problem", "no")
    writer.write("#next_steps", "下季度完成两市会签，印发互认办法。")


def hand_in(writer):
    writer.press("button[name=action][value=check]:not([aria-hidden])")
    writer.press("main form[action$='/submit/'] button[type=submit]")


def assert_receipt(writer, scene, *, number):
    assert writer.page.url.endswith(f"/reports/{scene['report']}/receipt/")
    assert writer.page.locator(".receipt dd", has_text=re.compile(rf"\w-{number}\s*$")).count() == 1


def read(reader, scene):
    """Go to the submission by its line in the queue, unless it is the only one and open already."""
    reader.open("/review/")
    line = f"a:has-text('{scene['measure']}')"
    if scene["measure"] not in reader.page.text_content(".identity"):
        reader.press(f".review-queue {line}")


def decide(reader, decision, words=""):
    reader.choose("decision", decision)
    if words:
        reader.write("#id_remark", words)
    reader.press(".decision .button--primary")
