"""Figures of indicators: reported for all districts at once, approved, returned with a reason, taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.dashboards.readings import desk
from tracker.dashboards.readings.reporting import reporting
from tracker.exchange.readings.permissions import can_bring_back
from tracker.indicators.models import Indicator, Reading
from tracker.indicators.permissions import can_decide_reading, can_report_any
from tracker.indicators.quarters import end_before
from tracker.indicators.reported import Entry
from tracker.people.permissions import Overtaken, require
from tracker.web.days import asked_day
from tracker.web.forms.readings import FiguresForm, ReadingDecisionForm
from tracker.web.shortcuts import page_of

PER_PAGE = 50
NAMED = 5  # figures that a message names


def index(request):
    """What is to be reported, what waits and what was decided, each as far as it concerns this person."""
    user, today = request.user, timezone.localdate()
    reports = bool(user.organization_id) and (user.is_reporter or user.is_signatory)
    waiting = page_of(desk.queue(user), request.GET.get("page"), size=PER_PAGE) if user.is_supervisor else None
    return render(request, "readings/index.html", {
        "own": desk.own_figures(user.organization_id, on=today) if reports else None, "page": waiting,
        "waiting": [desk.Waiting(reading) for reading in (waiting.object_list if waiting else ())],
        "decided": desk.decided_lately(user), "today": today, "can_bring_back": can_bring_back(user),
    })


def report(request, pk):
    """The figures of a day, of all districts for which the person's organization answers."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user).select_related("plan", "area"), pk=pk)
    can_report_any.check(request.user, indicator)
    today = timezone.localdate()
    asked = asked_day(request) if request.GET.get("on", "").strip() else None
    day = asked.on if asked and not asked.fault else end_before(today)
    page = reporting(indicator, request.user.organization_id, on=day, today=today)
    form = FiguresForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _report(request, page, form):
        return redirect(f"{reverse('readings:report', args=[indicator.pk])}?on={day.isoformat()}")
    return render(request, "readings/report.html", {
        "indicator": indicator, "page": page, "form": form, "fault": asked.fault if asked else "", "today": today,
        "days": [*page.days, *([] if day in page.days else [day])],
    })


@require_POST
def approve(request):
    """Approve what was ticked, and say of each figure what happened to it."""
    require(request.user.is_supervisor, _("Only supervisors decide on reported figures"))
    keys = {int(key) for key in request.POST.getlist("reading") if key.isascii() and key.isdecimal() and len(key) < 18}
    found = list(Reading.objects.visible_to(request.user).with_context().filter(pk__in=keys).oldest_first())
    if not keys:
        messages.error(request, _("Tick the figures that you approve"))
    elif not _approve_all(request, found):
        for reading in found:
            _approve_one(request, reading)
    if unseen := len(keys) - len(found):
        messages.warning(request, ngettext(
            "%(number)d of the ticked figures is not there, or not yours to decide on",
            "%(number)d of the ticked figures are not there, or not yours to decide on", unseen) % {"number": unseen})
    return redirect("readings:index")


def decide(request, pk):
    """One figure with the one before it: approve it, or return it with a reason."""
    readings = Reading.objects.visible_to(request.user).with_context().with_previous()
    reading = get_object_or_404(readings, pk=pk)
    can_decide_reading.check(request.user, reading)
    form = ReadingDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decide(request, reading, form):
        return redirect("readings:index")
    return render(request, "readings/decide.html", {
        "waiting": desk.Waiting(reading), "reading": reading, "form": form, "today": timezone.localdate()})


@require_POST
def recall(request, pk):
    reading = get_object_or_404(Reading.objects.visible_to(request.user).with_context(), pk=pk)
    acts.recall_reading(reading, by=request.user)
    messages.success(request, _("%(reading)s: taken back") % {"reading": reading})
    return redirect(f"{reverse('readings:report', args=[reading.indicator_id])}?on={reading.on.isoformat()}")


def _report(request, page, form):
    """Report what was typed and say so; False when the form now says what is missing."""
    source = form.cleaned_data["source"]
    entries = [Entry(row.district, page.on, value, source, note) for row, value, note in form.typed()]
    try:
        readings = acts.report_readings(page.indicator, by=request.user, entries=entries)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    if readings:
        messages.success(request, ngettext(
            "%(number)d figure reported; it counts once it is approved",
            "%(number)d figures reported; they count once they are approved", len(readings)) % {
                "number": len(readings)})
    else:
        messages.info(request, _("These figures were reported already"))
    return True


def _approve_all(request, readings):
    """Whether all of them could be approved at once."""
    if not readings:
        return True
    try:
        acts.approve_readings(readings, by=request.user)
    except PermissionDenied:
        return False
    _say_approved(request, readings)
    return True


def _approve_one(request, reading):
    try:
        acts.approve_readings([reading], by=request.user)
    except PermissionDenied as refusal:
        messages.warning(request, _("%(reading)s: %(sentence)s") % {"reading": reading, "sentence": refusal})
    else:
        _say_approved(request, [reading])


def _say_approved(request, readings):
    names = pgettext("between items", ", ").join(str(reading) for reading in readings[:NAMED])
    more = "…" if len(readings) > NAMED else ""
    messages.success(request, ngettext(
        "%(number)d figure approved: %(names)s", "%(number)d figures approved: %(names)s", len(readings)) % {
            "number": len(readings), "names": names + more})


def _decide(request, reading, form):
    """Take the decision and say so; False when the form now says what is missing."""
    if not reading.is_undecided:
        raise Overtaken(_("%(person)s was first: %(state)s") % {
            "person": reading.decided_by.name, "state": reading.get_state_display()})
    try:
        if form.is_return:
            acts.return_reading(reading, by=request.user, reason=form.cleaned_data["remark"])
        else:
            acts.approve_readings([reading], by=request.user)
    except ValidationError as incomplete:
        form.add_error(None, incomplete)
        return False
    words = _("%(reading)s: returned") if form.is_return else _("%(reading)s: approved")
    messages.success(request, words % {"reading": reading})
    return True
