"""What an address asks of the list of extensions."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.plans.extensions import ExtensionState


@dataclass(frozen=True)
class StateTab:
    label: str
    address: str
    count: int
    is_current: bool


class Choice:
    """The state and the plan that were asked for, None for all; ``faults`` are sentences about what means nothing."""

    def __init__(self, query, plans):
        self.query, self.plans = query, plans

    @cached_property
    def state(self):
        asked = self.query.get("state", "")
        return asked if asked in ExtensionState.values else ""

    @cached_property
    def plan(self):
        return next((plan for plan in self.plans if str(plan.pk) == self.query.get("plan")), None)

    @property
    def faults(self):
        if self.query.get("state") and not self.state:
            yield _("There is no such state; all extensions are shown")
        if self.query.get("plan") and self.plan is None:
            yield _("There is no such plan; the extensions of all plans are shown")

    def tabs(self, counts):
        """A ``StateTab`` for all, and for each state that there is any of or that is chosen."""
        yield self._tab("", _("All"), counts["all"])
        for state, label in ExtensionState.choices:
            if counts[state] or state == self.state:
                yield self._tab(state, label, counts[state])

    @property
    def plan_links(self):
        """(label, address, whether it is shown), where there are several plans."""
        if len(self.plans) > 1:
            yield _("All plans"), self._address(self.state, None), self.plan is None
            for plan in self.plans:
                yield str(plan), self._address(self.state, plan), plan == self.plan

    def _tab(self, state, label, count):
        return StateTab(str(label), self._address(state, self.plan), count, state == self.state)

    @staticmethod
    def _address(state, plan):
        query = QueryDict(mutable=True)
        for name, value in (("state", state), ("plan", plan and plan.pk)):
            if value:
                query[name] = value
        return f"?{query.urlencode()}"
