"""Reading rule sets and the lights that were shown."""

from django.db import models
from django.db.models import Q

from tracker.audit.querysets import AppendOnly
from tracker.lights.status import Basis


class RuleSetQuerySet(models.QuerySet):
    """A rule set is never edited: whoever wants other thresholds makes the next version."""

    def in_order(self):
        return self.order_by("effective_on", "version")

    def in_force(self, *, on):
        """The rule set of that day, None before the first."""
        return self.filter(effective_on__lte=on).order_by("-effective_on", "-version").first()

    def schedule(self):
        """Pairs (first day in force, ``Thresholds``) for ``timeline``, and version → key of the row."""
        rule_sets = list(self.in_order())
        thresholds = [(each.effective_on, each.thresholds) for each in rule_sets]
        return thresholds, {each.version: each.pk for each in rule_sets}

    def update(self, **kwargs):
        raise AppendOnly("A rule set is never edited")

    def delete(self):
        raise AppendOnly("A rule set is never deleted")


class LightSpanQuerySet(models.QuerySet):
    def valid(self, *, on):
        """The lights of that day; of a day to come, as things stand."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)

    def overall(self):
        return self.filter(district=None)

    def approved(self):
        return self.filter(basis=Basis.APPROVED)

    def from_day(self, on):
        """What is valid on that day or begins later."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on))


class LightOverrideQuerySet(models.QuerySet):
    def known(self, *, on):
        """Those that had been made by that day and, if they were ended, were in force for a day at least."""
        return self.filter(from_on__lte=on)

    def in_force(self, *, on):
        return self.filter(from_on__lte=on, until_on__gte=on)
