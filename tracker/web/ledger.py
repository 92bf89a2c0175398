"""The controls of the ledger as its template draws them: tabs, toggles, selects, chips, sortable heads, each with the
address it leads to. All of them keep the day and the basis that the ledger is about."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tracker.lights.status import Basis, Light
from tracker.web.filters import DUE, LIGHTS, NO_LIGHT, OVERDUE, STATUSES, VIEWS, filled

SORTS = {
    "code": gettext_lazy("Measure and lead organization"),
    "light": pgettext_lazy("of a measure", "Light"),
    "progress": gettext_lazy("Progress"),
    "change": gettext_lazy("Since last period"),
    "due": gettext_lazy("Time limit"),
}
DEFAULT_SORT = "code"
RARE_LIGHTS = (Light.NOT_STARTED, NO_LIGHT)
FRAME = ("on", "basis")  # what the whole ledger is about; not filters
STATUS_MARKS = {"not_started": "pending", "completed": "waiting", "verified": "done", OVERDUE: "warning"}


@dataclass(frozen=True)
class Tab:
    label: str
    address: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Toggle:
    value: str
    label: str
    count: int
    is_chosen: bool
    mark: str = ""


@dataclass(frozen=True)
class Select:
    """A select for one more value; values chosen beyond one are kept beside it in ``kept``."""

    name: str
    label: str
    nothing: str
    options: tuple
    chosen: str
    kept: tuple


@dataclass(frozen=True)
class Head:
    """A column's head: what it sorts by when it is clicked, and how the list is sorted now."""

    label: str
    address: str
    direction: str
    icon: str


def chosen_sort(query):
    """The order that an address asks for; the plan's order unless it asks for a known one."""
    sort = query.get("sort", "")
    return sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT


def chosen_basis(query):
    """The basis that an address asks for; approved figures unless it asks for what awaits review as well."""
    return Basis.PENDING if query.get("basis") == Basis.PENDING else Basis.APPROVED


def understood(query, asked, basis):
    """The query with the day and the basis as they were understood, and without either where it goes without saying."""
    query = query.copy()
    query["on"], query["basis"] = asked.text, basis if basis == Basis.PENDING else ""
    return filled(query)


class Controls:
    """Everything around the table. ``chosen`` is the ``MeasureFilter``, ``counts`` its numbers."""

    def __init__(self, chosen, counts, sort):
        self.chosen, self.counts, self.sort = chosen, counts, sort
        self.query = chosen.data

    @property
    def address(self):
        """The query of this very list, without what is empty."""
        return _address(self.query)

    @property
    def clear_address(self):
        """The same tab and order without any filter."""
        return _address(self._only("view", "sort", *FRAME))

    @property
    def today_address(self):
        """The same list as it is today."""
        return _address(self._without("on"))

    @property
    def approved_address(self):
        """The same list by approved figures alone."""
        return _address(self._without("basis"))

    @property
    def changes_address(self):
        """What has changed since the day shown."""
        query = self._only("area")
        query["since"] = self.query.get("on", "")
        return f"{reverse('since:index')}{_address(query)}"

    @property
    def is_pending(self):
        return chosen_basis(self.query) == Basis.PENDING

    @property
    def beside_the_day(self):
        """Pairs (name, value) of all that another day leaves as it is."""
        return [(name, value) for name, values in self._without("on").lists() for value in values]

    @property
    def repaired_address(self):
        """The list without the values that mean nothing."""
        return _address(QueryDict(self.chosen.query_without_faults()))

    def tabs(self):
        current = self.query.get("view", "")
        for view, label in VIEWS:
            query = self._only(*FRAME)
            query["view"] = view
            yield Tab(label, _address(query), self.counts[f"view_{view or 'all'}"], current == view)

    def lights(self):
        """A toggle for each light; those that are rare only where a measure shows them."""
        for toggle in self._toggles("light", LIGHTS, {light: light for light, _label in LIGHTS if light != NO_LIGHT}):
            if toggle.value not in RARE_LIGHTS or toggle.count or toggle.is_chosen:
                yield toggle

    def statuses(self):
        return self._toggles("status", STATUSES, STATUS_MARKS)

    def chips(self):
        return [(chip.label, _address(QueryDict(chip.query))) for chip in self.chosen.chips()]

    @property
    def chosen_text(self):
        """What was chosen, in words."""
        return _("Chosen: %(filters)s") % {"filters": " · ".join(label for label, _address in self.chips())}

    def selects(self):
        """The selects that are always there."""
        yield self.select("lead", _("All organizations"))
        yield self.select("district", _("All districts"))
        yield self.select("due", _("Any time"), DUE)

    def more_selects(self):
        """The selects among the further filters; the plan only where there are several."""
        if len(self.chosen.form.fields["plan"].choices) > 1 or "plan" in self.query:
            yield self.select("plan", _("All plans"))
        yield self.select("area", _("All areas"))
        yield self.select("task", _("All tasks"))
        yield self.select("heading", _("All headings"))

    def dates(self):
        """``(bound field)`` of each date."""
        return [self.chosen.form[name] for name in ("due_from", "due_until")]

    @property
    def has_more(self):
        """Whether a filter is in use that stands among the further ones."""
        further = ("status", "plan", "area", "task", "heading", "due_from", "due_until")
        return any(name in self.query for name in further)

    def heads(self):
        """Column name → ``Head``."""
        return {name: self._head(name, label) for name, label in SORTS.items()}

    def _toggles(self, name, choices, marks):
        chosen = self.query.getlist(name)
        for value, label in choices:
            yield Toggle(value, label, self.counts[f"{name}_{value}"], value in chosen, marks.get(value, ""))

    def _only(self, *names):
        """The query with nothing but the understood values of these."""
        kept = QueryDict(mutable=True)
        for name in names:
            if name in self.query and name not in self.chosen.errors:
                kept.setlist(name, self.query.getlist(name))
        return kept

    def _without(self, name):
        query = self.query.copy()
        for left_out in (name, "page"):
            query.pop(left_out, None)
        return query

    def select(self, name, nothing, options=None):
        field = self.chosen.form.fields[name]
        values = list(dict.fromkeys(self.query.getlist(name)))
        several = len(values) > 1
        if several:
            nothing = ngettext("%(number)d chosen", "%(number)d chosen", len(values)) % {"number": len(values)}
        return Select(
            name, field.label, nothing, tuple(options or field.choices),
            chosen="" if several else "".join(values), kept=tuple(values) if several else (),
        )

    def _head(self, name, label):
        is_up, is_down = self.sort == name, self.sort == f"-{name}"
        query = self._without("sort")
        query["sort"] = f"-{name}" if is_up else name
        direction = "ascending" if is_up else "descending" if is_down else ""
        icon = {"ascending": "sort-up", "descending": "sort-down"}.get(direction, "")
        return Head(label, _address(query), direction, icon)


def _address(query):
    """A query string with its question mark, without what goes without saying; ``?`` alone for nothing."""
    kept = filled(query)
    for name, usual in (("sort", DEFAULT_SORT), ("page", "1")):
        if kept.get(name) == usual:
            del kept[name]
    return f"?{kept.urlencode()}"
