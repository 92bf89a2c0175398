"""What an approval does to the record of progress: milestones finished, spans closed and opened, reports not owed."""

from collections import defaultdict

from django.db.models import Exists, F, OuterRef

from tracker.plans.models import Measure, Milestone
from tracker.plans.spans import remember_milestones
from tracker.reporting.models import DistrictFigure, MilestoneClaim, ProgressReport, ProgressSpan, Submission
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Completion, Decision


def finish_milestones(submission, *, on):
    """Set ``done_on`` of the milestones that this approved submission speaks of, and ``verified_on`` with evidence.

    What an organization says in its newest period stands, there in what was approved last. A milestone that all leads
    share is done once what stands of every lead of the measure claims it; its date is the latest of theirs. It is
    verified once each of them has handed in evidence with that. A correction that takes the claim back opens it again.
    """
    milestones = list(Milestone.objects.filter(claims__submission=submission))
    if not milestones:
        return
    said = _standing_claims(milestones)
    leads = set(submission.report.measure.assignments.leads().valid(on=on).values_list("organization", flat=True))
    for milestone in milestones:
        done = {organization: claim for organization, claim in said[milestone.pk].items() if claim.is_done}
        if submission.report.organization.pk not in done:
            milestone.done_on = milestone.verified_on = None
        elif milestone.done_on or milestone.organization_id or leads <= done.keys():
            milestone.done_on = max(claim.on for claim in done.values())
            is_proven = all(claim.is_proven for claim in done.values())
            milestone.verified_on = (milestone.verified_on or on) if is_proven else None
    Milestone.objects.bulk_update(milestones, ["done_on", "verified_on"])
    remember_milestones(milestones, on=on)


def _standing_claims(milestones):
    """Milestone → organization → its claim that stands, with ``is_proven``: evidence was handed in with it."""
    evidence = Submission.evidence.through.objects.filter(submission=OuterRef("submission"))
    claims = MilestoneClaim.objects.filter(milestone__in=milestones, submission__decision=Decision.APPROVED)
    found = defaultdict(dict)
    for claim in claims.annotate(
        is_proven=Exists(evidence), by=F("submission__report__assignment__organization")
    ).order_by("submission__report__period__ends_on", "submission__decided_at", "submission"):
        found[claim.milestone_id][claim.by] = claim
    return found


def draw_approved(submission, *, on):
    """Open the spans that this approval begins and return the measure's overall span as it stands now.

    Whoever approves holds the measure, since milestones that its leads share hang on all of them.

    The approved correction of an earlier period leaves alone what a later period's approved report has said since.
    """
    report = submission.report
    drawing = Drawing(report.measure, on=on, submission=submission)
    is_proven = submission.evidence.exists()
    overtaken = _approved_later(report)
    for figure in submission.figures.all():
        if figure.district_id not in overtaken:
            drawing.put(figure.district_id, figure.percent, _completion(figure.percent, is_proven=is_proven))
    return drawing.finish()


def redraw_overall(measure, *, on):
    """Draw the overall span anew from the districts' current ones, as after a change of districts."""
    Measure.objects.filter(pk=measure.pk).hold()  # an approval, which holds it too, may come at this moment
    return Drawing(measure, on=on).finish()


def stop_expecting(report, overall):
    """A verified measure is reported on no more: its untouched reports for later periods go away."""
    if overall.completion == Completion.VERIFIED:
        ProgressReport.objects.untouched().filter(
            assignment__measure=report.measure, period__starts_on__gt=report.period.starts_on
        ).delete()


class Drawing:
    """The current spans of a measure, and what becomes of them on a day; written at once by ``finish``."""

    def __init__(self, measure, *, on, submission=None):
        self.measure, self.on, self.submission = measure, on, submission
        self.current = {span.district_id: span for span in measure.progress_spans.current()}
        self.closed, self.changed, self.opened = [], [], []

    def put(self, district, percent, completion):
        """Close the open span on that day and open the next; a second change on the same day replaces the first."""
        span = self.current.get(district)
        if span and (span.percent, span.completion) == (percent, completion):
            return
        if span and span.from_on >= self.on:
            span.percent, span.completion, span.submission = percent, completion, self.submission
            self.changed.append(span)
            return
        if span:
            self.closed.append(span.pk)
        self.current[district] = ProgressSpan(
            measure=self.measure, district_id=district, percent=percent, completion=completion,
            submission=self.submission, from_on=self.on,
        )
        self.opened.append(self.current[district])

    def finish(self):
        """Draw the overall span from the districts' own, write everything, return the overall span."""
        districts = list(self.measure.districts.values_list("pk", flat=True))
        spans = [self.current[district] for district in districts if district in self.current]
        percent = mean_percent({span.district_id: span.percent for span in spans}, districts)
        self.put(None, percent, _completion(percent, is_proven=all(s.completion == Completion.VERIFIED for s in spans)))
        ProgressSpan.objects.filter(pk__in=self.closed).update(until_on=self.on)
        ProgressSpan.objects.bulk_update(self.changed, ["percent", "completion", "submission"])
        ProgressSpan.objects.bulk_create(self.opened)
        return self.current[None]


def _approved_later(report):
    """The districts for which a later period has an approved figure already."""
    later = DistrictFigure.objects.filter(
        submission__decision=Decision.APPROVED, submission__report__assignment__measure=report.measure,
        submission__report__period__ends_on__gt=report.period.ends_on,
    )
    return set(later.values_list("district", flat=True))


def _completion(percent, *, is_proven):
    if percent < 100:
        return Completion.UNDER_WAY
    return Completion.VERIFIED if is_proven else Completion.COMPLETED
