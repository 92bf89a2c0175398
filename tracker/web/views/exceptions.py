"""A supervisor lets one report come later or excuses it, and ends that again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.reporting.models import ProgressReport
from tracker.reporting.permissions import can_end_exception, can_grant_exception
from tracker.web.forms.exception import ExceptionForm


def grant(request, pk):
    """The form; or, while an exception is in force, that exception and the button that ends it."""
    report, today = _get_report(request, pk), timezone.localdate()
    if request.method != "POST" and report.exception and not report.exception.is_over_on(today):
        can_end_exception.check(request.user, report.exception, on=today)
        return _page(request, report, exception=report.exception)
    can_grant_exception.check(request.user, report, on=today)
    form = ExceptionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _grant(request, report, form):
        return redirect(f"{report.measure.get_absolute_url()}#h-reports")
    return _page(request, report, form=form)


@require_POST
def end(request, pk):
    report = _get_report(request, pk)
    if report.exception is None:
        raise Http404
    acts.end_exception(report.exception, by=request.user)
    messages.success(request, _("The exception was ended"))
    return redirect(f"{report.measure.get_absolute_url()}#h-reports")


def _get_report(request, pk):
    """A report that this person supervises need not be readable: nothing that was written in it is shown here."""
    return get_object_or_404(ProgressReport.objects.open_to(request.user).with_context().defer("draft"), pk=pk)


def _grant(request, report, form):
    """Grant it and say so; False when the form now says what is missing."""
    try:
        exception = acts.grant_exception(report, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("%(organization)s, %(period)s: %(fact)s") % {
        "organization": report.organization, "period": report.period, "fact": exception.fact})
    return True


def _page(request, report, **content):
    return render(request, "reports/exception.html", {"report": report, "today": timezone.localdate(), **content})
