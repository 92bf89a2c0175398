"""Reports to write in the browser: a plan of its own, so that no journey depends on the demonstration's calendar."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.site import PASSWORD
from tests.factories import (
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)

TITLES = {
    "by keyboard": "推进居住证互认",
    "by touch": "推进户籍迁移网上办理",
    "without script": "推进学历互认",
    "clicked twice": "推进技能等级互认",
    "clicked twice without script": "推进社保互认",
    "gone back": "推进医保互认",
    "left alone": "推进公交互通",
    "cut off": "推进档案互查",
    "of two people": "推进信用互认",
    "looked at in conflict": "推进资质互认",
    "looked at in review": "推进证照互认",
}


def scenes():
    """``{scene: {"report", "measure", "districts", "milestone"}}`` of a writer, a colleague and a reviewer."""
    today = timezone.localdate()
    plan = make_plan(title="浏览器测试用方案")
    area = make_area(plan=plan)
    organization = make_organization(name="清远市居住证管理局", short_name="居住证局")
    make_user(username="writer", name="陈嘉仪", organization=organization, password=PASSWORD)
    make_user(username="writing-colleague", name="林晓彤", organization=organization, password=PASSWORD)
    make_supervisor(plan=plan, username="reader", name="周明", password=PASSWORD)
    period = make_period(plan=plan, year=today.year, number=1)
    task = make_task(plan=plan, title="测试任务")
    return {name: _scene(title, task, area, organization, period) for name, title in TITLES.items()}


def _scene(title, task, area, organization, period):
    measure = make_measure(task=task, area=area, title=title)
    milestone = make_milestone(measure=measure, title="互认办法会签", due_on=period.ends_on - timedelta(days=5))
    report = make_report(assignment=make_assignment(measure=measure, organization=organization), period=period)
    return {
        "report": report.pk,
        "measure": measure.code,
        "districts": [district.pk for district in area.districts.all()],
        "milestone": milestone.pk,
    }
