"""One measure: where it stands, who answers for it, what was reported and proven, and who did what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery

from tracker.dashboards.forecasts import with_history
from tracker.dashboards.limits import Limit, limits_of
from tracker.dashboards.slips import with_promises
from tracker.dashboards.sources import with_quotes
from tracker.dashboards.standing import as_known, expected_of, with_progress
from tracker.dashboards.timeline import entries, history, known_submissions
from tracker.dashboards.why import Why, one_row, why, with_lights
from tracker.people.models import Organization, User
from tracker.people.roles import Role
from tracker.plans.days import end_of
from tracker.plans.expected import gap
from tracker.plans.models import District, Measure, Milestone, ReviewScope
from tracker.plans.spans import MilestoneSpan
from tracker.reporting.models import DistrictFigure, Evidence, MilestoneClaim, ProgressSpan
from tracker.reporting.status import Completion, Decision

DONE = {Completion.COMPLETED, Completion.VERIFIED}


@dataclass(frozen=True)
class DistrictLine:
    """A district: its lead, its latest approved figure (None: never reported) and since when, what was noted of it, how
    many points it is ahead (minus: behind), and its light (None: none on record)."""

    district: District
    lead: Organization | None
    percent: int | None
    since: date | None
    note: str
    gap: int | None
    light: str | None


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone; ``expected_on`` is the day last named in an approved report that did not claim it done, and
    ``limit`` the history of its time limit."""

    milestone: Milestone
    expected_on: date | None
    limit: Limit

    @property
    def is_done(self):
        return self.milestone.done_on is not None

    @property
    def days_late(self):
        """Days between the time limit and the day on which it was done; 0 when in time or not done."""
        return max((self.milestone.done_on - self.milestone.due_on).days, 0) if self.is_done else 0


@dataclass(frozen=True)
class Page:
    """Everything that the page of a measure shows to one person, as it was known on a day.

    ``why`` is None for a measure that is not counted. ``limit`` is its time limit with its history.
    """

    measure: Measure
    why: Why | None
    limit: Limit
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
        return self.measure.completion in DONE

    @property
    def has_figures(self):
        """Whether anything of a district was ever approved for a measure that is counted."""
        return self.why is not None and any(line.percent is not None for line in self.districts)

    @property
    def to_write(self):
        """The report that this person has to write next: the oldest that is open to them."""
        return next((entry for entry in reversed(self.entries) if entry.can_edit), None)

    @property
    def to_review(self):
        """The report that waits longest for this person's decision."""
        return next((entry for entry in reversed(self.entries) if entry.review), None)

    def may_set_light(self, user):
        """Whether to offer the person to set its light by hand; by what is on the page, the door asks again."""
        is_judged_by_it = user.organization_id in {lead.pk for lead in self.leads}
        supervisors = next((people for lead, people in self.people if lead is None), ())
        may = user.is_administrator or (user in supervisors and bool(self.leads))
        return self.why is not None and may and not is_judged_by_it

    @property
    def milestones_done(self):
        """(number done, number of these verified)."""
        done = [line.milestone for line in self.milestones if line.is_done]
        return len(done), sum(milestone.verified_on is not None for milestone in done)

    def may_ask(self, user):
        """Whether to offer the person to ask for more time; by what is on the page, the door asks again."""
        is_lead = user.organization_id in {lead.pk for lead in self.leads}
        return self.why is not None and is_lead and (user.is_reporter or user.is_signatory)

    @property
    def told_limits(self):
        """The time limit of the measure, and those of milestones of which there is more to tell."""
        of_milestones = (line.limit for line in self.milestones)
        return (self.limit, *(limit for limit in of_milestones if limit.is_worth_telling))

    def milestones_late(self, on):
        return [line for line in self.milestones if not line.is_done and line.milestone.due_on < on]


def with_neighbours(measures, code, *, on):
    """The measure of that code ``with_progress`` and as known on that day, its rows ``with_lights``, and the others of
    its task and heading; all in one query.

    Raises ``Measure.DoesNotExist``, also for a measure that was not known that day.
    """
    named = Measure.objects.filter(code=code, task=OuterRef("task"), heading=OuterRef("heading"))
    together = with_quotes(with_progress(measures.filter(Exists(named)).select_related("task__plan"), on=on), on=on)
    once = one_row(code, on=on)
    told = with_promises(with_history(with_lights(together, code, on=on), once, on=on), once, on=on)
    rows = list(told.in_order())
    own = [row for row in rows if row.code == code]
    if not own:
        raise Measure.DoesNotExist
    measure = as_known(own[0])
    if measure.withdrawn_on and measure.withdrawn_on > on:
        measure.withdrawn_on = None
    return measure, own, [row for row in rows if row.code != code]


