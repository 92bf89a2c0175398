"""What an administrator says about an official document: which file, what of it, and what is to be put right."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.exchange.importing.matching import organization_of
from tracker.exchange.importing.scopes import districts_named
from tracker.exchange.importing.shapes import MEASURE, OBJECTIVE, TASK, Body, Place, PlanFacts
from tracker.plans.status import AssignmentRole, Kind
from tracker.web.forms.evidence import TOO_LONG, LineField
from tracker.web.forms.reasoned import day_field

NEW, NONE = "new", "none"
SORTS = [(MEASURE, gettext_lazy("Measure")), (TASK, gettext_lazy("Task")), (OBJECTIVE, gettext_lazy("Objective"))]
NAMES = re.compile(r"[、，,；;\n]+")
PLACE = re.compile(r"^(?P<name>[^（(:：]+)(?:[（(](?P<city>[^）)]*)[）)])?(?:[:：](?P<districts>.*))?$")
SAVE, DROP, TAKE_BACK, MERGE, SPLIT = "save", "drop", "take_back", "merge", "split"
VERSION_MAX = 2**31 - 1


def line_field(label, longest, *, help_text="", required=False):
    return LineField(
        label=label, required=required, max_length=longest, help_text=help_text,
        error_messages={"max_length": TOO_LONG, "required": gettext_lazy("Fill this in")},
    )


class UploadForm(forms.Form):
    """The file, the plan that it belongs to, and the document whose place it takes."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Choose the document"),
        help_text=gettext_lazy("Word (.docx), text (.txt) or PDF with text. Classified files must not be uploaded"),
        error_messages={
            **dict.fromkeys(("required", "invalid", "missing"), gettext_lazy("Choose the document")),
            "empty": gettext_lazy("The file is empty. Choose another one"),
            "max_length": gettext_lazy("The name of the file is too long"),
        },
    )
    plan = forms.ChoiceField(
        label=gettext_lazy("Which plan it belongs to"), required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a plan from the list")},
    )
    amends = forms.ChoiceField(
        label=gettext_lazy("What it takes the place of"), required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a document from the list")},
    )

    def __init__(self, *args, plans, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        self.documents = {str(document.pk): document for document in documents}
        self.fields["plan"].choices = [
            ("", _("Recognise it by its document number or title")), (NEW, _("A new plan")),
            *((key, str(plan)) for key, plan in self.plans.items()),
        ]
        self.fields["amends"].choices = [
            ("", _("The last document of the same plan, where there is one")),
            (NONE, _("Nothing: it stands by itself")),
            *((key, document.name) for key, document in self.documents.items()),
        ]

    @property
    def given(self):
        """What the act is told beside the file."""
        plan, amends = self.cleaned_data["plan"], self.cleaned_data["amends"]
        return {"is_new_plan": plan == NEW, "amends": self.documents.get(amends), "stands_beside": amends == NONE}

    @property
    def plan_chosen(self):
        amended = self.documents.get(self.cleaned_data["amends"])
        return self.plans.get(self.cleaned_data["plan"]) or (amended.plan if amended else None)


class StepForm(forms.Form):
    """One button: what is done, on which version of the proposal, and for a split at which place."""

    action = forms.ChoiceField(choices=[(each, each) for each in (SAVE, DROP, TAKE_BACK, MERGE, SPLIT)])
    version = forms.IntegerField(min_value=0, max_value=VERSION_MAX)
    place = forms.IntegerField(
        label=gettext_lazy("Split after"), required=False, min_value=0, max_value=VERSION_MAX,
        error_messages={"invalid": gettext_lazy("Choose where to split it")},
    )


class VersionForm(forms.Form):
    """A button that acts on the whole proposal as it was seen."""

    version = forms.IntegerField(min_value=0, max_value=VERSION_MAX)


class ItemForm(forms.Form):
    """Everything that can be put right about one objective, task or measure."""

    use_required_attribute = False

    sort = forms.ChoiceField(label=gettext_lazy("What it is"), choices=SORTS, error_messages={
        "required": gettext_lazy("Choose whether it is an objective, a task or a measure"),
        "invalid_choice": gettext_lazy("Choose whether it is an objective, a task or a measure")})
    title = line_field(gettext_lazy("Title"), 200, required=True)
    position = forms.IntegerField(
        label=gettext_lazy("Its number in the text"), required=False, min_value=1, max_value=32_767,
        help_text=gettext_lazy("Of a task or an objective"),
        error_messages={"invalid": gettext_lazy("Write a whole number")},
    )
    task = forms.TypedChoiceField(
        label=gettext_lazy("Task that it belongs to"), required=False, coerce=int, empty_value=0,
        error_messages={"invalid_choice": gettext_lazy("Choose a task from the list")},
    )
    heading = line_field(gettext_lazy("Heading it stands under"), 100)
    scope_text = line_field(gettext_lazy("Scope in the text's words"), 60)
    districts = LineField(
        label=gettext_lazy("Districts"), required=False,
        help_text=gettext_lazy("Names of districts or areas, parted by “、”; empty: all of them"))
    is_scope_inferred = forms.BooleanField(
        label=gettext_lazy("The text does not say so: it is inferred"), required=False)
    due_text = line_field(gettext_lazy("Time limit in the text's words"), 60)
    starts_on = day_field(gettext_lazy("Starts on"), "")
    due_on = day_field(gettext_lazy("Due on"), "")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, required=False)
    leads = forms.CharField(
        label=gettext_lazy("Lead"), required=False, help_text=gettext_lazy("Names parted by “、”; the first one leads"))
    partners = forms.CharField(
        label=gettext_lazy("Partners"), required=False, help_text=gettext_lazy("Names parted by “、”"))
    is_gap = forms.BooleanField(label=gettext_lazy("The text breaks off here: a gap"), required=False)
    row = forms.TypedChoiceField(
        label=gettext_lazy("In the plan it is"), required=False, coerce=int, empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list")},
    )
    adopt = forms.MultipleChoiceField(
        label=gettext_lazy("Overwrite in the plan"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is not ticked stays as it is in the plan"),
        error_messages={"invalid_choice": gettext_lazy("Choose from the list")},
    )

    def __init__(self, *args, proposal, item, rows, differences=(), **kwargs):
        kwargs.setdefault("initial", _initial(item))
        super().__init__(*args, **kwargs)
        self.proposal, self.item = proposal, item
        self.fields["task"].choices = [
            ("", _("None")), *((task.number, f"{task.position} {task.title}") for task in proposal.of_sort(TASK))
        ]
        self.fields["row"].choices = [("", _("new")), *((key, label) for key, label in rows)]
        self.fields["adopt"].choices = [
            (each.name, _("%(field)s: is “%(now)s”, the text says “%(said)s”") % {
                "field": each.label, "now": each.now or _("nothing"), "said": each.said or _("nothing")})
            for each in differences
        ]
        if not differences:
            del self.fields["adopt"]

    def clean_districts(self):
        """Names that the plan has; an area stands for its districts."""
        names = _names(self.cleaned_data["districts"])
        found, unknown = districts_named(names, self.proposal.places)
        if unknown:
            raise ValidationError(_("This plan has no %(names)s; write places as they stand in the facts of the plan")
                                  % {"names": "、".join(unknown)})
        return () if set(found) == set(self.proposal.district_names) else found

    def clean_leads(self):
        return _names(self.cleaned_data["leads"])

    def clean_partners(self):
        return _names(self.cleaned_data["partners"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("sort") == MEASURE and not cleaned.get("task"):
            self.add_error("task", _("A measure belongs to a task: choose one"))
        if cleaned.get("starts_on") and cleaned.get("due_on") and cleaned["starts_on"] > cleaned["due_on"]:
            self.add_error("due_on", _("The first day must not be after the time limit"))
        return cleaned

    def values(self):
        """What ``editing.change`` is told; a row is matched within one sort only."""
        cleaned = dict(self.cleaned_data)
        leads, partners = cleaned.pop("leads"), cleaned.pop("partners")
        bodies = [Body(name, AssignmentRole.LEAD.value) for name in leads]
        bodies += [Body(name, AssignmentRole.PARTNER.value) for name in partners if name not in leads]
        return {
            **cleaned, "bodies": tuple(bodies), "adopt": tuple(cleaned.get("adopt", ())),
            "position": cleaned["position"] or self.item.position, "kind": cleaned["kind"] or self.item.kind,
            "task": cleaned["task"] if cleaned["sort"] == MEASURE else 0,
        }


class FactsForm(forms.Form):
    """What the text says of its plan, the places, and who each body in it is."""

    use_required_attribute = False

    title = line_field(gettext_lazy("Title"), 200)
    document_number = line_field(gettext_lazy("Document number"), 60)
    issuer = line_field(gettext_lazy("Issued by"), 100)
    issued_on = day_field(gettext_lazy("Issued on"), "")
    starts_on = day_field(gettext_lazy("Starts on"), "")
    ends_on = day_field(gettext_lazy("Ends on"), "")
    adopts_facts = forms.BooleanField(label=gettext_lazy("Overwrite what the plan says of this"), required=False)
    places = forms.CharField(
        label=gettext_lazy("Areas and districts"), required=False, widget=forms.Textarea({"rows": 4, "cols": False}),
        max_length=5000, error_messages={"max_length": TOO_LONG},
        help_text=gettext_lazy(
            "A line for each area: its name, its city in brackets, a colon, its districts parted by “、”"),
    )
    are_leads_inferred = forms.BooleanField(
        label=gettext_lazy("Where the text names nobody, the governments that it addresses lead, each in its city"),
        required=False,
    )

    def __init__(self, *args, proposal, has_plan, **kwargs):
        super().__init__(*args, initial=_facts_initial(proposal), **kwargs)
        self.proposal = proposal
        if not has_plan:
            del self.fields["adopts_facts"]
        self.names = dict(enumerate(proposal.entered))
        for number, name in self.names.items():
            self.fields[f"body-{number}"] = line_field(name, 100)
            self.initial[f"body-{number}"] = proposal.entered[name]

    def bodies(self):
        return [self[f"body-{number}"] for number in self.names]

    def clean_places(self):
        return tuple(_place(line) for line in self.cleaned_data["places"].splitlines() if line.strip())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["starts_on"] > cleaned["ends_on"]:
            self.add_error("ends_on", _("The first day must not be after the last day"))
        return cleaned

    def changes(self, organizations):
        """The fields of the ``Proposal`` that this form holds; a body is entered as its organization is called."""
        cleaned = self.cleaned_data
        facts = {name: cleaned[name] for name in vars(PlanFacts())}
        entered = {name: cleaned[f"body-{number}"] for number, name in self.names.items()}
        return {
            "facts": PlanFacts(**facts), "adopts_facts": cleaned.get("adopts_facts", False),
            "places": cleaned["places"], "are_leads_inferred": cleaned["are_leads_inferred"],
            "entered": {name: organization_of(typed, organizations) or typed for name, typed in entered.items()},
        }


def places_in_words(places):
    """One line for each area, as ``FactsForm`` reads it."""
    return "\n".join(
        f"{place.name}{f'（{place.city}）' if place.city else ''}：{'、'.join(place.districts)}" for place in places
    )


def _place(line):
    found = PLACE.match(" ".join(line.split()))
    if found is None:
        raise ValidationError(_("“%(line)s” is no area: write it as “name（city）：district、district”") % {
            "line": line.strip()[:40]})
    return Place(found["name"].strip(), (found["city"] or "").strip(), _names(found["districts"] or ""))


def _names(text):
    """Names as they are typed in a row, each once."""
    return tuple(dict.fromkeys(name for part in NAMES.split(text) if (name := " ".join(part.split()))))


def _initial(item):
    return {**vars(item), "districts": "、".join(item.districts), "leads": "、".join(item.leads),
            "partners": "、".join(item.partners), "task": item.task or "", "position": item.position or None}


def _facts_initial(proposal):
    return {**vars(proposal.facts), "adopts_facts": proposal.adopts_facts,
            "places": places_in_words(proposal.places), "are_leads_inferred": proposal.are_leads_inferred}
