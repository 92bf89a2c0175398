"""A report as it was handed in, and the steps its organization takes: hand in, sign, take back, correct."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.plans.text import clean_text
from tracker.reporting.calendar import add_working_days
from tracker.reporting.holidays import working_days
from tracker.reporting.models import DistrictFigure, Evidence, MilestoneClaim
from tracker.reporting.permissions import can_end_exception, can_grant_exception
from tracker.reporting.status import Status
from tracker.reporting.workflow import APPROVE, CORRECT, RECALL, SIGN, submit_step
from tracker.web.forms.evidence import EvidenceForm
from tracker.web.shortcuts import get_report
from tracker.web.views.writing import is_handed_in_by, seen

REVIEW_DAYS = 5  # working days in which the task force means to review


def show(request, pk, **extra):
    report = get_report(request, pk)
    today = timezone.localdate()
    is_own = request.user.organization_id == report.organization.pk and _writes(request.user)
    submissions = _submissions(report, request.user)
    context = {
        "report": report,
        "submissions": submissions,
        "undecided": next((s for s in submissions if not s.decision), None),
        "is_own": is_own,
        "evidence": report.evidence.attached().oldest_first() if is_own and report.is_editable else (),
        "evidence_form": EvidenceForm(),
        "today": today,
        **_exception(request.user, report, is_own=is_own, on=today),
        **_ways(request.user, report, on=today),
        **extra,
    }
    return render(request, "reports/show.html", context)


@require_POST
def submit(request, pk):
    """Hand in what the check page showed; a second click finds it done and leads to the same receipt."""
    report = get_report(request, pk)
    if report.is_editable and request.POST.get("seen", seen(report)) != seen(report):
        messages.warning(request, _("The report was changed after you opened this page. Check it once more"))
        return redirect("reports:check", pk)
    try:
        acts.submit(report, by=request.user)
    except ValidationError:
        return redirect(f"{reverse('reports:edit', args=[pk])}?errors=1")
    except PermissionDenied:
        report.refresh_from_db(fields=["status"])
        if not is_handed_in_by(request.user, report, on=timezone.localdate()):
            raise
    return redirect("reports:receipt", pk)


def receipt(request, pk):
    report = get_report(request, pk)
    submission = report.submissions.visible_to(request.user).order_by("-number").first()
    if submission is None:
        raise Http404
    handed_in_on = timezone.localdate(submission.submitted_at)
    context = {
        "report": report,
        "submission": submission,
        "review_by": add_working_days(handed_in_on, REVIEW_DAYS, is_working=working_days()),
        "today": timezone.localdate(),
        "can_recall": not RECALL.refusal(request.user, report, on=timezone.localdate()),
    }
    return render(request, "reports/receipt.html", context)


@require_POST
def recall(request, pk):
    report = get_report(request, pk)
    acts.recall(report, by=request.user)
    messages.success(request, _("Taken back. Change what you want and hand it in again"))
    return redirect("reports:edit", pk)


@require_POST
def sign(request, pk):
    report = get_report(request, pk)
    acts.sign(report, by=request.user)
    messages.success(request, _("Signed and handed in for review"))
    return redirect("reports:show", pk)


@require_POST
def correct(request, pk):
    report = get_report(request, pk)
    reason = clean_text(request.POST.get("reason", ""))
    try:
        acts.correct(report, by=request.user, reason=reason)
    except ValidationError as refusal:
        return show(request, pk, reason=reason, reason_errors=refusal.messages)
    messages.success(request, _("Correct the report and hand it in again. Until that is approved, the old one counts"))
    return redirect("reports:edit", pk)


def _writes(user):
    return user.is_reporter or user.is_signatory


def _submissions(report, user):
    """What was handed in and may be read, the newest first, with all that belongs to it."""
    return report.submissions.visible_to(user).order_by("-number").select_related(
        "submitted_by", "signed_by", "decided_by", "help_from"
    ).prefetch_related(
        Prefetch("figures", DistrictFigure.objects.select_related("district").order_by("district__position")),
        Prefetch("claims", MilestoneClaim.objects.select_related("milestone").order_by("milestone__due_on")),
        Prefetch("evidence", Evidence.objects.oldest_first()),
    )


def _exception(user, report, *, is_own, on):
    """The exception in force, for those concerned, and whether this person grants or ends one."""
    is_unwritten = report.status == Status.DRAFT and not report.is_correction
    if not is_own and not (user.is_supervisor and is_unwritten):
        return {}
    exception = report.exception
    can_end = exception is not None and can_end_exception(user, exception, on=on)
    return {
        "exception": exception if is_own or can_end else None,
        "can_end_exception": can_end,
        "can_grant_exception": not can_end and can_grant_exception(user, report, on=on),
    }


def _ways(user, report, *, on):
    """Which buttons this person gets, and the sentence for the one that they may miss."""
    refusals = {
        "edit": submit_step(report).refusal(user, report, on=on),
        "sign": SIGN.refusal(user, report, on=on),
        "recall": RECALL.refusal(user, report, on=on),
        "correct": CORRECT.refusal(user, report, on=on),
        "review": APPROVE.refusal(user, report, on=on),
    }
    missed = {Status.DRAFT: "edit", Status.RETURNED: "edit", Status.AWAITING_SIGNATURE: "sign"}.get(report.status)
    return {
        **{f"can_{name}": not refusal for name, refusal in refusals.items()},
        "refusal": refusals.get(missed, ""),
    }
