"""Every page asks the database the same number of questions for five rows as for thirty, and ten at most."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.exchange.copies.offices import brought_back
from tests.exchange.importing.texts import long_outline, make_document
from tests.exchange.readings.papers import kept, take_out
from tests.extensions import extend
from tests.factories import (
    REASON,
    hand_in,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_report,
    make_task,
    make_user,
    write,
)
from tests.indicators.story import aim
from tests.readings import make_indicator
from tracker import acts
from tracker.exchange.importing.known import known_of
from tracker.exchange.importing.proposing import propose
from tracker.exchange.outline.shapes import Passage
from tracker.models import (
    BriefingTemplate,
    District,
    Extension,
    Indicator,
    Measure,
    Objective,
    ProgressReport,
    Reading,
    ReadingDuty,
)
from tracker.people.roles import Role
from tracker.plans.status import AssignmentRole
from tracker.reporting import actions
from tracker.reporting.limits import FILES_MAX

LIMIT = 10
FATES = ("begun", "submitted", "returned", "approved", "blank")


class Office:
    """A busy reporting organization; ``grow`` adds so many rows of everything that some page lists."""

    def __init__(self, plan, lead, reviewer):
        self.plan, self.lead, self.reviewer = plan, lead, reviewer
        self.area, self.rows = plan.areas.get(), 0
        self.signatory = make_user(organization=lead.organization, role=Role.SIGNATORY)
        self.leader, self.administrator = make_user(role=Role.LEADER), make_user(role=Role.ADMINISTRATOR)
        self.auditor = make_user(role=Role.AUDITOR)
        self.period = make_period(plan=plan)
        self.main = make_measure(task=make_task(plan=plan), area=self.area)
        self.assignment = make_assignment(measure=self.main, organization=lead.organization)
        self.written = make_report(assignment=self.assignment, period=self.period)
        self.applied = make_document(by=self.administrator, plan=plan, state="applied")
        self.proposed = make_document(by=self.administrator, plan=plan, amends=self.applied)
        self.figures = make_indicator(plan=plan, number=999)

    def grow(self, count):
        for number in range(self.rows, self.rows + count):
            self._add_to_the_plan(number)
            self._add_to_the_measure(number)
            self._add_a_measure(number)
            self._add_figures(number)
            self._extend(number)
        self.rows += count
        self._write()
        self._propose()
        self._make_briefings()
        paper = take_out(self.lead, self.plan)
        paper.add(number=999, district="又一区0", day="2025-02-02", value=3, source="源")
        self.figures_returned = kept(self.plan, by=self.lead, paper=paper)
        if self.rows == count:  # once: later there are more districts than a working copy has columns for
            self.returned = brought_back(self.period, by=self.lead, row=0, summary="线下填写")

    def _add_to_the_plan(self, number):
        objective = Objective.objects.create(plan=self.plan, number=number + 1, title=f"目标{number}")
        indicator = Indicator.objects.create(
            plan=self.plan, number=number + 1, name=f"指标{number}", scope_text="全域", baseline=1)
        indicator.objectives.add(objective)
        self.figures.objectives.add(objective)
        self.main.task.objectives.add(objective)
        aim(indicator, 2025, "4")
        make_user(organization=self.lead.organization)
        make_organization(parent=self.lead.organization)

    def _add_to_the_measure(self, number):
        """A district, a milestone, a partner, and an approved report of an earlier period with evidence."""
        district = District.objects.create(area=self.area, name=f"又一区{number}", short_name="区", code=f"n{number}")
        self.main.districts.add(district)
        self.assignment.assigned_districts.create(district=district, measure=self.main, role=AssignmentRole.LEAD)
        make_milestone(measure=self.main, due_on=self.period.ends_on - timedelta(days=number))
        make_assignment(measure=self.main, role=AssignmentRole.PARTNER, districts=[district])
        starts_on = self.period.starts_on - timedelta(days=100 * (number + 1))
        period = make_period(plan=self.plan, starts_on=starts_on, ends_on=starts_on + timedelta(days=90))
        earlier = make_report(assignment=self.assignment, period=period)
        actions.attach_document_number(earlier, by=self.lead, document_number=f"{number}号")
        self._approve(earlier)

    def _add_a_measure(self, number):
        """A measure of its own task whose report has one of ``FATES``."""
        measure = make_measure(task=make_task(plan=self.plan), area=self.area)
        make_milestone(measure=measure, due_on=timezone.localdate() - timedelta(days=5))
        assignment = make_assignment(measure=measure, organization=self.lead.organization)
        report = make_report(assignment=assignment, period=self.period)
        match FATES[number % len(FATES)]:
            case "begun":
                write(report, by=self.lead)
            case "submitted":
                hand_in(report, by=self.lead)
            case "returned":
                hand_in(report, by=self.lead)
                actions.send_back(_fresh(report), by=self.reviewer, reason=REASON)
            case "approved":
                self._approve(report)

    def _add_figures(self, number):
        """Figures of a district that were approved, came back and wait, and a duty of which nothing has come."""
        district = District.objects.get(code=f"n{number}")
        ReadingDuty.objects.create(indicator=self.figures, organization=self.lead.organization, district=district)
        ReadingDuty.objects.create(
            indicator=Indicator.objects.get(plan=self.plan, number=number + 1), organization=self.lead.organization)
        now = timezone.now()
        for months, state in enumerate(("approved", "returned", "submitted")):
            decided = {} if state == "submitted" else {"decided_by": self.reviewer, "decided_at": now}
            Reading.objects.create(
                indicator=self.figures, district=district, on=date(2026, 1 + months, 1), value=number, source="源",
                organization=self.lead.organization, reported_by=self.lead, reported_at=now, state=state, remark="因",
                **decided)

    def _extend(self, number):
        """An extension that was granted, one that waits, one that was refused, each asked for by somebody else."""
        asking = make_user(organization=self.lead.organization)
        waiting = Measure.objects.filter(assignments__organization=self.lead.organization).order_by("pk").last()
        extend(self.main, by=asking)
        extend(self.main, by=asking, milestone=self.main.milestones.order_by("pk").last())
        extend(self.main, by=asking, state="refused", remark="因")
        self.waiting = extend(waiting, by=asking, state="asked")

    def _propose(self):
        """As much is proposed from a document as there is: matched to rows, and compared with the one before."""
        make_document(by=self.administrator, plan=self.plan, state="dropped")
        for clause in self.applied.clauses.all():
            clause.measures.add(*Measure.objects.filter(task__plan=self.plan))
        before = tuple(Passage(c.ordinal, c.path, c.kind, c.text, c.start, c.end) for c in self.applied.clauses.all())
        parsed = long_outline(self.rows)
        self.proposed.proposal = propose(parsed, known_of(self.plan), before=before).to_json()
        self.proposed.save()

    def _approve(self, report):
        hand_in(report, by=self.lead)
        actions.approve(_fresh(report), by=self.reviewer)

    def _write(self):
        """The report in hand: complete, with as much evidence as it may hold."""
        write(_fresh(self.written), by=self.lead)
        for number in range(self.written.evidence.count(), min(self.rows, FILES_MAX)):
            actions.attach_document_number(self.written, by=self.lead, document_number=f"第{number}号")


    def _make_briefings(self):
        """A draft and an issued one that tell of every measure."""
        draft = {"period": self.period, "by": self.reviewer, "on": timezone.localdate()}
        self.draft, issued = (acts.make_briefing(**draft) for _ in range(2))
        self.issued = acts.issue_briefing(issued, by=self.reviewer)
        BriefingTemplate.objects.create(
            name="样式", file="x", size=1, sha256="x", uploaded_by=self.administrator, uploaded_at=timezone.now())


def _fresh(report):
    return ProgressReport.objects.with_context().get(pk=report.pk)


def pages(office):
    """``{(who, what): address}`` of every page that lists something."""
    submission = office.written.assignment.reports.exclude(submissions=None).first().submissions.get()
    waiting = ProgressReport.objects.filter(status="submitted").first()
    common = {
        "work": reverse("work:home"), "ledger": reverse("measures:index"), "measure": office.main.get_absolute_url(),
        "log": office.main.get_absolute_url() + "?log=all",
        "goals": reverse("measures:goals", args=[office.main.code]), "plan": reverse("plan:show"),
        "organization": office.lead.organization.get_absolute_url(), "notices": reverse("notices:index"),
        "alarming ledger": reverse("measures:index") + "?light=red&light=yellow&sort=light&status=under_way",
        "pending ledger": reverse("measures:index") + "?view=alarming&basis=pending",
        "past ledger": reverse("measures:index") + f"?on={_days_ago(2)}&sort=-light", "changes": reverse("since:index"),
        "past organization": office.lead.organization.get_absolute_url() + f"?on={_days_ago(2)}",
        "report": submission.report.get_absolute_url(), "help": reverse("help:show"), "rates": reverse("rates:index"),
        "timeline": reverse("timeline:index"), "wall chart": reverse("timeline:index") + f"?paper=a3&on={_days_ago(2)}",
        "overview": reverse("overview:index"), "indicators": reverse("indicators:index"),
        "indicator": office.figures.get_absolute_url() + "?log=all", "objectives": reverse("objectives:index"),
        "briefings": reverse("briefings:index"), "briefing": office.issued.get_absolute_url(),
        "files": reverse("exports:index"), "account": reverse("account:show"), "rules": reverse("lights:rules"),
        "receipt": reverse("reports:receipt", args=[submission.report_id]), "figures": reverse("readings:index"),
        "extensions": reverse("extensions:index"), "granted extensions": reverse("extensions:index") + "?state=granted",
        "past measure": office.main.get_absolute_url() + f"?on={_days_ago(2)}",
        "granted extension": Extension.objects.granted().latest("pk").get_absolute_url(),
        "forecasts": reverse("forecasts:index"), "past forecasts": reverse("forecasts:index") + f"?on={_days_ago(2)}",
    }
    own = {"copies": reverse("copies:upload"), "returned": office.returned.get_absolute_url()}
    own |= {name: reverse(f"reports:{name}", args=[office.written.pk]) for name in ("show", "edit", "check")}
    own |= {"report figures": reverse("readings:report", args=[office.figures.pk]) + "?on=2026-03-01",
            "figures file": reverse("readings:upload"), "returned figures": office.figures_returned.get_absolute_url(),
            "figures sheet": reverse("readings:sheet")}
    own |= {"ask": reverse("extensions:ask", args=[office.main.code]),
            "waiting extension": office.waiting.get_absolute_url()}
    briefings = {"draft briefing": office.draft.get_absolute_url()}
    documents = {"documents": reverse("documents:index"), "document": office.applied.get_absolute_url(),
                 "coverage": reverse("documents:coverage", args=[office.applied.pk])}
    proposal = {"proposal": office.proposed.get_absolute_url(),
                "item": reverse("documents:item", args=[office.proposed.pk, 2]),
                "facts": reverse("documents:facts", args=[office.proposed.pk])}
    by_hand = {"light": reverse("measures:light", args=[office.main.code])}
    queue = {"extension": office.waiting.get_absolute_url(),
             "review": reverse("review:show", args=[waiting.submissions.get().pk]),
             "next": reverse("review:index"), "decided": reverse("review:show", args=[submission.pk]),
             "figure": reverse("readings:decide", args=[Reading.objects.filter(state="submitted").first().pk]),
             "figures sheet": reverse("readings:sheet")}
    people = {
        office.lead: {**common, **own, "own waiting": waiting.get_absolute_url()}, office.signatory: {**common, **own},
        office.reviewer: {**common, **queue, **by_hand, **briefings},
        office.administrator: {
            **common, **by_hand, "templates": reverse("briefings:templates"), **documents, **proposal},
        office.leader: {name: address for name, address in common.items() if name != "work"},
        office.auditor: {**common, **documents},
    }
    return {(person, name): address for person, names in people.items() for name, address in names.items()}


def _days_ago(number):
    return (timezone.localdate() - timedelta(days=number)).isoformat()


def costs(office, clients):
    """Asked by clients who have signed in and seen each page before: what a page keeps is kept by then."""
    found = {}
    for (person, name), address in pages(office).items():
        client, seen = clients[person]
        if name not in seen:
            client.get(address)
            seen.add(name)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == (302 if name == "next" else 200), (person.role, name)
        found[person.role, name] = len(asked)
    return found


def signed_in(office):
    """For each person a client and the names of the pages that it has seen."""
    clients = {}
    for person in (office.lead, office.signatory, office.reviewer, office.administrator, office.leader, office.auditor):
        clients[person] = Client(), set()
        clients[person][0].force_login(person)
    return clients


@pytest.fixture
def office(plan, lead, reviewer):
    return Office(plan, lead, reviewer)


def test_thirty_rows_ask_no_more_than_five(office):
    clients = signed_in(office)
    office.grow(5)
    few = costs(office, clients)
    office.grow(25)

    many = costs(office, clients)

    assert {page: (few[page], many[page]) for page in many if few[page] != many[page]} == {}
    assert {page: count for page, count in many.items() if count > LIMIT} == {}
