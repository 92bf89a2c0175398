"""A working copy that came back: looked at cell by cell, decided on, taken over; then its receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker import acts
from tracker.exchange.ledger.copies import marked as marking
from tracker.exchange.ledger.copies.gathering import preview_of
from tracker.exchange.ledger.copies.permissions import can_decide
from tracker.exchange.models import CopyReturn
from tracker.exchange.sheets.reader import read_book
from tracker.people.models import Organization
from tracker.reporting.models import ProgressReport
from tracker.web.forms.copies import Chosen
from tracker.web.returns import ROWS, Rows, Words, notes, summary
from tracker.web.shortcuts import page_of
from tracker.web.views.copies import workbook

REPORTS_LISTED = 300  # on a receipt


@require_safe
def show(request, pk):
    return_ = _get_return(request, pk)
    return _page(request, return_) if return_.is_open else _decided(request, return_)


@require_POST
def choose(request, pk):
    """Keep what was decided on this page, and go on to the next if that was asked for."""
    return_ = _get_return(request, pk)
    _choose(request, return_)
    page = request.POST.get("go", "")
    query = f"?page={page}#rows" if page.isascii() and page.isdecimal() and len(page) < 6 else ""
    if not query:
        messages.success(request, _("Choice saved"))
    return redirect(return_.get_absolute_url() + query)


@require_POST
def apply(request, pk):
    """Keep what was decided on this page, then take everything over; a second click finds the receipt."""
    return_ = _get_return(request, pk)
    try:
        _choose(request, return_)
        acts.apply_return(return_, by=request.user, seen=request.POST.get("seen", ""))
    except acts.SeenOtherwise:
        problem = _("Somebody changed these reports while you were looking. Nothing was taken over yet: look at what "
                    "is shown now, then take it over")
        return _page(request, _get_return(request, pk), problem=problem, status=409)
    except PermissionDenied:
        return_ = _get_return(request, pk)
        if not return_.is_applied:
            raise
    return redirect(return_)


@require_POST
def drop(request, pk):
    acts.drop_return(_get_return(request, pk), by=request.user)
    messages.success(request, _("The file was dropped; the reports are as they were"))
    return redirect("copies:upload")


@require_safe
def marked(request, pk):
    """The workbook as it came back, with what is wrong in it marked."""
    return_ = _get_return(request, pk)
    _asked, preview = preview_of(return_, request.user, on=timezone.localdate())
    try:
        with return_.file.open("rb") as file:
            book = read_book(return_.name, file)
    except FileNotFoundError as error:
        raise Http404 from error
    name = _("%(name)s, marked.xlsx") % {"name": return_.name.removesuffix(".xlsx")}
    return workbook(marking.sheets(book, return_.copy, preview), name)


def _get_return(request, pk):
    return get_object_or_404(CopyReturn.objects.visible_to(request.user).with_context(), pk=pk)


def _choose(request, return_):
    chosen = Chosen.sent(request.POST)
    acts.choose_cells(return_, by=request.user, left=chosen.left, shown=chosen.shown, sides=chosen.sides)


def _page(request, return_, *, problem="", status=200):
    asked, preview = preview_of(return_, request.user, on=timezone.localdate())
    organizations = {str(key): name for key, name in Organization.objects.values_list("pk", "name")}
    words = Words(preview.findings.sheets, asked, organizations)
    page = page_of(Rows(preview, words), request.GET.get("page"), size=ROWS)
    rows = page.object_list
    context = {
        "return": return_, "preview": preview, "page": page, "problem": problem, "summary": summary(preview),
        "notes": notes(preview), "can_decide": can_decide(request.user, return_), "today": timezone.localdate(),
        **{f"{kind}s": [row for row in rows if row.kind == kind] for kind in ("fault", "conflict", "change", "late",
                                                                                "untaken")},
    }
    return render(request, "returns/show.html", context, status=status)


def _decided(request, return_):
    """The receipt, or that it was dropped."""
    taken = return_.outcome.get("taken", {})
    reports = ProgressReport.objects.filter(pk__in=[int(key) for key in taken][:REPORTS_LISTED]).with_context()
    in_order = reports.order_by("assignment__measure__task__number", "assignment__measure__number")
    context = {
        "return": return_, "reports": [(report, taken[str(report.pk)]) for report in in_order],
        "cells": sum(taken.values()), "more": max(len(taken) - REPORTS_LISTED, 0),
        "faults": len(return_.content["faults"]) + return_.content["untold"],
        "today": timezone.localdate(),
    }
    return render(request, "returns/receipt.html", context)
