"""Removing the demonstration: everything of it, nothing else, and not over the heads of real people."""

from datetime import date
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from time_machine import travel

from tests.factories import REASON, hand_in, make_exception, make_organization, make_supervisor, make_user
from tests.management.conftest import PASSWORD, TODAY
from tracker.management.demonstration.obstacles import obstacles
from tracker.management.demonstration.removal import remove_demonstration
from tracker.management.starting.filling import fill
from tracker.models import (
    AssignedDistrict,
    Assignment,
    AuditEvent,
    Briefing,
    CopyReturn,
    Measure,
    Notice,
    Organization,
    Plan,
    ProgressReport,
    ProgressSpan,
    ReportException,
    ReportingPeriod,
    Submission,
    User,
    WorkingCopy,
)
from tracker.people.roles import Role
from tracker.plans.actions import change_due, end_assignment
from tracker.reporting import actions

pytestmark = pytest.mark.usefixtures("told_afresh")


@pytest.fixture
def plan(told_afresh):
    return Plan.objects.get()


def remove(**options):
    out = StringIO()
    call_command("remove_demonstration", stdout=out, **options)
    return out.getvalue()


def test_the_command_leaves_an_administrator_and_prints_the_sign_in_once():
    printed = remove()

    administrator = User.objects.get()
    password = printed.split()[-1]
    assert administrator.role == Role.ADMINISTRATOR
    assert administrator.check_password(password)
    assert not Organization.objects.filter(is_demonstration=True).exists()


def test_an_exception_of_a_demonstration_report_goes_with_it(plan):
    report = ProgressReport.objects.with_context().filter(status="draft", correction_reason="").first()
    make_exception(report, by=make_supervisor(plan=plan))

    remove()

    assert not ReportException.objects.exists()


def test_removing_twice_does_nothing():
    remove()
    before = AuditEvent.objects.count()

    remove()

    assert AuditEvent.objects.count() == before


def test_the_next_start_does_not_bring_it_back():
    remove()

    filled = fill(empty=False, password=PASSWORD, today=TODAY)

    assert (filled.has_demonstration, filled.people) == (False, ())


def test_after_a_later_start_the_days_of_a_real_period_are_given_back(plan):
    later = date(2027, 2, 3)
    with travel(later, tick=True):
        fill(empty=False, password=PASSWORD, today=later)
        moved = ReportingPeriod.objects.get(year=2026, number=4)

        remove_demonstration(plan, today=later)

    restored = ReportingPeriod.objects.get(pk=moved.pk)
    assert moved.due_on > later
    assert (restored.due_on, restored.closes_on) == (date(2027, 1, 10), date(2027, 1, 15))


def test_what_an_administrator_changed_since_stays(plan):
    administrator = make_user(role=Role.ADMINISTRATOR)
    measure = Measure.objects.get(code="1-03")
    change_due(measure, by=administrator, due_on=date(2028, 6, 30), reason="省里已经正式批复延期到此日")
    city = Assignment.objects.get(measure__code="1-01", organization__name="广州市人民政府")
    department = Assignment.objects.leads().get(measure__code="1-02", is_demonstration=True)
    end_assignment(department, by=administrator, on=TODAY)
    real = make_organization(name="真实的单位")
    actions.keep_assignment(Assignment(measure=department.measure, organization=real, confidence="A"),
                            districts=department.measure.districts.all(), by=administrator)

    removal = remove_demonstration(plan, today=TODAY)

    measure.refresh_from_db()
    city.refresh_from_db()
    assert measure.due_on == date(2028, 6, 30)
    assert city.until is None
    assert [name for name in removal.not_restored if "1-02" in name]
    leading = AssignedDistrict.objects.filter(measure__code="1-02", until=None)
    assert {row.assignment.organization for row in leading} == {real}


