"""What is proposed from an outline, and what of it the plan is found to hold already."""

from dataclasses import replace

import pytest

from tests.exchange.importing.texts import measures, outline, without
from tracker.exchange.importing import editing
from tracker.exchange.importing.comparing import compare
from tracker.exchange.importing.doubts import doubts, faults
from tracker.exchange.importing.duties import duties
from tracker.exchange.importing.matching import match, organization_of
from tracker.exchange.importing.proposing import propose
from tracker.exchange.importing.scopes import districts_named
from tracker.exchange.importing.shapes import Body, Known, KnownMeasure, Place, Proposal
from tracker.exchange.outline.shapes import FoundTask


def titled(proposal, title):
    return next(item for item in proposal.items if item.title == title)


def test_a_proposal_outlives_its_json():
    proposal = propose(outline())

    assert Proposal.from_json(proposal.to_json()) == proposal


def test_everything_of_the_outline_is_proposed():
    proposal = propose(outline())

    assert [(item.sort, item.title, item.row) for item in proposal.items] == [
        ("objective", "城乡通道全面打通", None), ("task", "完善图书流通制度", None), ("measure", "开放社区书屋", None),
        ("measure", "延长夜间服务时间", None), ("measure", "建立馆际借阅清单", None), ("measure", "坚持阅读推广", None),
        ("measure", "健全", None)]
    assert [item.is_gap for item in proposal.items] == [False] * 6 + [True]
    assert titled(proposal, "坚持阅读推广").kind == "long_running"
    assert titled(proposal, "开放社区书屋").districts == ("甲区", "乙区")
    assert faults(proposal, has_plan=False) == []


def test_a_slightly_different_title_is_the_same_measure():
    known = Known(tasks=((5, 1, "完善图书流通制度"),), measures=(
        KnownMeasure(11, 5, "社区书屋开放", "书屋", False), KnownMeasure(12, 5, "稳步建立馆际借阅清单", "清单", False),
        KnownMeasure(13, 5, "健全……（中断）", "清单", True), KnownMeasure(14, 5, "无关的另一件事", "", False)))

    proposal = propose(outline(), known)

    assert {item.title: item.row for item in proposal.items if item.row} == {
        "完善图书流通制度": 5, "开放社区书屋": 11, "建立馆际借阅清单": 12, "健全": 13}


def test_titles_are_paired_by_likeness_and_each_once():
    found = match({1: ("取消落户限制", None), 2: ("全面取消落户限制", None), 3: ("修桥铺路", None)},
                  {8: ("全面取消落户限制", None), 9: ("逐步取消落户限制", None)})

    assert found == {2: 8, 1: 9}


@pytest.mark.parametrize(("name", "found"), [
    ("省教育厅", "广东省教育厅"), ("市公安局", ""), ("教育局", "乙市教育局"), ("发展改革委", ""),
])
def test_a_body_is_known_by_any_of_its_names(name, found):
    names = ("广东省教育厅", "甲市公安局", "乙市公安局")
    known = {**dict(zip(names, names, strict=True)), "教育局": "乙市教育局"}

    assert organization_of(name, known) == found


def test_an_area_or_a_city_stands_for_its_districts():
    places = (Place("东片区", "东市", ("甲区", "乙区")), Place("西片区", "西市", ("丙县",)))

    assert districts_named(("东市", "丙县", "丁区"), places) == (("甲区", "乙区", "丙县"), ("丁区",))


def test_of_several_leads_the_first_leads_and_the_others_help():
    proposal = propose(outline())
    bodies = (Body("省一厅"), Body("省二厅"), Body("省三厅", "partner"))
    item = replace(titled(proposal, "建立馆际借阅清单"), bodies=bodies)
    proposal = replace(proposal, entered={name: name for name in ("省一厅", "省二厅", "省三厅")})

    found = duties(proposal, item)

    assert [(duty.name, duty.role, duty.is_moved) for duty in found] == [
        ("省一厅", "lead", False), ("省二厅", "partner", True), ("省三厅", "partner", False)]


def test_bodies_of_two_cities_lead_each_in_its_own():
    proposal = propose(outline())
    item = replace(titled(proposal, "建立馆际借阅清单"), bodies=(Body("东市文旅局"), Body("西市文旅局")))
    proposal = replace(proposal, entered={"东市文旅局": "东市文旅局", "西市文旅局": "西市文旅局"})

    assert [(duty.name, duty.role, duty.districts) for duty in duties(proposal, item)] == [
        ("东市文旅局", "lead", ("甲区", "乙区")), ("西市文旅局", "lead", ("丙县",))]


