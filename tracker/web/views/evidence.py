"""Evidence: attached, taken away again, and handed out to those who may see it, from no other address."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker import acts
from tracker.reporting.models import Evidence
from tracker.web.forms.evidence import EvidenceForm
from tracker.web.shortcuts import get_report


@require_POST
def attach(request, pk):
    report = get_report(request, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if attached := form.attach(report, by=request.user):
        sentence = ngettext("%(count)d piece of evidence attached", "%(count)d pieces of evidence attached", attached)
        messages.success(request, sentence % {"count": attached})
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, sentence)
    return redirect(reverse("reports:show", args=[pk]) + "#evidence")


@require_POST
def remove(request, pk):
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    acts.detach(evidence, by=request.user)
    messages.success(request, _("“%(name)s” was taken out of the report") % {"name": evidence.name})
    return redirect(reverse("reports:show", args=[evidence.report_id]) + "#evidence")


@require_safe
def download(request, pk):
    """The file under its own name. With ``?view`` the kinds that a browser can show, locked away from this site."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).exclude(file=""), pk=pk)
    is_shown = "view" in request.GET and evidence.has_preview
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=not is_shown,
        filename=evidence.name,
        content_type=evidence.content_type if is_shown else "application/octet-stream",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
