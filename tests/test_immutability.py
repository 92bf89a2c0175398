"""What was approved stays as it was approved, whoever tries to change it and through whichever door."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from tests.factories import REASON, hand_in
from tests.routes import ROUTES
from tests.test_permission_matrix import STATEFUL
from tests.world import InTheWorld, path_of
from tracker.audit.querysets import AppendOnly
from tracker.lights.actions import redraw
from tracker.models import DistrictFigure, MilestoneClaim, RuleSet, Submission
from tracker.reporting import actions

FORGED = {
    "summary": "篡改", "next_steps": "篡改", "problem": "篡改", "percent": "1", "status": "draft", "number": "9",
    "receipt": "篡改", "remark": REASON, "reason": REASON, "submitted_by": "1", "decided_by": "1", "decided_at": "",
    "base": "{}", "version": "0", "decision": "return", "action": "delete_selected", "post": "yes", "_save": "1",
    "figures-0-percent": "1", "figures-TOTAL_FORMS": "1", "figures-INITIAL_FORMS": "1",
}


def content():
    """All that was approved, word by word, with its figures, claims and evidence."""
    rows = Submission.objects.approved().order_by("pk")
    return [
        (row, list(submission.figures.order_by("pk").values()), list(submission.claims.order_by("pk").values()),
         list(submission.evidence.order_by("pk").values("pk", "file", "sha256", "document_number")))
        for row, submission in zip(rows.values(), rows, strict=True)
    ]


class EveryDoor(InTheWorld):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.approved = content()
        assert len(cls.approved) == 2

    def test_no_role_changes_an_approved_submission_at_any_address_of_the_site(self):
        for role in self.world.people:
            for name in ROUTES:
                if name.startswith(STATEFUL):
                    self.attempt(role, name, "approved")
                    self.attempt(role, name, "correcting")
                elif not name.startswith("admin"):
                    self.attempt(role, name)

    def test_nobody_changes_one_in_the_panel(self):
        for name in ROUTES:
            if name.startswith("admin"):
                self.attempt("administrator", name)

    def attempt(self, role, name, state="approved"):
        forged = {**FORGED, "_selected_action": self.world.submissions[state].pk}
        with transaction.atomic():
            self.browser(role).post(path_of(self.world, name, state), forged)
            assert content() == self.approved, (role, name, state)
            transaction.set_rollback(True)


@pytest.fixture
def submission(report, lead, reviewer):
    actions.attach_document_number(report, by=lead, document_number="清公通〔2026〕12号")
    row = hand_in(report, by=lead, percent=40)
    actions.approve(report, by=reviewer, submission=row)
    return Submission.objects.get(pk=row.pk)


@pytest.mark.parametrize("forbidden", [
    lambda row: Submission.objects.update(percent=1),
    lambda row: Submission.objects.filter(pk=row.pk).update(summary="篡改"),
    lambda row: Submission.objects.all().delete(),
    lambda row: Submission.objects.bulk_update([row], ["percent"]),
    lambda row: row.report.submissions.update(decision=""),
    lambda row: row.report.submissions.all().delete(),
    lambda row: DistrictFigure.objects.update(percent=1),
    lambda row: row.figures.all().delete(),
    lambda row: row.figures.update(percent=1),
    lambda row: MilestoneClaim.objects.update(is_done=True),
    lambda row: row.claims.all().delete(),
])
def test_no_query_rewrites_what_was_handed_in(submission, forbidden):
    before = content()

    with pytest.raises(AppendOnly), transaction.atomic():
        forbidden(submission)

    assert content() == before


def test_a_decision_is_made_once(submission, reviewer):
    before = content()

    written = Submission.objects.decide(submission, decision="returned", remark=REASON, decided_by=reviewer)
    signed = Submission.objects.sign(submission, signed_by=reviewer, signed_at=submission.decided_at)

    assert (written, signed, content()) == (0, 0, before)


def test_a_correction_and_its_return_leave_the_approved_one_in_force(submission, lead, reviewer):
    before = content()
    report = submission.report

    actions.correct(report, by=lead, reason=REASON)
    actions.detach(report.evidence.get(), by=lead)
    hand_in(report, by=lead, percent=90)
    actions.send_back(report, by=reviewer, reason=REASON)

    assert content() == before
    assert report.measure.progress_spans.current().overall().get().submission == submission


def test_evidence_of_an_approved_report_stays_readable_when_it_leaves_the_draft(client, submission, lead, outsider):
    report, evidence = submission.report, submission.evidence.get()
    actions.correct(report, by=lead, reason=REASON)
    client.force_login(lead)

    client.post(reverse("evidence:remove", args=[evidence.pk]))
    client.force_login(outsider)

    assert "清公通〔2026〕12号" in client.get(report.get_absolute_url()).text
    assert list(submission.evidence.all()) == [evidence]


@pytest.mark.parametrize("forbidden", [
    lambda rules: RuleSet.objects.update(gap_red=99),
    lambda rules: RuleSet.objects.filter(pk=rules.pk).update(reason="篡改"),
    lambda rules: RuleSet.objects.bulk_update([rules], ["gap_red"]),
    lambda rules: RuleSet.objects.all().delete(),
    lambda rules: RuleSet.objects.filter(version=1).delete(),
])
def test_rules_that_lights_were_judged_by_are_never_rewritten(db, forbidden):
    rules = RuleSet.objects.get(version=1)
    before = list(RuleSet.objects.values())
    rules.gap_red = 99

    with pytest.raises(AppendOnly), transaction.atomic():
        forbidden(rules)

    assert list(RuleSet.objects.values()) == before


def test_rules_stay_as_long_as_a_light_was_judged_by_them(report):
    redraw([report.measure], on=timezone.localdate())

    with pytest.raises(ProtectedError), transaction.atomic():
        RuleSet.objects.get(version=1).delete()
