"""Cells of a working copy, pure: how a text of a draft stands in a cell, and what a cell that came back says.

Drafts hold text exactly as typed (``tracker.reporting.draft``); cells hold numbers, dates and words of drop-downs. A
cell is understood whichever language the copy was made in, since people pass files on.
"""

import re
import unicodedata
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tracker.exchange.ledger.copies.faults import NotUnderstood
from tracker.plans.text import clean_text
from tracker.reporting.draft import NOTE_MAX, percent_or_none
from tracker.reporting.limits import TEXT_MAX

CELL_MOST = 32_000  # UTF-16 units, a little less than a cell of a spreadsheet holds
DATE = re.compile(r"(\d{4})\s*(?:[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日)")
FRACTION = re.compile(r"0?\.\d+")
YES, NO = {"是", "y", "yes", "√", "✓", "✔"}, {"否", "n", "no", "×", "✗"}


class Kind(StrEnum):
    """What a field holds."""

    PERCENT = "percent"
    NOTE = "note"
    TEXT = "text"
    PROBLEM = "problem"  # yes or no: there is a problem
    DONE = "done"  # yes or no: a milestone is done
    ORGANIZATION = "organization"
    DATE = "date"


SHORT = {  # what people type instead of choosing it
    Kind.PROBLEM: (YES | {"有"}, NO | {"无", "没有"}),
    Kind.DONE: (YES | {"完成", "已完成"}, NO | {"未完成", "没有完成", "没完成"}),
}
KINDS = {
    "percent": Kind.PERCENT, "note": Kind.NOTE, "done": Kind.DONE, "on": Kind.DATE, "help_by": Kind.DATE,
    "has_problem": Kind.PROBLEM, "help_from": Kind.ORGANIZATION,
}


@lru_cache(maxsize=4096)
def kind_of(field):
    """The ``Kind`` of a field of a draft, or of a column of the copy."""
    parts = field.split("-")
    return KINDS.get(parts[-1] if parts[0] == "milestone" else parts[0], Kind.TEXT)


def choice_words(kind):
    """``(yes, no)`` as they stand in the drop-down of a ``PROBLEM`` or ``DONE``, in the language in use."""
    return (_("Done"), _("Not done")) if kind == Kind.DONE else (_("There is one"), _("There is none"))


def fits(text):
    """Whether a text can stand in a cell."""
    return len(text) + sum(sign > "\uffff" for sign in text) <= CELL_MOST


def in_cell(field, text, organizations):
    """What stands in a cell for a text of a draft: a number, a date, a word of a drop-down, the text; None for none.

    ``organizations`` maps keys, as text, to names. What is no number, no date or no key stands there as typed.
    """
    if not text:
        return None
    kind = kind_of(field)
    if kind == Kind.PERCENT:
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else text
    if kind == Kind.DATE:
        return _iso_day(text) or text
    if kind in {Kind.PROBLEM, Kind.DONE}:
        return dict(zip(("yes", "no"), choice_words(kind), strict=True)).get(text, text)
    if kind == Kind.ORGANIZATION:
        return organizations.get(text, text)
    return text


def said(field, cell, organizations):
    """The text for the draft that a ``Cell`` says; empty for an empty one. Raises ``NotUnderstood``."""
    if cell is None:
        return ""
    if cell.is_error:
        raise NotUnderstood("error_value")
    if cell.is_formula and cell.value is None:
        raise NotUnderstood("formula_empty")
    if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return ""
    return READERS[kind_of(field)](cell, organizations)


def same_text(one, other):
    """Whether two texts differ in nothing but line breaks, blanks at the end of lines, and what cannot be seen."""
    if one == other or (_is_bare(one) and _is_bare(other)):
        return one == other
    return _bare(one) == _bare(other)


def as_text(value):
    """Any value of a cell as the text that people see, near enough."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        is_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _percent(cell, _organizations):
    value = cell.value
    if isinstance(value, (bool, date, datetime)):
        raise NotUnderstood("percent_whole")
    if isinstance(value, str):
        if FRACTION.fullmatch(_plain(value)):
            raise NotUnderstood("percent_fraction")
        value = percent_or_none(value)
    elif cell.is_percent:
        value = round(value * 100, 9)
    elif 0 < value < 1:
        raise NotUnderstood("percent_fraction")
    if isinstance(value, float):
        value = round(value) if abs(value) < 1e9 and abs(value - round(value)) < 1e-9 else None
    if value is None:
        raise NotUnderstood("percent_whole")
    if not 0 <= value <= 100:
        raise NotUnderstood("percent_range")
    return str(value)


def _date(cell, _organizations):
    value = cell.value
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(day, str):
        day = _written_day(day)
    if not isinstance(day, date) or not 2000 <= day.year <= 2100:
        raise NotUnderstood("date")
    return day.isoformat()


def _yes_or_no(kind):
    def read(cell, _organizations):
        if isinstance(cell.value, bool):
            return "yes" if cell.value else "no"
        word = _plain(as_text(cell.value))
        for answer, words in zip(("yes", "no"), _known_words(kind), strict=True):
            if word in words:
                return answer
        first, second = choice_words(kind)
        raise NotUnderstood("choice", first=first, second=second)

    return read


def _organization(cell, organizations):
    name = _plain(as_text(cell.value))
    found = [key for key, each in organizations.items() if _plain(each) == name]
    if len(found) != 1:
        raise NotUnderstood("organization_twice" if found else "organization")
    return found[0]


def _text(limit):
    def read(cell, _organizations):
        text = clean_text(as_text(cell.value)).strip()
        if len(text) > limit:
            raise NotUnderstood("too_long", limit=limit, length=len(text))
        return text

    return read


READERS = {
    Kind.PERCENT: _percent, Kind.DATE: _date, Kind.DONE: _yes_or_no(Kind.DONE), Kind.PROBLEM: _yes_or_no(Kind.PROBLEM),
    Kind.ORGANIZATION: _organization, Kind.NOTE: _text(NOTE_MAX), Kind.TEXT: _text(TEXT_MAX),
}


@lru_cache
def _known_words(kind):
    """The words for yes and for no in every language of the site, and the short ones that people type."""
    known = zip(*in_every_language(partial(choice_words, kind)), strict=True)
    return tuple({*short, *map(_plain, words)} for short, words in zip(SHORT[kind], known, strict=True))


def in_every_language(words):
    """What ``words()`` returns in each language of the site."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(words())
    return found


def _written_day(text):
    """The day that a text names, the year first; None for anything else."""
    found = DATE.fullmatch(_plain(text))
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None


def _iso_day(text):
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _plain(text):
    """Text as it is compared: half-width, without blanks around it, upper and lower case alike."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _is_bare(text):
    """Whether there is nothing to take off a text; quick, since most texts are such."""
    return text.isprintable() and text == text.strip() and unicodedata.is_normalized("NFC", text)


def _bare(text):
    return "\n".join(line.rstrip() for line in clean_text(text).split("\n")).strip()
