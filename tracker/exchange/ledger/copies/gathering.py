"""What the reports of an organization and a period ask for, from the database, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from tracker.exchange.ledger.copies.findings import Comparison
from tracker.exchange.ledger.copies.preview import preview
from tracker.people.models import Organization
from tracker.plans.models import AssignedDistrict, Assignment, Milestone, Task
from tracker.reporting.draft import milestone_field, note_field, percent_field
from tracker.reporting.models import MilestoneClaim, ProgressReport, ProgressSpan, ReportException, Submission
from tracker.reporting.permissions import can_write
from tracker.reporting.status import Decision
from tracker.reporting.workflow import NOT_FROM

REPORT_FIELDS = (
    "draft", "status", "version", "correction_reason", "assignment", "period", "assignment__measure",
    "assignment__organization", *(f"assignment__measure__{name}" for name in (
        "task", "number", "code", "title", "short_title", "withdrawn_on", "due_on", "due_text", "scope_text", "proof")),
)
TEXTS = ("summary", "has_problem", "problem", "help_from", "help_by", "next_steps")


class Due(NamedTuple):
    """A milestone that is due, done or not; ``is_claimed`` where the approved report claims it done."""

    pk: int
    measure: int
    title: str
    due_on: date
    done_on: date | None
    is_claimed: bool


@dataclass(frozen=True)
class Asked:
    """``reports`` by key; ``districts`` maps keys of assignments to {key: name}, in the order of the plan;
    ``milestones`` keys of measures to the milestones that this organization answers for by the end of the period."""

    reports: dict
    districts: dict
    milestones: dict

    def fields(self, report):
        """Every field that a report asks for now."""
        districts = self.districts.get(report.assignment_id, {})
        names = [field(key) for key in districts for field in (percent_field, note_field)]
        names += [milestone_field(each.pk, part) for each in self.due(report) for part in ("done", "on", "reason")]
        return [*names, *TEXTS]

    def due(self, report):
        """The milestones that a report answers for; what ``reporting.actions.due_milestones`` asks the database."""
        found = self.milestones[report.assignment.measure_id]
        return [each for each in found if not each.done_on or (each.is_claimed and report.is_correction)]

    def refusal(self, report, user, *, on):
        """Why this person cannot write in a report that day; empty when they can."""
        return can_write.refusal(user, report, on=on) or (
            "" if report.is_editable else str(NOT_FROM[report.status])
        )

    def state_of(self, user, *, on):
        """A function of a change that came back: the text that is saved now, and why it can no longer be written."""
        refusals, fields = {}, {}

        def state(change):
            report = self.reports.get(change.report)
            if report is None:
                return "", gettext("This report no longer exists")
            if report.pk not in fields:
                fields[report.pk], refusals[report.pk] = set(self.fields(report)), self.refusal(report, user, on=on)
            is_asked = change.field in fields[report.pk]
            reason = refusals[report.pk] or ("" if is_asked else gettext("The report does not ask for this any more"))
            return report.draft.get(change.field, ""), reason

        return state


def preview_of(return_, user, *, on):
    """``(Asked, Preview)`` of a return as its reports stand now."""
    now = asked(return_.copy.organization, return_.copy.period)
    findings = Comparison.from_json(return_.content)
    return now, preview(findings, return_.outcome, now.state_of(user, on=on))


def asked(organization, period):
    """What the reports of an organization in a period ask for, as they stand now. There can be thousands: what all of
    them share is fetched once, and of measures only what is shown."""
    found = ProgressReport.objects.filter(assignment__organization=organization, period=period)
    reports = list(
        found.select_related("assignment__measure").only(*REPORT_FIELDS).order_by(
            "assignment__measure__task__number", "assignment__measure__number", "pk")
    )
    exceptions = {
        each.report_id: each for each in
        ReportException.objects.open().filter(report__assignment__organization=organization, report__period=period)
    }
    for report in reports:
        report.exception, report.period = exceptions.get(report.pk), period
        report.assignment.organization = organization
    measures = Assignment.objects.filter(organization=organization, reports__period=period).values("measure")
    return Asked(
        {report.pk: report for report in reports}, _districts(organization, period),
        _milestones(measures, organization, period),
    )


def base_of(asked, user, *, on):
    """What a working copy hands out, as ``workbook`` describes it."""
    reports = {}
    measures = {report.assignment.measure_id for report in asked.reports.values()}
    before = _approved(measures) if measures else {}
    districts = {}
    tasks = dict(Task.objects.values_list("pk", "title"))
    for key, report in asked.reports.items():
        own = asked.districts.get(report.assignment_id, {})
        districts.update(own)
        measure = report.measure
        figures = {f"before-{each}": before[measure.pk, each] for each in own if (measure.pk, each) in before}
        reports[str(key)] = {
            "draft": {field: report.draft.get(field, "") for field in asked.fields(report)},
            "shown": {**_shown(measure, tasks.get(measure.task_id, ""), own), **figures},
            "milestones": {
                str(each.pk): {"milestone": each.title, "milestone_due": each.due_on.isoformat()}
                for each in asked.due(report)
            },
            "refusal": asked.refusal(report, user, on=on),
        }
    organizations = Organization.objects.active(on=on).by_rank().values_list("pk", "name")
    return {
        "districts": [[str(key), name] for key, name in districts.items()],
        "organizations": {str(key): name for key, name in organizations},
        "reports": reports,
    }


def _shown(measure, task, districts):
    due = measure.due_text or (measure.due_on.isoformat() if measure.due_on else "")
    return {
        "code": measure.code, "task": task, "measure": measure.title,
        "scope": measure.scope_text or "、".join(districts.values()), "due": due, "proof": measure.proof,
    }


def _districts(organization, period):
    found = defaultdict(dict)
    rows = AssignedDistrict.objects.filter(
        assignment__organization=organization, assignment__reports__period=period
    ).order_by("district__area__position", "district__position", "district")
    for assignment, key, name in rows.values_list("assignment", "district", "district__name"):
        found[assignment][key] = name
    return found


def _milestones(measures, organization, period):
    found = defaultdict(list)
    of_the_period = Submission.objects.filter(
        report__period=period, report__assignment__organization=organization, decision=Decision.APPROVED)
    newer = of_the_period.filter(report=OuterRef("submission__report"), number__gt=OuterRef("submission__number"))
    claimed = MilestoneClaim.objects.filter(
        ~Exists(newer), milestone=OuterRef("pk"), is_done=True, submission__in=of_the_period.values("pk"))
    due = Milestone.objects.filter(measure__in=measures).answered_by(organization).due_by(period.ends_on).in_order()
    for row in due.annotate(is_claimed=Exists(claimed)).values_list(
        "pk", "measure", "title", "due_on", "done_on", "is_claimed"
    ):
        found[row[1]].append(Due(*row))
    return found


def _approved(measures):
    """(measure, district) → the figure in force."""
    spans = ProgressSpan.objects.current().by_district()
    if len(measures) < 500:
        spans = spans.filter(measure__in=measures)
    return {(measure, district): percent for measure, district, percent in
            spans.values_list("measure", "district", "percent")}
