"""Word templates for briefings, which administrators keep and take out of use."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker import acts
from tracker.exchange.briefing.permissions import can_keep_templates
from tracker.exchange.briefing.template import BLOCKS, FIELDS, FIGURES, render_sample
from tracker.exchange.models import BriefingTemplate
from tracker.reporting.evidence import clean_name
from tracker.web.briefings import handed_out
from tracker.web.forms.briefings import TemplateForm
from tracker.web.shortcuts import page_of

PER_PAGE = 20


def index(request):
    """What there is, the form for another one, and what a template may name."""
    can_keep_templates.check(request.user)
    is_sent = request.method == "POST"
    form = TemplateForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid() and (template := _keep(form, by=request.user)):
        messages.success(request, _("The template “%(name)s” was filled in with a sample and kept")
                         % {"name": template})
        return redirect("briefings:templates")
    rows = BriefingTemplate.objects.select_related("uploaded_by").newest_first()
    return render(request, "briefings/templates.html", {
        "form": form, "page": page_of(rows, request.GET.get("page"), size=PER_PAGE),
        "fields": FIELDS.items(), "blocks": BLOCKS.items(), "figures": FIGURES.items(),
    })


@require_POST
def retire(request, pk):
    template = _get_template(request, pk)
    acts.retire_template(template, by=request.user)
    messages.success(request, _("The template “%(name)s” is out of use") % {"name": template})
    return redirect("briefings:templates")


@require_safe
def file(request, pk):
    """The template as it was uploaded; with ``?sample`` filled in with invented content."""
    template = _get_template(request, pk)
    is_sample = "sample" in request.GET
    try:
        with template.file.storage.open(template.file.name, "rb") as stored:
            content = render_sample(stored) if is_sample else stored.read()
    except (OSError, ValidationError) as error:
        raise Http404 from error
    name = _("Sample of %(name)s") % {"name": template} if is_sample else template.name
    return handed_out(content, clean_name(f"{name}.docx"))


def _get_template(request, pk):
    can_keep_templates.check(request.user)
    return get_object_or_404(BriefingTemplate, pk=pk)


def _keep(form, *, by):
    """The template; None when the form now says what is wrong with the file."""
    try:
        return acts.keep_template(form.cleaned_data["file"], by=by, name=form.cleaned_data["name"])
    except ValidationError as refusal:
        form.add_error(None if hasattr(refusal, "error_dict") else "file", refusal)
        return None
