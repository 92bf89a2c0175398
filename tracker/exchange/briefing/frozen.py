"""What a briefing keeps: its content, where its progress comes from, and the hash by which both are known again."""

import json
from dataclasses import dataclass
from hashlib import sha256

from tracker.exchange.briefing.shapes import Content
from tracker.exchange.briefing.sources import MeasureSource


class Unreadable(Exception):
    """What a briefing keeps is no longer what was written down."""


@dataclass(frozen=True)
class Kept:
    """A ``Content`` and a ``MeasureSource`` for each measure of its ledger."""

    content: Content
    sources: tuple

    def to_json(self):
        return {"content": self.content.to_json(), "sources": [source.to_json() for source in self.sources]}

    @classmethod
    def from_json(cls, kept):
        """What ``to_json`` wrote down. Raises ``Unreadable`` for anything else."""
        try:
            sources = tuple(MeasureSource.from_json(each) for each in kept["sources"])
            return cls(Content.from_json(kept["content"]), sources)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unreadable from error

    @property
    def over(self):
        """Code → the districts that a measure's mean was taken over."""
        return {source.code: source.over for source in self.sources}


def digest(kept):
    """The SHA-256 of what is kept as canonical JSON: names in order, no blanks, UTF-8."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
