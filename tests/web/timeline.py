"""What tests of the timeline share: a plan of many measures, each kind of row among them, as large as is asked for."""

from datetime import UTC, date, datetime, time, timedelta

from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_plan,
    make_task,
)
from tracker.lights.actions import redraw
from tracker.models import Extension, Milestone, ProgressSpan
from tracker.plans.spans import remember_measures, remember_milestones
from tracker.plans.status import Kind

TITLES = ("建立城乡有序流动的人口迁移制度", "健全农村产权抵押担保权能", "搭建城乡产业协同发展平台",
          "完善农村产权保护交易制度", "建立城乡基础设施一体化发展体制机制", "健全农民持续增收体制机制",
          "建立城乡基本公共服务均等化发展体制机制")
WORK = ("深化户籍迁移便利化改革", "推进居住证互通互认和积分入户年限累计互认", "完善进城落户农民农村权益维护政策",
        "健全城镇教育医疗资源配置与常住人口挂钩机制", "推动城乡要素自由流动平台建设")
LEADS = ("清远市公安局", "广州市发展和改革委员会", "清远市农业农村局", "广州市规划和自然资源局")


def busy_plan(*, tasks=11, measures=60, on=date(2024, 6, 30), title="城乡融合发展改革试验区建设实施方案（测试）"):
    """A plan with so many measures, as even as it goes in so many tasks: extended, late, long-running, done ones."""
    plan = make_plan(title=title, document_number="测试〔2021〕76号")
    area = make_area(plan=plan, districts=3)
    leads = [make_organization(name=f"{name}{plan.pk}") for name in LEADS]
    made = [make_task(plan=plan, title=TITLES[number % len(TITLES)]) for number in range(tasks)]
    for number in range(measures):
        _measure(number, made[number * tasks // measures], area, leads, on)
    return plan


def extend(measure, *, to, on):
    """From that day on the measure has another time limit, as a decision of that day says."""
    Extension.objects.create(
        measure=measure, old_due_on=measure.due_on, new_due_on=to, reason="上位办法推迟出台", state="granted",
        decided_at=datetime.combine(on, time(4), tzinfo=UTC))
    measure.due_on = to
    measure.save()
    remember_measures([measure], on=on)


def _measure(number, task, area, leads, on):
    starts_on = date(2022, 1 + number % 6, 1)
    due_on = date(2023 + number % 3, (3, 6, 9, 12)[number % 4], 28)
    measure = make_measure(
        task=task, area=area, title=f"{WORK[number % len(WORK)]}第{number + 1}项", starts_on=starts_on, due_on=due_on,
        kind=Kind.LONG_RUNNING if number % 9 == 4 else Kind.ONE_OFF,
    )
    make_assignment(measure=measure, organization=leads[number % len(leads)])
    _make_steps(measure, on)
    percent = number * 17 % 101
    for district in [None, *area.districts.all()]:
        ProgressSpan.objects.create(
            measure=measure, district=district, percent=percent, from_on=date(2023, 1, 1),
            completion="completed" if percent == 100 else "under_way" if percent else "not_started")
    if number % 5 == 2:
        extend(measure, to=due_on + timedelta(days=92), on=date(2024, 1, 15))
    redraw([measure], on=on)


def _make_steps(measure, on):
    steps = [make_milestone(measure=measure, title="印发工作方案", due_on=measure.starts_on + timedelta(days=120))]
    for year in range(2022, measure.due_on.year + 1):
        due_on = date(year, 12, 31)
        steps.append(make_milestone(measure=measure, title=f"{year}年目标", due_on=due_on, goal_year=year))
    for step in steps[:-2]:
        if step.due_on < on:
            step.done_on = step.due_on
            step.verified_on = step.due_on if step.pk % 2 else None
    Milestone.objects.bulk_update(steps, ["done_on", "verified_on"])
    remember_milestones(steps, on=date(2024, 2, 1))
