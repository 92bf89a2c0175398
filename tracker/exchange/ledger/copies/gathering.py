"""What the reports of an organization and a period ask for, from the database, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext

from tracker.exchange.ledger.copies.findings import Comparison
from tracker.exchange.ledger.copies.preview import preview
from tracker.people.models import Organization
from tracker.plans.models import AssignedDistrict, Assignment, Milestone
from tracker.reporting.draft import milestone_field, note_field, percent_field
from tracker.reporting.models import ProgressReport, ProgressSpan, ReportException
from tracker.reporting.permissions import can_write
from tracker.reporting.workflow import NOT_FROM

TEXTS = ("summary", "has_problem", "problem", "help_from", "help_by", "next_steps")


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
        due = [milestone for milestone in self.milestones[report.assignment.measure_id] if not milestone.done_on]
        names += [milestone_field(each.pk, part) for each in due for part in ("done", "on", "reason")]
        return [*names, *TEXTS]

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
    """What the reports of an organization in a period ask for, as they stand now."""
    reports = list(
        ProgressReport.objects.filter(assignment__organization=organization, period=period).with_context().order_by(
            "assignment__measure__task__number", "assignment__measure__number", "pk")
    )
    exceptions = {
        each.report_id: each for each in
        ReportException.objects.open().filter(report__assignment__organization=organization, report__period=period)
    }
    for report in reports:
        report.exception, report.period = exceptions.get(report.pk), period
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
    for key, report in asked.reports.items():
        own = asked.districts.get(report.assignment_id, {})
        districts.update(own)
        measure = report.measure
        figures = {f"before-{each}": before[measure.pk, each] for each in own if (measure.pk, each) in before}
        due = [each for each in asked.milestones[measure.pk] if not each.done_on]
        reports[str(key)] = {
            "draft": {field: report.draft.get(field, "") for field in asked.fields(report)},
            "shown": {**_shown(measure, own), **figures},
            "milestones": {
                str(each.pk): {"milestone": each.title, "milestone_due": each.due_on.isoformat()} for each in due
            },
            "refusal": asked.refusal(report, user, on=on),
        }
    organizations = Organization.objects.active(on=on).by_rank().values_list("pk", "name")
    return {
        "districts": [[str(key), name] for key, name in districts.items()],
        "organizations": {str(key): name for key, name in organizations},
        "reports": reports,
    }


def _shown(measure, districts):
    due = measure.due_text or (measure.due_on.isoformat() if measure.due_on else "")
    return {
        "code": measure.code, "task": measure.task.title, "measure": measure.title,
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
    for milestone in Milestone.objects.filter(measure__in=measures).answered_by(organization).due_by(
            period.ends_on).in_order():
        found[milestone.measure_id].append(milestone)
    return found


def _approved(measures):
    """(measure, district) → the figure in force."""
    spans = ProgressSpan.objects.current().by_district()
    if len(measures) < 500:
        spans = spans.filter(measure__in=measures)
    return {(measure, district): percent for measure, district, percent in
            spans.values_list("measure", "district", "percent")}
