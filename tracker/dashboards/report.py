"""What somebody who writes a report needs: what is asked, what was said last time, what a reviewer will notice."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from tracker.dashboards.standing import expected_of
from tracker.people.models import Organization
from tracker.plans.models import Assignment, Milestone
from tracker.reporting.checks import Facts, MilestoneFact, check
from tracker.reporting.draft import field_names, read
from tracker.reporting.models import MilestoneClaim, ProgressReport, ProgressSpan, Submission
from tracker.reporting.status import Decision

HISTORY = 4  # periods over which the usual rise is taken


@dataclass(frozen=True)
class Questions:
    """What one report asks for, and what stands beside it.

    ``districts`` carry ``approved_percent``, the figure in force or None, and ``approved_for``, the last day of its
    period; ``milestones`` are the due ones, with ``waits_for_others`` where another lead has not claimed it done yet;
    ``expected`` is the progress expected at the end of the period in percent, None where nothing is expected.
    ``approved`` are the last approved submissions, the newest first; ``returned`` is the one that came back, if any.
    """

    report: ProgressReport
    districts: tuple
    milestones: tuple
    organizations: tuple
    expected: int | None
    evidence: tuple
    approved: tuple
    returned: Submission | None

    @property
    def field_names(self):
        return field_names(self.districts, self.milestones)

    @property
    def last_approved(self):
        return self.approved[0] if self.approved else None

    def read(self, draft, *, on):
        """``(Answers, errors)`` of a draft, as handing it in would read it."""
        earlier = {d.pk: d.approved_percent for d in self.districts if d.approved_percent is not None}
        organizations = {organization.pk for organization in self.organizations}
        return read(
            draft, districts=self.districts, milestones=self.milestones, earlier=earlier,
            organizations=organizations, on=on,
        )

    def checks(self, answers, *, on):
        """What a reviewer will be told of these answers, hints first; see ``tracker.reporting.checks``."""
        return check(self._facts(answers), self._facts_before(), expected=self.expected, on=on)

    def _facts(self, answers):
        return Facts(
            figures={d.name: answers.figures[d.pk][0] for d in self.districts},
            usual_rise=self._usual_rise(),
            summary=answers.summary,
            problem=answers.problem,
            next_steps=answers.next_steps,
            milestones=tuple(
                MilestoneFact(
                    title=answer.milestone.title, due_on=answer.milestone.due_on, is_done=answer.is_done,
                    reason=answer.reason, expected_on=None if answer.is_done else answer.on,
                )
                for answer in answers.answers
            ),
            evidence_count=len(self.evidence),
            earlier_district_names=frozenset(self._figures_in_force()),
        )

    def _facts_before(self):
        last = self.last_approved
        if last is None:
            return None
        return Facts(
            figures=self._figures_in_force(), summary=last.summary, problem=last.problem, next_steps=last.next_steps
        )

    def _figures_in_force(self):
        return {d.name: d.approved_percent for d in self.districts if d.approved_percent is not None}

    def _usual_rise(self):
        """The mean rise in points a period over the last four; None with fewer than two approved periods."""
        by_period = {submission.report.period_id: submission.percent for submission in reversed(self.approved)}
        percents = list(by_period.values())[-HISTORY - 1:]
        return (percents[-1] - percents[0]) / (len(percents) - 1) if len(percents) > 1 else None


def questions(report, *, on):
    """The ``Questions`` of a report that came with its context, in six queries however much there is to ask."""
    milestones = list(_milestones(report, on=on))
    submissions = _submissions(report)
    return Questions(
        report=report,
        districts=tuple(_districts(report)),
        milestones=tuple(m for m in milestones if _is_asked(m, report)),
        organizations=tuple(Organization.objects.active(on=on).by_rank()),
        expected=expected_of(report.measure, milestones, on=report.period.ends_on),
        evidence=tuple(report.evidence.attached().oldest_first().select_related("uploaded_by")),
        approved=tuple(s for s in submissions if s.is_approved),
        returned=next((s for s in submissions if s.decision == Decision.RETURNED), None),
    )


def _districts(report):
    """The report's districts with the figure in force."""
    in_force = ProgressSpan.objects.current().filter(measure=report.measure, district=OuterRef("pk"))
    return report.assignment.districts.annotate(
        approved_percent=Subquery(in_force.values("percent")[:1]),
        approved_for=Subquery(in_force.values("submission__report__period__ends_on")[:1]),
    ).order_by("position")


def _milestones(report, *, on):
    """All milestones of the measure; one that its leads share is done once each of them has an approved claim."""
    claims = MilestoneClaim.objects.filter(
        milestone=OuterRef(OuterRef("pk")), is_done=True, submission__decision=Decision.APPROVED,
        submission__report__assignment__organization=OuterRef("organization"),
    )
    others = Assignment.objects.leads().valid(on=on).filter(~Exists(claims), measure=report.measure).exclude(
        organization=report.organization
    )
    claimed = MilestoneClaim.objects.made_by(report).filter(milestone=OuterRef("pk"))
    return Milestone.objects.filter(measure=report.measure).annotate(
        waits_for_others=Case(When(organization=None, done_on=None, then=Exists(others)), default=Value(False)),
        was_claimed=Exists(claimed),
    ).in_order()


def _is_asked(milestone, report):
    """What ``reporting.actions.due_milestones`` asks the database, asked of a row."""
    is_due = milestone.done_on is None and milestone.due_on <= report.period.ends_on
    return (is_due or milestone.was_claimed) and milestone.organization_id in {None, report.organization.pk}


def _submissions(report):
    """The last approved submissions up to this period and, before them, the one of this report that came back."""
    returned = report.submissions.filter(decision=Decision.RETURNED).order_by("-number").values("pk")[:1]
    approved = Q(decision=Decision.APPROVED, report__period__ends_on__lte=report.period.ends_on)
    found = Submission.objects.filter(Q(pk__in=returned) | approved, report__assignment=report.assignment)
    return list(
        found.select_related("report__period", "help_from", "submitted_by", "decided_by").order_by(
            "-report__period__ends_on", "-number"
        )[: HISTORY + 2]
    )
