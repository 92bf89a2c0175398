"""What an official text is taken apart into. Plain values; positions count characters of ``Outline.text``."""

import hashlib
from dataclasses import dataclass
from datetime import date

from tracker.plans.sources import ClauseKind
from tracker.plans.status import AssignmentRole, Kind


@dataclass(frozen=True)
class Passage:
    """A stretch of the text. ``path`` is its place, such as ``三/（一）/2``: the headings above it, then its number."""

    ordinal: int
    path: str
    kind: ClauseKind
    text: str
    start: int
    end: int

    @property
    def sha256(self):
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Limit:
    """A time limit: as the text words it, and the days it means, None where it means none."""

    text: str
    starts_on: date | None = None
    due_on: date | None = None
    is_long_running: bool = False


@dataclass(frozen=True)
class Scope:
    """Where something applies: ``names`` of districts and areas as the text has them; none of them: the whole zone.

    ``is_inferred`` where the text names no place here and it was taken from what stands before.
    """

    text: str = ""
    names: tuple = ()
    is_inferred: bool = True


@dataclass(frozen=True)
class Body:
    """A body that is made responsible, under the name that the text gives it."""

    name: str
    role: AssignmentRole = AssignmentRole.LEAD


@dataclass(frozen=True)
class City:
    """A city with the districts of the zone in it; ``area`` is what the text calls its part of the zone, or empty."""

    name: str
    area: str
    districts: tuple


@dataclass(frozen=True)
class Facts:
    """What the head of a document says of it; empty or None where it does not."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    addressees: tuple = ()
    starts_on: date | None = None
    ends_on: date | None = None
    cities: tuple = ()


@dataclass(frozen=True)
class FoundObjective:
    number: int
    title: str
    clauses: tuple  # ordinals of passages
    limit: Limit | None = None


@dataclass(frozen=True)
class FoundMeasure:
    """A measure; a gap is where the text stops in the middle of one."""

    title: str
    clauses: tuple
    heading: str = ""
    scope: Scope = Scope()
    limit: Limit | None = None
    bodies: tuple = ()
    kind: Kind = Kind.ONE_OFF
    is_gap: bool = False


@dataclass(frozen=True)
class FoundTask:
    number: int
    title: str
    clauses: tuple
    measures: tuple


@dataclass(frozen=True)
class Outline:
    """A whole document. ``passages`` cover everything that was kept of it, in order; ``text`` is the cleaned text."""

    text: str
    facts: Facts
    passages: tuple
    objectives: tuple
    tasks: tuple

    @property
    def gaps(self):
        return tuple(passage for passage in self.passages if passage.kind == ClauseKind.GAP)
