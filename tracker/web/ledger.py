"""The controls of the ledger as its template draws them: tabs, toggles, selects, chips, sortable heads, each with the
address it leads to."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.web.filters import DUE, OVERDUE, STATUSES, VIEWS, filled

SORTS = {
    "code": gettext_lazy("Measure and lead organization"),
    "progress": gettext_lazy("Progress"),
    "change": gettext_lazy("Since last period"),
    "due": gettext_lazy("Time limit"),
}
DEFAULT_SORT = "code"
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
        kept = QueryDict(mutable=True)
        for name in ("view", "sort"):
            if name in self.query and name not in self.chosen.errors:
                kept[name] = self.query[name]
        return _address(kept)

    @property
    def repaired_address(self):
        """The list without the values that mean nothing."""
        return _address(QueryDict(self.chosen.query_without_faults()))

    def tabs(self):
        current = self.query.get("view", "")
        for view, label in VIEWS:
            address = _address(QueryDict(f"view={view}"))
            yield Tab(label, address, self.counts[f"view_{view or 'all'}"], current == view)

    def toggles(self):
        marked = self.query.getlist("status")
        for status, label in STATUSES:
            yield Toggle(status, label, self.counts[f"status_{status}"], status in marked, STATUS_MARKS.get(status, ""))

    def chips(self):
        return [(chip.label, _address(QueryDict(chip.query))) for chip in self.chosen.chips()]

    @property
    def chosen_text(self):
        """What was chosen, in words."""
        return _("Chosen: %(filters)s") % {"filters": " · ".join(label for label, _address in self.chips())}

    def selects(self):
        """The selects that are always there."""
        yield self._select("lead", _("All organizations"))
        yield self._select("district", _("All districts"))
        yield self._select("due", _("Any time"), DUE)

    def more_selects(self):
        yield self._select("task", _("All tasks"))
        yield self._select("heading", _("All headings"))

    def dates(self):
        """``(bound field)`` of each date."""
        return [self.chosen.form[name] for name in ("due_from", "due_until")]

    @property
    def has_more(self):
        """Whether a filter is in use that stands among the further ones."""
        return any(name in self.query for name in ("task", "heading", "due_from", "due_until"))

    def heads(self):
        """Column name → ``Head``."""
        return {name: self._head(name, label) for name, label in SORTS.items()}

    def _select(self, name, nothing, options=None):
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
        query = self.query.copy()
        query.pop("page", None)
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
