"""The steps of the workflow: check, move, copy, record: all or nothing. Of two people who click at once, one wins."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.notices.actions import tell
from tracker.notices.models import Notice
from tracker.people.models import Organization, User
from tracker.plans.models import Measure, Milestone
from tracker.plans.text import too_long
from tracker.reporting.draft import read
from tracker.reporting.limits import REASON_MIN, TEXT_MAX
from tracker.reporting.models import DistrictFigure, MilestoneClaim, ProgressReport, Submission
from tracker.reporting.progress import mean_percent
from tracker.reporting.spans import draw_approved, finish_milestones, stop_expecting
from tracker.reporting.status import Decision
from tracker.reporting.workflow import (
    APPROVE,
    CORRECT,
    RECALL,
    RETURN,
    SIGN,
    SUBMIT,
    overtaken,
    submit_step,
)


def read_draft(report, *, on):
    """``(Answers, errors)`` of a report's draft as it stands; see ``tracker.reporting.draft.read``."""
    return read(
        report.draft,
        districts=list(report.assignment.districts.order_by("position")),
        milestones=list(due_milestones(report)),
        earlier=latest_figures(report),
        organizations=set(Organization.objects.active(on=on).values_list("pk", flat=True)),
        on=on,
    )


def due_milestones(report):
    """What the report must answer for: open milestones of its organization that are due by the end of the period.

    A correction answers for those, too, that the approved report claims done: to prove them, or to take that back.
    """
    milestones = Milestone.objects.filter(measure=report.assignment.measure_id).answered_by(
        report.assignment.organization_id)
    is_due = Q(done_on=None, due_on__lte=report.period.ends_on)
    return milestones.filter(
        is_due | Q(pk__in=MilestoneClaim.objects.made_by(report).values("milestone"))
    ).in_order()


def latest_figures(report):
    """District key → the percent in force, from the newest approved submissions on this measure."""
    spans = report.assignment.measure.progress_spans.current().by_district()
    return dict(spans.values_list("district_id", "percent"))


@transaction.atomic
def submit(report, *, by):
    """Hand the draft in: an immutable copy, one for each draft however often the button is pressed.

    Raises ``PermissionDenied`` with the sentence, ``Overtaken`` to the slower of two, and ``ValidationError`` (field
    name → sentences) for an incomplete draft. Returns the ``Submission``.
    """
    now, today = timezone.now(), timezone.localdate()
    step = submit_step(report)
    _move(step, report, by=by, on=today)
    answers, errors = read_draft(report, on=today)
    if errors:
        raise ValidationError(errors)
    submission = _copy(report, answers, by=by, now=now, handed_in=step is SUBMIT)
    record(step.name, report, by=by, measure=report.measure, submission=submission.pk, receipt=submission.receipt,
           percent=submission.percent)
    if step is SUBMIT:
        _tell_supervisors(report, submission)
    else:
        signatories = User.objects.acting_for(report.organization).filter(role="signatory").exclude(pk=by.pk)
        _tell(signatories, report, submission, Notice.Kind.AWAITING_SIGNATURE)
    return submission


@transaction.atomic
def sign(report, *, by):
    """The signatory lets the report go to the supervisors."""
    now = timezone.now()
    _move(SIGN, report, by=by, on=timezone.localdate())
    submission = report.submissions.get(decision="")
    Submission.objects.sign(submission, signed_by=by, signed_at=now, handed_in_at=now)
    record(SIGN.name, report, by=by, measure=report.measure, submission=submission.pk)
    _tell_supervisors(report, submission)


@transaction.atomic
def recall(report, *, by):
    """Take the report back before anyone has decided."""
    _move(RECALL, report, by=by, on=timezone.localdate())
    _decide(report, None, by=by, decision=Decision.RECALLED)
    record(RECALL.name, report, by=by, measure=report.measure)


@transaction.atomic
def approve(report, *, by, submission=None, remark=""):
    """Approve what was handed in; from today on it is what counts. ``remark`` is for the next report.

    ``submission`` is the one the supervisor looked at: if it is no longer the open one, nothing is decided.
    """
    today = timezone.localdate()
    _check_length(remark)
    _move(APPROVE, report, by=by, on=today)
    Measure.objects.filter(pk=report.measure.pk).hold()  # other leads of it may be approved at this moment
    decided = _decide(report, submission, by=by, decision=Decision.APPROVED, remark=remark.strip())
    ProgressReport.objects.filter(pk=report.pk).update(correction_reason="")
    before = report.measure.progress_spans.current().overall().values_list("percent", flat=True).first()
    finish_milestones(decided, on=today)
    span = draw_approved(decided, on=today)
    stop_expecting(report, span)
    record(APPROVE.name, report, by=by, measure=report.measure, submission=decided.pk, remark=remark.strip(),
           progress=[before, span.percent])
    _tell(User.objects.acting_for(report.organization), report, decided, Notice.Kind.APPROVED)


