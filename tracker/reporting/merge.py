"""Two people edited the same draft: what can be joined is joined, what cannot is shown to both."""

from dataclasses import dataclass
from typing import NamedTuple


class Conflict(NamedTuple):
    """The three texts of a field that both sides changed differently, each as it was typed."""

    base: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merge:
    """A merged draft: `fields` to be saved, and the `conflicts` that a person has to decide, by field name."""

    fields: dict[str, str]
    conflicts: dict[str, Conflict]


def merge(base, theirs, mine):
    """Merge two drafts that grew out of `base`: what was saved meanwhile (`theirs`) and what is being saved (`mine`).

    Drafts are flat dicts, field name → text as typed; a missing field is empty. A field that one side changed takes
    that side's text. Changed on both sides to different texts it is a conflict, and `fields` keeps `theirs` until
    somebody decides. Browsers send "\\r\\n" for a line break: that alone is no change.
    """
    fields, conflicts = {}, {}
    for name in {**base, **theirs, **mine}:
        sides = Conflict(*(draft.get(name, "") for draft in (base, theirs, mine)))
        was, they, me = map(_with_plain_line_breaks, sides)
        fields[name] = sides.mine if they == was != me else sides.theirs
        if len({was, they, me}) == 3:
            conflicts[name] = sides
    return Merge(fields, conflicts)


def _with_plain_line_breaks(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")