def test_where_nobody_is_named_the_governments_addressed_lead_if_that_is_wanted():
    proposal = propose(outline())
    item = titled(proposal, "坚持阅读推广")

    assert [(duty.name, duty.districts, duty.is_inferred) for duty in duties(proposal, item)] == [
        ("东市人民政府", ("甲区", "乙区"), True), ("西市人民政府", ("丙县",), True)]
    assert duties(replace(proposal, are_leads_inferred=False), item) == ()


def test_what_is_uncertain_is_said_with_the_items():
    said = {each.sentence.split("：")[0].split(":")[0]: each.items for each in doubts(propose(outline()))}

    assert (7,) in said.values()  # the gap
    assert (5, 6) in said.values()  # the scope is inferred
    assert (3, 4, 6) in said.values()  # nobody is named


@pytest.mark.parametrize(("changes", "has_plan", "count"), [
    ({"title": ""}, False, 1), ({"title": ""}, True, 0), ({"starts_on": None}, False, 1),
    ({"title": "长" * 201}, True, 1),
])
def test_what_cannot_be_entered_is_a_fault(changes, has_plan, count):
    assert len(faults(propose(outline(**changes)), has_plan=has_plan)) == count


def test_a_measure_can_be_split_and_merged_again():
    proposal = propose(outline())
    item = replace(titled(proposal, "开放社区书屋"), title="开放社区书屋，延长时间")
    proposal = proposal.put(item)

    parted = editing.split(proposal, item, 0)
    second = titled(parted, "延长时间")
    merged = editing.merge(parted, second)

    assert [each.title for each in parted.of_sort("measure")][:2] == ["开放社区书屋", "延长时间"]
    assert (second.clauses, second.row, second.task) == (item.clauses, None, item.task)
    assert merged.of_sort("measure")[0].title == "开放社区书屋，延长时间"
    assert len(merged.items) == len(proposal.items)


def test_a_task_is_left_out_with_its_measures_and_a_measure_brings_it_back():
    proposal = propose(outline())

    without_it = editing.drop(proposal, titled(proposal, "完善图书流通制度"))
    back = editing.take_back(without_it, titled(without_it, "坚持阅读推广"))

    assert [item.title for item in without_it.of_sort("measure")] == []
    assert [item.title for item in back.items if not item.is_dropped] == [
        "城乡通道全面打通", "完善图书流通制度", "坚持阅读推广"]


def test_a_clause_without_a_measure_becomes_one_where_it_stands():
    proposal, item = editing.add(propose(outline()), 6, {}, title="安排有关经费")

    assert (item.clauses, item.task) == ((6,), titled(proposal, "完善图书流通制度").number)
    assert [each.title for each in proposal.items][-2:] == ["安排有关经费", "健全"]


def test_a_task_that_becomes_a_measure_needs_another_task_for_its_own():
    tasks = (FoundTask(1, "甲", (2,), ()), FoundTask(2, "乙", (4,), measures()[2:3]))
    proposal = propose(outline(tasks=tasks))

    turned = editing.change(proposal, titled(proposal, "乙"), {}, sort="measure", task=0)

    assert [(item.title, item.task) for item in turned.of_sort("measure")] == [
        ("乙", titled(proposal, "甲").number), ("建立馆际借阅清单", titled(proposal, "甲").number)]


def test_clauses_are_compared_by_their_words_wherever_they_stand():
    before = outline()
    changed = without(before, 4, words="建立馆际借阅清单和目录（市文旅局牵头，各区政府配合）。")
    shorter = without(before, 5)

    fates = {(each.fate, each.before, each.now) for each in compare(before.passages, changed.passages)}
    gone = [each for each in compare(before.passages, shorter.passages) if each.fate != "same"]

    assert {fate for fate in fates if fate[0] != "same"} == {("changed", 4, 4)}
    assert [(each.fate, each.before, each.now) for each in gone] == [("removed", 5, None)]


def test_a_clause_that_stayed_keeps_its_measure_whatever_it_is_called_now():
    before = outline()
    known = Known(tasks=((5, 1, "完善图书流通制度"),), measures=(KnownMeasure(11, 5, "全然不同的说法", "", False),))

    proposal = propose(before, known, before=before.passages, links_before={4: [11]})

    assert titled(proposal, "建立馆际借阅清单").row == 11
