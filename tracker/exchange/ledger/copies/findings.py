"""What was found in a workbook that came back: plain and small, so that it can be kept with its file."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Change(NamedTuple):
    """A cell that says something else than was handed out. ``report`` is its key, ``field`` that of the draft."""

    report: int
    field: str
    base: str
    mine: str
    sheet: int
    address: str
    is_formula: bool


class Fault(NamedTuple):
    """A cell or a row that is not taken over: ``code`` of ``faults.SENTENCES`` with its particulars.

    ``report`` is None where it belongs to none; ``field`` is empty for a whole row.
    """

    code: str
    details: dict
    report: int | None
    field: str
    typed: str
    sheet: int
    address: str


@dataclass
class Comparison:
    """``faults`` have to be put right, ``untaken`` are changed cells that are not there to be changed; ``unchanged``
    counts open cells, ``missing`` rows of the copy that are not in the file, ``untold`` faults of rows beyond those
    that are listed; ``notes`` are (code, particulars)."""

    sheets: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    untaken: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    unchanged: int = 0
    missing: int = 0
    untold: int = 0

    def to_json(self):
        return {**vars(self)}

    @classmethod
    def from_json(cls, content):
        rows = {name: content[name] for name in ("sheets", "notes", "unchanged", "missing", "untold")}
        return cls(
            **rows, changes=[Change(*each) for each in content["changes"]],
            faults=[Fault(*each) for each in content["faults"]], untaken=[Fault(*each) for each in content["untaken"]],
        )
