"""What is proposed to be taken from a text into a plan, as plain values that a proposal's JSON holds."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date

from tracker.exchange.outline.shapes import Passage
from tracker.plans.sources import ClauseKind
from tracker.plans.status import AssignmentRole, Kind

OBJECTIVE, TASK, MEASURE = "objective", "task", "measure"
SORTS = (OBJECTIVE, TASK, MEASURE)
DAYS = ("issued_on", "starts_on", "ends_on", "due_on")


@dataclass(frozen=True)
class PlanFacts:
    """What a text says of its plan."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Place:
    """An area with its city and the names of its districts."""

    name: str
    city: str = ""
    districts: tuple = ()


@dataclass(frozen=True)
class Body:
    """A body that is made responsible, under the name that the text gives it."""

    name: str
    role: str = AssignmentRole.LEAD.value

    @property
    def is_lead(self):
        return self.role == AssignmentRole.LEAD


@dataclass(frozen=True)
class Item:
    """One objective, task or measure that is proposed.

    ``number`` names it within the proposal for ever; ``position`` is the number that the text gives a task or
    objective; ``task`` the number of the item that a measure belongs to; ``clauses`` are ordinals of passages;
    ``districts`` are names, none meaning everywhere. ``row`` is the key of what the plan holds already, ``adopt`` the
    names of what is to be overwritten there.
    """

    number: int
    sort: str
    title: str
    clauses: tuple = ()
    position: int = 0
    task: int = 0
    heading: str = ""
    scope_text: str = ""
    districts: tuple = ()
    is_scope_inferred: bool = True
    due_text: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    kind: str = Kind.ONE_OFF.value
    bodies: tuple = ()
    is_gap: bool = False
    is_dropped: bool = False
    row: int | None = None
    adopt: tuple = ()

    @property
    def is_measure(self):
        return self.sort == MEASURE

    @property
    def is_task(self):
        return self.sort == TASK

    @property
    def is_objective(self):
        return self.sort == OBJECTIVE

    @property
    def leads(self):
        return tuple(body.name for body in self.bodies if body.is_lead)

    @property
    def partners(self):
        return tuple(body.name for body in self.bodies if not body.is_lead)


@dataclass(frozen=True)
class Compared:
    """How a clause fared against the document before: ``before`` and ``now`` are ordinals, one of them None when it
    was added or removed."""

    fate: str
    before: int | None
    now: int | None


@dataclass(frozen=True)
class KnownMeasure:
    pk: int
    task: int
    title: str
    heading: str
    is_gap: bool


@dataclass(frozen=True)
class Known:
    """Rows of one plan as ``(key, number, title)``, its places, and the organizations by every name they go by."""

    objectives: tuple = ()
    tasks: tuple = ()
    measures: tuple = ()
    places: tuple = ()
    organizations: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """Everything that is proposed.

    ``entered`` maps the name of a body in the text to that of the organization it is entered as, empty where it is left
    out. ``are_leads_inferred``: where the text names nobody, the governments that it addresses lead, each in its city.
    """

    facts: PlanFacts = PlanFacts()
    adopts_facts: bool = False
    places: tuple = ()
    addressees: tuple = ()
    are_leads_inferred: bool = True
    entered: dict = field(default_factory=dict)
    items: tuple = ()
    passages: tuple = ()
    comparison: tuple = ()

    # Looking things up

    def item(self, number):
        """The item of that number; None when there is none."""
        return next((item for item in self.items if item.number == number), None)

    def of_sort(self, sort):
        """The items of a sort that are not dropped."""
        return [item for item in self.items if item.sort == sort and not item.is_dropped]

    def measures_of(self, task):
        return [item for item in self.of_sort(MEASURE) if item.task == task.number]

    def passage(self, ordinal):
        return next((passage for passage in self.passages if passage.ordinal == ordinal), None)

    @property
    def next_number(self):
        return max((item.number for item in self.items), default=0) + 1

    @property
    def district_names(self):
        return tuple(name for place in self.places for name in place.districts)

    def districts_of(self, item):
        """The names of the districts that a measure is for, in the order of the places."""
        return tuple(name for name in self.district_names if not item.districts or name in item.districts)

    def used_clauses(self):
        """Ordinals of the clauses on which something that is not dropped rests."""
        return {ordinal for item in self.items if not item.is_dropped for ordinal in item.clauses}

    # Changing it

    def put(self, item):
        """The proposal with this item in the place of the one that bears its number."""
        return replace(self, items=tuple(item if each.number == item.number else each for each in self.items))

    def put_after(self, number, item):
        """The proposal with a further item behind another one; at the end when there is none of that number."""
        place = next((n for n, each in enumerate(self.items, 1) if each.number == number), len(self.items))
        return replace(self, items=(*self.items[:place], item, *self.items[place:]))

    # To JSON and back

    def to_json(self):
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, kept):
        return cls(
            facts=PlanFacts(**_read(kept["facts"], PlanFacts)),
            adopts_facts=kept["adopts_facts"],
            places=tuple(Place(**_read(place, Place)) for place in kept["places"]),
            addressees=tuple(kept["addressees"]),
            are_leads_inferred=kept["are_leads_inferred"],
            entered=kept["entered"],
            items=tuple(_item(item) for item in kept["items"]),
            passages=tuple(
                Passage(**{**passage, "kind": ClauseKind(passage["kind"])}) for passage in kept["passages"]
            ),
            comparison=tuple(Compared(**each) for each in kept["comparison"]),
        )


def _item(kept):
    return Item(**{**_read(kept, Item), "bodies": tuple(Body(**body) for body in kept["bodies"])})


def _read(kept, shape):
    """The fields of a shape, lists as tuples and days as days."""
    return {each.name: _field(each.name, kept[each.name]) for each in fields(shape) if each.name in kept}


def _field(name, value):
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return tuple(value) if isinstance(value, list) else value


def _plain(value):
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
