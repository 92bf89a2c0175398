"""What an organization says in its reports of a period, as one person may read it: drafts only of one's own."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from tracker.people.models import Organization
from tracker.plans.extensions import Extension
from tracker.plans.models import AssignedDistrict, Milestone
from tracker.reporting.draft import milestone_field, percent_field
from tracker.reporting.models import DistrictFigure, Evidence, MilestoneClaim, ProgressReport, Submission
from tracker.reporting.status import Decision, Status


@dataclass
class Line:
    """One report. ``figures`` are triples (district, percent before or None, percent as told); ``milestones`` pairs of
    a due milestone and what is said of it (is it done, on which day, why not), None where nothing is."""

    report: ProgressReport
    state: str
    summary: str = ""
    problem: str = ""
    help_from: str = ""
    help_by: str = ""
    next_steps: str = ""
    handed_in_at: object = None
    remark: str = ""
    figures: list = field(default_factory=list)
    milestones: list = field(default_factory=list)
    evidence: list = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    is_done: bool | None
    on: date | str | None
    reason: str


def lines(organization, period, user):
    """A ``Line`` for each report of the organization in the period that this person may know of, in the plan's order;
    the same number of questions for 3 and for 300."""
    reports = list(
        ProgressReport.objects.visible_to(user).filter(assignment__organization=organization, period=period)
        .with_context().select_related("assignment__measure__task__plan").annotate(times_extended=_extensions())
        .order_by("assignment__measure__task__plan", "assignment__measure__task__number",
                  "assignment__measure__number", "pk")
    )
    is_own = user.organization_id == organization.pk and (user.is_reporter or user.is_signatory)
    readable = _readable(reports, user)
    written = {r.pk for r in reports if is_own and r.is_editable}
    told = {report.pk: readable[report.pk] for report in reports if report.pk in readable and report.pk not in written}
    found = [_line(report, told.get(report.pk), is_own=is_own) for report in reports]
    for line in found:
        if line.report.pk in written and line.report.status == Status.RETURNED and line.report.pk in readable:
            line.remark = readable[line.report.pk].remark
    _add_figures(found, told, period)
    _add_milestones(found, told, period)
    _add_evidence(found, told)
    _name_helpers(found)
    return found


def _extensions():
    """How often the measure of a report was given more time."""
    counted = Extension.objects.counted().filter(measure=OuterRef("assignment__measure"), milestone=None)
    numbers = counted.order_by().values("measure").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), Value(0))


def _readable(reports, user):
    """Report key → the newest submission that this person may read."""
    submissions = Submission.objects.visible_to(user).filter(report__in=reports).select_related("help_from")
    return {submission.report_id: submission for submission in submissions.order_by("number")}


def _line(report, submission, *, is_own):
    if submission is None:
        draft = report.draft if is_own else {}
        texts = {name: str(draft.get(name, "")) for name in ("summary", "next_steps")}
        if draft.get("has_problem") == "yes":
            texts |= {name: str(draft.get(name, "")) for name in ("problem", "help_from", "help_by")}
        return Line(report, report.state, **texts)
    state = report.state if is_own else {Decision.APPROVED: Status.APPROVED, Decision.RETURNED: Status.RETURNED}.get(
        submission.decision, Status.SUBMITTED)
    return Line(
        report, state, submission.summary, submission.problem,
        submission.help_from.name if submission.help_from else "",
        submission.help_by.isoformat() if submission.help_by else "", submission.next_steps,
        submission.handed_in_at or submission.submitted_at, submission.remark,
    )


def _add_figures(found, told, period):
    """Every district of each report, how far it was by the approved reports of earlier periods, and how far it is."""
    earlier = _figures(Submission.objects.approved().filter(
        report__assignment__in=[line.report.assignment_id for line in found], report__period__ends_on__lt=period.ends_on
    ).order_by("report__period__ends_on", "number").values_list("report__assignment", "pk"))
    now = _figures((report, submission.pk) for report, submission in told.items())
    districts = AssignedDistrict.objects.filter(assignment__in=[line.report.assignment_id for line in found])
    of_assignment = defaultdict(list)
    for row in districts.select_related("district").order_by("district__area__position", "district__position"):
        of_assignment[row.assignment_id].append(row.district)
    for line in found:
        report = line.report
        for district in of_assignment[report.assignment_id]:
            percent = now.get((report.pk, district.pk))
            if report.pk not in told:
                percent = str(report.draft.get(percent_field(district.pk), ""))
            line.figures.append((district.name, earlier.get((report.assignment_id, district.pk)), percent))


def _figures(submissions):
    """(owner, district) → percent, for pairs (owner, submission key); later pairs win."""
    owners = {submission: owner for owner, submission in submissions}
    order = {submission: place for place, submission in enumerate(owners)}
    rows = DistrictFigure.objects.filter(submission__in=owners).values_list("submission", "district", "percent")
    return {(owners[submission], district): percent
            for submission, district, percent in sorted(rows, key=lambda row: order[row[0]])}


def _add_milestones(found, told, period):
    due = Milestone.objects.filter(
        measure__in=[line.report.assignment.measure_id for line in found], due_on__lte=period.ends_on
    ).in_order()
    claims = defaultdict(dict)
    for claim in MilestoneClaim.objects.filter(submission__in=[s.pk for s in told.values()]):
        claims[claim.submission_id][claim.milestone_id] = Said(claim.is_done, claim.on, claim.reason)
    of_measure = defaultdict(list)
    for milestone in due:
        of_measure[milestone.measure_id].append(milestone)
    for line in found:
        report = line.report
        said = claims[told[report.pk].pk] if report.pk in told else _said_in_draft(report)
        line.milestones = [
            (milestone, said.get(milestone.pk)) for milestone in of_measure[report.assignment.measure_id]
            if milestone.pk in said or _is_open_for(milestone, report, is_told=report.pk in told)
        ]


def _is_open_for(milestone, report, *, is_told):
    """Whether a report that is still being written has to speak of it."""
    answers = milestone.organization_id in {None, report.assignment.organization_id}
    return not is_told and milestone.done_on is None and answers


def _said_in_draft(report):
    found = {}
    for name, typed in report.draft.items():
        if name.startswith("milestone-") and name.endswith("-done") and typed in {"yes", "no"}:
            key = int(name.split("-")[1])
            on, reason = (str(report.draft.get(milestone_field(key, part), "")) for part in ("on", "reason"))
            found[key] = Said(typed == "yes", on, reason)
    return found


def _add_evidence(found, told):
    """What was handed in with a submission, or stands in the working draft."""
    submissions = {submission.pk: report for report, submission in told.items()}
    drafts = [line.report.pk for line in found if line.report.pk not in told]
    names = defaultdict(list)
    for key, name in Evidence.submissions.through.objects.filter(submission__in=submissions).order_by(
        "submission", "evidence"
    ).values_list("submission", "evidence__name"):
        names[submissions[key]].append(name)
    for report, name in Evidence.objects.attached().filter(report__in=drafts).oldest_first().values_list(
        "report", "name"
    ):
        names[report].append(name)
    for line in found:
        line.evidence = names[line.report.pk]


def _name_helpers(found):
    """A draft knows whom it asks by key."""
    asked = {line.help_from for line in found if line.help_from.isascii() and line.help_from.isdecimal()
             and len(line.help_from) < 18}
    names = dict(Organization.objects.filter(pk__in=asked).values_list("pk", "name")) if asked else {}
    for line in found:
        if line.help_from in asked:
            line.help_from = names.get(int(line.help_from), "")
