"""The demonstration: something true-looking in every state, and rows that could have come from the real actions."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone
from time_machine import travel

from tests.management.conftest import PASSWORD, TODAY
from tracker.audit.actions import verify_chain
from tracker.dashboards.standing import standings, with_progress
from tracker.lights.actions import recompute
from tracker.management.demonstration.obstacles import obstacles
from tracker.management.starting.filling import fill
from tracker.models import (
    Assignment,
    AuditEvent,
    DistrictFigure,
    Evidence,
    Extension,
    Measure,
    Milestone,
    Notice,
    Organization,
    ProgressReport,
    ProgressSpan,
    ReportingPeriod,
    Submission,
    User,
)
from tracker.people.roles import Role
from tracker.plans.status import MilestoneState
from tracker.reporting.actions import read_draft
from tracker.reporting.actions.steps import due_milestones
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Completion, Decision, Status

pytestmark = pytest.mark.usefixtures("told_afresh")


def states(period):
    return Counter(report.state for report in period.reports.all())


def newest(on=TODAY):
    return ReportingPeriod.objects.opened(on=on).first()


def counted():
    rows = with_progress(Measure.objects.counted().in_order(), on=TODAY)
    return {standing.measure.code: standing for standing in standings(rows, on=TODAY)}


def test_the_audit_chain_holds():
    assert verify_chain() is None


def test_sixteen_quarters_have_opened_and_four_are_ahead():
    codes = [period.code for period in ReportingPeriod.objects.order_by("ends_on")]

    assert codes[0] == "2022Q4"
    assert codes[15:] == ["2026Q3", "2026Q4", "2027Q1", "2027Q2", "2027Q3"]


def test_the_newest_period_takes_reports_and_shows_every_state():
    period = newest()

    assert period.is_open_on(TODAY)
    assert period.due_on > TODAY
    assert set(states(period)) == {"blank", "draft", "submitted", "returned", "approved"}
    assert Submission.objects.awaiting_decision().count() >= 5


def test_the_past_has_reports_of_every_fate():
    past = ProgressReport.objects.filter(period__closes_on__lt=TODAY)
    submissions = Submission.objects.filter(report__in=past)

    assert past.untouched().exists()  # missed
    assert past.filter(status=Status.DRAFT, version__gt=0, correction_reason="").exists()  # begun and never handed in
    assert any(timezone.localdate(s.handed_in_at) > s.report.period.due_on for s in submissions.with_context())
    assert set(submissions.values_list("decision", flat=True)) == set(Decision.values)
    assert submissions.approved().exclude(remark="").exists()
    assert submissions.approved().exclude(correction_reason="").exists()
    assert past.exclude(correction_reason="").get().status == Status.DRAFT  # being corrected now


def test_measures_are_finished_claimed_extended_overdue_and_long_running():
    standing = counted()

    assert {code for code, s in standing.items() if s.completion == Completion.VERIFIED} == {
        "1-01", "1-02", "1-04", "1-06", "1-09"}
    assert standing["1-05"].completion == Completion.COMPLETED
    assert {code for code, s in standing.items() if s.measure.is_extended} == {"1-03", "1-07", "1-10", "1-12"}
    assert {code for code, s in standing.items() if s.is_overdue} == {"1-08", "1-11", "1-13"}
    assert all(s.measure.due_on > TODAY for s in standing.values() if s.measure.is_extended)
    assert all(s.measure.original_due_on == date(2025, 12, 31) for s in standing.values())


def test_one_measure_was_verified_after_its_time_limit():
    spans = ProgressSpan.objects.overall().filter(completion=Completion.VERIFIED, until_on=None)

    late = [span.measure.code for span in spans if span.from_on > span.measure.original_due_on]

    assert late == ["1-06"]


def test_every_measure_has_four_to_seven_milestones_done_overdue_and_to_come():
    counts = Counter(Milestone.objects.filter(goal_year=None).values_list("measure", flat=True))

    assert set(counts.values()) <= {4, 5, 6, 7}
    assert Milestone.objects.exclude(done_on=None).exists()
    assert Milestone.objects.open().filter(due_on__lt=TODAY).exists()
    assert Milestone.objects.open().filter(due_on__gt=TODAY).exists()
    assert any(milestone.is_extended for milestone in Milestone.objects.all())


def test_some_measures_have_goals_of_years_open_done_and_verified():
    goals = Milestone.objects.exclude(goal_year=None)

    assert {goal.goal_year for goal in goals} == {2022, 2023, 2024, 2025}
    assert {goal.state for goal in goals} == set(MilestoneState)
    assert all(goal.is_demonstration and "（演示）" in goal.title for goal in goals)
    assert all(goal.due_on == date(goal.goal_year, 12, 31) for goal in goals)


def test_a_milestone_is_done_exactly_when_approved_reports_say_so():
    for milestone in Milestone.objects.all():
        claims = milestone.claims.filter(is_done=True, submission__decision=Decision.APPROVED)
        answered = set(claims.values_list("submission__report__assignment", flat=True))
        leads = 1 if milestone.organization_id else milestone.measure.assignments.leads().valid(on=TODAY).count()
        expected = max(claims.values_list("on", flat=True)) if len(answered) == leads else None
        assert milestone.done_on == expected, milestone


def test_progress_on_any_day_is_what_was_approved_by_then():
    figures = DistrictFigure.objects.filter(submission__decision=Decision.APPROVED).select_related("submission")
    for measure in Measure.objects.counted():
        districts = list(measure.districts.values_list("pk", flat=True))
        for period in ReportingPeriod.objects.opened(on=TODAY):
            day, known = period.closes_on, {}
            for figure in figures.filter(submission__report__assignment__measure=measure).order_by(
                    "submission__decided_at"):
                if timezone.localdate(figure.submission.decided_at) <= day:
                    known[figure.district_id] = figure.percent
            span = measure.progress_spans.overall().valid(on=day).first()
            assert (span.percent if span else 0) == mean_percent(known, districts), (measure, day)


def test_spans_follow_one_another_without_gap_or_overlap():
    for measure in Measure.objects.counted():
        for district in [None, *measure.districts.all()]:
            spans = list(measure.progress_spans.filter(district=district).order_by("from_on"))
            assert [span.until_on for span in spans] == [*(span.from_on for span in spans[1:]), None]


def test_district_figures_grow():
    for assignment in Assignment.objects.leads().filter(is_demonstration=True):
        last = {}
        figures = DistrictFigure.objects.filter(
            submission__decision=Decision.APPROVED, submission__report__assignment=assignment,
            submission__report__period__closes_on__lt=TODAY)
        for figure in figures.order_by("submission__decided_at"):
            assert figure.percent >= last.get(figure.district_id, 0), figure
            last[figure.district_id] = figure.percent


def test_texts_are_of_a_length_that_a_reviewer_can_judge_and_differ_from_quarter_to_quarter():
    for submission in Submission.objects.filter(report__period__closes_on__lt=TODAY):
        assert 100 <= len(submission.summary) <= 300
        assert submission.next_steps
    summaries = list(Submission.objects.approved().filter(number=1).values_list("summary", flat=True))
    assert len(set(summaries)) == len(summaries)


def test_the_handed_in_drafts_of_the_newest_period_read_without_errors():
    for report in newest().reports.filter(status=Status.SUBMITTED):
        answers, errors = read_draft(report, on=TODAY)

        assert errors == {}
        assert {answer.milestone for answer in answers.answers} == set(due_milestones(report))


def test_receipts_are_built_as_handing_in_builds_them():
    for submission in Submission.objects.with_context():
        report, measure = submission.report, submission.report.measure
        parts = [report.period.code, measure.code.replace("-", ""), report.organization.pk, submission.number]
        assert submission.receipt == "-".join(map(str, parts))


def test_some_evidence_is_a_small_real_file_and_says_that_it_proves_nothing():
    files = Evidence.objects.exclude(file="")

    assert 10 <= files.count() <= 40
    for evidence in files:
        with evidence.file.open() as file:
            content = file.read()
        assert len(content) == evidence.size
        warning = "不作任何依据"
        assert warning.encode() in content or warning.encode("utf-16-be").hex().encode() in content


def test_a_district_is_verified_only_with_evidence():
    for span in ProgressSpan.objects.by_district().filter(completion=Completion.VERIFIED).select_related("submission"):
        assert span.submission.evidence.exists()


def test_everything_invented_is_marked_and_the_real_plan_is_not():
    assert all("（演示）" in str(row) and "（演示）" in row.label for row in Organization.objects.filter(
        is_demonstration=True))
    assert Organization.objects.filter(is_demonstration=False).count() == 4
    assert not User.objects.filter(is_demonstration=False).exists()
    assert not Assignment.objects.valid(on=TODAY).filter(is_demonstration=False).exists()


def test_every_role_signs_in_with_the_printed_password(told):
    assert {user.role for user in told.people} == set(Role.values)
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
    reporting = {user.organization for user in told.people if user.is_reporter}
    assert len(reporting) >= 6


def test_supervisors_have_the_plan_one_area_and_the_other():
    queues = {user.username: Submission.objects.to_review_by(user).count()
              for user in User.objects.filter(role=Role.SUPERVISOR)}

    assert queues["supervisor"] == queues["supervisor-gz"] + queues["supervisor-qy"]
    assert min(queues.values()) > 0


def test_the_log_tells_of_each_measure_that_its_history_is_for_demonstration():
    events = AuditEvent.objects.filter(verb="load_demonstration", target_type="measure")

    assert {event.measure_id for event in events} == set(Measure.objects.counted().values_list("pk", flat=True))
    assert all("演示" in event.changes["note"] for event in events)


def test_people_were_told_of_what_happened_today():
    assert set(Notice.objects.values_list("kind", flat=True)) >= {"submitted", "approved", "returned"}


def test_no_light_differs_from_what_judging_anew_says():
    compared = [differences for _count, differences in recompute(on=TODAY)]

    assert compared
    assert not any(compared)


def test_nothing_real_stands_on_it():
    assert obstacles() == []


def test_a_later_start_opens_the_newest_period_again():
    before = ProgressReport.objects.count()
    for later in (date(2026, 12, 20), date(2027, 2, 3), date(2028, 8, 8)):
        with travel(later, tick=True):
            filled = fill(empty=False, password="another", today=later)
            event = AuditEvent.objects.filter(verb="change_period").newest_first().first()

            assert (filled.is_first, filled.people) == (False, ())
            assert newest(later).is_open_on(later)
            assert newest(later).reports.exists()
            assert "演示" in event.changes["note"]
            assert ReportingPeriod.objects.ahead(on=later).count() == 4
    assert ProgressReport.objects.count() > before


def test_a_start_the_same_day_changes_nothing():
    before = AuditEvent.objects.count(), ProgressReport.objects.count()

    fill(empty=False, password=PASSWORD, today=TODAY)

    assert (AuditEvent.objects.count(), ProgressReport.objects.count()) == before


def test_extensions_were_granted_in_the_past_and_one_each_waits_is_granted_and_refused_today():
    asked = Extension.objects.exclude(asked_by=None)
    of_steps = asked.exclude(milestone=None)

    assert Counter(asked.filter(milestone=None).values_list("state", flat=True)) == {
        "asked": 1, "granted": 1, "refused": 1}
    assert of_steps.count() == 3
    for extension in of_steps:
        day = timezone.localdate(extension.decided_at)
        assert day < extension.old_due_on
        span = extension.milestone.spans.get(from_on=day)
        assert span.due_on == extension.new_due_on
    assert all(extension.is_demonstration for extension in Extension.objects.all())
    assert all("（演示）" in extension.reason for extension in asked)
