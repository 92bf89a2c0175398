"""An issued briefing stays as it was issued, whoever tries to change it and through whichever door; and of several
people who issue at once each gets a number of their own."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import hand_in, make_supervisor
from tests.routes import ROUTES
from tests.test_immutability import FORGED
from tests.test_races import at_once
from tests.world import ROLES, InTheWorld, path_of
from tracker import acts
from tracker.audit.actions import verify_chain
from tracker.audit.querysets import AppendOnly
from tracker.models import AuditEvent, Briefing, ProgressReport
from tracker.people.permissions import Overtaken


def issued():
    """All that was issued, with the bytes of the files."""
    rows = Briefing.objects.issued().order_by("pk")
    return [(row, Path(briefing.file.path).read_bytes()) for row, briefing in zip(rows.values(), rows, strict=True)]


class EveryDoor(InTheWorld):
    def test_nobody_changes_an_issued_briefing_at_any_of_its_addresses(self):
        before, pk = issued(), self.world.briefings["issued"].pk
        assert len(before) == 1
        for role in ROLES:
            for name in ROUTES:
                if "briefing" in name and (role == "administrator" or not name.startswith("admin")):
                    with transaction.atomic():
                        self.browser(role).post(path_of(self.world, name, "issued"), {
                            **FORGED, "title": "篡改", "on": str(timezone.localdate()), "content": "{}", "number": "9",
                            "_selected_action": pk,
                        })
                        assert issued()[:1] == before, (role, name)
                        transaction.set_rollback(True)


@pytest.fixture
def briefing(report, lead, reviewer):
    hand_in(report, by=lead, percent=40)
    acts.approve(ProgressReport.objects.with_context().get(pk=report.pk), by=reviewer)
    return acts.make_briefing(report.period, by=reviewer, on=timezone.localdate())


@pytest.mark.parametrize("forbidden", [
    lambda row: Briefing.objects.update(title="篡改"),
    lambda row: Briefing.objects.filter(pk=row.pk).update(number=9),
    lambda row: Briefing.objects.all().delete(),
    lambda row: Briefing.objects.filter(pk=row.pk).delete(),
    lambda row: Briefing.objects.bulk_update([row], ["title"]),
    lambda row: row.period.briefings.update(title="篡改"),
    lambda row: row.period.briefings.all().delete(),
])
def test_no_query_rewrites_what_was_issued(briefing, reviewer, forbidden):
    row = acts.issue_briefing(briefing, by=reviewer)
    before = issued()

    with pytest.raises(AppendOnly), transaction.atomic():
        forbidden(row)

    assert issued() == before


def test_the_ways_of_a_draft_lead_nowhere_once_it_is_issued(briefing, reviewer):
    row = acts.issue_briefing(briefing, by=reviewer)
    before = issued()

    written = (Briefing.objects.rewrite(row, title="篡改"), Briefing.objects.freeze(row, number=9),
               Briefing.objects.drop(row))

    assert (written, issued()) == ((0, 0, 0), before)


def test_the_database_keeps_an_issued_briefing_from_becoming_a_draft(briefing, reviewer):
    row = acts.issue_briefing(briefing, by=reviewer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Briefing.objects.filter(pk=row.pk)._write(state="draft")


@pytest.mark.django_db(transaction=True)
def test_of_people_who_issue_at_once_each_gets_the_next_number(briefing, report, plan):
    supervisors = [make_supervisor(plan=plan) for _ in range(6)]
    drafts = [acts.make_briefing(report.period, by=each, on=timezone.localdate()) for each in supervisors]

    results = at_once(*(lambda d=d, by=by: acts.issue_briefing(d, by=by).number
                        for d, by in zip(drafts, supervisors, strict=True)))

    assert sorted(results) == [1, 2, 3, 4, 5, 6]
    assert verify_chain() is None


@pytest.mark.django_db(transaction=True)
def test_of_people_who_issue_the_same_draft_at_once_one_wins(briefing, plan):
    supervisors = [make_supervisor(plan=plan) for _ in range(5)]
    seen = [Briefing.objects.with_context().get(pk=briefing.pk) for _ in supervisors]

    results = at_once(*(lambda d=d, by=by: acts.issue_briefing(d, by=by).number
                        for d, by in zip(seen, supervisors, strict=True)))

    assert results.count(1) == 1
    assert sum(isinstance(result, Overtaken) for result in results) == 4
    assert AuditEvent.objects.filter(verb="issue_briefing").count() == 1
