"""What a supervisor decides on: the queue, and one submission with its checks beside what was said before."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from tracker.dashboards.comparison import compare
from tracker.dashboards.standing import expected_of, newest_period
from tracker.lights.models import LightSpan
from tracker.lights.status import Basis
from tracker.plans.models import Milestone
from tracker.reporting.checks import Facts, MilestoneFact, check
from tracker.reporting.models import DistrictFigure, Evidence, MilestoneClaim, ReportingPeriod, Submission
from tracker.reporting.status import Decision

AROUND = 10  # submissions of the queue that are shown before and after the one being read
HISTORY = 4  # periods over which the usual rise is taken
ORGANIZATION = "report__assignment__organization"
SORTS = {
    "arrived": ("handed_in_at", "pk"),
    "due": ("report__period__due_on", "handed_in_at", "pk"),
    "organization": (f"{ORGANIZATION}__position", f"{ORGANIZATION}__name", "handed_in_at", "pk"),
}


@dataclass(frozen=True)
class Item:
    """A submission that waits, how many checks found something, and the light that its measure has once all that waits
    is approved (None for a measure without a light)."""

    submission: Submission
    hints: int

    @property
    def light(self):
        return self.submission.pending_light or self.submission.light


@dataclass(frozen=True)
class Queue:
    """What waits, in the order chosen; ``items`` are those around the one being read.

    ``position`` counts from 1, None when the one being read does not wait. ``before`` and ``after`` count the ones that
    are not shown; ``previous`` and ``next`` are keys or None.
    """

    items: tuple
    total: int
    position: int | None
    before: int
    after: int
    previous: int | None
    next: int | None
    oldest_at: datetime | None


@dataclass(frozen=True)
class Review:
    """One submission as a reviewer reads it; it can be compared with any of the ``others``, by default the first.

    It carries the ``light`` of its measure that day and ``pending_light``, the one once all that waits is approved;
    None where there is none.
    """

    submission: Submission
    queue: Queue
    checks: tuple
    expected: int | None
    against: Submission | None
    others: tuple
    rows: tuple

    @property
    def hints(self):
        return tuple(result for result in self.checks if not result.passed)

    @property
    def passes(self):
        return tuple(result for result in self.checks if result.passed)

    @property
    def changed_rows(self):
        return tuple(row for row in self.rows if not row.is_same)

    @property
    def same_rows(self):
        return tuple(row for row in self.rows if row.is_same)


@dataclass(frozen=True)
class Done:
    """How many submissions of the newest period this supervisor has decided on, and the period that opens next."""

    count: int
    period: ReportingPeriod | None
    coming: ReportingPeriod | None


def done_lately(user, *, on):
    period = newest_period(None, on=on)
    decided = Submission.objects.filter(decided_by=user, report__period=period)
    return Done(decided.count() if period else 0, period, ReportingPeriod.objects.ahead(on=on).first())


def with_last_approved(submissions):
    """Submissions with ``last_approved``: the key of the approved one that each follows, None for the first."""
    return submissions.annotate(last_approved=Subquery(_approved_before().values("pk")[:1]))


def keys_to_review(user, *, sort):
    """The keys of all that waits for this supervisor, in the order chosen."""
    return list(Submission.objects.to_review_by(user).order_by(*SORTS[sort]).values_list("pk", flat=True))


def review(submission, user, *, on, sort, against=None):
    """The ``Review`` of a submission that comes ``with_last_approved``, in six queries however long the queue is.

    ``against`` is the key of the submission to compare with; None or an unknown one: the returned version before a
    resubmission, else the last approved.
    """
    queued = with_last_approved(Submission.objects.to_review_by(user)).order_by(*SORTS[sort])
    keys = list(queued.values_list("pk", "last_approved", "handed_in_at"))
    place = next((n for n, (pk, *_rest) in enumerate(keys) if pk == submission.pk), None)
    first = max(0, (place or 0) - AROUND)
    shown = keys[first : (place or 0) + AROUND + 1]
    pairs = [(submission.pk, submission.last_approved), *((pk, last) for pk, last, _at in shown)]
    read = _read(submission, user, {key for pair in pairs for key in pair}, on=on)
    milestones = _milestones(read)
    others = _others(submission, read)
    chosen = next((other for other in others if other.pk == against), others[0] if others else None)
    now = read[submission.pk]
    items = tuple(_item(read[pk], read.get(last), milestones) for pk, last, _at in shown if pk in read)
    return Review(
        submission=now,
        queue=_queue(keys, place, items, before=first),
        checks=tuple(_checks(now, read.get(submission.last_approved), milestones)),
        expected=_expected(now, milestones),
        against=chosen,
        others=others,
        rows=compare(now, chosen),
    )


def _queue(keys, place, items, *, before):
    follows, precedes = (place + 1, place - 1) if place is not None else (0, -1)
    return Queue(
        items=items,
        total=len(keys),
        position=None if place is None else place + 1,
        before=before,
        after=len(keys) - before - len(items),
        previous=keys[precedes][0] if precedes >= 0 else None,
        next=keys[follows][0] if follows < len(keys) else None,
        oldest_at=min((at for _pk, _last, at in keys), default=None),
    )


def _item(submission, last_approved, milestones):
    hints = sum(not result.passed for result in _checks(submission, last_approved, milestones))
    return Item(submission, hints)


def _read(submission, user, keys, *, on):
    """Key → submission, for these keys and the returned versions of this report, with all that a comparison needs and
    the lights of its measure."""
    returned = Q(report=submission.report_id, decision=Decision.RETURNED, number__lt=submission.number)
    history = {f"percent_{n}_before": Subquery(_periods_before().values("percent")[n - 1 : n])
               for n in range(1, HISTORY + 1)}
    lights = LightSpan.objects.valid(on=on).overall().filter(measure=OuterRef("report__assignment__measure"))
    found = Submission.objects.visible_to(user).with_context().filter(Q(pk__in=keys) | returned).annotate(
        light=Subquery(lights.approved().values("light")[:1]),
        pending_light=Subquery(lights.filter(basis=Basis.PENDING).values("light")[:1]), **history,
    )
    return {each.pk: each for each in found.select_related("signed_by", "help_from").prefetch_related(
        Prefetch("figures", DistrictFigure.objects.select_related("district").order_by("district__position", "pk")),
        Prefetch("claims", MilestoneClaim.objects.select_related("milestone").order_by("milestone__due_on", "pk")),
        Prefetch("evidence", Evidence.objects.oldest_first()),
    )}


def _milestones(read):
    """Measure key → its milestones."""
    measures = {submission.report.assignment.measure_id for submission in read.values()}
    found = {measure: [] for measure in measures}
    for milestone in Milestone.objects.filter(measure__in=measures).in_order():
        found[milestone.measure_id].append(milestone)
    return found


def _others(submission, read):
    """The newest returned version of the same report, then the last approved submission."""
    returned = [
        other for other in read.values()
        if other.report_id == submission.report_id and other.decision == Decision.RETURNED
        and other.number < submission.number
    ]
    newest = max(returned, key=lambda other: other.number, default=None)
    return tuple(filter(None, (newest, read.get(submission.last_approved))))


def _expected(submission, milestones):
    """The progress expected at the end of the period."""
    measure, period = submission.report.measure, submission.report.period
    return expected_of(measure, milestones[measure.pk], on=period.ends_on)


def _checks(submission, last_approved, milestones):
    """As the reporter saw them on the day of handing in, so they do not change while the submission waits."""
    before = _facts(last_approved) if last_approved else None
    return check(
        _facts(submission, usual_rise=_usual_rise(last_approved)), before,
        expected=_expected(submission, milestones), on=timezone.localtime(submission.submitted_at).date(),
    )


def _facts(submission, usual_rise=None):
    return Facts(
        figures={figure.district.name: figure.percent for figure in submission.figures.all()},
        usual_rise=usual_rise,
        summary=submission.summary,
        problem=submission.problem,
        next_steps=submission.next_steps,
        milestones=tuple(
            MilestoneFact(claim.milestone.title, claim.milestone.due_on, claim.is_done, claim.reason,
                          None if claim.is_done else claim.on)
            for claim in submission.claims.all()
        ),
        evidence_count=len(submission.evidence.all()),
    )


def _usual_rise(last_approved):
    """The mean rise in points a period over the last four; None with fewer than two approved periods."""
    if last_approved is None:
        return None
    earlier = [getattr(last_approved, f"percent_{n}_before") for n in range(1, HISTORY + 1)]
    percents = [last_approved.percent, *(percent for percent in earlier if percent is not None)]
    return (percents[0] - percents[-1]) / (len(percents) - 1) if len(percents) > 1 else None


def _approved_before():
    """What was approved on the outer submission's assignment before it, up to its period, the newest first."""
    return (
        Submission.objects.approved()
        .filter(report__assignment=OuterRef("report__assignment"),
                report__period__ends_on__lte=OuterRef("report__period__ends_on"))
        .exclude(report=OuterRef("report"), number__gte=OuterRef("number"))
        .order_by("-report__period__ends_on", "-number")
    )


def _periods_before():
    """The same for earlier periods only, one for each: what a correction has replaced is left out."""
    correction = Submission.objects.approved().filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    return _approved_before().exclude(report=OuterRef("report")).exclude(Exists(correction))
