"""More time in the demonstration: steps that were given more in the past, and what people ask for and decide today."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from tracker.plans.actions import ask_extension, grant_extension, refuse_extension
from tracker.plans.days import BEIJING
from tracker.plans.extensions import Extension
from tracker.plans.models import Measure
from tracker.plans.spans import MilestoneSpan

ASKED_BEFORE = timedelta(days=9)  # of the decision on a step, its lead had asked
MOVED_REASON = "前置工作推迟，经专班同意调整本节点时限（演示）"
MOVED_PROGRESS = "文稿已形成，正在征求意见，尚未会签（演示）"


class Wish(NamedTuple):
    """A measure whose lead in an area asks today for so many days more, and what became of it."""

    code: str
    area: str
    days: int
    reason: str
    progress: str
    answer: str = ""  # a refusal gives its reason; empty: it waits, or is granted
    is_granted: bool = False


WISHES = (
    Wish("1-10", "G", 120, "省级培训补贴系统接口改造列入下半年计划，两市数据互通须待其完成（演示）",
         "两市已签订互通协议，接口方案通过评审，余下联调和试运行（演示）", is_granted=True),
    Wish("1-07", "G", 90, "部分村集体股权争议进入仲裁，固化登记须待裁决生效（演示）",
         "七成村组完成登记，争议村组资料已移交仲裁机构（演示）"),
    Wish("1-12", "Q", 180, "专项规划报批环节增加，预计批复时间推后（演示）",
         "规划已通过专家评审，正在报批（演示）", "报批环节在原定时限内可以走完，请按月倒排工期，不同意延期（演示）"),
)


def move_back(scene, milestone, story, *, who, day):
    """Tell that a step was given more time on a day in the past, before it ran out: asked for by its lead, decided by
    a supervisor."""
    spans = MilestoneSpan.objects.filter(milestone=milestone)
    spans.exclude(until_on=None).update(until_on=day)
    spans.current().update(from_on=day)
    area = who or next(iter(story.courses))
    asking = scene.cast.reporter(story.courses[area].lead)
    supervisor = scene.cast.supervisor(area) if who else scene.cast.people["supervisor"]
    Extension.objects.filter(milestone=milestone).update(
        organization=asking.organization, asked_by=asking, asked_at=_at(day - ASKED_BEFORE), progress=MOVED_PROGRESS,
        decided_by=supervisor, decided_at=_at(day),
    )


def play_extensions(scene, extended):
    """Today one extension is asked for and granted, one refused, and one waits. ``extended`` maps the keys of measures
    to their time limits before and after, and is told of the new ones."""
    supervisor = scene.cast.people["supervisor"]
    for wish in WISHES:
        part = next((part for part in scene.parts if (part.story.code, part.area) == (wish.code, wish.area)), None)
        measure = part and Measure.objects.select_related("task__plan").get(pk=part.measure.pk)
        if measure is None or measure.due_on is None or measure.due_on < scene.today:
            continue
        before, after = measure.due_on, measure.due_on + timedelta(days=wish.days)
        extension = ask_extension(measure, by=scene.cast.reporter(part.course.lead), new_due_on=after,
                                  reason=wish.reason, progress=wish.progress)
        if wish.answer:
            refuse_extension(extension, by=supervisor, reason=wish.answer)
        elif wish.is_granted:
            grant_extension(extension, by=supervisor)
            extended[measure.pk] = [extended.get(measure.pk, [before])[0], after]


def _at(day):
    return datetime.combine(day, time(10), BEIJING)
