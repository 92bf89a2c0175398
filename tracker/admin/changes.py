"""What a form changes, in plain words, for the audit event."""

from django.db.models import Manager, Model, QuerySet

UNRECORDED = {"measure"}  # the event is filed under it


def changes_of(form):
    """``{field: [before, after]}`` of a model form that is about to be saved. Passwords are no field of ours."""
    row = form.instance
    stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    names = {field.name for field in (*row._meta.concrete_fields, *row._meta.many_to_many)} - UNRECORDED
    return {
        name: [_plain(getattr(stored, name)) if stored else None, _plain(form.cleaned_data[name])]
        for name in form.changed_data
        if name in names
    }


def _plain(value):
    if isinstance(value, Manager | QuerySet):
        return [str(row) for row in value.all()]
    return str(value) if isinstance(value, Model) else value
