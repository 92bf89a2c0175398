"""What lists can be filtered by: one FilterSet for the page, its counts and its export."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, MultipleChoiceFilter

from tracker.lights.status import WORST_FIRST
from tracker.plans.models import Measure
from tracker.plans.text import normalise
from tracker.reporting.status import Completion

KEYWORD_MAX = 100
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]
OVERDUE = "overdue"

VIEWS = [
    ("", gettext_lazy("All")),
    ("alarming", gettext_lazy("Red or yellow")),
    ("overdue", gettext_lazy("Overdue")),
    ("late_milestones", gettext_lazy("With overdue milestones")),
    ("unreported", gettext_lazy("Not reported this period")),
    ("extended", gettext_lazy("Extended")),
]
NO_LIGHT = "none"
LIGHTS = [*((light.value, light.label) for light in WORST_FIRST), (NO_LIGHT, gettext_lazy("No light"))]
STATUSES = [*Completion.choices, (OVERDUE, gettext_lazy("Overdue"))]
DUE = [
    ("overdue", gettext_lazy("Overdue")),
    ("soon", gettext_lazy("Within 30 days")),
    ("this_year", gettext_lazy("This year")),
]
TOGGLED = ("light", "status")  # filters whose values stand side by side, each with its number
NO_SUCH_CHOICE = {"invalid_choice": gettext_lazy("there is no “%(value)s”")}
NOT_A_DATE = {"invalid": gettext_lazy("write the date as 2025-12-31")}


@dataclass(frozen=True)
class Chip:
    """One value that was chosen, and the query of the same list without it."""

    label: str
    query: str


def filled(query):
    """A query without the empty values that a form sends for what was not chosen."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if some := [value for value in values if value.strip()]:
            kept.setlist(name, some)
    return kept


def searchable(text):
    """Refuse a keyword that has nothing to look for; it would find everything."""
    if not normalise(text):
        raise ValidationError(gettext_lazy("it holds no character that can be searched"))