@transaction.atomic
def send_back(report, *, by, reason, submission=None):
    """Return what was handed in, with the reason its organization will read (at least ten characters)."""
    reason = reason.strip()
    if len(reason) < REASON_MIN:
        raise ValidationError({"remark": _("Say in at least %(least)d characters what is to be changed")
                               % {"least": REASON_MIN}})
    _check_length(reason)
    _move(RETURN, report, by=by, on=timezone.localdate())
    decided = _decide(report, submission, by=by, decision=Decision.RETURNED, remark=reason)
    record(RETURN.name, report, by=by, measure=report.measure, submission=decided.pk, reason=reason)
    _tell(User.objects.acting_for(report.organization), report, decided, Notice.Kind.RETURNED, reason=reason[:80])


@transaction.atomic
def correct(report, *, by, reason):
    """Open an approved report again. The approved submission stays in force until the correction is approved too."""
    reason = reason.strip()
    if len(reason) < REASON_MIN:
        raise ValidationError({"reason": _("Say in at least %(least)d characters why it has to be corrected")
                               % {"least": REASON_MIN}})
    _check_length(reason, field="reason")
    _move(CORRECT, report, by=by, on=timezone.localdate())
    ProgressReport.objects.filter(pk=report.pk).update(correction_reason=reason)
    report.refresh_from_db(fields=["correction_reason"])
    record(CORRECT.name, report, by=by, measure=report.measure, reason=reason)


def _move(step, report, *, by, on):
    """Check the step and take it by a conditional update; whoever comes second learns who was first."""
    seen = report.status
    current = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    report.status, report.draft, report.version = current.status, current.draft, current.version
    report.correction_reason = current.correction_reason
    if current.status != seen and current.status not in step.sources and step.permission(by, report, on=on):
        raise overtaken(report)
    step.check(by, report, on=on)
    if not ProgressReport.objects.filter(pk=report.pk, status__in=step.sources).update(status=step.target):
        raise overtaken(report)
    report.status = step.target


def _decide(report, seen, *, by, decision, remark=""):
    """Write the decision on the open submission, once."""
    submission = report.submissions.filter(decision="").first()
    if submission is None or (seen is not None and seen.pk != submission.pk):
        raise overtaken(report)
    if not Submission.objects.decide(
        submission, decision=decision, remark=remark, decided_by=by, decided_at=timezone.now()
    ):
        raise overtaken(report)
    submission.refresh_from_db()
    return submission


def _copy(report, answers, *, by, now, handed_in):
    number = (report.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    measure, organization = report.measure, report.organization
    submission = Submission.objects.create(
        report=report,
        number=number,
        receipt=f"{report.period.code}-{measure.code.replace('-', '')}-{organization.pk}-{number}",
        percent=mean_percent({pk: percent for pk, (percent, _note) in answers.figures.items()}, list(answers.figures)),
        summary=answers.summary,
        problem=answers.problem,
        help_from_id=answers.help_from,
        help_by=answers.help_by,
        next_steps=answers.next_steps,
        correction_reason=report.correction_reason,
        submitted_by=by,
        submitted_at=now,
        handed_in_at=now if handed_in else None,
    )
    DistrictFigure.objects.bulk_create(
        DistrictFigure(submission=submission, district_id=pk, percent=percent, note=note)
        for pk, (percent, note) in answers.figures.items()
    )
    days = dict(MilestoneClaim.objects.made_by(report).values_list("milestone", "on"))
    MilestoneClaim.objects.bulk_create(
        MilestoneClaim(submission=submission, milestone=answer.milestone, is_done=answer.is_done,
                       on=answer.on or days.get(answer.milestone.pk) or timezone.localdate(now), reason=answer.reason)
        for answer in answers.answers
    )
    submission.evidence.set(report.evidence.attached())
    return submission


def _check_length(text, field="remark"):
    if len(text) > TEXT_MAX:
        raise ValidationError({field: too_long(text, TEXT_MAX)})


def _tell_supervisors(report, submission):
    kind = Notice.Kind.CORRECTION if submission.correction_reason else Notice.Kind.SUBMITTED
    reviewers = [
        supervisor for supervisor in User.objects.supervisors().exclude(organization=report.organization)
        if supervisor.review_scopes.reaching(report.assignment).exists()
    ]
    _tell(reviewers, report, submission, kind, reason=submission.correction_reason[:80])


def _tell(people, report, submission, kind, reason=""):
    """One notice for each person about this submission; it names the measure and the period, nothing more private."""
    to_review = kind in {Notice.Kind.SUBMITTED, Notice.Kind.CORRECTION}
    url = f"/review/{submission.pk}/" if to_review else report.get_absolute_url()
    tell(people, key=f"{kind}-{submission.pk}", kind=kind, url=url, measure=report.measure,
         organization=report.organization, period=report.period, reason=reason)
