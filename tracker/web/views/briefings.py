"""Briefings: made, looked at, issued, handed out and checked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker import acts
from tracker.exchange.briefing.frozen import digest
from tracker.exchange.briefing.permissions import can_act_on, can_make_any, choices_of
from tracker.exchange.briefing.verification import Damaged, read_file, verify
from tracker.exchange.models import Briefing, BriefingTemplate
from tracker.web.briefings import Page, file_name, handed_out
from tracker.web.forms.briefings import NewBriefingForm, RefreshForm
from tracker.web.shortcuts import page_of

PER_PAGE = 20


def index(request):
    """The briefings that a person may see, and the form for a new one where they may make any."""
    choices = choices_of(request.user)
    refusal, is_sent = can_make_any.refusal(request.user, choices), request.method == "POST"
    if is_sent:
        can_make_any.check(request.user, choices)
    form = None if refusal else NewBriefingForm(
        request.POST if is_sent else None, choices=choices, today=timezone.localdate(),
        templates=BriefingTemplate.objects.in_use().in_order(),
    )
    if is_sent and form.is_valid():
        briefing = _done(form, acts.make_briefing, by=request.user, **form.answers())
        if briefing:
            return redirect(briefing)
    rows = Briefing.objects.visible_to(request.user).with_context().defer("content").newest_first()
    return render(request, "briefings/index.html", {
        "form": form if form and form.periods else None, "refusal": refusal,
        "page": page_of(rows, request.GET.get("page"), size=PER_PAGE),
    })


@require_safe
def show(request, pk):
    """What the briefing says; of a draft also whether it adds up, and what can be done with it."""
    briefing = _get_briefing(request, pk)
    return _page(request, briefing, _refresh_form(briefing) if can_act_on(request.user, briefing) else None)


@require_POST
def refresh(request, pk):
    briefing = _get_briefing(request, pk)
    can_act_on.check(request.user, briefing)
    form = _refresh_form(briefing, request.POST)
    if form.is_valid() and _done(form, acts.refresh_briefing, briefing, by=request.user, **form.cleaned_data):
        messages.success(request, _("Made anew from the data as they are now"))
        return redirect(briefing)
    return _page(request, briefing, form)


@require_POST
def issue(request, pk):
    briefing = _get_briefing(request, pk)
    try:
        issued = acts.issue_briefing(briefing, by=request.user, seen=request.POST.get("seen", ""))
    except ValidationError as refusal:
        return _page(request, briefing, _refresh_form(briefing), refusal=refusal.messages)
    messages.success(request, _("Issued as %(number)s and frozen") % {"number": issued.document_number})
    return redirect(briefing)


@require_POST
def drop(request, pk):
    briefing = _get_briefing(request, pk)
    acts.drop_briefing(briefing, by=request.user)
    messages.success(request, _("The draft “%(title)s” was dropped") % {"title": briefing})
    return redirect("briefings:index")


@require_safe
def check(request, pk):
    """The briefing recomputed for its day, beside what was issued."""
    briefing = _get_briefing(request, pk)
    if not briefing.is_issued:
        raise Http404
    return render(request, "briefings/check.html", {
        "briefing": briefing, "verification": verify(briefing), "at": timezone.now(),
        "is_of_its_day": timezone.localdate(briefing.issued_at) <= briefing.on,
    })


@require_safe
def file(request, pk):
    """The frozen file, if it still is the one that was issued; of a draft one made for this look."""
    briefing = _get_briefing(request, pk)
    try:
        content = read_file(briefing) if briefing.is_issued else acts.draft_file(briefing)
    except Damaged as damage:
        return render(request, "briefings/damaged.html", {"briefing": briefing, "reason": str(damage)}, status=409)
    except ValidationError as refusal:
        return _page(request, briefing, _refresh_form(briefing), refusal=refusal.messages)
    return handed_out(content, file_name(briefing))


def _get_briefing(request, pk):
    return get_object_or_404(Briefing.objects.visible_to(request.user).with_context(), pk=pk)


def _refresh_form(briefing, posted=None):
    return RefreshForm(posted, briefing=briefing, templates=BriefingTemplate.objects.in_use().in_order())


def _page(request, briefing, form, *, refusal=()):
    """The page of a briefing; ``form`` None for whoever only reads it, ``refusal`` why something was not done."""
    return render(request, "briefings/show.html", {
        "briefing": briefing, "form": form, "refusal": refusal, "page": Page(briefing),
        "seen": digest(briefing.content),
    })


def _done(form, act, *subject, **answers):
    """What the act returns, or True; None when the form now says why it was not done."""
    try:
        return act(*subject, **answers) or True
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
