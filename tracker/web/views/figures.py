"""Figures of indicators as workbooks: taken out, brought back, looked at, taken over or dropped."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tracker import acts
from tracker.exchange.models import ReadingReturn
from tracker.exchange.readings.gathering import match_of, own_plans, own_rows, table_rows, targets_of
from tracker.exchange.readings.permissions import can_bring_back, can_decide
from tracker.exchange.readings.workbook import own_sheets, table_sheets
from tracker.plans.models import Plan
from tracker.reporting.evidence import RefusedFile
from tracker.web.days import asked_day
from tracker.web.exports import who
from tracker.web.figures import Lines
from tracker.web.shortcuts import page_of
from tracker.web.views.copies import workbook

RETURNS_SHOWN = 20
ROWS = 100


class FiguresReturnForm(forms.Form):
    """A filled-in workbook, and of which plan it is where there are several."""

    use_required_attribute = False

    plan = forms.ModelChoiceField(
        label=gettext_lazy("Plan"), queryset=Plan.objects.none(), empty_label=None,
        error_messages={"required": gettext_lazy("Choose a plan"), "invalid_choice": gettext_lazy("Choose a plan")},
    )
    file = forms.FileField(
        label=gettext_lazy("Filled-in workbook of figures"), widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Choose the file that you filled in"),
                        "empty": gettext_lazy("The file is empty")},
        help_text=gettext_lazy("An .xlsx file, as Excel, WPS and LibreOffice save it"),
    )

    def __init__(self, plans, *args):
        super().__init__(*args, auto_id="%s")
        self.fields["plan"].queryset = plans
        self.plans = list(plans)
        if len(self.plans) <= 1:
            self.fields["plan"].required = False
            self.fields["plan"].widget = forms.HiddenInput()

    @property
    def chosen(self):
        """The plan; None when the organization reports nothing of any."""
        return self.cleaned_data.get("plan") or next(iter(self.plans), None)


@require_safe
def sheet(request):
    """The workbook of one's own organization; with ``?all=1``, and for everybody else, the table of all."""
    own = can_bring_back(request.user) and not request.GET.get("all")
    plans = own_plans(request.user.organization_id) if own else Plan.objects.filter(
        indicators__isnull=False).distinct().order_by("pk")
    plan = _plan(plans, request.GET.get("plan", ""))
    if plan is None and own:
        messages.info(request, _("Your organization reports no indicator yet"))
        return redirect("readings:index")
    if plan is None:
        raise Http404
    return _own(request, plan) if own else _table(request, plan)


def upload(request):
    """Take a workbook out, bring one back, and find again what was brought back."""
    can_bring_back.check(request.user)
    plans = own_plans(request.user.organization_id)
    form = FiguresReturnForm(plans, *([request.POST, request.FILES] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid() and (return_ := _bring_back(request, form)):
        return redirect(return_)
    returns = ReadingReturn.objects.visible_to(request.user).select_related("plan", "uploaded_by").defer("content")
    return render(request, "readings/upload.html", {
        "form": form, "plans": form.plans, "returns": returns.newest_first()[:RETURNS_SHOWN]})


@require_safe
def returned(request, pk):
    """What a workbook would change; once decided on, what became of it."""
    return _page(request, _get_return(request, pk))


@require_POST
def apply(request, pk):
    """Take the figures over; a second click finds what was taken over."""
    return_ = _get_return(request, pk)
    try:
        applied = acts.apply_figures(return_, by=request.user, seen=request.POST.get("seen", ""))
    except acts.SeenOtherwise:
        problem = _("Somebody changed these figures while you were looking. Nothing was taken over yet: look at what "
                    "is shown now, then take it over")
        return _page(request, _get_return(request, pk), problem=problem, status=409)
    except PermissionDenied:
        return_ = _get_return(request, pk)
        if not return_.is_applied:
            raise
        messages.info(request, _("This file was taken over already"))
        return redirect(return_)
    return redirect(applied)


@require_POST
def drop(request, pk):
    acts.drop_figures(_get_return(request, pk), by=request.user)
    messages.success(request, _("The file was dropped; the figures are as they were"))
    return redirect("readings:upload")


def _own(request, plan):
    organization, today = request.user.organization, timezone.localdate()
    rows = own_rows(organization.pk, plan, on=today)
    made = own_sheets(plan, organization, rows, made_at=timezone.now(), is_demonstration=organization.is_demonstration)
    return workbook(made, _("%(organization)s figures of indicators.xlsx") % {"organization": organization.label})


def _table(request, plan):
    on = asked_day(request).on
    readings, targets = table_rows(plan, on=on), targets_of(plan)
    invented = any(row.is_demonstration for row in readings) or any(
        target.is_demonstration for of_one in targets.values() for target in of_one.values())
    made = table_sheets(plan, readings, targets, on=on, made_at=timezone.now(), by=who(request.user),
                        is_demonstration=invented)
    return workbook(made, _("Figures of indicators-%(day)s.xlsx") % {"day": on.isoformat()})


def _plan(plans, text):
    """The plan that an address asks for, else the first; 404 for one that is not there."""
    if not text:
        return plans.first()
    if not (text.isascii() and text.isdecimal() and len(text) < 18):
        raise Http404
    return get_object_or_404(plans, pk=text)


def _get_return(request, pk):
    returns = ReadingReturn.objects.visible_to(request.user)
    return get_object_or_404(returns.select_related("plan", "organization", "uploaded_by", "decided_by"), pk=pk)


def _bring_back(request, form):
    """The return, new or known; None when the form now says why the file is not taken."""
    if form.chosen is None:
        form.add_error("file", _("Your organization reports no indicator yet"))
        return None
    try:
        return_ = acts.bring_back_figures(form.chosen, form.cleaned_data["file"], by=request.user)
    except RefusedFile as refusal:
        form.add_error("file", refusal.sentence)
        return None
    if return_.is_applied:
        messages.info(request, _("This file was taken over already"))
    return return_


def _page(request, return_, *, problem="", status=200):
    context = {"return": return_, "problem": problem, "can_decide": can_decide(request.user, return_)}
    if return_.is_open:
        made = match_of(return_, on=timezone.localdate())
        page = page_of(Lines(made), request.GET.get("page"), size=ROWS)
        context |= {"match": made, "page": page, **{
            f"{kind}_rows": [row for row in page.object_list if row.kind == kind]
            for kind in ("fault", "changed", "new", "left")}}
    return render(request, "readings/returned.html", context, status=status)
