"""What the page of rates can be asked for: a plan, one of its periods, one of its areas."""

from functools import cached_property

from django.utils.translation import gettext as _

from tracker.web.choosing import Link, PlanChoice, address


class Choice(PlanChoice):
    """What an address chose; for what does not exist, ``faults`` holds the sentences, and the usual is shown.

    ``query`` is the ``request.GET``, ``opened`` the periods of all plans, the newest first; there is at least one.
    """

    def __init__(self, query, opened):
        self.query, self.faults = query, []
        self.plans = sorted({period.plan for period in opened}, key=lambda plan: plan.pk)
        period = self._one("period", opened, _("There is no such period on that day; the newest one is shown"))
        plan = self._one("plan", self.plans, _("There is no such plan; the first one with a period is shown"))
        self.plan = period.plan if period else plan or opened[0].plan
        self.opened = [each for each in opened if each.plan_id == self.plan.pk]
        self.period = period or self.opened[0]
        self.areas = list(self.plan.areas.order_by("position", "pk"))
        self.area = self._one("area", self.areas, _("There is no such area; the whole zone is shown"))

    @property
    def is_newest(self):
        return self.period == self.opened[0]

    @property
    def shows_the_ledger(self):
        """Whether the ledger has a filter for what is shown: it knows the newest period, and no areas."""
        return self.is_newest and self.area is None

    @cached_property
    def kept(self):
        """(name, value) of what was chosen, apart from the day."""
        chosen = {
            "plan": self.plan if len(self.plans) > 1 else None, "period": None if self.is_newest else self.period,
            "area": self.area,
        }
        return [(name, row.pk) for name, row in chosen.items() if row]

    def kept_apart_from(self, *names, day=""):
        """(name, value) of what was chosen but for these, with the ``day`` where it is past."""
        kept = [(name, value) for name, value in self.kept if name not in names]
        return [*kept, ("on", day)] if day else kept

    def area_links(self, *, day):
        """The whole zone and each of its areas."""
        kept = self.kept_apart_from("area", day=day)
        yield Link(_("Whole zone"), address(kept), self.area is None)
        for area in self.areas:
            yield Link(area.name, address([*kept, ("area", area.pk)]), area == self.area)
