"""What an address chose: rows by their keys, a plan among several, and the links that choose another."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Link:
    """A filter: where it leads, and how many rows are there where they are counted."""

    label: str
    address: str
    is_current: bool
    count: int | None = None
    pace: str = ""


class PlanChoice:
    """The plan that an address chose; for one that does not exist a fault, and the first one is shown."""

    def __init__(self, query, plans):
        self.query, self.plans, self.faults = query, plans, []
        self.plan = self._one("plan", plans, _("There is no such plan; the first one is shown")) or plans[0]

    @property
    def kept(self):
        """(name, value) of what was chosen, apart from the day."""
        return [("plan", self.plan.pk)] if self.plan != self.plans[0] else []

    def plan_links(self, *, day):
        """The plans, where there are several."""
        for plan in self.plans if len(self.plans) > 1 else ():
            yield Link(str(plan), address([("plan", plan.pk), ("on", day)]), plan == self.plan)

    @property
    def today_url(self):
        return address(self.kept)

    def _one(self, name, rows, fault):
        """The row whose key was asked for, None where none was; the fault is kept where there is no such row."""
        key = self.query.get(name, "")
        found = next((row for row in rows if str(row.pk) == key), None)
        if key and found is None:
            self.faults.append(fault)
        return found


def address(pairs):
    return f"?{urlencode([(name, value) for name, value in pairs if value])}"