def page(measure, rows, user, *, on, is_past=False):
    """The ``Page`` of a measure ``with_told`` and its rows from ``with_neighbours``, in five queries.

    With ``is_past`` nothing is shown that was not known by the end of that day, and nothing can be done; who acted for
    the organizations then is not on record, so no people are named.
    """
    shares = list(_shares(measure, on=on))
    assigned = {row.share.assignment_id: row.share.assignment for row in shares if getattr(row, "share", None)}
    valid = [assignment for assignment in assigned.values() if _is_valid(assignment, on)]
    leads = _by_rank(assignment.organization for assignment in valid if assignment.is_lead)
    milestones = _milestones(measure, on=on)
    told = entries(measure, user, on=on, is_past=is_past)
    is_done = measure.completion in DONE
    limit, *limits = limits_of(measure, milestones, user, on=on, is_past=is_past, is_done=is_done)
    reason = why(rows, on=on) if measure.counts else None

    def expected(day):
        return expected_of(measure, milestones, on=day) if measure.counts else None

    districts = _districts(shares, valid, expected(on), (reason and reason.districts) or {})
    return Page(
        measure=measure,
        why=reason,
        limit=limit,
        expected=expected(on),
        gap=gap(measure.percent, expected(on)),
        leads=leads,
        partners=_by_rank(assignment.organization for assignment in valid if not assignment.is_lead),
        duties=tuple(assignment for assignment in valid if assignment.is_lead),
        districts=districts,
        milestones=tuple(
            MilestoneLine(milestone, milestone.expected_on, each)
            for milestone, each in zip(milestones, limits, strict=True)
        ),
        entries=told,
        history=tuple(
            history(told, _districts_of(shares), [line.district.pk for line in districts], expected=expected)
        ),
        evidence=tuple(_evidence(measure, user, on=on, is_past=is_past)),
        people=() if is_past else _people(measure, leads),
    )


def _shares(measure, *, on):
    """A row for each district and organization assigned to it: one at least for each district."""
    figures = DistrictFigure.objects.filter(
        district=OuterRef("pk"), submission__decision=Decision.APPROVED, submission__decided_at__lt=end_of(on),
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


def _districts(shares, valid, expected, lights):
    lead_of = {
        row.pk: row.share.assignment.organization for row in shares
        if getattr(row, "share", None) and row.share.assignment.is_lead
        and row.share.assignment_id in {assignment.pk for assignment in valid}
    }
    return tuple(
        DistrictLine(district, lead_of.get(pk), district.percent, district.since, district.said or "",
                     gap(district.percent, expected), lights.get(pk))
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


def _milestones(measure, *, on):
    """The milestones as known on that day, each with the day last named for it in an approved report that did not claim
    it done."""
    unfinished = MilestoneClaim.objects.filter(
        milestone=OuterRef("milestone"), is_done=False, submission__decision=Decision.APPROVED,
        submission__decided_at__lt=end_of(on),
    ).order_by("-submission__decided_at")
    spans = MilestoneSpan.objects.valid(on=on).filter(milestone__measure=measure).select_related(
        "milestone__organization"
    ).annotate(expected_on=Subquery(unfinished.values("on")[:1]))
    found = []
    for span in spans.order_by("due_on", "milestone"):
        milestone = span.milestone
        milestone.due_on, milestone.done_on, milestone.verified_on = span.due_on, span.done_on, span.verified_on
        milestone.expected_on = span.expected_on
        found.append(milestone)
    return found


def _evidence(measure, user, *, on, is_past):
    """What this person may open: everything handed in and readable, and, today, what stands in their own drafts."""
    handed_in = Evidence.submissions.through.objects.filter(evidence=OuterRef("pk"))
    found = Evidence.objects.visible_to(user).filter(report__assignment__measure=measure)
    if is_past:
        found = found.filter(Exists(known_submissions(user, on=on).filter(evidence=OuterRef("pk"))))
    return (
        found.annotate(was_handed_in=Exists(handed_in)).filter(Q(removed_at=None) | Q(was_handed_in=True))
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


