"""How the sentences of a briefing are put together: lists with their numbers, subheadings, names, what is left out."""

from tracker.exchange.briefing.excerpts import ended
from tracker.exchange.briefing.shapes import HEADING, ITEM, Paragraph
from tracker.plans.numerals import ordinal

LISTED = 20  # lines of a list; the ledger at the end holds every measure


def named(names):
    """Names one after the other; a dash for none."""
    return "、".join(names) or "（未明确）"


def measure_name(measure):
    return f"“{measure.label}”（{measure.code}）"


def numbered(paragraphs):
    """The paragraphs as lines 1. 2. 3. …"""
    return [
        Paragraph(f"{number}.{paragraph.text}", ITEM, paragraph.says) for number, paragraph in enumerate(paragraphs, 1)
    ]


def listed(paragraphs, rest="其余见附件。", number=0):
    """The first lines of a list with their numbers, and where there are more, what is said of the rest.

    ``number`` is how many there are where not all are given.
    """
    paragraphs = list(paragraphs)
    shown = numbered(paragraphs[:LISTED])
    return [*shown, Paragraph(rest)] if max(number, len(paragraphs)) > LISTED else shown


def with_headings(parts):
    """Pairs (subheading, paragraphs) one after the other, numbered （一）（二）; those without paragraphs left out."""
    found = []
    for heading, paragraphs in parts:
        if paragraphs:
            number = sum(paragraph.kind == HEADING for paragraph in found) + 1
            found += [Paragraph(f"{ordinal(number)}{heading}", HEADING), *paragraphs]
    return found


def sentence(text):
    return ended(text.replace("\n", ""))
