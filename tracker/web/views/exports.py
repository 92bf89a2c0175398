"""Files: what can be taken out of the tracker, and by whom."""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.exchange.ledger.export import TooManyRows, require_few, write_ledger
from tracker.exchange.ledger.report_sheet import write_report_sheet
from tracker.exchange.ledger.reports import lines
from tracker.exchange.ledger.rows import rows
from tracker.web.chosen import chosen_ledger
from tracker.web.exports import ReportSheetForm, about, periods_shown
from tracker.web.ledger import Controls

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def index(request):
    """Everything there is, and only what this person can take."""
    user = request.user
    form = ReportSheetForm(user=user)
    writes = user.organization_id and (user.is_reporter or user.is_signatory)
    return render(request, "exports/index.html", {
        "form": form, "periods": list(periods_shown(form)), "today": timezone.localdate(),
        "own": user.organization if writes else None, "may_copy": bool(writes and user.is_reporter),
    })


@require_safe
def ledger(request):
    """The ledger of an address, all of its pages, as a workbook."""
    chosen = chosen_ledger(request)
    if chosen.filter.errors:
        return _refused(request, _("Nothing is shown, because part of what was chosen is not understood"),
                        chosen.filter.faults(), Controls(chosen.filter, {}, chosen.sort))
    said = about(chosen, request.user, made_at=timezone.now())
    try:
        require_few(said.number)
    except TooManyRows as refusal:
        return _refused(request, _("The ledger was not exported"), refusal.messages)
    listed = rows(chosen.rows, on=said.on, periods=chosen.periods, looks_back=said.is_past)
    return _workbook(_("Ledger of measures-%(day)s.xlsx") % {"day": said.on.isoformat()},
                     lambda file: write_ledger(listed, said, file))


@require_safe
def reports(request):
    """The reports of an organization for a period on the form that officials know."""
    if not request.GET:
        return redirect("exports:index")
    form = ReportSheetForm(request.GET, user=request.user)
    if not form.is_valid():
        return _refused(request, _("The report sheet was not made"), form.sentences)
    organization, period = form.cleaned_data["organization"], form.cleaned_data["period"]
    found = lines(organization, period, request.user)
    name = _("Reports-%(organization)s-%(period)s.xlsx") % {"organization": organization.label, "period": period}
    return _workbook(name, lambda file: write_report_sheet(organization, period, found, file, made_at=timezone.now()))


def _workbook(name, write):
    """What ``write`` writes into a temporary file, to be saved under this name."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=get_valid_filename(name), content_type=XLSX)


def _refused(request, title, sentences, controls=None):
    return render(request, "exports/refused.html", {
        "title": title, "refusal": title, "sentences": sentences, "controls": controls}, status=400)
