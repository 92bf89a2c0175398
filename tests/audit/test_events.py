"""Every act leaves exactly one event, and what is refused leaves none."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import REASON, make_measure, make_plan, make_task, make_user, write
from tracker.audit.actions import verify_chain
from tracker.models import Area, AuditEvent, Evidence, FormerName, Organization, ReportingPeriod, User
from tracker.people import actions as people
from tracker.people.roles import Role
from tracker.plans import actions as plans
from tracker.plans.status import AssignmentRole
from tracker.reporting import actions


@pytest.fixture
def administrator(db):
    return make_user(username="admin", role=Role.ADMINISTRATOR)


def one_event(verb, act):
    """Act, and see that exactly this one event was written."""
    before = AuditEvent.objects.count()
    result = act()
    assert list(AuditEvent.objects.order_by("number").values_list("verb", flat=True)[before:]) == [verb]
    assert verify_chain() is None
    return result


def test_every_act_on_a_report_is_one_event(report, lead, reviewer):
    organization, plan = lead.organization, report.measure.task.plan
    signatory = make_user(organization=organization, role=Role.SIGNATORY)

    one_event("save_draft", lambda: write(report, by=lead))
    evidence = one_event("attach", lambda: actions.attach_document_number(report, by=lead, document_number="1号"))
    one_event("detach", lambda: actions.detach(evidence, by=lead))
    one_event("submit", lambda: actions.submit(report, by=lead))
    one_event("recall", lambda: actions.recall(report, by=lead))
    one_event("submit", lambda: actions.submit(report, by=lead))
    one_event("return", lambda: actions.send_back(report, by=reviewer, reason=REASON))
    plan.requires_signature = report.measure.task.plan.requires_signature = True
    one_event("submit_for_signature", lambda: actions.submit(report, by=lead))
    one_event("sign", lambda: actions.sign(report, by=signatory))
    one_event("approve", lambda: actions.approve(report, by=reviewer))
    one_event("correct", lambda: actions.correct(report, by=lead, reason=REASON))


def test_every_act_of_an_administrator_is_one_event(administrator, plan):
    by, day = administrator, date(2025, 12, 31)
    organization = one_event("create", lambda: people.keep_organization(Organization(name="新设局"), by=by))
    one_event("change", lambda: people.keep_organization(organization, by=by, changes={"name": ["甲", "乙"]}))
    former = FormerName(organization=organization, name="旧局", until_on=day)
    one_event("create", lambda: people.keep_former_name(former, by=by))
    person = User(username="new", name="新人", organization=organization)
    one_event("create", lambda: people.keep_person(person, by=by, password="Reform-2026-ok"))
    measure = make_measure(task=make_task(plan=plan))
    assignment = one_event("assign", lambda: plans.assign(
        measure, organization=organization, districts=measure.districts.all(), by=by, role=AssignmentRole.PARTNER))
    one_event("change_assignment", lambda: actions.keep_assignment(
        assignment, districts=measure.districts.all()[:1], by=by))
    one_event("end_assignment", lambda: actions.end_assignment(assignment, by=by, on=day))
    one_event("change_due", lambda: plans.change_due(measure, by=by, due_on=date(2026, 6, 30), reason=REASON))
    one_event("change", lambda: actions.keep_measure(measure, by=by, districts=measure.districts.all()))
    one_event("withdraw", lambda: actions.withdraw(measure, by=by, on=day, reason=REASON))
    period = ReportingPeriod(plan=plan, year=2031, number=1, **dict.fromkeys(
        ("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), day))
    one_event("make_period", lambda: actions.change_period(period, by=by, changes={}))
    one_event("change_period", lambda: actions.change_period(period, by=by, changes={"due_on": [day, day]}))
    one_event("remove_period", lambda: actions.remove_period(period, by=by))
    area = one_event("create", lambda: plans.keep(Area(plan=plan, name="新片区"), by=by))
    one_event("remove", lambda: plans.remove(area, by=by))
    one_event("remove", lambda: people.remove(former, by=by))


def test_every_act_on_ones_own_account_is_one_event(lead):
    one_event("change_settings", lambda: people.change_settings(
        lead, by=lead, language="en", theme="dark", text_size="large"))
    one_event("change_password", lambda: people.change_password(lead, by=lead, password="Reform-2026-ok"))


def test_what_is_refused_leaves_no_event_and_no_trace(report, lead, outsider, reviewer):
    write(report, by=lead)
    before, plan = (list(AuditEvent.objects.values()), report.draft), make_plan()
    refused = [
        lambda: actions.save_draft(report, by=outsider, base={}, mine={"summary": "改"}),
        lambda: actions.submit(report, by=reviewer),
        lambda: actions.approve(report, by=reviewer),
        lambda: actions.send_back(report, by=reviewer, reason="短"),
        lambda: actions.recall(report, by=lead),
        lambda: people.change_settings(lead, by=outsider, language="", theme="", text_size=""),
        lambda: plans.remove(plan, by=lead),
    ]

    for act in refused:
        with pytest.raises((PermissionDenied, ValidationError)):
            act()

    report.refresh_from_db()
    assert (list(AuditEvent.objects.values()), report.draft) == before
    assert not Evidence.objects.exists()


def test_no_password_stands_in_the_log(administrator):
    person = User(username="new", name="新人", role=Role.AUDITOR)
    people.keep_person(person, by=administrator, password="Canary-77-secret")
    people.change_password(person, by=person, password="Canary-78-secret")

    assert "Canary" not in str(list(AuditEvent.objects.values()))
