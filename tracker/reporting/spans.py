"""What an approval does to the record of progress: milestones finished, spans closed and opened, reports not owed."""

from tracker.plans.models import Milestone
from tracker.reporting.models import MilestoneClaim, ProgressReport, ProgressSpan
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Completion, Decision


def finish_milestones(submission, *, on):
    """Set ``done_on`` of the milestones that this approved submission claims done.

    A milestone that all leads share is done once every lead of the measure has an approved claim; its date is the
    latest of theirs.
    """
    for claim in submission.claims.filter(is_done=True).select_related("milestone"):
        claims = MilestoneClaim.objects.filter(
            milestone=claim.milestone, is_done=True, submission__decision=Decision.APPROVED
        )
        answering = set(claims.values_list("submission__report__assignment__organization", flat=True))
        leads = submission.report.measure.assignments.leads().valid(on=on)
        if claim.milestone.organization_id is None and set(leads.values_list("organization", flat=True)) - answering:
            continue
        Milestone.objects.filter(pk=claim.milestone_id).open().update(
            done_on=max(claims.values_list("on", flat=True))
        )


def draw_approved(submission, *, on):
    """Open the spans that this approval begins and return the measure's overall span as it stands now."""
    measure = submission.report.measure
    for figure in submission.figures.select_related("district"):
        _open_span(measure, figure.district, percent=figure.percent, submission=submission, on=on)
    return redraw_overall(measure, submission=submission, on=on)


def redraw_overall(measure, *, on, submission=None):
    """Draw the overall span anew from the districts' current ones, as after an approval or a change of districts."""
    districts = list(measure.districts.values_list("pk", flat=True))
    current = list(measure.progress_spans.current().by_district().filter(district__in=districts))
    percent = mean_percent({span.district_id: span.percent for span in current}, districts)
    completion = Completion.UNDER_WAY
    if percent == 100:
        proven = all(span.completion == Completion.VERIFIED for span in current)
        completion = Completion.VERIFIED if proven else Completion.COMPLETED
    return _put_span(measure, None, percent=percent, completion=completion, submission=submission, on=on)


def stop_expecting(report, overall):
    """A verified measure is reported on no more: its untouched reports for later periods go away."""
    if overall.completion == Completion.VERIFIED:
        ProgressReport.objects.untouched().filter(
            assignment__measure=report.measure, period__starts_on__gt=report.period.starts_on, submissions=None,
            evidence=None,
        ).delete()


def _open_span(measure, district, *, percent, submission, on):
    completion = Completion.UNDER_WAY
    if percent == 100:
        completion = Completion.VERIFIED if submission.evidence.exists() else Completion.COMPLETED
    return _put_span(measure, district, percent=percent, completion=completion, submission=submission, on=on)


def _put_span(measure, district, *, percent, completion, submission, on):
    """Close the open span on that day and open the next; a second change on the same day replaces the first."""
    current = ProgressSpan.objects.current().filter(measure=measure, district=district).first()
    if current and (current.percent, current.completion) == (percent, completion):
        return current
    if current and current.from_on == on:
        current.percent, current.completion, current.submission = percent, completion, submission
        current.save(update_fields=["percent", "completion", "submission"])
        return current
    if current:
        current.until_on = on
        current.save(update_fields=["until_on"])
    return ProgressSpan.objects.create(
        measure=measure, district=district, percent=percent, completion=completion, submission=submission, from_on=on
    )