def test_reports_of_real_organizations_stay(plan):
    department = Assignment.objects.leads().get(measure__code="1-03", is_demonstration=True)
    end_assignment(department, by=None, on=date(2026, 6, 30))
    lead = make_user(username="real-lead")
    assignment = Assignment(measure=department.measure, organization=lead.organization, since=date(2026, 7, 1))
    actions.keep_assignment(assignment, districts=department.measure.districts.all(), by=None)
    report = ProgressReport.objects.with_context().get(assignment=assignment, period=newest())
    hand_in(report, by=lead, percent=97)
    actions.approve(report, by=make_supervisor(plan=plan))

    assert obstacles() == []
    remove_demonstration(plan, today=TODAY)

    assert [submission.report for submission in Submission.objects.all()] == [report]
    assert ReportingPeriod.objects.filter(pk=report.period_id).exists()
    spans = ProgressSpan.objects.current().overall()
    assert [(span.measure.code, span.percent) for span in spans] == [("1-03", 97)]


def test_real_people_in_an_invented_department_stop_the_removal():
    make_user(organization=Organization.objects.get(name="广州市财政局（演示）"))

    with pytest.raises(CommandError, match="1"):
        remove()

    assert Submission.objects.exists()


def test_a_real_decision_on_an_invented_report_stops_the_removal_unless_forced(plan):
    report = newest().reports.filter(status="submitted").select_related("assignment").first()
    report = ProgressReport.objects.with_context().get(pk=report.pk)
    actions.send_back(report, by=make_supervisor(plan=plan), reason=REASON)

    with pytest.raises(CommandError):
        remove()
    assert Submission.objects.exists()
    remove(force=True)

    assert not Submission.objects.exists()


def test_forced_whoever_decided_on_a_real_report_stays_without_a_sign_in(plan):
    department = Assignment.objects.leads().get(measure__code="1-03", is_demonstration=True)
    end_assignment(department, by=None, on=date(2026, 6, 30))
    lead = make_user(username="real-lead")
    assignment = Assignment(measure=department.measure, organization=lead.organization, since=date(2026, 7, 1))
    actions.keep_assignment(assignment, districts=department.measure.districts.all(), by=None)
    report = ProgressReport.objects.with_context().get(assignment=assignment, period=newest())
    hand_in(report, by=lead, percent=97)
    decider = User.objects.get(username="supervisor")
    actions.approve(report, by=decider)

    with pytest.raises(CommandError):
        remove()
    printed = remove(force=True)

    decider.refresh_from_db()
    assert (decider.is_active, decider.is_demonstration) == (False, False)
    assert str(decider) in printed
    assert Submission.objects.get().decided_by == decider
    assert not User.objects.filter(is_demonstration=True).exists()


def test_notices_to_real_people_about_invented_reports_go_too(plan):
    reviewer = make_supervisor(plan=plan)
    reporter = User.objects.get(username="qy-rural")
    report = ProgressReport.objects.with_context().get(
        assignment__organization=reporter.organization, period=newest(), status="draft", version__gt=0)
    hand_in(report, by=reporter, percent=90)
    assert Notice.objects.filter(recipient=reviewer).exists()

    remove_demonstration(plan, today=TODAY)

    assert not Notice.objects.exists()


def test_files_that_were_made_with_the_demonstration_in_them_go_with_it(plan, django_capture_on_commit_callbacks):
    person, now = User.objects.get(username="reporter"), timezone.now()
    copy = WorkingCopy.objects.create(
        organization=person.organization, period=newest(), base={}, made_by=person, made_at=now)
    stored = default_storage.save("returned.xlsx", ContentFile(b"x"))
    CopyReturn.objects.create(copy=copy, name="a.xlsx", file=stored, size=1, content={}, uploaded_by=person,
                              uploaded_at=now)
    Briefing.objects.create(period=newest(), on=TODAY, title="通报", content={}, made_by=person, made_at=now)

    with django_capture_on_commit_callbacks(execute=True):
        remove_demonstration(plan, today=TODAY)

    assert [model.objects.count() for model in (WorkingCopy, CopyReturn, Briefing)] == [0, 0, 0]
    assert not default_storage.exists(stored)


def newest():
    return ReportingPeriod.objects.opened(on=timezone.localdate()).first()
