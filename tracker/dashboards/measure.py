"""One measure: where it stands, who answers for it, what was reported and proven, and who did what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery

from tracker.audit.models import AuditEvent
from tracker.audit.sentences import reason, sentence
from tracker.dashboards.standing import expected_of, with_progress
from tracker.dashboards.timeline import entries, history
from tracker.people.models import Organization, User
from tracker.people.roles import Role
from tracker.plans.expected import gap
from tracker.plans.models import District, Measure, Milestone, ReviewScope
from tracker.reporting.models import DistrictFigure, Evidence, MilestoneClaim, ProgressReport, ProgressSpan
from tracker.reporting.status import Completion, Decision

DRAFT_VERBS = ("save_draft", "attach", "detach")
CONFIDENTIAL_REASONS = {"return", "correct", "grant_exception"}  # of the organization and its reviewers


@dataclass(frozen=True)
class DistrictLine:
    """A district: its lead, its latest approved figure (None: never reported), since when, and what was noted."""

    district: District
    lead: Organization | None
    percent: int | None
    since: date | None
    note: str
    gap: int | None


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone; ``expected_on`` is the day last named in an approved report that did not claim it done."""

    milestone: Milestone
    expected_on: date | None

    @property
    def is_done(self):
        return self.milestone.done_on is not None

    @property
    def days_late(self):
        """Days between the time limit and the day on which it was done; 0 when in time or not done."""
        return max((self.milestone.done_on - self.milestone.due_on).days, 0) if self.is_done else 0


@dataclass(frozen=True)
class LogLine:
    text: str
    reason: str
    at: object


@dataclass(frozen=True)
class Page:
    """Everything that the page of a measure shows to one person."""

    measure: Measure
    expected: int | None
    gap: int | None
    leads: tuple
    partners: tuple
    duties: tuple
    districts: tuple
    milestones: tuple
    entries: tuple
    history: tuple
    evidence: tuple
    people: tuple

    @property
    def is_done(self):
        return self.measure.completion in {Completion.COMPLETED, Completion.VERIFIED}

    @property
    def to_write(self):
        """The report that this person has to write next: the oldest that is open to them."""
        return next((entry for entry in reversed(self.entries) if entry.can_edit), None)

    @property
    def to_review(self):
        """The report that waits longest for this person's decision."""
        return next((entry for entry in reversed(self.entries) if entry.review), None)

    def milestones_late(self, on):
        return [line for line in self.milestones if not line.is_done and line.milestone.due_on < on]


def with_neighbours(measures, code, *, on):
    """The measure of that code ``with_progress``, and the others of its task and heading, in one query.

    Raises ``Measure.DoesNotExist``.
    """
    named = Measure.objects.filter(code=code, task=OuterRef("task"), heading=OuterRef("heading"))
    together = list(with_progress(
        measures.filter(Exists(named)).select_related("task__plan"), on=on
    ).in_order())
    measure = next((measure for measure in together if measure.code == code), None)
    if measure is None:
        raise Measure.DoesNotExist
    return measure, [other for other in together if other != measure]


def page(measure, user, *, on):
    """The ``Page`` of a measure ``with_progress``, in six queries."""
    shares = list(_shares(measure, on=on))
    assigned = {row.share.assignment_id: row.share.assignment for row in shares if getattr(row, "share", None)}
    valid = [assignment for assignment in assigned.values() if _is_valid(assignment, on)]
    leads = _by_rank(assignment.organization for assignment in valid if assignment.is_lead)
    milestones = tuple(_milestones(measure))
    expected = expected_of(measure, milestones, on=on) if measure.is_counted else None
    told = entries(measure, user, on=on)
    districts = _districts(shares, valid, expected)
    return Page(
        measure=measure,
        expected=expected,
        gap=gap(measure.percent, expected),
        leads=leads,
        partners=_by_rank(assignment.organization for assignment in valid if not assignment.is_lead),
        duties=tuple(assignment for assignment in valid if assignment.is_lead),
        districts=districts,
        milestones=tuple(MilestoneLine(milestone, milestone.expected_on) for milestone in milestones),
        entries=told,
        history=tuple(history(
            told, _districts_of(shares), [line.district.pk for line in districts],
            expected=lambda day: expected_of(measure, milestones, on=day) if measure.is_counted else None,
        )),
        evidence=tuple(_evidence(measure, user)),
        people=_people(measure, leads),
    )


