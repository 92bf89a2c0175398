"""What a briefing says is what the pages say, in the words of approved reports."""

import json
import re
from datetime import date

import pytest
import time_machine
from django.utils import translation

from tests.dashboards.overviews import seen
from tests.exchange.briefing.briefings import ON, PROBLEM, World, text_of
from tests.factories import REASON, make_area, make_milestone, make_organization, make_period, make_plan, make_user
from tests.lights.conftest import at
from tracker import acts
from tracker.dashboards.overview.sentences import finding
from tracker.dashboards.rates import pace, rates
from tracker.exchange.briefing.content import Content, Subject, gather
from tracker.exchange.briefing.sums import check
from tracker.exchange.briefing.titles import title
from tracker.people.roles import Role
from tracker.reporting.draft import milestone_field

DATES_AND_NAMES = re.compile(r"\d{4}年(\d+月(\d+日)?|第.季度|度)?|测试措施\d+|[AB]-\d|^\d+\.|测试\d+区", re.MULTILINE)


@pytest.fixture
def world(db):
    with time_machine.travel(at(ON), tick=False):
        yield World()


def test_the_first_paragraph_is_the_first_sentence_of_the_overview(world):
    content = world.content()

    with translation.override("zh-hans"):
        sentence = finding(seen(world.plan, on=ON))
    assert content.section("overview").paragraphs[0].text == sentence
    assert sentence.startswith("4项措施")


def test_the_first_paragraph_on_an_area_is_the_first_sentence_of_its_overview(world):
    area = world.areas[0]

    content = world.content(area=area)

    with translation.override("zh-hans"):
        assert content.section("overview").paragraphs[0].text == finding(seen(world.plan, on=ON, area=area))


def test_figures_are_those_of_the_pages(world):
    world.approve(world.red, percent=40)

    numbers = world.content().numbers

    page, classes, came = seen(world.plan, on=ON), pace(world.plan, on=ON), rates(world.plan, on=ON).total.now
    assert {name: numbers[f"lights.{name}"] for name in ("done", "green", "yellow", "red")} == {
        figure.light: figure.number for figure in page.figures if figure.light in {"done", "green", "yellow", "red"}}
    assert [numbers[f"lights.{name}"] for name in ("total", "done", "green", "yellow", "red")] == [4, 1, 1, 1, 1]
    assert {name: numbers[f"pace.{name}"] for name, _number in classes.classes} == dict(classes.classes)
    assert [numbers[f"rates.{name}"] for name in ("expected", "submitted", "approved", "open")] == [4, 1, 1, 3]
    assert (came.expected, came.submitted) == (4, 1)


def test_every_number_of_the_generated_text_is_a_figure(world):
    content = world.content()

    values = {abs(figure.value) for figure in content.figures}
    told = "\n".join(section.text for section in content.sections)
    numbers = {int(found) for found in re.findall(r"\d+", DATES_AND_NAMES.sub("", told))}
    assert len(numbers) > 5
    assert numbers - values == set()


def test_progress_is_told_in_the_words_of_approved_reports_only(world):
    world.approve(world.red, percent=40)
    world.hand_in(world.green, percent=90, summary="没有审定的文字不能出现在通报里。" * 8)

    content = world.content()

    work = text_of(content, "work")
    assert "“测试措施1”（A-1）（进度40%，比上期提高20个百分点）。测试市公安局：四地完成数据比对" in work
    assert "没有审定的文字" not in json.dumps(content.to_json(), ensure_ascii=False)
    assert [entry.progress for entry in content.ledger][1:] == ["本期没有已审定的报告。"] * 2 + ["已完成。"]


def test_problems_name_rule_days_points_and_who_asks_whom(world):
    helper, milestone = make_organization(name="测试省数据局"), world.red.milestones.get()
    late = {"done": "no", "on": "2024-11-15", "reason": "系统接口尚未统一"}
    world.approve(
        world.red, percent=40, has_problem="yes", problem=PROBLEM, help_from=str(helper.pk), help_by="2024-11-30",
        **{milestone_field(milestone.pk, name): value for name, value in late.items()},
    )

    problems = text_of(world.content(), "problems")

    assert "1.“测试措施1”（A-1），测试市公安局牵头：进度40%，比序时进度100%低60个百分点；" in problems
    assert "低60个百分点；1个节点逾期，最长45天：“印发办法”。" in problems
    assert "“印发办法”（A-1），2024年8月31日到期，已逾期45天，测试市公安局牵头。" in problems
    assert f"测试市公安局反映（A-1）：{PROBLEM}请测试省数据局于2024年11月30日前协助。" in problems
    assert "测试市财政局：2024年第三季度进展报告尚未报送2份。" in problems


