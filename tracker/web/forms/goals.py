"""The form in which administrators keep the goals of the years and the steps of a measure: a row for each."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.plans.goals import GoalRow
from tracker.plans.text import clean_text
from tracker.web.forms.reasoned import FORMATS

NEW_ROWS = 2
ROWS_MOST = 100
STEP = "step"
PARTS = ("title", "weight", "proof", "organization", "kind", "due_on")
NAMED = re.compile(r"(m|y|n)([0-9]{1,9})-(title|weight|proof|organization|kind|due_on|remove)")
DAY_ERROR = gettext_lazy("Write the date as 2024-10-31")


class GoalsForm(forms.Form):
    """Rows: ``m7`` is milestone 7, ``y2023`` a goal to be set for a year without one, ``n1`` whatever is added.

    What is posted of rows that are gone comes back as rows to be added; a field that was not posted stays as it is.
    """

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, goals, *, seen):
        self.goals, self.stored = goals, {line.milestone.pk: line for line in goals.lines}
        initial = self._stored_values() | {"seen": seen}
        super().__init__(None if data is None else _with_gone_rows(initial | {"seen": ""} | _posted(data), self.stored),
                         initial=initial)
        self.names = list(self._names(self.data if self.is_bound else {}))
        for name in self.names:
            self._add_row(name)

    def blocks(self):
        """(year or None for the steps, rows); a row is the milestone's ``GoalLine`` or None, and its fields by part."""
        for year, lines in self.goals.years:
            names = [*(f"m{line.milestone.pk}" for line in lines), f"y{year}"]
            yield year, [self._row(name) for name in names if name in self.names]
        yield None, [self._row(f"m{line.milestone.pk}") for line in self.goals.steps]

    def added(self):
        return [self._row(name) for name in self.names if name[0] == "n"]

    def _row(self, name):
        line = self.stored.get(int(name[1:])) if name[0] == "m" else None
        fields = {part: self[f"{name}-{part}"] for part in (*PARTS, "remove") if f"{name}-{part}" in self.fields}
        return {"line": line, "number": int(name[1:]), **fields}

    def error_links(self):
        return [(field.auto_id, sentence) for field in self for sentence in field.errors]

    def rows(self):
        """The ``GoalRow`` s of a valid form; rows to be added that nothing was typed into are none."""
        return [row for name in self.names if (row := self._goal_row(name))]

    def clean(self):
        cleaned = super().clean()
        for name in self.names:
            text = _digits(cleaned.get(f"{name}-weight"))
            if text and not (text.isdecimal() and len(text) < 10):
                self.add_error(f"{name}-weight", _("Write the weight as a whole number, such as 2"))
        return cleaned

    def _goal_row(self, name):
        values = {part: self.cleaned_data.get(f"{name}-{part}") for part in (*PARTS, "remove")}
        weight = _digits(values["weight"])
        is_new = name[0] != "m"
        if is_new and not (values["title"] or values["proof"] or values["due_on"]):
            return None
        year = name[1:] if name[0] == "y" else values["kind"]
        return GoalRow(
            name=name, key=None if is_new else int(name[1:]), title=_in_a_line(values["title"]),
            weight=int(weight) if weight else (1 if is_new else 0), proof=_in_a_line(values["proof"]),
            organization=int(values["organization"]) if values["organization"] else None,
            goal_year=int(year) if is_new and year not in {STEP, "", None} else None,
            due_on=values["due_on"] if is_new else None,
            is_removed=bool(values["remove"]),
        )

    def _stored_values(self):
        return {
            f"m{key}-{part}": value for key, line in self.stored.items()
            for part, value in (
                ("title", line.milestone.title), ("weight", str(line.milestone.weight)),
                ("proof", line.milestone.proof), ("organization", str(line.milestone.organization_id or "")),
                ("kind", str(line.milestone.goal_year or STEP)), ("due_on", line.milestone.due_on.isoformat()),
            )
        }

    def _names(self, data):
        yield from (f"m{key}" for key in self.stored)
        for year, lines in self.goals.years:
            if not lines or str(data.get(f"y{year}-title", "")).strip():
                yield f"y{year}"
        posted = {int(found[2]) for name in data if (found := NAMED.fullmatch(name)) and found[1] == "n"}
        yield from (f"n{number}" for number in sorted({*range(1, NEW_ROWS + 1), *posted})[:ROWS_MOST])

    def _add_row(self, name):
        is_new = name[0] != "m"
        wide = forms.TextInput({"autocomplete": "off"})
        self.fields[f"{name}-title"] = forms.CharField(
            label=_("What is to be reached"), required=False, strip=True, widget=wide)
        self.fields[f"{name}-weight"] = forms.CharField(
            label=_("Weight"), required=False,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "placeholder": "1"}))
        self.fields[f"{name}-proof"] = forms.CharField(
            label=_("What shows that it is done"), required=False, widget=forms.TextInput({"autocomplete": "off"}))
        self.fields[f"{name}-organization"] = forms.ChoiceField(
            label=_("Who answers for it"), required=False, choices=[
                ("", _("every lead")), *((each.pk, each.label) for each in self.goals.organizations)],
            error_messages={"invalid_choice": _("Only a lead of the measure answers for it")})
        if name[0] == "n":
            self.fields[f"{name}-kind"] = forms.ChoiceField(
                label=_("Kind"), required=False, choices=[
                    (STEP, _("Milestone")),
                    *((year, _("Goal of %(year)d") % {"year": year}) for year, _lines in self.goals.years)],
                error_messages={"invalid_choice": _("This is no year of the plan")})
            self.fields[f"{name}-due_on"] = forms.DateField(
                label=_("Due on"), required=False, input_formats=FORMATS, error_messages={"invalid": DAY_ERROR},
                widget=forms.TextInput({"class": "input--date", "inputmode": "numeric", "autocomplete": "off",
                                        "placeholder": "2024-10-31"}))
        if not is_new:
            for part in ("kind", "due_on"):  # for whoever saves it when somebody else has removed it
                self.fields[f"{name}-{part}"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.fields[f"{name}-remove"] = forms.BooleanField(label=_("Remove"), required=False)


def _posted(data):
    return {name: data[name] for name in data if name == "seen" or NAMED.fullmatch(name)}


def _with_gone_rows(values, stored):
    """What was typed into rows of milestones that are gone moves to rows to be added, behind the others."""
    found = {name: NAMED.fullmatch(name) for name in values}
    gone = sorted({int(name[2]) for name in found.values() if name and name[1] == "m" and int(name[2]) not in stored})
    kept = {name: value for name, value in values.items() if not (
        found[name] and found[name][1] == "m" and int(found[name][2]) in gone)}
    first = max([NEW_ROWS, *(int(name[2]) for name in found.values() if name and name[1] == "n")]) + 1
    for place, key in enumerate(gone[:ROWS_MOST], first):
        kept |= {f"n{place}-{part}": values[f"m{key}-{part}"] for part in PARTS if f"m{key}-{part}" in values}
    return kept


def _digits(text):
    """A number as typed, in any width, without the commas between thousands."""
    text = unicodedata.normalize("NFKC", text or "").strip()
    return text.replace(",", "") if re.fullmatch("[0-9]{1,3}(,[0-9]{3})+", text) else text


def _in_a_line(text):
    return " ".join(clean_text(text or "").split())
