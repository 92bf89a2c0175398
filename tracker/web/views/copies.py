"""Working copies: taken out as a workbook, and brought back filled in."""

import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.exchange.ledger.copies.permissions import can_bring_back, can_look
from tracker.exchange.ledger.copies.workbook import sheets
from tracker.exchange.models import CopyReturn
from tracker.exchange.sheets.writer import write
from tracker.reporting.evidence import RefusedFile, clean_name
from tracker.reporting.models import ReportingPeriod
from tracker.web.forms.copies import ReturnForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RETURNS_SHOWN = 20


@require_POST
def make(request):
    """Hand out the reports of one's organization in a period as a workbook."""
    can_bring_back.check(request.user)
    period = request.POST.get("period", "")
    if not (period.isascii() and period.isdecimal() and len(period) < 18):
        messages.error(request, _("Choose a period"))
        return redirect("copies:upload")
    period = get_object_or_404(_periods(request.user), pk=period)
    copy = acts.make_copy(period, by=request.user)
    return workbook(sheets(copy), _("%(organization)s reports %(period)s.xlsx") % {
        "organization": copy.organization.label, "period": period})


def upload(request):
    """Take a copy out, bring one back, and find again what was brought back."""
    can_look.check(request.user)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        can_bring_back.check(request.user)
        form = ReturnForm(request.POST, request.FILES)
        if form.is_valid() and (return_ := _bring_back(request, form)):
            return redirect(return_)
    periods = list(_periods(request.user).opened(on=timezone.localdate())[:12])
    returns = CopyReturn.objects.visible_to(request.user).with_context().defer("copy__base", "content", "outcome")
    context = {
        "form": form, "periods": periods, "can_write": can_bring_back(request.user),
        "returns": returns.newest_first()[:RETURNS_SHOWN], "today": timezone.localdate(),
    }
    return render(request, "copies/upload.html", context)


def workbook(made, name):
    """The sheets as a file to be saved under this name."""
    file = io.BytesIO()
    write(made, file, made_at=timezone.now())
    return HttpResponse(file.getvalue(), content_type=XLSX, headers={
        "Content-Disposition": content_disposition_header(True, clean_name(name)),
        "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
    })


def _bring_back(request, form):
    """The return, new or known; None when the form now says why the file is not taken."""
    try:
        return_ = acts.bring_back(form.cleaned_data["file"], by=request.user)
    except RefusedFile as refusal:
        form.add_error("file", refusal.sentence)
        return None
    if return_.is_applied:
        messages.info(request, _("This file was taken over already. This is its receipt"))
    return return_


def _periods(user):
    """Periods in which the person's organization has reports."""
    if not user.organization_id:
        raise Http404
    mine = ReportingPeriod.objects.filter(reports__assignment__organization=user.organization_id)
    return ReportingPeriod.objects.filter(pk__in=mine.values("pk")).select_related("plan")
