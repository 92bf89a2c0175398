"""Which plans there are, and the areas and districts that the columns of an overview stand for."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, F, FilteredRelation, OuterRef

from tracker.plans.days import end_of
from tracker.plans.models import Area, Plan
from tracker.reporting.models import Submission


@dataclass(frozen=True)
class Column:
    """A district as a column of the matrix; ``key`` is the district's."""

    key: int
    name: str
    short_name: str


@dataclass(frozen=True)
class Part:
    """An area with its districts, in the order in which they are listed."""

    area: Area
    columns: tuple


@dataclass(frozen=True)
class Place:
    """A plan with its areas; ``has_approved`` is whether a report for it had been approved by that day."""

    plan: Plan
    parts: tuple
    has_approved: bool

    def part(self, key):
        """The area with this key, written as in an address; None without one."""
        return next((part for part in self.parts if str(part.area.pk) == key), None)


def places(plans, *, on):
    """A ``Place`` for each of the plans, the first issued first, in one query."""
    approved = Submission.objects.approved().filter(report__period__plan=OuterRef("pk"), decided_at__lt=end_of(on))
    rows = plans.annotate(
        has_approved=Exists(approved), part=FilteredRelation("areas"), district=F("part__districts"),
        district_name=F("part__districts__name"), district_short_name=F("part__districts__short_name"),
    ).select_related("part").in_order("part__position", "part", "part__districts__position", "part__districts")
    return [_place(list(of_plan)) for _key, of_plan in groupby(rows, key=lambda row: row.pk)]


def _place(rows):
    """A ``Place`` of the lines of one plan, each with a district; where it has no area, the line has no ``part``."""
    parts = groupby((row for row in rows if hasattr(row, "part")), key=lambda row: row.part)
    return Place(
        plan=rows[0],
        parts=tuple(Part(area, tuple(_column(row) for row in of_area if row.district)) for area, of_area in parts),
        has_approved=rows[0].has_approved,
    )


def _column(row):
    return Column(row.district, row.district_name, row.district_short_name)
