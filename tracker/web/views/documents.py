"""Official documents: handed in, put right beside their text, taken over into the plan, and read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker import acts
from tracker.dashboards.sources import coverage as coverage_of
from tracker.dashboards.sources import stretches
from tracker.exchange.importing.preview import lay_out
from tracker.exchange.importing.shapes import Proposal
from tracker.people.permissions import can_administer
from tracker.plans.models import Plan
from tracker.plans.sources import SourceDocument
from tracker.web.documents import ItemPage, facts_page, number_in
from tracker.web.forms.documents import UploadForm, VersionForm

NO_STORE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def index(request):
    """The documents that this person may see; for administrators also the form to hand one in."""
    documents = SourceDocument.objects.visible_to(request.user).select_related("plan", "amends", "uploaded_by").defer(
        "text", "proposal", "amends__text", "amends__proposal")
    form = None
    if request.method == "POST":
        can_administer.check(request.user)
    if can_administer(request.user):
        applied = [document for document in documents.newest_first() if document.is_applied]
        form = UploadForm(request.POST or None, request.FILES or None, plans=Plan.objects.in_order(), documents=applied)
    if request.method == "POST" and form.is_valid() and (document := _proposed(request, form)):
        return redirect(document)
    return render(request, "documents/index.html", {"documents": documents.newest_first(), "form": form})


def show(request, pk):
    """The text beside what is proposed to be taken from it, or what rests on it once it was taken over."""
    document = _get_document(request, pk)
    if not document.is_open:
        return render(request, "documents/text.html", {
            "document": document, "stretches": stretches(document) if document.is_applied else ()})
    proposal = Proposal.from_json(document.proposal)
    sheet = lay_out(document, proposal, open_task=number_in(request.GET.get("open")))
    return render(request, "documents/show.html", {"document": document, "proposal": proposal, "sheet": sheet})


def item(request, pk, number):
    """One objective, task or measure to put right; number 0 with ``?clause=`` makes a new one."""
    page = ItemPage(request, _get_open(request, pk), number)
    if request.method == "POST" and page.act():
        return redirect(page.way_back)
    return render(request, "documents/item.html", page.content())


def facts(request, pk):
    """What the text says of its plan, its places, and which organization each body in it is."""
    document = _get_open(request, pk)
    content = facts_page(request, document)
    return redirect(document) if content is None else render(request, "documents/facts.html", content)


@require_POST
def apply(request, pk):
    """Take the proposal over; of two clicks one does it, and the other finds it done."""
    document = _get_document(request, pk, SourceDocument.objects.visible_to(request.user))
    can_administer.check(request.user)
    form = VersionForm(request.POST)
    if document.is_applied:
        messages.info(request, _("This document was taken over already"))
        return redirect(document)
    try:
        acts.apply_document(document, by=request.user, version=_version(form))
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        return redirect(document)
    messages.success(request, _("The document was taken over into the plan"))
    return redirect("documents:coverage", document.pk)


@require_POST
def drop(request, pk):
    document = _get_open(request, pk)
    acts.drop_document(document, by=request.user)
    messages.success(request, _("The document was dropped; nothing was taken from it"))
    return redirect("documents:index")


@require_safe
def coverage(request, pk):
    """Which clauses have no measure, and which measures no clause."""
    document = _get_document(request, pk, SourceDocument.objects.applied())
    return render(request, "documents/coverage.html", {"document": document, "coverage": coverage_of(document)})


@require_safe
def file(request, pk):
    """The file as it was handed in, under its own name."""
    document = _get_document(request, pk)
    try:
        opened = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        opened, as_attachment=True, filename=document.name, content_type="application/octet-stream", headers=NO_STORE)


def _get_document(request, pk, documents=None):
    documents = SourceDocument.objects.all() if documents is None else documents
    visible = documents.visible_to(request.user).select_related("plan", "amends", "uploaded_by", "decided_by")
    return get_object_or_404(visible.defer("amends__text", "amends__proposal"), pk=pk)


def _get_open(request, pk):
    """A document that is being checked: it does not exist for whoever may not put it right."""
    document = _get_document(request, pk)
    can_administer.check(request.user)
    if not document.is_open:
        raise Http404
    return document


def _version(form):
    """The version that the page showed; one that no page showed is stale."""
    return form.cleaned_data["version"] if form.is_valid() else 0


def _proposed(request, form):
    """Propose it and say what was found; None when the form now says why not."""
    try:
        file = form.cleaned_data["file"]
        document = acts.propose_document(form.plan_chosen, by=request.user, file=file, **form.given)
    except acts.TakenOverAlready as already:
        messages.info(request, already.messages[0])
        return already.document
    except ValidationError as refused:
        field = "amends" if "amends" in getattr(refused, "error_dict", {}) else "file"
        form.add_error(field, refused.messages)
        return None
    count = sum(item["sort"] == "measure" for item in document.proposal["items"])
    messages.success(request, ngettext(
        "%(count)d measure was found in the text. Check it, then take it over",
        "%(count)d measures were found in the text. Check them, then take them over", count) % {"count": count})
    return document
