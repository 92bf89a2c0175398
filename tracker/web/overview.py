"""What an address asks of the overview, and the addresses that lead on from it."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.dashboards.overview.places import Part, Place
from tracker.lights.status import Basis
from tracker.web.days import AskedDay

OPENED_MOST = 100  # tasks whose rows are open at once


@dataclass(frozen=True)
class Asked:
    """What is shown: a plan, the whole of it (``part`` None) or an area, on a basis, with some tasks opened.

    ``faults`` are sentences about what of the address means nothing.
    """

    place: Place
    part: Part | None
    basis: str
    opened: tuple
    day: AskedDay
    plans: tuple  # all ``Place`` s; the first is shown without asking for one
    faults: tuple = ()


def asked(query, plans, day):
    """The ``Asked`` of a query string; ``plans`` are all ``Place`` s, at least one."""
    faults = []
    place = next((each for each in plans if str(each.plan.pk) == query.get("plan")), plans[0])
    if place is plans[0] and query.get("plan") not in {None, "", str(place.plan.pk)}:
        faults.append(_("There is no such plan; the first one is shown"))
    part = place.part(query.get("area", ""))
    if part is None and query.get("area"):
        faults.append(_("There is no such area; the whole zone is shown"))
    basis = query.get("basis") or Basis.APPROVED
    if basis not in Basis.values:
        faults.append(_("There is no such basis; approved figures are shown"))
        basis = Basis.APPROVED
    opened = dict.fromkeys(int(key) for key in query.getlist("open")[:OPENED_MOST] if re.fullmatch("[0-9]{1,9}", key))
    return Asked(place, part, str(basis), tuple(opened), day, tuple(plans), tuple(faults))


class Addresses:
    """The addresses of the overview itself and of the ledger, filtered as the overview is."""

    def __init__(self, asked):
        self.asked = asked

    @property
    def kept(self):
        """Pairs (name, value) that the form for another day keeps."""
        return self._own()

    @property
    def plans(self):
        """(plan, address, whether it is shown)."""
        for number, place in enumerate(self.asked.plans):
            key = place.plan.pk if number else ""
            yield place.plan, self._overview(plan=key, area="", open=()), place is self.asked.place

    @property
    def today(self):
        return self._overview(on="")

    @property
    def basis(self):
        """The same on the other basis."""
        return self._overview(basis="" if self.asked.basis == Basis.PENDING else Basis.PENDING.value)

    @property
    def areas(self):
        """(area or None for the whole, address, whether it is shown)."""
        chosen = self.asked.part and self.asked.part.area
        yield None, self._overview(area="", open=()), chosen is None
        for part in self.asked.place.parts:
            yield part.area, self._overview(area=part.area.pk, open=()), part.area == chosen

    @property
    def since(self):
        """What has changed since the day that is shown."""
        return self._address("since:index", [("since", self.asked.day.text), ("area", self._area)])

    def changes(self, before):
        """What changed of lights between an earlier day and the one that is shown."""
        pairs = [("since", before.isoformat()), ("what", "light"), ("area", self._area), ("on", self.asked.day.text)]
        return self._address("since:index", pairs)

    @property
    def rates(self):
        return self._address("rates:index", [("plan", self._plan), ("area", self._area), ("on", self.asked.day.text)])

    @property
    def timeline(self):
        """The same plan, area, basis and day on a line of time."""
        basis = self.asked.basis if self.asked.basis == Basis.PENDING else ""
        plan = self.asked.place.plan.pk if len(self.asked.plans) > 1 else ""
        pairs = [("plan", plan), ("area", self._area), ("basis", basis), ("on", self.asked.day.text)]
        return self._address("timeline:index", pairs)

    @property
    def ledger(self):
        return self.measures()

    @property
    def alarming(self):
        return self.measures(view="alarming")

    @property
    def late_milestones(self):
        return self.measures(view="late_milestones")

    @property
    def extended(self):
        return self.measures(view="extended")

    def measures(self, **filters):
        """The ledger of this area, basis and day, filtered further."""
        basis = self.asked.basis if self.asked.basis == Basis.PENDING else ""
        kept = [("area", self._area), ("basis", basis), ("on", self.asked.day.text)]
        return self._address("measures:index", [*filters.items(), *kept])

    def fold(self, key):
        """The overview with the rows of a task closed or, if they are, opened."""
        opened = self.asked.opened
        others = tuple(each for each in opened if each != key)
        return self._overview(open=others if key in opened else (*opened, key)) + f"#task-{key}"

    @property
    def _area(self):
        return self.asked.part.area.pk if self.asked.part else ""

    @property
    def _plan(self):
        return "" if self.asked.place is self.asked.plans[0] else self.asked.place.plan.pk

    def _own(self, **changes):
        basis = self.asked.basis if self.asked.basis == Basis.PENDING else ""
        own = {"plan": self._plan, "area": self._area, "basis": basis, "open": self.asked.opened, **changes}
        return [
            (name, value) for name, values in own.items()
            for value in (values if isinstance(values, tuple) else (values,)) if value != ""
        ]

    def _overview(self, **changes):
        return self._address("overview:index", self._own(**{"on": self.asked.day.text, **changes}))

    @staticmethod
    def _address(view, pairs):
        query = urlencode([(name, value) for name, value in pairs if value != ""])
        return f"{reverse(view)}?{query}" if query else reverse(view)
