"""How time limits became what they are: the first ones and what was granted since, for one measure or for a list."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tracker.people.models import Organization, User
from tracker.plans.days import end_of
from tracker.plans.extensions import Extension, ExtensionState
from tracker.plans.joined import joined, lines
from tracker.plans.models import Measure, Milestone

PARTS = (
    "pk", "milestone", "state", "old_due_on", "new_due_on", "reason", "remark", "organization", "organization__name",
    "organization__short_name", "asked_by", "asked_by__name", "asked_at", "decided_by", "decided_by__name",
    "decided_at",
)


@dataclass(frozen=True)
class Limit:
    """The time limit of a measure or milestone, which bears it as known on the day.

    ``changes`` are the ``Extension`` s granted by then, the first one first; ``waiting`` the one asked for and not
    decided, None without one; ``may_ask`` is whether the person may be offered to ask.
    """

    row: Measure | Milestone
    changes: tuple = ()
    waiting: Extension | None = None
    may_ask: bool = False

    @property
    def is_of_milestone(self):
        return isinstance(self.row, Milestone)

    @property
    def extensions(self):
        """How many of the changes gave more time."""
        return sum(change.is_later for change in self.changes)

    @property
    def days(self):
        """How many days later than at first it is due, negative when it is earlier; None without a time limit."""
        first, now = self.row.original_due_on, self.row.due_on
        return (now - first).days if first and now else None

    @property
    def is_worth_telling(self):
        """Whether there is more to tell of a milestone than its one time limit."""
        return bool(self.changes or self.waiting)


def with_told(measures, user, *, on, is_past=False):
    """Measures with ``told``: what this person may read of their extensions, for ``limits_of``, without a question of
    its own. With ``is_past`` only what had been granted by that day."""
    granted = Q(state=ExtensionState.GRANTED, decided_at__lt=end_of(on))
    seen = Extension.objects.visible_to(user).filter(
        granted if is_past else granted | Q(state=ExtensionState.ASKED), measure=OuterRef("pk"))
    return measures.annotate(told=joined(seen, *PARTS))


def limits_of(measure, milestones, user, *, on, is_past=False, is_done=False):
    """A ``Limit`` of the measure ``with_told`` and of each of its milestones, in their order."""
    told = {}
    for line in lines(measure.told):
        extension = _extension(measure, dict(zip(PARTS, line, strict=True)))
        told.setdefault(extension.milestone_id, []).append(extension)
    return tuple(
        _limit(row, told.get(key, []), user, may_ask=not is_past and not is_done and _is_open(row, on=on))
        for key, row in ((None, measure), *((milestone.pk, milestone) for milestone in milestones))
    )


def with_extensions(measures, *, on):
    """Measures with ``times_extended`` and ``milestones_extended``: how often they, and milestones of theirs, were
    given more time, by the end of that day."""
    return measures.annotate(
        times_extended=_number(on, milestone=None), milestones_extended=_number(on, milestone__isnull=False)
    )


def _extension(measure, told):
    """The ``Extension`` of a line, with those whom it names."""
    organization, asked_by, decided_by = (
        (told[name] and model(pk=int(told[name]), name=told[f"{name}__name"])) or None
        for name, model in (("organization", Organization), ("asked_by", User), ("decided_by", User))
    )
    if organization:
        organization.short_name = told["organization__short_name"]
    return Extension(
        pk=int(told["pk"]), measure=measure, milestone_id=int(told["milestone"]) if told["milestone"] else None,
        state=told["state"], old_due_on=_day(told["old_due_on"]), new_due_on=_day(told["new_due_on"]),
        reason=told["reason"], remark=told["remark"], organization=organization, asked_by=asked_by,
        asked_at=_moment(told["asked_at"]), decided_by=decided_by, decided_at=_moment(told["decided_at"]),
    )


def _day(text):
    return date.fromisoformat(text) if text else None


def _moment(text):
    """A moment as a database writes it; SQLite leaves out that it is UTC."""
    moment = datetime.fromisoformat(text) if text else None
    return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _limit(row, told, user, *, may_ask):
    waiting = next((extension for extension in told if extension.is_undecided), None)
    granted = (extension for extension in told if not extension.is_undecided)
    changes = tuple(sorted(granted, key=lambda extension: (extension.decided_at, extension.pk)))
    return Limit(row, changes, waiting, may_ask=may_ask and waiting is None and _answers(row, user))


def _is_open(row, *, on):
    is_done = isinstance(row, Milestone) and row.done_on is not None
    return not is_done and row.due_on is not None and row.due_on >= on


def _answers(row, user):
    """Whether the person's organization answers for a milestone; for a measure the page knows its leads."""
    return not isinstance(row, Milestone) or row.organization_id in {None, user.organization_id}


def _number(on, **which):
    counted = Extension.objects.known(on=on).counted().filter(measure=OuterRef("pk"), **which)
    numbers = counted.order_by().values("measure").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), Value(0))
