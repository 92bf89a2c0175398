"""How a supervisor decides, and who may not."""

import pytest
from django.urls import reverse

from tests.factories import REASON, hand_in, make_area, make_supervisor, make_user
from tests.web.reviewing import address, another, decide, fresh
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.status import Decision, Status


@pytest.fixture
def client(client, reviewer):
    """The supervisor at work, in English."""
    client.cookies["django_language"] = "en"
    client.force_login(reviewer)
    return client


@pytest.fixture
def submission(report, lead):
    return hand_in(report, by=lead)


def test_approving_leads_to_the_next_one_with_a_message(client, submission, report, lead, reviewer):
    following = another(report, lead=lead)
    last = another(report, lead=lead)

    response = client.post(address(following), {"decision": "approve", "next": last.pk}, follow=True)

    assert response.redirect_chain == [(address(last), 302)]
    assert "approved" in response.context["messages"]._loaded_data[0].message
    assert (fresh(following).decision, fresh(following).decided_by) == (Decision.APPROVED, reviewer)


def test_after_the_last_one_comes_the_word_that_all_is_done(client, submission):
    response = client.post(address(submission), {"decision": "approve"}, follow=True)

    assert "Everything is reviewed" in response.text


@pytest.mark.parametrize("following", ["", "abc", "999999", "9" * 40, "-1"])
def test_whatever_the_page_says_comes_next_only_what_waits_does(client, submission, report, lead, following):
    waiting = another(report, lead=lead)

    assert decide(client, submission, "approve", next=following).url == address(waiting)


def test_a_remark_goes_with_the_approval(client, submission):
    decide(client, submission, "remark", "请下季补充佐证")

    assert (fresh(submission).decision, fresh(submission).remark) == (Decision.APPROVED, "请下季补充佐证")


def test_a_plain_approval_leaves_words_typed_for_a_return_behind(client, submission):
    decide(client, submission, "approve", REASON)

    assert (fresh(submission).decision, fresh(submission).remark) == (Decision.APPROVED, "")


def test_a_return_goes_back_with_its_reason(client, submission):
    decide(client, submission, "return", REASON)

    assert (fresh(submission).decision, fresh(submission).remark) == (Decision.RETURNED, REASON)
    assert fresh(submission).report.status == Status.RETURNED


@pytest.mark.parametrize(("decision", "remark", "sentence"), [
    ("", "不要丢", "Choose whether to approve or return the report"),
    ("burn", "不要丢", "Choose whether to approve or return the report"),
    ("remark", "", "Write the remark, or choose"),
    ("remark", " \n ", "Write the remark, or choose"),
    ("return", "太短", "Say in at least 10 characters"),
    ("return", "　" * 20, "Say in at least 10 characters"),
    ("return", "长" * 100_000, "At most 5000 characters"),
    ("remark", "长" * 100_000, "At most 5000 characters"),
])
def test_an_incomplete_decision_says_what_is_missing_and_keeps_what_was_typed(
    client, submission, decision, remark, sentence
):
    page = decide(client, submission, decision, remark).text

    assert sentence in page
    assert "<title>Error: " in page
    assert f">{remark}</textarea>" in page
    assert fresh(submission).decision == ""


def test_the_slower_of_two_reads_who_did_what(client, submission, plan):
    faster = make_supervisor(plan=plan, name="快手")
    actions.send_back(fresh(submission).report, by=faster, reason=REASON)

    response = decide(client, submission, "remark", "写了很久的意见 <b>")

    assert response.status_code == 409
    assert "快手 has already decided this report: Returned" in response.text
    assert "写了很久的意见 &lt;b&gt;" in response.text
    assert fresh(submission).decision == Decision.RETURNED


def test_nobody_decides_on_a_version_that_was_handed_in_anew(client, submission, lead, reviewer):
    report = fresh(submission).report
    actions.send_back(report, by=reviewer, reason=REASON)
    newer = hand_in(report, by=lead)

    assert decide(client, submission, "approve").status_code == 409
    assert fresh(newer).decision == ""


def test_what_was_taken_back_is_gone_and_says_so(client, submission, lead):
    actions.recall(submission.report, by=lead)

    assert client.get(address(submission)).status_code == 409
    response = decide(client, submission, "approve")

    assert response.status_code == 409
    assert "took this report back" in response.text


def test_a_decided_submission_can_be_read_and_not_decided(client, submission, reviewer):
    actions.send_back(submission.report, by=reviewer, reason=REASON)

    page = client.get(address(submission)).text

    assert "Returned by 周明" in page
    assert REASON in page
    assert 'name="decision"' not in page


def test_only_supervisors_review(client, submission, lead):
    for user in (lead, make_user(role=Role.LEADER), make_user(role=Role.ADMINISTRATOR), make_user(role=Role.AUDITOR)):
        client.force_login(user)

        assert client.get(reverse("review:index")).status_code == 403

    client.force_login(lead)
    assert "Only supervisors review reports" in client.get(address(submission)).text
    assert decide(client, submission, "approve").status_code == 403
    assert fresh(submission).decision == ""


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SIGNATORY, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_what_is_not_decided_does_not_exist_for_others(client, submission, role):
    client.force_login(make_user(role=role))

    assert client.get(address(submission)).status_code == 404
    assert decide(client, submission, "approve").status_code == 404
    assert fresh(submission).decision == ""


def test_supervisors_of_another_area_or_of_the_same_organization_find_nothing(client, submission, plan, lead):
    elsewhere = make_supervisor(plan=plan, area=make_area(plan=plan))
    insider = make_supervisor(plan=plan, organization=lead.organization)
    for user in (elsewhere, insider):
        client.force_login(user)

        assert "Everything is reviewed" in client.get(reverse("review:index")).text
        assert client.get(address(submission)).status_code == 404
        assert decide(client, submission, "approve").status_code == 404
    assert fresh(submission).decision == ""


def test_a_supervisor_without_a_say_may_read_what_was_approved_and_not_what_was_returned(
    client, submission, plan, lead, reviewer
):
    report = submission.report
    actions.send_back(report, by=reviewer, reason="金丝雀退回原因一二三")
    second = hand_in(report, by=lead)
    actions.approve(report, by=reviewer)
    client.force_login(make_supervisor(plan=plan, area=make_area(plan=plan)))

    response = client.get(address(second))

    assert response.status_code == 200
    assert "金丝雀" not in response.text
    assert client.get(address(submission)).status_code == 404
