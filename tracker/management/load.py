"""A load for benches and tests: one organization with very many measures and a long history, written in bulk.

For databases that are thrown away afterwards. The rows have the shape that the actions give them; the audit log gets
one event for all of it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.lights import actions as lights
from tracker.management.demonstration.calendar import keep_open
from tracker.notices.models import Notice
from tracker.people.actions import keep_organization, keep_person
from tracker.people.models import Organization, User
from tracker.people.provenance import Confidence
from tracker.people.roles import Role
from tracker.plans.actions import keep, search_text
from tracker.plans.days import BEIJING
from tracker.plans.models import (
    Area,
    AssignedDistrict,
    Assignment,
    District,
    Measure,
    Milestone,
    Plan,
    ReviewScope,
    Task,
)
from tracker.plans.spans import remember_measures, remember_milestones
from tracker.plans.status import AssignmentRole, Standing
from tracker.reporting.actions import make_periods
from tracker.reporting.calendar import quarter_of
from tracker.reporting.draft import percent_field
from tracker.reporting.models import DistrictFigure, Evidence, ProgressReport, ProgressSpan, Submission
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Completion, Decision, Status

NAME = "负载单位（演示）"
CODE = "load-"
BATCH = 5000  # rows an insert statement is made for at most
NOW_STATES = ("blank", "draft", "submitted", "approved")  # of the newest period, in turn
MILESTONES = 4
NOTICES = 200
SUMMARY = "本期完成事项{number}项，召开协调会{period}次，核对数据{count}条，各县（区）按计划推进，问题逐项销号。" * 3
NEXT_STEPS = "1. 2月底前完成第{number}批核查；\n2. 3月20日前公布结果。"


@dataclass(frozen=True)
class Load:
    """Whom to sign in as."""

    reporter: User
    supervisor: User
    measures: list


@transaction.atomic
def make_load(*, organization_measures, periods, today, password):
    """Add that many measures of one organization with a report in each of the last periods; return the ``Load``.

    Raises ``PermissionDenied`` where real people have reported. Made again, it adds more measures.
    """
    _require_no_real_data()
    plan = Plan.objects.order_by("pk").first() or _make_plan(today)
    quarters = _make_quarters(plan, periods, today)
    reporter, supervisor = _make_people(plan, password)
    measures = _make_measures(plan, organization_measures)
    assignments = _assign(measures, reporter.organization, _districts(plan))
    _make_reports(assignments, quarters, _districts(plan), reporter, supervisor, today)
    _make_notices(reporter, measures, today)
    lights.tell_past([m.pk for m in measures], since=quarters[-1].opens_on - timedelta(days=1), until=today)
    record("make_load", plan, by=None, measures=organization_measures, periods=periods)
    return Load(reporter, supervisor, measures)


def _require_no_real_data():
    people = User.objects.filter(is_demonstration=False).exclude(role=Role.ADMINISTRATOR)
    reports = Submission.objects.filter(report__assignment__is_demonstration=False)
    if people.exists() or reports.exists():
        raise PermissionDenied(_("Real people work with this database; a load is made only beside demonstration data"))


def _make_plan(today):
    starts_on, ends_on = today - timedelta(days=1500), today + timedelta(days=365)
    plan = keep(Plan(title="负载方案", starts_on=starts_on, ends_on=ends_on), by=None)
    area = keep(Area(plan=plan, name="负载片区"), by=None)
    for number in range(1, 4):
        keep(District(area=area, name=f"负载{number}区", short_name=f"{number}区", code=f"L{number}"), by=None)
    return plan


def _make_quarters(plan, periods, today):
    """The last quarters that have opened; the newest of them takes reports today."""
    year, quarter = quarter_of(today)
    first = year * 4 + quarter - 1 - periods  # quarters since the year 0
    since = date(first // 4, first % 4 * 3 + 1, 1)
    make_periods(plan, by=None, since=since, through=today.replace(day=1) - timedelta(days=1))
    keep_open(plan, on=today)
    return list(plan.periods.opened(on=today)[:periods])[::-1]


def _make_people(plan, password):
    organization = Organization.objects.filter(name=NAME).first() or keep_organization(
        Organization(name=NAME, is_demonstration=True), by=None)
    force = Organization.objects.filter(level="task_force").first() or keep_organization(
        Organization(name="负载专班（演示）", level="task_force", is_demonstration=True), by=None)
    reporter = _person("load-reporter", organization, Role.REPORTER, password)
    supervisor = _person("load-supervisor", force, Role.SUPERVISOR, password)
    if not supervisor.review_scopes.exists():
        keep(ReviewScope(user=supervisor, plan=plan), by=None)
    return reporter, supervisor


def _person(username, organization, role, password):
    found = User.objects.filter(username=username).first()
    user = found or User(username=username, name=username, role=role, organization=organization, is_demonstration=True)
    return keep_person(user, by=None, password=password)


def _districts(plan):
    return list(District.objects.filter(area__plan=plan).order_by("area__position", "position"))


def _make_measures(plan, count):
    task = Task.objects.filter(plan=plan, title="负载任务").first() or keep(
        Task(plan=plan, number=plan.tasks.count() + 1, title="负载任务", standing=Standing.CONFIRMED,
             confidence=Confidence.OFFICIAL), by=None)
    first = task.measures.count() + 1
    measures = [
        Measure(
            task=task, code=f"{CODE}{number:04d}", number=number, title=f"负载措施第{number}项，用于测量页面的快慢",
            short_title=f"负载{number}", heading=f"负载小标题{number % 9 + 1}", confidence=Confidence.OFFICIAL,
            starts_on=plan.starts_on, due_on=plan.ends_on, original_due_on=plan.ends_on, due_text="负载",
        )
        for number in range(first, first + count)
    ]
    for measure in measures:
        measure.search_text = search_text(measure)
    Measure.objects.bulk_create(measures, BATCH)
    link = Measure.districts.through
    pairs = product(measures, _districts(plan))
    link.objects.bulk_create([link(measure=m, district=d) for m, d in pairs], BATCH)
    step = (plan.ends_on - plan.starts_on) / MILESTONES
    days = [plan.starts_on + step * number for number in range(1, MILESTONES + 1)]
    milestones = Milestone.objects.bulk_create([
        Milestone(measure=m, title=f"负载节点{n}", due_on=day, original_due_on=day,
                  done_on=day if n < MILESTONES else None, is_demonstration=True)
        for m in measures for n, day in enumerate(days, 1)
    ], BATCH)
    remember_measures(measures, on=plan.starts_on)
    remember_milestones(milestones, on=plan.starts_on)
    return measures


def _assign(measures, organization, districts):
    assignments = Assignment.objects.bulk_create(
        [Assignment(measure=m, organization=organization, is_demonstration=True) for m in measures], BATCH)
    AssignedDistrict.objects.bulk_create([
        AssignedDistrict(assignment=a, district=d, measure=a.measure, role=AssignmentRole.LEAD)
        for a, d in product(assignments, districts)
    ], BATCH)
    return assignments


def _make_reports(assignments, quarters, districts, reporter, supervisor, today):
    for place, period in enumerate(quarters):
        newest = place == len(quarters) - 1
        percent = round(96 * (place + 1) / (len(quarters) + 1))
        on = min(period.due_on, period.opens_on + timedelta(days=6), today - timedelta(days=2))  # decided by today
        at = datetime.combine(on, time(10), tzinfo=BEIJING)
        reports = ProgressReport.objects.bulk_create([
            _report(a, period, _figures(n, percent, districts), reporter, at,
                    NOW_STATES[n % 4] if newest else "approved")
            for n, a in enumerate(assignments)
        ], BATCH)
        handed_in = [(n, r) for n, r in enumerate(reports) if r.status in {Status.SUBMITTED, Status.APPROVED}]
        told = [_figures(n, percent, districts) for n, _report in handed_in]
        submissions = Submission.objects.bulk_create([
            _submission(n, report, _mean(figures), reporter, supervisor, at)
            for (n, report), figures in zip(handed_in, told, strict=True)
        ], BATCH)
        DistrictFigure.objects.bulk_create([
            DistrictFigure(submission=s, district=d, percent=percent)
            for s, figures in zip(submissions, told, strict=True) for d, percent in figures.items()
        ], BATCH)
        _make_evidence(submissions, at, reporter)
        _draw([(s, figures) for s, figures in zip(submissions, told, strict=True) if s.is_approved],
              on + timedelta(days=2))


def _figures(number, percent, districts):
    """The progress of each district: measures and districts are unlike each other, so that lights are too."""
    behind = number * 7 % 60
    return {d: min(max(percent - behind + 2 * place, 0), 99) for place, d in enumerate(districts)}


def _mean(figures):
    return mean_percent({district.pk: percent for district, percent in figures.items()}, [d.pk for d in figures])


def _report(assignment, period, figures, reporter, at, state):
    report = ProgressReport(assignment=assignment, period=period)
    if state != "blank":
        report.status, report.version, report.saved_at, report.saved_by = state, 1, at, reporter
        report.draft = {percent_field(d.pk): str(percent) for d, percent in figures.items()}
        report.draft["summary"] = SUMMARY[:60]
    return report


def _submission(number, report, percent, reporter, supervisor, at):
    decision = {}
    if report.status == Status.APPROVED:
        decision = {"decision": Decision.APPROVED, "decided_by": supervisor, "decided_at": at + timedelta(days=2)}
    words = {"number": number, "period": report.period.number, "count": 100 + number}
    return Submission(
        report=report, number=1, receipt=f"{report.period.code}-{report.assignment.measure.code}-1", percent=percent,
        summary=SUMMARY.format(**words), next_steps=NEXT_STEPS.format(**words), submitted_by=reporter,
        submitted_at=at + timedelta(seconds=number), handed_in_at=at + timedelta(seconds=number), **decision,
    )


def _make_evidence(submissions, at, reporter):
    """A document number for every tenth."""
    chosen = submissions[::10]
    evidence = Evidence.objects.bulk_create([
        Evidence(report=s.report, name=f"演示〔{at.year}〕{s.pk}号", document_number=f"演示〔{at.year}〕{s.pk}号",
                 uploaded_by=reporter, uploaded_at=at)
        for s in chosen
    ], BATCH)
    link = Submission.evidence.through
    link.objects.bulk_create(
        [link(submission=s, evidence=e) for s, e in zip(chosen, evidence, strict=True)], BATCH)


def _draw(told, on):
    """Close the open spans of these measures and open the next: overall and for each district."""
    measures = [submission.report.assignment.measure_id for submission, _figures in told]
    ProgressSpan.objects.current().filter(measure__in=measures).update(until_on=on)
    ProgressSpan.objects.bulk_create([
        ProgressSpan(measure_id=measure, district=district, percent=percent, completion=Completion.UNDER_WAY,
                     from_on=on, submission=submission)
        for measure, (submission, figures) in zip(measures, told, strict=True)
        for district, percent in [(None, _mean(figures)), *figures.items()]
    ], BATCH)


def _make_notices(reporter, measures, today):
    at = datetime.combine(today, time(9), tzinfo=BEIJING)
    Notice.objects.bulk_create([
        Notice(recipient=reporter, key=f"load-{measure.pk}", kind=Notice.Kind.APPROVED, at=at,
               url=measure.get_absolute_url(),
               details={"measure": str(measure), "period": "", "organization": NAME, "reason": ""})
        for measure in measures[:NOTICES]
    ])
