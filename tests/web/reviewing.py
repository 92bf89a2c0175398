"""What tests of the review share: reports in a queue, and the acts of a supervisor."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories import hand_in, make_assignment, make_measure, make_milestone, make_period, make_report, write
from tracker.models import Plan, ProgressReport, Submission, Task
from tracker.reporting import actions


def address(submission):
    return reverse("review:show", args=[submission.pk])


def decide(client, submission, decision, remark="", **fields):
    return client.post(address(submission), {"decision": decision, "remark": remark, **fields})


def fresh(submission):
    return Submission.objects.select_related("report").get(pk=submission.pk)


def another(report, *, lead, **fields):
    """One more submission of the same organization, on a measure of its own."""
    measure = make_measure(task=report.measure.task)
    assignment = make_assignment(measure=measure, organization=lead.organization)
    return hand_in(make_report(assignment=assignment, period=report.period), by=lead, **fields)


def approved(report, *, by, lead, **fields):
    """An approved report of the same assignment, one period earlier."""
    start = report.period.starts_on - timedelta(days=100)
    period = make_period(plan=report.period.plan, starts_on=start, ends_on=start + timedelta(days=90))
    earlier = make_report(assignment=report.assignment, period=period)
    hand_in(earlier, by=lead, **fields)
    actions.approve(earlier, by=by)
    return earlier


def fill_queue(reviewer, lead, size):
    """A queue of ``size`` submissions, each with a history, milestones and evidence."""
    plan, task = Plan.objects.get(), Task.objects.first()
    periods = [make_period(plan=plan, starts_on=timezone.localdate() - timedelta(days=100 + 100 * n),
                           ends_on=timezone.localdate() - timedelta(days=10 + 100 * n)) for n in range(3)]
    for _n in range(size):
        measure = make_measure(task=task)
        make_milestone(measure=measure, due_on=timezone.localdate() - timedelta(days=20))
        assignment = make_assignment(measure=measure, organization=lead.organization)
        for age, period in reversed(list(enumerate(periods))):
            report = make_report(assignment=assignment, period=period)
            write(report, by=lead, percent=60 - age)
            actions.attach_document_number(report, by=lead, document_number="清公通〔2026〕12号")
            actions.submit(report, by=lead)
            if age:
                actions.approve(ProgressReport.objects.with_context().get(pk=report.pk), by=reviewer)