def test_what_comes_next_is_due_by_the_end_of_the_next_period_or_planned_where_it_burns(world):
    world.approve(world.red, percent=40, next_steps="11月底前完成会签。")

    content = world.content()

    coming = text_of(content, "next")
    assert "未到期1个，其中2024年12月31日前到期1个" in text_of(content, "overview")
    assert "1.2024年12月20日前完成“公布清单”（B-1），测试市公安局牵头。" in coming
    assert "“测试措施1”（A-1），测试市公安局：11月底前完成会签。" in coming
    assert "请测试市公安局、测试市财政局抓紧补报、重报2024年第三季度进展报告。" in coming


def test_an_extended_limit_is_told_with_the_original_one(world):
    acts.change_due(world.yellow, by=make_user(role=Role.ADMINISTRATOR), due_on=date(2025, 6, 30), reason=REASON)

    content = world.content()

    assert "“测试措施2”（A-2）完成时限由2024年12月31日调整为2025年6月30日，延期1次：" in text_of(content, "problems")
    assert REASON in text_of(content, "problems")
    assert content.ledger[1].due == "2025年6月30日（原2024年12月31日）"


def test_milestones_and_goals_are_told_by_how_far_they_are_proven(world):
    for number, (done_on, verified_on) in enumerate([(None, None), (ON, None), (ON, ON), (ON, ON)]):
        make_milestone(
            measure=world.green, due_on=date(ON.year, 12, 31), done_on=done_on, verified_on=verified_on,
            goal_year=ON.year if number < 3 else None, organization=make_organization())
    content = world.content()

    check(content)
    figures = {figure.key: figure.value for figure in content.figures}
    assert [figures[f"milestones.{name}"] for name in ("done", "verified", "unproven")] == [3, 2, 1]
    assert [figures[f"goals.{name}"] for name in ("total", "verified", "done", "open")] == [3, 1, 1, 1]
    assert f"{ON.year}年年度目标3个，已完成并核验1个，已完成待核验1个，未完成1个。" in text_of(content, "overview")


def test_a_briefing_on_an_area_leaves_the_other_area_out(world):
    content = world.content(area=world.areas[1])

    assert [entry.code for entry in content.ledger] == ["B-1", "B-2"]
    assert content.numbers["rates.expected"] == 2
    assert {key.split(".")[1] for key in content.numbers if key.startswith("district.")} == set(
        world.areas[1].districts.values_list("code", flat=True))
    check(content)


def test_the_report_of_an_organization_tells_only_of_what_it_leads_and_reported(world):
    world.approve(world.yellow, percent=70, summary="财政部门的内容，不归公安部门。" * 8)

    content = world.content(organization=world.lead.organization)

    assert content.title == "测试市公安局关于测试省城乡融合接合片区改革任务2024年第三季度进展情况的报告"
    assert [entry.code for entry in content.ledger] == ["A-1", "B-1"]
    assert content.numbers["rates.expected"] == 2
    assert "财政" not in json.dumps(content.to_json(), ensure_ascii=False)
    check(content)


def test_json_gives_the_same_content_back(world):
    world.approve(world.red, percent=40, has_problem="yes", problem=PROBLEM)
    content = world.content()

    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_of_nothing_there_are_sensible_sentences(db):
    plan = make_plan(title="空方案")
    make_area(plan=plan)
    period = make_period(plan=plan, year=2024, number=3, today=ON)

    content = gather(Subject(plan, period), on=ON)

    check(content)
    assert [section.text for section in content.sections] == [
        "截至2024年10月15日，没有纳入统计的措施。\n2024年第三季度没有应报的进展报告。",
        "本期没有纳入统计的任务。",
        "没有红灯、黄灯措施，没有逾期节点和未报报告，各单位没有反映需协调解决的问题。",
        "继续按方案推进各项措施。",
    ]


def test_before_reporting_begins_nothing_is_compared_and_nothing_is_owed(world):
    content = world.content(on=date(2024, 9, 20))

    check(content)
    assert "2024年第三季度进展报告自2024年10月1日起填报。" in text_of(content, "overview")
    assert "上期" not in text_of(content, "overview")


@pytest.mark.parametrize(("frequency", "number", "expected"), [
    ("month", 9, "2024年9月"), ("quarter", 4, "2024年第四季度"), ("half", 1, "2024年上半年"), ("year", 1, "2024年度"),
])
def test_a_title_names_its_period(db, frequency, number, expected):
    plan = make_plan(title="某某试验区总体实施方案")
    period = make_period(plan=plan, year=2024, number=number, frequency=frequency)

    with translation.override("zh-hans"):
        assert title(Subject(plan, period)) == f"某某试验区改革任务{expected}进展情况通报"


def test_a_title_fits_its_column_whatever_the_plan_is_called(db):
    plan = make_plan(title="长" * 196 + "实施方案")

    with translation.override("zh-hans"):
        assert len(title(Subject(plan, make_period(plan=plan)), organization="单" * 60)) == 120
