"""Organizations, people, assignments and review scopes in the panel."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from tests.admin.forms import address, errors, events, last_event, new, save
from tests.factories import make_assignment, make_measure, make_organization, make_period, make_task, make_user
from tracker.models import Assignment, AuditEvent, Organization, ReviewScope, User
from tracker.people.roles import Role

PASSWORD = "Correct-horse-7"
PERSON = {"username": "li", "name": "李工", "role": "reporter", "is_active": "on",
          "password1": PASSWORD, "password2": PASSWORD}


def test_a_new_person_can_sign_in_and_no_password_is_on_record(panel, client):
    organization = make_organization(name="试点办")

    save(panel, new(User), **PERSON, organization=organization.pk)

    user = User.objects.get(username="li")
    assert (user.role, user.organization) == (Role.REPORTER, organization)
    assert client.login(username="li", password=PASSWORD)
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes["password_set"]) == ("create", True)
    assert event.changes["organization"] == [None, "试点办"]
    assert PASSWORD not in str(event.changes)
    assert not {"password", "password1", "password2"} & set(event.changes)


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"organization": ""}, "Choose the organization that this person acts for"),
    ({"username": "admin"}, "This user name is taken"),
    ({"password2": "another-one-8"}, "The two password fields didn’t match."),
    ({"password1": "short", "password2": "short"}, "The password needs at least 10 characters"),
])
def test_an_incomplete_person_comes_back_with_what_is_missing(panel, fields, sentence):
    answer = save(panel, new(User), **{**PERSON, "organization": make_organization().pk, **fields})

    assert [found[:len(sentence)] for found in errors(answer)] == [sentence]
    assert not User.objects.filter(username="li").exists()
    assert events() == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_need_no_organization(panel, role):
    save(panel, new(User), **{**PERSON, "role": role})

    assert User.objects.get(username="li").organization is None


def test_a_changed_role_is_one_event_with_before_and_after(panel, lead):
    save(panel, address(lead), role="signatory")

    assert AuditEvent.objects.get().changes == {"role": ["reporter", "signatory"], "password_set": False}


def test_nobody_takes_their_own_rights_away(panel, administrator):
    answer = save(panel, address(administrator), is_active=None)
    administrator.refresh_from_db()

    assert errors(answer) == ["You cannot take your own rights away; ask another administrator"]
    assert administrator.is_active
    assert events() == []


def test_nobody_removes_their_own_account(panel, administrator):
    answer = panel.post(address(administrator, "delete"), {"post": "yes"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["You cannot remove your own account"]
    assert User.objects.filter(pk=administrator.pk).exists()
    assert events() == []


def test_a_new_password_replaces_the_old_one(panel, lead, client):
    save(panel, address(lead, "password"), password1=PASSWORD, password2=PASSWORD)

    assert last_event().changes == {"password_set": True}
    assert client.login(username="lead", password=PASSWORD)


def test_a_weak_new_password_comes_back(panel, lead):
    answer = save(panel, address(lead, "password"), password1="12345678901", password2="12345678901")

    assert answer.context["form"].errors["password2"]
    assert events() == []


def test_passwords_are_on_no_page_and_in_no_filter(panel, lead):
    lead.set_password(PASSWORD)
    lead.save()

    assert lead.password not in panel.get(address(lead)).text
    assert panel.get("/admin/tracker/user/?password__startswith=md5").status_code == 400


def test_an_organization_keeps_its_former_names(panel):
    organization = make_organization(name="旧名局")

    save(panel, address(organization), **{
        "name": "新名局", "former_names-TOTAL_FORMS": 1, "former_names-0-name": "旧名局",
        "former_names-0-until_on": "2024-12-31",
    })

    assert [str(name) for name in Organization.objects.get().former_names.all()] == ["旧名局"]
    assert events() == [("change", "新名局"), ("create", "旧名局")]
    assert AuditEvent.objects.first().changes == {"name": ["旧名局", "新名局"]}


def test_an_organization_with_people_is_not_removed(panel, lead):
    panel.post(address(lead.organization, "delete"), {"post": "yes"})

    assert Organization.objects.filter(pk=lead.organization_id).exists()
    assert events() == []


def test_a_new_lead_owes_its_reports_at_once(panel, plan):
    measure, organization = make_measure(task=make_task(plan=plan)), make_organization()
    period, yesterday = make_period(plan=plan), timezone.localdate() - timedelta(days=1)
    make_period(plan=plan, due_on=yesterday, closes_on=yesterday)

    save(panel, new(Assignment), measure=measure.pk, organization=organization.pk, role="lead", confidence="C",
         districts=[district.pk for district in measure.districts.all()])

    assignment = Assignment.objects.get()
    assert [report.period for report in assignment.reports.all()] == [period]
    assert [verb for verb, _thing in events()] == ["assign"]


def test_a_second_lead_in_a_district_comes_back(panel, report):
    measure, other = report.measure, make_organization()

    answer = save(panel, new(Assignment), measure=measure.pk, organization=other.pk, role="lead", confidence="C",
                  districts=[measure.districts.order_by("position").first().pk])

    district = measure.districts.order_by("position").first()
    assert errors(answer) == [f"{report.organization} leads this measure in {district} already"]
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("which", ["foreign", "none"])
def test_an_assignment_needs_districts_of_its_measure(panel, plan, which):
    measure = make_measure(task=make_task(plan=plan))
    foreign = make_measure().districts.first()

    answer = save(panel, new(Assignment), measure=measure.pk, organization=make_organization().pk, role="lead",
                  confidence="C", districts=[foreign.pk] if which == "foreign" else [])

    sentences = {"foreign": f"This measure does not apply to {foreign}", "none": "Choose at least one district"}
    assert errors(answer) == [sentences[which]]
    assert not Assignment.objects.exists()


def test_changed_districts_of_an_assignment_are_one_event(panel, plan):
    assignment = make_assignment(measure=make_measure(task=make_task(plan=plan)))
    first, second = assignment.districts.order_by("position")

    save(panel, address(assignment), districts=[first.pk])

    assert list(assignment.districts.all()) == [first]
    assert last_event().verb == "change_assignment"
    assert last_event().changes["districts"] == [[first.name, second.name], [first.name]]


def test_an_assignment_stays_with_its_organization_and_measure(panel, report):
    other = make_organization()

    save(panel, address(report.assignment), organization=other.pk, measure=make_measure().pk, role="partner")

    stored = Assignment.objects.get(pk=report.assignment_id)
    assert (stored.organization, stored.measure, stored.role) == (report.organization, report.measure, "lead")


def test_an_ended_assignment_makes_room_for_the_next(panel, report):
    measure, successor = report.measure, make_organization()

    save(panel, address(report.assignment, "end"), on=report.period.starts_on)
    save(panel, new(Assignment), measure=measure.pk, organization=successor.pk, role="lead", confidence="C",
         districts=[district.pk for district in measure.districts.all()])

    leads = {assignment.organization: assignment.reports.count() for assignment in measure.assignments.all()}
    assert leads == {report.organization: 0, successor: 1}
    assert [verb for verb, _thing in events()][-2:] == ["end_assignment", "assign"]


def test_an_end_before_the_beginning_comes_back(panel, plan):
    assignment = make_assignment(measure=make_measure(task=make_task(plan=plan)), since=date(2024, 1, 1))

    answer = save(panel, address(assignment, "end"), on="2023-12-31")

    assert answer.context["form"].non_field_errors() == ["The first day must not be after the last day"]
    assert Assignment.objects.get().until is None


def test_an_assignment_made_by_mistake_goes_with_its_empty_reports(panel, report):
    panel.post(address(report.assignment, "delete"), {"post": "yes"})

    assert not Assignment.objects.exists()
    assert last_event().verb == "remove"


def test_an_assignment_with_a_report_that_was_begun_stays(panel, approved):
    page = panel.post(address(approved.report.assignment, "delete"), {"post": "yes"})

    with translation.override("en"):
        assert page.context["protected"] == [str(approved.report)]
    assert Assignment.objects.exists()


def test_a_supervisor_gets_a_scope_on_their_own_page(panel, plan):
    supervisor = make_user(role=Role.SUPERVISOR)

    save(panel, address(supervisor), **{"review_scopes-TOTAL_FORMS": 1, "review_scopes-0-plan": plan.pk})

    assert ReviewScope.objects.get().user == supervisor
    assert [verb for verb, _thing in events()] == ["create"]


def test_only_supervisors_get_a_scope(panel, plan, lead):
    answer = save(panel, new(ReviewScope), user=lead.pk, plan=plan.pk)

    assert len(errors(answer)) == 1
    assert not ReviewScope.objects.exists()
