"""Reports, submissions, evidence and the audit log: read here, changed by nobody, drafts not even read."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.admin.forms import address, save
from tests.factories import hand_in, make_assignment, make_measure, make_report, make_task, write
from tracker.admin.events import VERBS
from tracker.models import AuditEvent, Evidence, ProgressReport, ProgressSpan, Submission, User
from tracker.reporting import actions

SECRET = "尚未提交的正文只有填报单位能看"


def index(model):
    return reverse(f"admin:tracker_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", [ProgressReport, Submission, Evidence, ProgressSpan, AuditEvent])
def test_no_way_leads_to_a_change(panel, approved, model):
    Evidence.objects.create(
        report=approved.report, name="红头文件", document_number="1号", uploaded_by=approved.submitted_by,
        uploaded_at=approved.submitted_at,
    ).submissions.add(approved)
    row = model.objects.order_by("pk").last()
    before = list(model.objects.order_by("pk").values())

    refused = [
        panel.post(reverse(f"admin:tracker_{model._meta.model_name}_add"), {"number": 1}),
        panel.post(address(row), {"percent": 100, "status": "approved", "summary": "改写"}),
        panel.post(address(row, "delete"), {"post": "yes"}),
        panel.get(address(row, "delete")),
        panel.get(reverse(f"admin:tracker_{model._meta.model_name}_add")),
    ]
    panel.post(index(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})

    assert [answer.status_code for answer in refused] == [403] * 5
    assert "nobody changes it" in refused[0].text
    assert panel.get(address(row)).status_code == 200
    assert list(model.objects.order_by("pk").values()) == before


def test_createsuperuser_makes_an_administrator_under_the_same_rules(client, approved):
    client.force_login(User.objects.create_superuser("root", "Long-enough-1"))

    answers = [
        client.post(address(approved), {"percent": 100}),
        client.post(address(approved, "delete"), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert User.objects.get(username="root").role == "administrator"


def test_an_approved_submission_opens_with_its_figures(panel, approved):
    page = panel.get(address(approved))

    assert approved.summary in page.text
    assert [line.formset.total_form_count() for line in page.context["inline_admin_formsets"]] == [2, 0]


def test_administrators_do_not_read_drafts(panel, report, lead):
    write(report, by=lead, summary=SECRET * 8)

    pages = [panel.get(address(report)), panel.get(index(ProgressReport)), panel.get(address(report, "history")),
             panel.get(index(AuditEvent)), panel.get(address(AuditEvent.objects.last()))]

    assert [page.status_code for page in pages] == [200] * 5
    assert not any(SECRET in page.text for page in pages)
    assert "Being written" in pages[0].text


def test_what_is_handed_in_and_not_approved_stays_closed(panel, report, lead):
    evidence = actions.attach_document_number(report, by=lead, document_number="内部文号7", proves="进度")
    submission = hand_in(report, by=lead, summary=SECRET * 8)

    for row in (submission, evidence):
        assert panel.get(address(row))["Location"] == reverse("admin:index")
        assert not panel.get(index(type(row))).context["cl"].result_list
    assert SECRET not in panel.get(address(report)).text


@pytest.mark.parametrize("lookup", ["draft__summary__contains", "draft__contains", "submissions__summary__contains",
                                    "saved_by__password__startswith"])
def test_nobody_guesses_at_a_draft_through_the_address(panel, report, lead, lookup):
    write(report, by=lead, summary=SECRET * 8)

    assert panel.get(index(ProgressReport), {lookup: SECRET}).status_code == 400


def test_an_auditor_verifies_the_chain(client, auditor, approved):
    client.force_login(auditor)
    url = reverse("admin:tracker_auditevent_verify")

    before, after = client.get(url), client.post(url)

    assert "is_verified" not in before.context
    assert f"{AuditEvent.objects.count()} events, all of them unaltered and complete." in after.text


def test_a_rewritten_event_is_found_and_named(client, auditor, approved):
    client.force_login(auditor)
    event = AuditEvent.objects.order_by("number")[1]
    event.actor_name = "别人"
    event.save()

    page = client.post(reverse("admin:tracker_auditevent_verify"))

    assert f"Event {event.number} was altered after it was written." in page.text


def test_a_cut_off_log_is_found(client, auditor, approved):
    client.force_login(auditor)
    last = AuditEvent.objects.newest_first().first()
    last.delete()

    page = client.post(reverse("admin:tracker_auditevent_verify"))

    assert f"The log ends before event {last.number}" in page.text


@pytest.mark.parametrize("query", ["?p=abc", "?o=99.x", "?at__year=abc", "?q=%00", "?e=1", "?target_type=nothing",
                                   "?unknown=1", "?p=99999", "?q=" + "长" * 3000])
def test_odd_addresses_are_answered(panel, approved, query):
    assert panel.get(index(AuditEvent) + query).status_code in {200, 302, 400}


def test_reports_are_found_by_measure_and_organization(panel, plan):
    wanted = make_report(assignment=make_assignment(measure=make_measure(task=make_task(plan=plan), title="户籍互认")))
    make_report()

    page = panel.get(index(ProgressReport), {"q": "户籍"})

    assert list(page.context["cl"].result_list) == [wanted]


def test_every_act_has_a_word_in_the_audit_log():
    code = [path.read_text("utf-8") for path in (Path(__file__).parents[2] / "tracker").rglob("*.py")]
    calls = [call for text in code for call in re.findall(r"record\(([^,]+),", text)]
    verbs = {verb for call in calls for verb in re.findall(r'"(\w+)"', call)}

    assert verbs >= {"create", "change_due", "attach"}
    assert verbs - set(VERBS) == set()


def test_an_event_tells_its_details_in_words(panel, lead):
    save(panel, address(lead), role="signatory", is_active=None)

    page = panel.get(address(AuditEvent.objects.get()))

    assert "<div>Role: reporter → signatory</div><div>May sign in: Yes → No</div>" in page.text
