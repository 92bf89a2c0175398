"""What a briefing says, as plain values: its figures, its paragraphs and its ledger, to and from JSON."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

TEXT, HEADING, ITEM = "text", "heading", "item"  # what a paragraph is: running text, （一）…, or 1. …


@dataclass(frozen=True)
class Figure:
    """A whole number that the briefing says; ``label`` names it in the words of the document, ``unit`` such as 项."""

    key: str
    label: str
    value: int
    unit: str


@dataclass(frozen=True)
class Paragraph:
    """``says`` are pairs (key of a figure, its value as it stands in the text)."""

    text: str
    kind: str = TEXT
    says: tuple = ()


@dataclass(frozen=True)
class Section:
    """``key`` is one of overview, work, problems, next; ``heading`` bears its number, such as 一、总体情况."""

    key: str
    heading: str
    paragraphs: tuple

    @property
    def text(self):
        """The paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Entry:
    """A measure as a row of the ledger. Percentages are 0–100, ``expected`` None where nothing is expected.

    ``task`` is the task's number; ``pace`` and ``light`` are keys such as behind and red (``none``: no light on
    record), which ``pace_name`` and ``light_name`` say in words; ``districts`` are pairs (code, light).
    ``change`` is in points since the earlier day, None without one. ``extensions`` is how often it was given more time,
    and ``milestone_extensions`` how often milestones of it were.
    """

    number: int
    code: str
    title: str
    task: int
    leads: tuple
    due: str
    percent: int
    expected: int | None
    pace: str
    pace_name: str
    light: str
    light_name: str
    progress: str
    districts: tuple = ()
    change: int | None = None
    extensions: int = 0
    milestone_extensions: int = 0

    @property
    def due_lines(self):
        """The time limit, and below it how often it was put off."""
        times = f"延期{self.extensions}次" if self.extensions else ""
        of_milestones = f"节点延期{self.milestone_extensions}次" if self.milestone_extensions else ""
        return tuple(filter(None, (self.due, times, of_milestones)))


@dataclass(frozen=True)
class Content:
    """A whole briefing. ``area`` and ``organization`` are names, empty where it is about the whole plan.

    ``before`` is the earlier day that the lights are compared with, None without one.
    """

    title: str
    period: str
    period_code: str
    area: str
    organization: str
    on: date
    before: date | None
    issuer: str
    addressee: str
    opening: str
    sections: tuple
    figures: tuple
    ledger_title: str
    ledger: tuple

    @cached_property
    def numbers(self):
        """Key → value of the figures."""
        return {figure.key: figure.value for figure in self.figures}

    def section(self, key):
        return next(section for section in self.sections if section.key == key)

    def to_json(self):
        """Dictionaries, lists, texts and numbers."""
        kept = asdict(self)
        kept["on"], kept["before"] = self.on.isoformat(), self.before and self.before.isoformat()
        return _listed(kept)

    @classmethod
    def from_json(cls, kept):
        """The ``Content`` that ``to_json`` wrote down."""
        before = kept["before"]
        return cls(**{
            **kept,
            "on": date.fromisoformat(kept["on"]), "before": before and date.fromisoformat(before),
            "sections": tuple(_section(each) for each in kept["sections"]),
            "figures": tuple(Figure(**each) for each in kept["figures"]),
            "ledger": tuple(Entry(**{name: _frozen(value) for name, value in each.items()}) for each in kept["ledger"]),
        })


def _section(kept):
    paragraphs = tuple(Paragraph(each["text"], each["kind"], _frozen(each["says"])) for each in kept["paragraphs"])
    return Section(kept["key"], kept["heading"], paragraphs)


def _listed(value):
    if isinstance(value, dict):
        return {name: _listed(each) for name, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, (tuple, list)) else value


def _frozen(value):
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
