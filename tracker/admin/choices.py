"""Fields that point at other rows, by whatever a browser sends as their keys."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField


class SearchedChoice(AutocompleteSelect):
    """Shows the row that was chosen; Django's own asks the database for whatever was sent, number or not."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if is_key(key)], attrs)


class SeveralChoices(ModelMultipleChoiceField):
    """Several rows; a key that no row can have is refused before the database is asked."""

    def clean(self, value):
        for key in value or ():
            if not is_key(key):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
        return super().clean(value)


class Choices:
    """Gives pages, and the tables on them, these fields."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedChoice(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **{"form_class": SeveralChoices, **kwargs})


def is_key(text):
    """Whether a row can have this key; larger numbers no database takes."""
    text = str(text)
    return text.isascii() and text.isdecimal() and len(text) < 19
