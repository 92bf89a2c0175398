"""Plain functions that build the world a test needs; every argument is optional and by keyword."""

from datetime import date, timedelta
from itertools import count

from django.db.models import Q
from django.utils import timezone

from tracker.models import (
    Area,
    District,
    Measure,
    Milestone,
    Organization,
    Plan,
    ProgressReport,
    ReportingPeriod,
    ReviewScope,
    Task,
    User,
)
from tracker.people.provenance import Confidence
from tracker.people.roles import Role
from tracker.plans import actions as plans
from tracker.plans.spans import ALWAYS, remember_measures, remember_milestones
from tracker.plans.status import AssignmentRole, Standing
from tracker.reporting import actions
from tracker.reporting.draft import milestone_field, percent_field
from tracker.reporting.status import ExceptionKind

numbers = count(1)
SUMMARY = (
    "四地完成居住证签注数据比对，清理重复、过期记录1286条；召开对接会三次，"
    "就互认范围达成一致，形成互认事项清单第一批十二项。"
) * 2
REASON = "请补充佐证材料并说明节点情况"


def make_organization(*, name=None, **fields):
    return Organization.objects.create(name=name or f"单位{next(numbers)}", **fields)


def make_user(*, organization=None, role=Role.REPORTER, **fields):
    fields.setdefault("username", f"user{next(numbers)}")
    if organization is None and role not in {Role.ADMINISTRATOR, Role.AUDITOR}:
        organization = make_organization()
    return User.objects.create_user(organization=organization, role=role, **fields)


def make_supervisor(*, plan, area=None, organization=None, **fields):
    user = make_user(role=Role.SUPERVISOR, organization=organization, **fields)
    ReviewScope.objects.create(user=user, plan=plan, area=area)
    return user


def make_plan(**fields):
    fields.setdefault("title", f"方案{next(numbers)}")
    return Plan.objects.create(
        **{"starts_on": date(2022, 1, 1), "ends_on": date(2025, 12, 31), "confidence": Confidence.OFFICIAL, **fields}
    )


def make_area(*, plan=None, districts=2, **fields):
    plan = plan or make_plan()
    fields.setdefault("name", f"片区{next(numbers)}")
    area = Area.objects.create(plan=plan, **fields)
    for position in range(1, districts + 1):
        number = next(numbers)
        District.objects.create(area=area, name=f"测试{number}区", short_name=f"区{number}", code=str(number),
                                position=position)
    return area


def make_task(*, plan=None, **fields):
    plan = plan or make_plan()
    fields.setdefault("number", plan.tasks.count() + 1)
    return Task.objects.create(
        plan=plan, **{"title": "测试任务", "standing": Standing.CONFIRMED, "confidence": Confidence.OFFICIAL, **fields}
    )


def make_measure(*, task=None, area=None, **fields):
    """A confirmed measure in all districts of an area."""
    if task is None:
        task = make_task(plan=area.plan if area else None)
    area = area or task.plan.areas.first() or make_area(plan=task.plan)
    number = fields.pop("number", task.measures.count() + 1)
    fields = {
        "title": f"测试措施{number}", "heading": "测试小标题", "starts_on": date(2022, 1, 1),
        "due_on": date(2025, 12, 31), "confidence": Confidence.OFFICIAL,
        "code": f"{task.plan_id}-{task.number}-{number:02d}", **fields,
    }
    fields.setdefault("original_due_on", fields["due_on"])
    measure = Measure(task=task, number=number, **fields)
    measure.search_text = plans.search_text(measure)
    measure.save()
    measure.districts.set(area.districts.all())
    remember_measures([measure], on=ALWAYS)
    return measure


def make_assignment(*, measure=None, organization=None, role=AssignmentRole.LEAD, districts=None, **fields):
    measure = measure or make_measure()
    return plans.assign(
        measure, organization=organization or make_organization(), role=role, by=None,
        districts=districts or measure.districts.all(), **fields,
    )


def make_milestone(*, measure, due_on, title=None, **fields):
    milestone = Milestone.objects.create(
        measure=measure, title=title or f"节点{next(numbers)}", due_on=due_on,
        **{"original_due_on": due_on, **fields},
    )
    remember_milestones([milestone], on=ALWAYS)
    return milestone


def make_period(*, plan, today=None, **fields):
    """A period that takes reports today, unless told otherwise."""
    today = today or timezone.localdate()
    number = next(numbers)
    defaults = {
        "year": 1901 + number % 97, "number": number % 4 + 1,  # years that no test names
        "starts_on": today - timedelta(days=100), "ends_on": today - timedelta(days=10),
        "opens_on": today - timedelta(days=9), "due_on": today + timedelta(days=3),
        "closes_on": today + timedelta(days=8),
    }
    return ReportingPeriod.objects.create(plan=plan, **{**defaults, **fields})


def make_report(*, assignment=None, period=None, organization=None, **fields):
    assignment = assignment or make_assignment(organization=organization)
    period = period or make_period(plan=assignment.measure.task.plan)
    return ProgressReport.objects.create(assignment=assignment, period=period, **fields)


def make_exception(report, *, by, until_on=None, reason=REASON):
    """The report may come until that day; without one it need not come at all."""
    return actions.grant_exception(
        report, by=by, kind=ExceptionKind.LATER if until_on else ExceptionKind.EXCUSED, until_on=until_on, reason=reason
    )


def complete_draft(report, *, percent=40, **fields):
    """A draft that can be handed in."""
    draft = {percent_field(district.pk): str(percent) for district in report.assignment.districts.all()}
    answered = Q(done_on=None) | Q(claims__submission__report=report)  # a correction answers for what it claimed
    for milestone in report.assignment.measure.milestones.filter(answered).distinct():
        draft[milestone_field(milestone.pk, "done")] = "yes"
    return {**draft, "summary": SUMMARY, "has_problem": "no", "next_steps": "10月底前完成会签。", **fields}


def write(report, *, by, **fields):
    """Save a complete draft."""
    report.refresh_from_db(fields=["draft"])
    actions.save_draft(report, by=by, base=report.draft, mine=complete_draft(report, **fields))
    report.refresh_from_db(fields=["draft", "version", "status", "saved_at", "saved_by"])
    return report


def hand_in(report, *, by, **fields):
    """Write a complete draft, hand it in and return the submission."""
    return actions.submit(write(report, by=by, **fields), by=by)
