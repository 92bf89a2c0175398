"""People who act at the same moment, each on a database connection of their own."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from tests.factories import REASON, complete_draft, hand_in, make_exception, make_supervisor, make_user, write
from tracker import acts
from tracker.audit.actions import verify_chain
from tracker.models import AuditEvent, Notice, ProgressReport, ReportException, Submission
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role
from tracker.plans.goals import GoalRow, version_of
from tracker.reporting import actions
from tracker.reporting.status import Status

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each act in a thread of its own, all released together; return what they returned or raised."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            results[place] = act()
        except Exception as error:  # the test looks at it
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def test_of_eight_simultaneous_decisions_exactly_one_wins(report, lead, plan):
    supervisors = [make_supervisor(plan=plan) for _ in range(8)]
    hand_in(report, by=lead)
    seen = [fresh(report) for _ in supervisors]

    def decide(place, supervisor):
        if place % 2:
            return lambda: actions.approve(seen[place], by=supervisor) or "won"
        return lambda: actions.send_back(seen[place], by=supervisor, reason=REASON) or "won"

    results = at_once(*(decide(place, supervisor) for place, supervisor in enumerate(supervisors)))

    assert results.count("won") == 1
    assert sum(isinstance(result, PermissionDenied) for result in results) == 7
    assert AuditEvent.objects.filter(verb__in=["approve", "return"]).count() == 1
    assert Notice.objects.filter(recipient=lead).count() == 1
    assert verify_chain() is None


def test_a_double_clicked_submit_makes_one_submission(report, lead, reviewer):
    write(report, by=lead)
    seen = [fresh(report) for _ in range(4)]

    results = at_once(*(lambda r=r: actions.submit(r, by=lead) for r in seen))

    assert sum(isinstance(result, Submission) for result in results) == 1
    assert Submission.objects.count() == 1
    assert fresh(report).status == Status.SUBMITTED


def test_of_a_recall_and_an_approval_at_once_one_wins(report, lead, reviewer):
    hand_in(report, by=lead)
    mine, theirs = fresh(report), fresh(report)

    results = at_once(
        lambda: actions.recall(mine, by=lead) or "won",
        lambda: actions.approve(theirs, by=reviewer) or "won",
    )

    assert results.count("won") == 1
    assert fresh(report).status in {Status.DRAFT, Status.APPROVED}


def test_of_four_administrators_who_keep_the_same_goals_one_wins(report):
    people = [make_user(role=Role.ADMINISTRATOR) for _ in range(4)]

    def keep(number, person):
        rows = [GoalRow(name="y2024", key=None, title=f"目标{number}", weight=1, goal_year=2024)]
        return lambda: acts.keep_goals(report.measure, by=person, rows=rows, seen=version_of([]))

    results = at_once(*(keep(*each) for each in enumerate(people)))

    assert results.count(True) == 1
    assert sum(isinstance(result, Overtaken) for result in results) == 3
    assert report.measure.milestones.count() == 1
    assert AuditEvent.objects.filter(verb="keep_goals").count() == 1
    assert verify_chain() is None


def test_of_four_simultaneous_exceptions_one_is_granted(report, lead, plan):
    supervisors = [make_supervisor(plan=plan) for _ in range(4)]
    seen = [fresh(report) for _ in supervisors]

    results = at_once(*(
        lambda place=place, supervisor=supervisor: make_exception(seen[place], by=supervisor)
        for place, supervisor in enumerate(supervisors)
    ))

    assert sum(isinstance(result, PermissionDenied) for result in results) == 3
    assert ReportException.objects.count() == 1
    assert AuditEvent.objects.filter(verb="grant_exception").count() == 1
    assert Notice.objects.filter(recipient=lead).count() == 1


def test_an_exception_is_ended_once(report, lead, reviewer):
    exception = make_exception(report, by=reviewer)
    seen = [ReportException.objects.get(pk=exception.pk) for _ in range(3)]

    results = at_once(*(lambda each=each: actions.end_exception(each, by=reviewer) or "ended" for each in seen))

    assert results.count("ended") == 1
    assert sum(isinstance(result, PermissionDenied) for result in results) == 2
    assert AuditEvent.objects.filter(verb="end_exception").count() == 1


def test_simultaneous_saves_of_different_fields_all_arrive(report, lead, colleague):
    write(report, by=lead)
    seen = fresh(report).draft
    texts = {"summary": "甲" * 120, "next_steps": "乙", "problem": "丙", "help_by": "2030-01-01"}

    at_once(*(
        lambda name=name, text=text: actions.save_draft(fresh(report), by=lead, base=seen, mine={**seen, name: text})
        for name, text in texts.items()
    ))

    assert {name: fresh(report).draft[name] for name in texts} == texts


def test_simultaneous_saves_of_one_field_keep_one_and_give_the_others_back(report, lead, colleague):
    seen = complete_draft(report)
    actions.save_draft(report, by=lead, base={}, mine=seen)

    results = at_once(*(
        lambda word=word: actions.save_draft(fresh(report), by=lead, base=seen, mine={**seen, "summary": word * 120})
        for word in "甲乙丙丁"
    ))

    kept = fresh(report).draft["summary"]
    given_back = {merge.conflicts["summary"].mine for merge, _report in results if merge.conflicts}
    assert given_back | {kept} == {word * 120 for word in "甲乙丙丁"}
