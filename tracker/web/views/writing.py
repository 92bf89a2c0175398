"""Writing a report: the form that saves whatever is typed, and the check before it is handed in."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import acts
from tracker.dashboards.preview import preview as preview_of
from tracker.dashboards.report import questions
from tracker.reporting.permissions import can_act_for
from tracker.reporting.status import Status
from tracker.reporting.workflow import submit_step
from tracker.web.forms.evidence import EvidenceForm
from tracker.web.forms.report import ReportForm, Typed, sections, too_long
from tracker.web.refusals import refusal_of
from tracker.web.shortcuts import get_report


def edit(request, pk):
    report = get_report(request, pk)
    if request.method == "POST":
        return _save(request, report)
    try:
        submit_step(report).check(request.user, report, on=timezone.localdate())
    except PermissionDenied as refusal:
        return _refused(request, report, refusal)
    return _edit_page(request, report, shows_errors="errors" in request.GET)


@require_POST
def autosave(request, pk):
    """Save what stands on the page; answers what the page is to say, and the base from which it goes on."""
    report = get_report(request, pk)
    typed = Typed.sent(request.POST, questions(report, on=timezone.localdate()))
    if sentence := too_long(typed.mine):
        return JsonResponse({"message": sentence}, status=413)
    try:
        merged, saved = acts.save_draft(report, by=request.user, base=typed.base, mine=typed.mine)
    except PermissionDenied as refusal:
        return JsonResponse({"message": str(refusal)}, status=403)
    if merged.conflicts:
        return JsonResponse({"url": reverse("reports:edit", args=[pk]), "message": _conflict_sentence()}, status=409)
    at = timezone.localtime(saved.saved_at) if saved.saved_at else timezone.localtime()
    message = _("Saved at %(time)s") % {"time": f"{at:%H:%M}"}
    if _has_news(merged, typed):
        news = _("%(saved)s. Others changed other fields meanwhile: reload the page to see them")
        message = news % {"saved": message}
    # The page goes on showing what it sent, so that is its new base: what others changed stays theirs.
    return JsonResponse(
        {"version": saved.version, "base": typed.mine, "saved_at": at.isoformat(), "message": message}
    )


@require_POST
def preview(request, pk):
    """The light that what stands on the page would bring, for the script of the page; nothing is saved."""
    report = get_report(request, pk)
    today = timezone.localdate()
    submit_step(report).check(request.user, report, on=today)
    asked = questions(report, on=today)
    typed = Typed.sent(request.POST, asked)
    light = preview_of(asked, typed.mine, on=today)
    return render(request, "writing/_preview_update.html", {"preview": light, "questions": asked})


def check(request, pk):
    report = get_report(request, pk)
    today = timezone.localdate()
    if is_handed_in_by(request.user, report, on=today):
        return redirect("reports:receipt", pk)
    try:
        submit_step(report).check(request.user, report, on=today)
    except PermissionDenied as refusal:
        return _refused(request, report, refusal)
    asked = questions(report, on=today)
    answers, errors = asked.read(report.draft, on=today)
    if errors:
        return redirect(f"{reverse('reports:edit', args=[pk])}?errors=1")
    context = {
        "report": report,
        "questions": asked,
        "answers": answers,
        "figures": [(d, *answers.figures[d.pk]) for d in asked.districts],
        "help_from": next((o for o in asked.organizations if o.pk == answers.help_from), None),
        "checks": asked.checks(answers, on=today),
        "preview": preview_of(asked, report.draft, on=today),
        "step": submit_step(report),
        "seen": seen(report),
        "today": today,
    }
    return render(request, "writing/check.html", context)


def seen(report):
    """What the check page showed; handing in something else needs another look."""
    return f"{report.status} {report.version}"


def is_handed_in_by(user, report, *, on):
    """Whether this person's organization has handed the report in and nobody has decided."""
    return report.status in {Status.SUBMITTED, Status.AWAITING_SIGNATURE} and can_act_for(user, report, on=on)