def events(measure, user):
    """What was done to the measure and its reports, newest first. Drafts are private: that they were saved, and which
    files were attached, only their own organization reads."""
    own = ProgressReport.objects.filter(assignment__measure=measure, assignment__organization=user.organization_id)
    if not (user.is_reporter or user.is_signatory):
        own = own.none()
    files = Evidence.objects.filter(report__in=own)
    return AuditEvent.objects.on_measure(measure).newest_first().filter(
        ~Q(verb__in=DRAFT_VERBS)
        | Q(target_type="progressreport", target_id__in=own.values("pk"))
        | Q(target_type="evidence", target_id__in=files.values("pk"))
    )


def log(events, measure, told):
    """A ``LogLine`` for each event. Why a report was returned, corrected or excepted is told to its organization and to
    its reviewers, whom the ``told`` entries know."""
    addressed = {entry.report.pk for entry in told if entry.is_own or entry.is_reviewed}
    for event in events:
        is_for_them = event.verb not in CONFIDENTIAL_REASONS or event.target_id in addressed
        yield LogLine(sentence(event, about=str(measure)), reason(event) if is_for_them else "", event.at)


def _shares(measure, *, on):
    """A row for each district and organization assigned to it: one at least for each district."""
    figures = DistrictFigure.objects.filter(
        district=OuterRef("pk"), submission__decision=Decision.APPROVED,
        submission__report__assignment__measure=measure,
    )
    span = ProgressSpan.objects.valid(on=on).filter(measure=measure, district=OuterRef("pk"))
    return (
        District.objects.filter(measures=measure)
        .annotate(
            share=FilteredRelation("assigned", condition=Q(assigned__measure=measure)),
            percent=Subquery(span.values("percent")[:1]),
            since=Subquery(span.values("from_on")[:1]),
            said=Subquery(figures.order_by("-submission__decided_at").values("note")[:1]),
        )
        .select_related("area", "share__assignment__organization")
        .order_by("area__position", "position", "pk")
    )


def _districts(shares, valid, expected):
    lead_of = {
        row.pk: row.share.assignment.organization for row in shares
        if getattr(row, "share", None) and row.share.assignment.is_lead
        and row.share.assignment_id in {assignment.pk for assignment in valid}
    }
    return tuple(
        DistrictLine(district, lead_of.get(pk), district.percent, district.since, district.said or "",
                     gap(district.percent, expected))
        for pk, district in {row.pk: row for row in shares}.items()
    )


def _districts_of(shares):
    """Assignment key → keys of its districts."""
    found = {}
    for row in shares:
        if getattr(row, "share", None):
            found.setdefault(row.share.assignment_id, []).append(row.pk)
    return found


def _is_valid(assignment, on):
    return (assignment.since is None or assignment.since <= on) and (assignment.until is None or assignment.until >= on)


def _by_rank(organizations):
    return tuple(sorted(set(organizations), key=lambda organization: (organization.position, organization.name)))


def _milestones(measure):
    unfinished = MilestoneClaim.objects.filter(
        milestone=OuterRef("pk"), is_done=False, submission__decision=Decision.APPROVED
    ).order_by("-submission__decided_at")
    return (
        Milestone.objects.filter(measure=measure).annotate(expected_on=Subquery(unfinished.values("on")[:1]))
        .select_related("organization").in_order()
    )


def _evidence(measure, user):
    """What this person may open: everything handed in and readable, and what stands in their own drafts."""
    handed_in = Evidence.submissions.through.objects.filter(evidence=OuterRef("pk"))
    return (
        Evidence.objects.visible_to(user).filter(report__assignment__measure=measure)
        .annotate(was_handed_in=Exists(handed_in)).filter(Q(removed_at=None) | Q(was_handed_in=True))
        .select_related("report__assignment__organization", "report__period").order_by("-uploaded_at", "-pk")
    )


def _people(measure, leads):
    """Pairs (organization, people) of each lead, then (None, supervisors)."""
    scopes = ReviewScope.objects.filter(user=OuterRef("pk"), plan=measure.task.plan_id).filter(
        Q(area=None) | Q(area__districts__measures=measure)
    )
    acting = Q(organization__in=[lead.pk for lead in leads], role__in=[Role.REPORTER, Role.SIGNATORY])
    people = list(
        User.objects.active().filter(acting | Q(Exists(scopes), role=Role.SUPERVISOR))
        .select_related("organization").order_by("name", "pk")
    )
    of_leads = [
        (lead, tuple(person for person in people if person.organization_id == lead.pk and not person.is_supervisor))
        for lead in leads
    ]
    supervisors = tuple(person for person in people if person.is_supervisor)
    return (*of_leads, (None, supervisors)) if supervisors else tuple(of_leads)


