"""How many measures of an overview were given more time, and how often: one query."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from tracker.plans.days import end_of
from tracker.plans.extensions import Extension
from tracker.plans.spans import MeasureSpan


@dataclass(frozen=True)
class Extended:
    """How many counted ``measures`` were ever given more time, themselves or a milestone of theirs; how often
    (``number``), and how often since the earlier day (``new``, None without one)."""

    measures: int
    number: int
    new: int | None


def extended(measures, *, on, before=None):
    """The ``Extended`` of those of the measures that are counted, all as known on that day."""
    counted = MeasureSpan.objects.valid(on=on).filter(measure=OuterRef("measure"), is_counted=True)
    granted = Extension.objects.known(on=on).counted().filter(
        Exists(counted), measure__in=measures.order_by().values("pk"))
    numbers = {"measures": Count("measure", distinct=True), "number": Count("pk")}
    if before is not None:
        numbers["new"] = Count("pk", filter=Q(decided_at__gte=end_of(before)))
    return Extended(**{"new": None, **granted.aggregate(**numbers)})