def _save(request, report):
    """Save everything that came, texts first; then go on, or say on the same page what could not be taken."""
    today = timezone.localdate()
    can_act_for.check(request.user, report, on=today)
    typed = Typed.sent(request.POST, questions(report, on=today))
    if sentence := too_long(typed.mine):
        return _edit_page(request, report, typed=typed, problem=sentence, status=413)
    try:
        merged, _saved = acts.save_draft(report, by=request.user, base=typed.base, mine=typed.mine)
        evidence = _change_evidence(request, report)
    except PermissionDenied as refusal:
        return _edit_page(request, report, typed=typed, problem=str(refusal), status=403)
    if merged.conflicts:
        return _conflict_page(request, report, merged, typed)
    if evidence.is_bound and evidence.errors:
        return _edit_page(request, get_report(request, report.pk), evidence=evidence)
    return _go_on(request, report, has_news=_has_news(merged, typed))


def _change_evidence(request, report):
    """Attach what was chosen, whichever button was pressed, or take away what the button names."""
    action = request.POST.get("action", "")
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_filled or action == "attach":
        form.attach(report, by=request.user)
        return form
    name, _dash, key = action.partition("-")
    if name == "remove" and key.isascii() and key.isdecimal():
        for evidence in report.evidence.visible_to(request.user).filter(pk=key):
            acts.detach(evidence, by=request.user)
    return EvidenceForm()


def _go_on(request, report, *, has_news):
    action = request.POST.get("action", "")
    if has_news:
        messages.info(request, _("Others changed other fields meanwhile; what they wrote stands here too"))
    if action == "check":
        return redirect("reports:check", report.pk)
    messages.success(request, _("Draft saved"))
    anchor = "#evidence" if action.startswith(("attach", "remove")) else "#preview" if action == "preview" else ""
    return redirect(reverse("reports:edit", args=[report.pk]) + anchor)


def _edit_page(request, report, *, typed=None, shows_errors=False, evidence=None, problem="", status=200):
    today = timezone.localdate()
    asked = questions(report, on=today)
    draft = typed.mine if typed else report.draft
    _answers, errors = asked.read(draft, on=today)
    form = ReportForm(asked, draft, errors=errors if shows_errors else {})
    parts = sections(form, errors)
    light = preview_of(asked, draft, on=today)
    lights = light.districts if light else [None] * len(asked.districts)
    context = {
        "report": report,
        "questions": asked,
        "form": form,
        "figures": list(zip(form.figures(), lights, strict=True)),
        "preview": light,
        "evidence_form": evidence or EvidenceForm(),
        "sections": parts,
        "filled": sum(part.is_filled for part in parts),
        "base": json.dumps(typed.base if typed else report.draft),
        "problem": problem,
        "today": today,
    }
    return render(request, "writing/edit.html", context, status=status)


def _conflict_page(request, report, merged, typed):
    """Both texts of every field that two people changed, and the one they started from; the rest is saved."""
    asked = questions(report, on=timezone.localdate())
    form = ReportForm(asked, {**merged.fields, **{name: typed.mine[name] for name in merged.conflicts}})
    context = {
        "report": report,
        "conflicts": [form.compared(name, conflict) for name, conflict in merged.conflicts.items()],
        "base": json.dumps(merged.fields),
        "action": "check" if request.POST.get("action") == "check" else "save",
        "sentence": _conflict_sentence(),
        "by": report.saved_by if report.saved_by != request.user else _("A colleague"),
        "today": timezone.localdate(),
    }
    return render(request, "writing/conflict.html", context, status=409)


def _refused(request, report, refusal):
    """Why this report cannot be written now, in words and with a way on."""
    context = {
        "report": report,
        "refused": refusal_of(refusal, report),
        "refusal": str(refusal),
        "exception": report.exception if can_act_for(request.user, report, on=timezone.localdate()) else None,
        "today": timezone.localdate(),
    }
    return render(request, "writing/refused.html", context, status=403)


def _has_news(merged, typed):
    """Whether others changed fields that this page does not show yet."""
    return any(text != typed.mine.get(name, "") for name, text in merged.fields.items())


def _conflict_sentence():
    return _("This report has just been changed. Nothing you typed is lost: compare, then save again")