class MeasureFilter(FilterSet):
    """Filters of the ledger. With a value that means nothing it finds nothing, and ``faults`` says why."""

    view = ChoiceFilter(label=gettext_lazy("View"), choices=VIEWS, empty_label=None, error_messages=NO_SUCH_CHOICE)
    q = CharFilter(
        label=gettext_lazy("Keyword"), max_length=KEYWORD_MAX, validators=[searchable],
        error_messages={"max_length": gettext_lazy("it may have at most %(limit_value)d characters")},
    )
    light = MultipleChoiceFilter(
        label=pgettext_lazy("of a measure", "Light"), choices=LIGHTS, error_messages=NO_SUCH_CHOICE
    )
    status = MultipleChoiceFilter(label=gettext_lazy("Status"), choices=STATUSES, error_messages=NO_SUCH_CHOICE)
    lead = MultipleChoiceFilter(label=gettext_lazy("Lead organization"), error_messages=NO_SUCH_CHOICE)
    district = MultipleChoiceFilter(label=gettext_lazy("District"), error_messages=NO_SUCH_CHOICE)
    due = MultipleChoiceFilter(label=gettext_lazy("Time limit"), choices=DUE, error_messages=NO_SUCH_CHOICE)
    plan = MultipleChoiceFilter(label=gettext_lazy("Plan"), error_messages=NO_SUCH_CHOICE)
    area = MultipleChoiceFilter(label=gettext_lazy("Area"), error_messages=NO_SUCH_CHOICE)
    task = MultipleChoiceFilter(label=gettext_lazy("Task"), error_messages=NO_SUCH_CHOICE)
    heading = MultipleChoiceFilter(label=gettext_lazy("Heading"), error_messages=NO_SUCH_CHOICE)
    due_from = DateFilter(label=gettext_lazy("Due from"), input_formats=DATE_FORMATS, error_messages=NOT_A_DATE)
    due_until = DateFilter(label=gettext_lazy("Due until"), input_formats=DATE_FORMATS, error_messages=NOT_A_DATE)

    class Meta:
        model = Measure
        fields = []

    def __init__(self, data, queryset, *, conditions, choices):
        super().__init__(filled(data), queryset)
        self.conditions = conditions
        for name in ("plan", "lead", "district", "area", "task", "heading"):
            self.form.fields[name].choices = getattr(choices, f"{name}s")

    def filter_queryset(self, queryset):
        return queryset.filter(self.condition())

    def condition(self, *, apart_from=()):
        """All that was chosen as one condition, but for the filters named; nothing matches an invalid choice."""
        if not self.is_valid():
            return Q(pk__in=[])
        chosen = Q()
        for name, value in self.form.cleaned_data.items():
            if value and name not in apart_from:
                chosen &= getattr(self, f"_{name}")(value)
        return chosen

    def flags(self):
        """Name → condition of everything that ``counts`` has to know of a measure."""
        conditions = self.conditions
        return {
            "counted": conditions.counted(), "alarming": conditions.alarming(), "overdue": conditions.overdue(),
            "late_milestones": conditions.late_milestone(), "unreported": conditions.unreported(),
            "extended": conditions.extended(),
            "fits": self.condition(apart_from=TOGGLED),
        }

    def counts(self, tally):
        """Name → every number beside a control: ``view_…``, ``light_…``, ``status_…``, ``shown`` and ``rows``.

        A toggle counts what it would show together with all other filters, a view what it shows by itself. ``tally``
        are pairs (what holds of some measures, their number).
        """
        def number(*needed, meeting=()):
            return sum(total for held, total in tally if held.issuperset(needed) and self._meets(held, meeting))

        return {
            "view_all": number("counted"),
            **{f"view_{view}": number(view) for view, _label in VIEWS if view},
            **{f"light_{light}": number("fits", "counted", f"light_{light}", meeting=["status"])
               for light, _label in LIGHTS},
            **{f"status_{status}": number("fits", "counted", status, meeting=["light"])
               for status, _label in STATUSES},
            "shown": number("fits", "counted", meeting=TOGGLED),
            "rows": number("fits", meeting=TOGGLED),
        }

    def _meets(self, held, toggled):
        """Whether what holds of a measure meets the values chosen of these filters."""
        return all(self._has_one(held, name) for name in toggled if self.form.cleaned_data.get(name))

    def _has_one(self, held, name):
        prefix = "light_" if name == "light" else ""
        return "counted" in held and any(f"{prefix}{value}" in held for value in self.form.cleaned_data[name])

    @property
    def is_narrowed(self):
        """Whether anything was chosen."""
        return any(self.form.cleaned_data.values()) or bool(self.errors)

    def chips(self):
        """A ``Chip`` for each value that was chosen; the view is not one, it has a tab."""
        return [
            Chip(self._chip_label(name, value), self._query_without(name, value))
            for name in self.form.cleaned_data if name != "view"
            for value in self._values(name)
        ]

    def faults(self):
        """A sentence for each value that means nothing."""
        return [
            _("%(filter)s: %(fault)s") % {"filter": self.form.fields[name].label, "fault": fault}
            for name, faults in self.errors.items() for fault in faults
        ]

    def query_without_faults(self):
        """The query with what can be understood."""
        query = self.data.copy()
        for name in [*self.errors, "page"]:
            query.pop(name, None)
        return query.urlencode()

    def _q(self, text):
        return self.conditions.keyword(text)

    def _view(self, view):
        conditions = self.conditions
        return {"alarming": conditions.alarming, "overdue": conditions.overdue,
                "late_milestones": conditions.late_milestone, "unreported": conditions.unreported,
                "extended": conditions.extended}[view]()

    def _light(self, lights):
        conditions = self.conditions
        return _any(conditions.unlit() if light == NO_LIGHT else conditions.light(light) for light in lights)

    def _status(self, statuses):
        overdue, completion = self.conditions.overdue, self.conditions.completion
        return _any(overdue() if status == OVERDUE else completion(status) for status in statuses)

    def _lead(self, keys):
        return self.conditions.led_by(keys)

    def _district(self, keys):
        return self.conditions.in_districts(keys)

    def _plan(self, keys):
        return Q(task__plan__in=keys)

    def _area(self, keys):
        return self.conditions.in_areas(keys)

    def _due(self, choices):
        conditions = self.conditions
        meaning = {"overdue": conditions.overdue, "soon": conditions.due_soon, "this_year": conditions.due_this_year}
        return _any(meaning[choice]() for choice in choices)

    def _task(self, keys):
        return Q(task__in=keys)

    def _heading(self, headings):
        return Q(heading__in=headings)

    def _due_from(self, day):
        return self.conditions.due_between(first_day=day)

    def _due_until(self, day):
        return self.conditions.due_between(last_day=day)

    def _values(self, name):
        """What the address says of a filter; where it takes one value, the last counts."""
        values = list(dict.fromkeys(self.data.getlist(name)))
        return values if isinstance(self.filters[name], MultipleChoiceFilter) else values[-1:]

    def _chip_label(self, name, value):
        field = self.form.fields[name]
        if hasattr(field, "choices"):
            return str(dict(field.choices)[value])
        if isinstance(day := self.form.cleaned_data[name], date):
            value = day.isoformat()
        return _("%(filter)s: %(value)s") % {"filter": field.label, "value": value}

    def _query_without(self, name, value):
        query = self.data.copy()
        query.pop("page", None)
        query.setlist(name, [other for other in self._values(name) if other != value])
        return query.urlencode()


def _any(conditions):
    met = Q()
    for condition in conditions:
        met |= condition
    return met
