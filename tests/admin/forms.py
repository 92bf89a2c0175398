"""Filling in a form of the panel as a browser does: what stands in it goes back, but for what is changed."""

from datetime import date, datetime

from django.db.models import Model
from django.urls import reverse
from django.utils import translation

from tracker.models import AuditEvent


def address(row, page="change"):
    return reverse(f"admin:tracker_{row._meta.model_name}_{page}", args=[row.pk])


def new(model):
    return reverse(f"admin:tracker_{model._meta.model_name}_add")


def save(browser, url, **changes):
    """Post the form at this address with these fields changed and return the response."""
    page = browser.get(url)
    formsets = [lines.formset for lines in page.context.get("inline_admin_formsets", ())]
    lines = [line for formset in formsets for line in (formset.management_form, *formset)]
    forms = [page.context["adminform"].form, *lines]
    fields = {bound.html_name: _typed(bound.value()) for form in forms for bound in form}
    fields = {name: value for name, value in {**fields, **changes}.items() if value is not None and value is not False}
    return browser.post(url, {name: _typed(value) for name, value in fields.items()})


def errors(response):
    """Every sentence that stands in the form that came back."""
    assert response.status_code == 200
    with translation.override("en"):
        return [str(sentence) for sentence in _sentences(response)]


def _sentences(response):
    formsets = [lines.formset for lines in response.context.get("inline_admin_formsets", ())]
    found = [response.context["adminform"].form.errors, *(line.errors for formset in formsets for line in formset)]
    sentences = [sentence for fields in found for sentences in fields.values() for sentence in sentences]
    return sentences + [sentence for formset in formsets for sentence in formset.non_form_errors()]


def events():
    """``[(verb, thing)]`` of the audit log, the oldest first."""
    return list(AuditEvent.objects.order_by("number").values_list("verb", "target_name"))


def last_event():
    return AuditEvent.objects.newest_first().first()


def _typed(value):
    if isinstance(value, list | tuple):
        return [_typed(part) for part in value]
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
