"""What was handed in and awaits a decision: the facts as they would be if all of it were approved."""

from collections import defaultdict

from django.db.models import Max, Q

from tracker.plans.days import end_of
from tracker.plans.models import Assignment
from tracker.reporting.models import DistrictFigure, MilestoneClaim, Submission
from tracker.reporting.progress import mean_percent
from tracker.reporting.status import Decision


def waiting(measures, *, on):
    """Measure → ({district: percent}, {milestone: day}) of what awaited a decision at the end of that day."""
    end = end_of(on)
    submissions = Submission.objects.filter(
        Q(decided_at=None) | Q(decided_at__gte=end), report__assignment__measure__in=measures, handed_in_at__lt=end
    ).order_by("report__period__ends_on", "number")
    rows = list(submissions.values_list("pk", "report__assignment__measure", "report__period__ends_on"))
    if not rows:
        return {}
    said = _figures([submission for submission, _measure, _ends_on in rows])
    newest = _approved_later({row[1] for row in rows}, than=min(row[2] for row in rows), end=end)
    found = {measure: ({}, {}) for _submission, measure, _ends_on in rows}
    for submission, measure, ends_on in rows:
        found[measure][0].update({
            district: percent for district, percent in said[submission]
            if newest.get((measure, district), ends_on) <= ends_on
        })
    for measure, milestone, day in _done([row[0] for row in rows], end=end):
        found[measure][1][milestone] = day
    return found


def with_pending(facts, figures, done):
    """The facts with these figures by district and these days by milestone."""
    districts = tuple(each._replace(percent=figures.get(each.key, each.percent)) for each in facts.districts)
    percent = mean_percent({each.key: each.percent for each in districts}, [each.key for each in districts])
    milestones = tuple(
        m._replace(done_on=done[m.key]) if m.done_on is None and m.key in done else m for m in facts.milestones
    )
    return facts._replace(districts=districts, percent=percent, milestones=milestones)


def _figures(submissions):
    """Submission → pairs (district, percent)."""
    said = defaultdict(list)
    figures = DistrictFigure.objects.filter(submission__in=submissions)
    for submission, *figure in figures.values_list("submission", "district", "percent"):
        said[submission].append(figure)
    return said


def _approved_later(measures, *, than, end):
    """(measure, district) → the last day of the newest period approved for it, of those that ended after ``than``."""
    figures = DistrictFigure.objects.filter(
        submission__decision=Decision.APPROVED, submission__decided_at__lt=end,
        submission__report__assignment__measure__in=measures, submission__report__period__ends_on__gt=than,
    )
    newest = figures.values_list("submission__report__assignment__measure", "district").annotate(
        newest=Max("submission__report__period__ends_on")
    )
    return {(measure, district): ends_on for measure, district, ends_on in newest}


def _done(submissions, *, end):
    """(measure, milestone, day) of what would be done: a milestone that all leads share once every one claims it."""
    claims = MilestoneClaim.objects.filter(submission__in=submissions, is_done=True)
    shared, period_end = defaultdict(dict), {}
    for measure, milestone, owner, claimant, ends_on, day in claims.values_list(
        "milestone__measure", "milestone", "milestone__organization",
        "submission__report__assignment__organization", "submission__report__period__ends_on", "on",
    ):
        if owner is not None:
            yield measure, milestone, day
        else:
            shared[measure, milestone][claimant] = day
            period_end[measure] = max(ends_on, period_end.get(measure, ends_on))
    if shared:
        yield from _claimed_by_all(shared, period_end, end=end)


def _claimed_by_all(shared, period_end, *, end):
    """Of the milestones that all leads share those that every lead of the newest period concerned claims done.

    Leads are counted by that period, not by the day: whoever answers then has to say so, and no light of a day to come
    hangs on more than the facts.
    """
    leads = defaultdict(set)
    for measure, organization, since, until in Assignment.objects.leads().filter(
        measure__in=period_end
    ).values_list("measure", "organization", "since", "until"):
        last = period_end[measure]
        if (since is None or since <= last) and (until is None or until >= last):
            leads[measure].add(organization)
    approved = MilestoneClaim.objects.filter(
        milestone__in={milestone for _measure, milestone in shared}, is_done=True,
        submission__decision=Decision.APPROVED, submission__decided_at__lt=end,
    )
    for measure, milestone, claimant, day in approved.values_list(
        "milestone__measure", "milestone", "submission__report__assignment__organization", "on"
    ):
        shared[measure, milestone].setdefault(claimant, day)
    for (measure, milestone), days in shared.items():
        if leads[measure] <= days.keys():
            yield measure, milestone, max(days.values())
