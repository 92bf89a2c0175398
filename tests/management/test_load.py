"""The load for benches has the shape of real rows and keeps away from real people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import make_user
from tracker.audit.actions import verify_chain
from tracker.dashboards.standing import standings, with_progress
from tracker.management.load import make_load
from tracker.models import Measure, ProgressReport, ProgressSpan, ReportingPeriod, Submission
from tracker.reporting.status import Status

pytestmark = pytest.mark.django_db


def make(**options):
    today = timezone.localdate()
    usual = {"organization_measures": 8, "periods": 5, "today": today, "password": "load-pass-word"}
    return make_load(**{**usual, **options})


def test_every_measure_has_a_report_in_every_period():
    load = make()

    reports = ProgressReport.objects.filter(assignment__organization=load.reporter.organization)
    assert reports.count() == 8 * 5
    assert set(reports.values_list("status", flat=True)) == {Status.DRAFT, Status.SUBMITTED, Status.APPROVED}
    assert ReportingPeriod.objects.count() == 5
    assert ReportingPeriod.objects.open(on=timezone.localdate()).exists()
    assert verify_chain() is None


def test_progress_stands_where_the_last_approval_left_it():
    make()

    rows = standings(with_progress(Measure.objects.counted(), on=timezone.localdate()), on=timezone.localdate())
    for standing in rows:
        last = Submission.objects.approved().filter(
            report__assignment__measure=standing.measure).order_by("-report__period__ends_on").first()
        assert standing.percent == last.percent
    assert not ProgressSpan.objects.filter(from_on__gt=timezone.localdate()).exists()


def test_the_supervisor_of_the_load_has_it_to_review():
    load = make()

    assert Submission.objects.to_review_by(load.supervisor).count() == 2
    assert load.reporter.check_password("load-pass-word")


def test_made_again_it_adds_more():
    make()
    make(organization_measures=3)

    assert Measure.objects.count() == 11


def test_it_comes_into_the_plan_that_is_there(plan):
    load = make()

    assert {measure.task.plan for measure in load.measures} == {plan}


def test_where_real_people_work_it_is_refused():
    make_user()

    with pytest.raises(CommandError):
        call_command("make_load", "--organization-measures=1", "--periods=1", stdout=StringIO())

    assert not Measure.objects.exists()


def test_the_command_says_whom_to_sign_in_as():
    out = StringIO()

    call_command("make_load", "--organization-measures=2", "--periods=2", "--password=load-pass-word", stdout=out)

    assert "load-reporter" in out.getvalue()
