"""Who signs and when: the date begins two characters to the right of the name above it (GB/T 9704-2012 §7.3.5.2)."""

from tracker.exchange.briefing.word.page import characters
from tracker.exchange.briefing.word.text import paragraph

MARGIN = 2  # characters to the right of the name


def closing(issuer, date, *, section=""):
    """The XML of the signature and the date; without an issuer of the date only. ``section`` ends with the date."""
    if not issuer:
        return paragraph("Date", date, properties=_right(MARGIN) + section)
    name, when = indents(issuer, date)
    return (paragraph("Signature", issuer, properties=_right(name))
            + paragraph("Date", date, properties=_right(when) + section))


def indents(issuer, date):
    """How many characters stay free to the right of the name and of the date."""
    longer = width(date) - width(issuer)
    if longer > 0:
        return MARGIN + MARGIN + longer, MARGIN
    return MARGIN, -longer


def width(text):
    """The width of a text in characters; digits and Latin letters are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _right(number):
    return f'<w:ind w:rightChars="{round(number * 100)}" w:right="{characters(number)}"/>'
