"""What the first pages share: the period they are about, the first rows of a list, counts of reports."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, Subquery, Value, When, Window
from django.utils.translation import gettext as _

from tracker.notices.models import Notice
from tracker.reporting.models import ReportingPeriod
from tracker.reporting.status import Status

STATES = (Status.APPROVED, Status.SUBMITTED, Status.AWAITING_SIGNATURE, Status.RETURNED, Status.DRAFT, "blank")
NOTICES = 5


@dataclass(frozen=True)
class Some:
    """The first rows of a list, and how many it has."""

    rows: tuple
    total: int

    @property
    def more(self):
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Periods:
    """The period whose reporting has begun last, and the one that opens next; either may be None."""

    newest: ReportingPeriod | None
    coming: ReportingPeriod | None
    is_open: bool  # whether the newest takes reports today


@dataclass(frozen=True)
class Tally:
    """How many reports of a period are in which state. ``parts`` are (state, label, count) without empty ones."""

    parts: tuple

    @property
    def total(self):
        return sum(count for _state, _label, count in self.parts)

    @property
    def handed_in(self):
        arrived = {Status.APPROVED, Status.SUBMITTED, Status.AWAITING_SIGNATURE}
        return sum(count for state, _label, count in self.parts if state in arrived)


def some(rows, limit):
    """The first ``limit`` rows with their total, in one query."""
    rows = list(rows.annotate(total=Window(Count("pk")))[:limit])
    return Some(tuple(rows), rows[0].total if rows else 0)


def newest_and_next(periods, *, on):
    """The ``Periods`` of that day, in one query."""
    opened, ahead = periods.opened(on=on).values("pk")[:1], periods.ahead(on=on).values("pk")[:1]
    found = ReportingPeriod.objects.filter(Q(pk=Subquery(opened)) | Q(pk=Subquery(ahead)))
    by_age = {period.opens_on <= on: period for period in found}
    newest = by_age.get(True)
    return Periods(newest, by_age.get(False), is_open=bool(newest and newest.is_open_on(on)))


def tally(counts):
    """The ``Tally`` of a mapping state → count."""
    labels = {"blank": _("Not filled in")}
    return Tally(tuple(
        (state, labels.get(state) or str(Status(state).label), counts[state]) for state in STATES if counts.get(state)
    ))


def flag(condition):
    """1 where the condition holds, else 0: to group and order by."""
    return Case(When(condition, then=Value(1)), default=Value(0))


def latest_notices(user):
    return tuple(Notice.objects.visible_to(user).newest_first()[:NOTICES])
