"""The queue of a supervisor, and one submission to decide on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker import acts
from tracker.dashboards import review
from tracker.people.permissions import Overtaken, require
from tracker.reporting.models import Submission
from tracker.reporting.workflow import overtaken
from tracker.web.forms.review import DecisionForm
from tracker.web.shortcuts import key_in

FIRST_COME = "arrived"


def index(request):
    """Leads to the submission that waits first, or says that nothing does."""
    _require_supervisor(request)
    sort = _sort(request)
    if keys := review.keys_to_review(request.user, sort=sort):
        return redirect(_address(keys[0], sort))
    today = timezone.localdate()
    return render(request, "review/index.html", {"done": review.done_lately(request.user, on=today), "today": today})


def show(request, pk):
    submission = _get_submission(request, pk)
    _require_supervisor(request)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decide(request, submission, form):
        return redirect(_next(request))
    sort, against = _sort(request), key_in(request.GET.get("against", ""))
    today = timezone.localdate()
    page = review.review(submission, request.user, on=today, sort=sort, against=against)
    return render(request, "review/show.html", {
        "review": page, "submission": page.submission, "report": page.submission.report, "form": form,
        "sort": sort, "shows_all": request.GET.get("show") == "all", "today": today,
    })


def _get_submission(request, pk):
    """The submission, or 404; a supervisor who comes too late for one that was taken back reads so."""
    submissions = review.with_last_approved(Submission.objects.with_context())
    if found := submissions.visible_to(request.user).filter(pk=pk).first():
        return found
    get_object_or_404(submissions.taken_back_from(request.user), pk=pk)
    raise Overtaken(_("The organization took this report back. Once handed in again it stands in the queue"))


def _require_supervisor(request):
    require(request.user.is_supervisor, _("Only supervisors review reports"))


def _decide(request, submission, form):
    """Take the decision and say so; False when the form now says what is missing."""
    report = submission.report
    if submission.decision:
        raise overtaken(report)
    try:
        if form.is_return:
            acts.send_back(report, by=request.user, reason=form.words, submission=submission)
        else:
            acts.approve(report, by=request.user, remark=form.words, submission=submission)
    except ValidationError as incomplete:
        form.add_error(None, incomplete)
        return False
    returned, approved = _("%(measure)s, %(organization)s: returned"), _("%(measure)s, %(organization)s: approved")
    words = {"measure": report.measure, "organization": report.organization}
    messages.success(request, (returned if form.is_return else approved) % words)
    return True


def _next(request):
    """The submission that stood next on the page if it still waits, else the first, else the word that all is done."""
    sort = _sort(request)
    keys = review.keys_to_review(request.user, sort=sort)
    wanted = key_in(request.POST.get("next", ""))
    if not keys:
        return reverse("review:index")
    return _address(wanted if wanted in keys else keys[0], sort)


def _address(key, sort):
    address = reverse("review:show", args=[key])
    return address if sort == FIRST_COME else f"{address}?{urlencode({'sort': sort})}"


def _sort(request):
    sort = request.GET.get("sort", "")
    return sort if sort in review.SORTS else FIRST_COME
