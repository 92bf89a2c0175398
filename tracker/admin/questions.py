"""Acts that need a few answers first: a page with a small form that calls one action."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.admin.refusals import Answerable, Refused, refusals


class QuestionForm(Answerable, forms.Form):
    """The answers an act needs; ``row`` is what it acts on."""

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row


class DayForm(QuestionForm):
    on = forms.DateField(label=_("Day"), widget=AdminDateWidget)


class ReasonForm(QuestionForm):
    reason = forms.CharField(
        label=_("Reason"), widget=AdminTextareaWidget(attrs={"rows": 3}), max_length=2000,
        help_text=_("At least 10 characters; it stays in the audit log"),
    )


class NewDueForm(ReasonForm):
    due_on = forms.DateField(label=_("New time limit"), widget=AdminDateWidget)
    field_order = ["due_on", "reason"]


class DayAndReasonForm(ReasonForm, DayForm):
    field_order = ["on", "reason"]


@dataclass(frozen=True)
class Question:
    """``act(row, by=, **answers)`` is the action; ``applies(row)`` says whether the button is there."""

    name: str
    label: str
    explanation: str
    form: type[QuestionForm]
    act: Callable
    done: str
    applies: Callable = lambda row: True


def ask(request, object_id, *, model_admin, question):
    """Show the question's form, or act on its answers."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    row = model_admin.get_object(request, str(object_id))
    if row is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, str(object_id))
    if not question.applies(row):
        raise PermissionDenied(gettext("This has been done already"))
    form = question.form(request.POST or None, row=row)
    if form.is_valid() and _act(question, row, form, by=request.user):
        messages.success(request, question.done)
        return redirect(model_admin.url_of(row.pk))
    return TemplateResponse(request, "admin/question.html", {
        **model_admin.admin_site.each_context(request),
        "title": question.label, "subtitle": row, "question": question, "row": row, "opts": model_admin.opts,
        "adminform": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        "form": form, "media": model_admin.media + form.media,
    })


def _act(question, row, form, *, by):
    try:
        with refusals():
            question.act(row, by=by, **form.cleaned_data)
    except Refused as refused:
        form.take(refused.errors)
        return False
    return True
