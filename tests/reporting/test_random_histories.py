"""Whatever people try, in whatever order: only the steps of the table happen, and what was handed in never changes."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import (
    REASON,
    complete_draft,
    make_area,
    make_assignment,
    make_measure,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tracker.audit.actions import verify_chain
from tracker.models import AuditEvent, ProgressReport, ProgressSpan, Submission
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.workflow import STEPS

ALLOWED = {(source, step.target) for step in STEPS for source in step.sources}
ACTORS = ("lead", "colleague", "signatory", "outsider", "reviewer", "insider", "administrator")


def save(report, by, percent):
    mine = complete_draft(report, percent=percent)
    return actions.save_draft(report, by=by, base=report.draft, mine=mine)


ACTS = {
    "save": save,
    "submit": lambda report, by, percent: actions.submit(report, by=by),
    "sign": lambda report, by, percent: actions.sign(report, by=by),
    "recall": lambda report, by, percent: actions.recall(report, by=by),
    "approve": lambda report, by, percent: actions.approve(report, by=by),
    "return": lambda report, by, percent: actions.send_back(report, by=by, reason=REASON),
    "correct": lambda report, by, percent: actions.correct(report, by=by, reason=REASON),
    "close": lambda report, by, percent: close_period(report),
}
histories = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(sorted(ACTS)), st.integers(-5, 130)), max_size=14
)
# A run that gets somewhere: half of the examples are likely sequences with odd acts in between.
likely = st.lists(
    st.sampled_from([("lead", "save", 40), ("lead", "submit", 0), ("reviewer", "approve", 0),
                     ("reviewer", "return", 0), ("colleague", "correct", 0), ("lead", "recall", 0),
                     ("signatory", "sign", 0), ("lead", "save", 100)]),
    max_size=14,
)


def close_period(report):
    yesterday = timezone.localdate() - timedelta(days=1)
    period = report.period
    period.opens_on = period.due_on = period.closes_on = yesterday
    period.save()


class RandomHistories(TestCase):
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(history=st.one_of(histories, likely), needs_signature=st.booleans())
    def test_no_history_breaks_the_rules(self, history, needs_signature):
        report, cast = self.world(needs_signature)
        frozen = {}

        for actor, name, percent in history:
            report = ProgressReport.objects.with_context().get(pk=report.pk)
            before, events = report.status, AuditEvent.objects.count()
            try:
                ACTS[name](report, cast[actor], percent)
                happened = True
            except (PermissionDenied, ValidationError):
                happened = False
            report = ProgressReport.objects.with_context().get(pk=report.pk)

            assert report.status == before or (before, report.status) in ALLOWED, (actor, name)
            assert report.status == before or happened
            if name not in {"close", "save"}:
                assert AuditEvent.objects.count() == events + happened
            self.check_submissions(report, cast, frozen)
            self.check_spans(report)
        assert verify_chain() is None

    def world(self, needs_signature):
        plan = make_plan(requires_signature=needs_signature)
        make_area(plan=plan)
        lead = make_user()
        organization = lead.organization
        report = make_report(
            assignment=make_assignment(measure=make_measure(task=make_task(plan=plan)), organization=organization)
        )
        cast = {
            "lead": lead,
            "colleague": make_user(organization=organization),
            "signatory": make_user(organization=organization, role=Role.SIGNATORY),
            "outsider": make_user(),
            "reviewer": make_supervisor(plan=plan),
            "insider": make_supervisor(plan=plan, organization=organization),
            "administrator": make_user(role=Role.ADMINISTRATOR),
        }
        return report, cast

    def check_submissions(self, report, cast, frozen):
        submissions = Submission.objects.filter(report=report)
        assert submissions.filter(decision="").count() <= 1
        for row in submissions:
            content = (row.percent, row.summary, row.submitted_by_id, tuple(row.figures.values_list("percent")))
            assert frozen.setdefault(row.pk, content) == content
            if row.decision:
                decided = (row.decision, row.decided_by_id, row.remark)
                assert frozen.setdefault(f"decision {row.pk}", decided) == decided
            if row.decision in {"approved", "returned"}:
                assert row.decided_by == cast["reviewer"]
            assert row.submitted_by.organization_id == report.assignment.organization_id

    def check_spans(self, report):
        """The open overall span is the newest approved figure, and there is at most one."""
        approved = Submission.objects.filter(report=report, decision="approved").order_by("decided_at").last()
        current = ProgressSpan.objects.current().overall().filter(measure=report.measure)
        assert list(current.values_list("percent", flat=True)) == ([approved.percent] if approved else [])
