"""The two kinds of pages here: those that change rows through actions, and those that only show them."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.forms import ModelForm
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker import acts
from tracker.admin.changes import changes_of
from tracker.admin.choices import Choices
from tracker.admin.questions import Question, ask
from tracker.admin.refusals import Answerable, Refused, refusals
from tracker.audit.models import AuditEvent
from tracker.audit.sentences import reason, sentence
from tracker.people.permissions import can_administer


class ActionForm(Answerable, ModelForm):
    """A form that says what the action refused when it comes back."""

    refused = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": _(":"), **kwargs})  # Django's own, named here to be translated

    def clean(self):
        super().clean()
        if self.refused:
            self.take(self.refused)


class TrackerAdmin(Choices, admin.ModelAdmin):
    """What both kinds share: the audit log as history, and no filters but those on the page."""

    actions = None
    list_per_page = 50
    show_full_result_count = False  # the number of all rows beside that of the found ones costs a query on every list
    view_on_site = False

    def may_read(self, request):
        return can_administer(request.user)

    def has_module_permission(self, request):
        return self.may_read(request)

    def has_view_permission(self, request, obj=None):
        return self.may_read(request)

    def lookup_allowed(self, lookup, value, request):
        """Only the filters on the page: with ``?draft__contains=…`` people could guess at what they may not read."""
        offered = {name[0] if isinstance(name, tuple) else name for name in self.get_list_filter(request)}
        offered = {getattr(name, "parameter_name", name) for name in offered | {self.date_hierarchy}} - {None}
        return any(lookup == name or lookup.startswith(f"{name}__") for name in offered)

    def changelist_view(self, request, extra_context=None):
        """Headed by what it lists, with the buttons of the page."""
        title = capfirst(self.opts.verbose_name_plural)
        buttons = self.list_buttons()
        return super().changelist_view(request, {"title": title, "buttons": buttons, **(extra_context or {})})

    def get_changelist_instance(self, request):
        """A number that no database takes is a wrong filter like any other."""
        try:
            return super().get_changelist_instance(request)
        except (DataError, OverflowError) as error:
            raise IncorrectLookupParameters(error) from error

    def list_buttons(self):
        """``[(label, address)]`` of what can be done with the whole list."""
        return []

    def log_addition(self, request, obj, message):
        """Django's own log stays empty: the audit log tells it, and cannot be rewritten."""

    def log_change(self, request, obj, message):
        """See ``log_addition``."""

    def log_deletions(self, request, queryset):
        """See ``log_addition``."""

    def construct_change_message(self, request, form, formsets, add=False):
        return []

    def history_view(self, request, object_id, extra_context=None):
        """What the audit log says of this row."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        events = AuditEvent.objects.visible_to(request.user).about(row).newest_first()
        page = self.get_paginator(request, events, 100).get_page(request.GET.get(PAGE_VAR))
        lines = [(event, sentence(event), reason(event)) for event in page]
        return TemplateResponse(request, "admin/history.html", {
            **self.admin_site.each_context(request),
            "title": _("History of %(row)s") % {"row": row},
            "row": row, "opts": self.opts, "page": page, "lines": lines, "page_var": PAGE_VAR,
            "module_name": capfirst(self.opts.verbose_name_plural),
        })


class ReadOnlyAdmin(TrackerAdmin):
    """Rows that are made by the product's steps: looked at here, never changed."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ActionAdmin(TrackerAdmin):
    """Rows that an administrator maintains, every change through its action: checked, audited, all or nothing.

    ``questions`` are acts with a form of their own, offered as buttons above a row.
    """

    form = ActionForm
    questions: tuple[Question, ...] = ()
    save_on_top = False

    def has_add_permission(self, request):
        return can_administer(request.user)

    def has_change_permission(self, request, obj=None):
        return can_administer(request.user)

    def has_delete_permission(self, request, obj=None):
        return can_administer(request.user)

    # How rows are saved and removed; pages whose rows have other actions say so here

    def keep(self, row, form, *, by, changes):
        acts.keep(row, by=by, changes=changes, linked=linked_rows(form))

    def remove(self, row, *, by):
        acts.remove(row, by=by)

    def keep_line(self, row, *, by, changes):
        """Save a row of the table below the form."""
        acts.keep(row, by=by, changes=changes)

    def remove_line(self, row, *, by):
        acts.remove(row, by=by)

    # Django's way of saving, led to the actions

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", None)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """What a row points at can be looked at and added from here, but not deleted in passing."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "widget") and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save; what an action refuses rolls everything back and comes back as errors of the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refused = refused.errors
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if change and not form.has_changed():
            return
        with refusals():
            self.keep(obj, form, by=request.user, changes=changes_of(form))

    def save_related(self, request, form, formsets, change):
        """The action has saved the links of the row itself."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request, form, formset, change):
        removed = formset.deleted_forms
        for line in formset.forms:
            row = line.instance
            with refusals(row):
                if line in removed:
                    self.remove_line(row, by=request.user)
                elif line.has_changed():
                    setattr(row, formset.fk.name, formset.instance)
                    self.keep_line(row, by=request.user, changes=changes_of(line))

    def delete_model(self, request, obj):
        with refusals(obj):
            self.remove(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refused:
            for sentence in refused.errors.messages:
                messages.error(request, sentence)
            return redirect(self.url_of(object_id))

    def get_deleted_objects(self, objs, request):
        """What stands on a row keeps it; that is the reason to tell, not that nobody may delete reports."""
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return rows, counts, set() if protected else lacking, protected

    # Buttons

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            path(f"<int:object_id>/{question.name}/", self.admin_site.admin_view(ask),
                 {"model_admin": self, "question": question}, name=f"{name}_{question.name}")
            for question in self.questions
        ]
        return [*pages, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["buttons"] = self.buttons(obj) if obj and self.has_change_permission(request, obj) else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def buttons(self, row):
        """``[(label, address)]`` of what can be done with this row beside editing it."""
        return [(question.label, self.url_of(row.pk, question.name))
                for question in self.questions if question.applies(row)]

    def url_of(self, pk, page="change"):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[pk])


def linked_rows(form):
    """``{field: rows}`` of the many-to-many fields of a form."""
    return {field.name: list(form.cleaned_data[field.name])
            for field in form.instance._meta.many_to_many if field.name in form.cleaned_data}
