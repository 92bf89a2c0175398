"""What tests of the ledger share: measures in every state, and the codes that a page shows."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import (
    hand_in,
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
from tracker.models import Area, Measure, ReportingPeriod, Task
from tracker.people.provenance import Confidence
from tracker.plans.status import Standing
from tracker.reporting import actions


def codes(response):
    """The codes of the rows, in their order."""
    return [row.measure.code for group in response.context["groups"] for row in group.rows]


def counted(response):
    return [row.measure.code for g in response.context["groups"] for row in g.rows if row.standing.is_counted]


def build():
    """A plan with one measure of each kind, led by two organizations.

    A is under way and late, B is verified, C is not started with a late milestone and time left, D is under way in the
    other area, W withdrawn, X unverified, G the gap.
    """
    today = timezone.localdate()
    plan = make_plan(short_title="测试方案")
    make_area(plan=plan, name="广州片区")
    make_area(plan=plan, name="清远片区")
    task = make_task(plan=plan, title="建立迁徙制度")
    make_task(plan=plan, title="未核实任务", standing=Standing.UNVERIFIED, confidence=Confidence.UNVERIFIED)
    north, south = make_organization(name="清远市公安局"), make_organization(name="广州市公安局", short_name="广州公安")
    people = {org.pk: make_user(organization=org) for org in (north, south)}
    reviewer = make_supervisor(plan=plan)
    period = make_period(plan=plan)
    first, second = Area.objects.filter(plan=plan).order_by("pk")
    late, soon = today - timedelta(days=40), today + timedelta(days=20)
    rows = {
        "A": {"title": "降低落户门槛", "heading": "落户", "due_on": late, "percent": 40},
        "B": {"title": "居住证互认", "heading": "市民化", "due_on": late, "percent": 100},
        "C": {"title": "成本核算体系", "heading": "市民化", "due_on": soon, "percent": None},
        "D": {"title": "人地钱挂钩", "heading": "市民化", "due_on": today + timedelta(days=800), "percent": 70},
    }
    for code, row in rows.items():
        area, lead = (second, north) if code == "D" else (first, south)
        _make(task, code, period, people, reviewer, area=area, lead=lead, **row)
    make_milestone(measure=Measure.objects.get(code="C"), due_on=late, title="核算办法论证")
    make_measure(task=task, code="W", area=first, withdrawn_on=late, heading="市民化")
    make_measure(task=task, code="X", area=first, confidence=Confidence.UNVERIFIED, heading="市民化")
    make_measure(task=task, code="G", area=first, standing=Standing.GAP, confidence="D", heading="市民化", due_on=None)
    return plan


def add(size):
    """So many further measures, each with a milestone, a lead of its own and an empty report."""
    task, period = Task.objects.get(title="建立迁徙制度"), ReportingPeriod.objects.get()
    for number in range(size):
        measure = make_measure(task=task, title=f"其余{number}")
        make_milestone(measure=measure, due_on=timezone.localdate())
        make_report(assignment=make_assignment(measure=measure), period=period)


def _make(task, code, period, people, reviewer, *, area, lead, percent, **fields):
    measure = make_measure(task=task, code=code, area=area, **fields)
    report = make_report(assignment=make_assignment(measure=measure, organization=lead), period=period)
    if percent is None:
        return
    actions.attach_document_number(report, by=people[lead.pk], document_number="穗公〔2026〕1号")
    hand_in(report, by=people[lead.pk], percent=percent)
    actions.approve(report, by=reviewer)
