"""Figures of a day as they are typed, and what a supervisor says about one."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.indicators.figures import NotAFigure, figure, plain
from tracker.indicators.models import Reading
from tracker.plans.text import clean_text, too_long

SOURCE_MAX = Reading._meta.get_field("source").max_length
NOTE_MAX = Reading._meta.get_field("note").max_length
APPROVE, RETURN = "approve", "return"


class FigureField(forms.CharField):
    """A number as people type it; empty is None. What is wrong is said with the place that it is about."""

    def __init__(self, *, unit, place, **options):
        super().__init__(required=False, strip=True, **options)
        self.unit, self.place = unit, place

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return figure(text, unit=self.unit)
        except NotAFigure as fault:
            raise ValidationError(_("%(place)s: %(sentence)s") % {
                "place": self.place, "sentence": fault.sentence}) from fault


class TextField(forms.CharField):
    """A text of at most so many characters, cleaned before it is measured, so that nothing unseen stops it."""

    def __init__(self, *, most, **options):
        super().__init__(required=False, validators=[], **options)
        self.validators, self.most = [], most

    def clean(self, value):
        text = clean_text(value or "").strip()
        if len(text) > self.most:
            raise ValidationError(too_long(text, self.most))
        return text


@dataclass(frozen=True)
class FigureRow:
    """A row of the page with its two fields; the fields stand there unless the figure waits for review."""

    row: object
    value: forms.BoundField
    note: forms.BoundField

    @property
    def is_open(self):
        return not self.row.waits or self.value.form.is_bound


class FiguresForm(forms.Form):
    """The figures of a ``Reporting``: for each row a value and a note, and one source for all."""

    use_required_attribute = False

    source = TextField(
        most=SOURCE_MAX, label=gettext_lazy("Where the figures come from"),
        widget=forms.Textarea({"rows": 2, "cols": False}),
        help_text=gettext_lazy("Such as name and number of the statistical report; shown beside every figure"),
    )

    def __init__(self, reporting, data=None):
        super().__init__(data, auto_id="%s", initial={"source": reporting.source})
        self.reporting = reporting
        for row in reporting.rows:
            self._add(row)

    def rows(self):
        return [FigureRow(row, self[f"value-{row.key}"], self[f"note-{row.key}"]) for row in self.reporting.rows]

    def typed(self):
        """``(row, value, note)`` of every row with a figure, without those that only repeat what came back."""
        return [each for each in self._all_typed() if not self._repeats(*each)]

    def clean(self):
        cleaned = super().clean()
        for row in self.reporting.rows:
            name, is_bare = f"value-{row.key}", not (row.standing or row.last)
            if is_bare and name not in self.errors and cleaned.get(f"note-{row.key}") and cleaned.get(name) is None:
                self.add_error(name, _("There is a note, but no figure. Write the figure, or empty the note"))
        if not self.errors and not self.typed():
            self._ask_for_a_figure()
        if "source" not in self.errors and self.typed() and not cleaned.get("source"):
            self.add_error("source", _("State where the figures come from"))
        return cleaned

    def error_links(self):
        """``(id of the control, sentence)`` in the order of the page, for the summary of errors."""
        first = next((row.value.auto_id for row in self.rows()), "source")
        links = [(first, sentence) for sentence in self.non_field_errors()]
        names = [name for name in self.fields if name != "source"]
        return links + [
            (self[name].auto_id, sentence) for name in ["source", *names] for sentence in self[name].errors
        ]

    def _all_typed(self):
        found = [(row, self.cleaned_data.get(f"value-{row.key}"), self.cleaned_data.get(f"note-{row.key}", ""))
                 for row in self.reporting.rows]
        return [each for each in found if each[1] is not None]

    def _repeats(self, row, value, note):
        """Whether this is what came back, word for word: it stands there to be changed."""
        back = row.returned
        return bool(back) and (back.value, back.note, back.source) == (value, note, self.cleaned_data.get("source"))

    def _ask_for_a_figure(self):
        repeated = self._all_typed()
        if not repeated:
            self.add_error(None, _("Write at least one figure"))
        for row, _value, _note in repeated:
            self.add_error(f"value-{row.key}", _("%(place)s: this figure came back. Change it, or say in the note why "
                                                 "it stays") % {"place": self._place(row)})

    def _place(self, row):
        return row.district or self.reporting.indicator.scope_text

    def _add(self, row):
        place, unit = self._place(row), self.reporting.indicator.unit
        again = row.returned or (row.last if row.last and not row.standing else None)
        self.fields[f"value-{row.key}"] = FigureField(
            unit=unit, place=place, label=_("Figure of %(place)s") % {"place": place},
            initial=plain(again.value) if again else "",
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "data-paste-column": "value"}),
        )
        self.fields[f"note-{row.key}"] = TextField(
            most=NOTE_MAX, label=_("Note on %(place)s") % {"place": place}, initial=again.note if again else "",
            widget=forms.TextInput({"autocomplete": "off", "data-paste-column": "note"}),
        )


class ReadingDecisionForm(forms.Form):
    """Approve or return; how long a reason must be is asked by the action."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        choices=[(APPROVE, gettext_lazy("Approve")), (RETURN, gettext_lazy("Return"))],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose whether to approve or return the figure")),
    )
    remark = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}))

    def clean_remark(self):
        return clean_text(self.cleaned_data["remark"])

    @property
    def is_return(self):
        return self.cleaned_data["decision"] == RETURN

    def error_links(self):
        return [(field.auto_id, sentence) for field in self for sentence in field.errors]
