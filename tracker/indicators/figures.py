"""Figures as people type them: full-width digits, thousands separators and a trailing % are understood."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

WHOLE_MOST, PLACES_MOST = 12, 4  # digits before and after the point that a reading holds
TYPED_MOST = 60  # characters; longer is no figure
PLAIN = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?", re.ASCII)
IN_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
MINUS = str.maketrans("−–﹣", "---")

SENTENCES = {
    "number": _("Write a number such as 3.85"),
    "commas": _("Write the decimal point as a full stop, such as 3.85; commas only stand between thousands"),
    "too_large": _("At most %(limit)d digits before the decimal point"),
    "too_fine": _("At most %(limit)d digits after the decimal point; round the figure"),
    "percent": _("The unit of this indicator is not %%; write the number itself"),
}
LIMITS = {"too_large": WHOLE_MOST, "too_fine": PLACES_MOST}


class NotAFigure(ValueError):
    """What was typed is no figure; ``code`` is a key of ``SENTENCES``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code

    @property
    def sentence(self):
        return sentence(self.code)


def sentence(code):
    """What to write instead, in the language in use."""
    return str(SENTENCES[code]) % {"limit": LIMITS.get(code, 0)}


def figure(text, *, unit=""):
    """The Decimal that a text says, at most 12 digits before and 4 after the point. Raises ``NotAFigure``.

    A trailing ``%`` is taken for the unit where that is the unit.
    """
    text = unicodedata.normalize("NFKC", text.strip()[:TYPED_MOST + 1]).translate(MINUS).replace(" ", "")
    if len(text) > TYPED_MOST:
        raise NotAFigure("number")
    if text.endswith("%"):
        if unit != "%":
            raise NotAFigure("percent")
        text = text.removesuffix("%")
    if "," in text:
        if not IN_THOUSANDS.fullmatch(text):
            raise NotAFigure("commas" if PLAIN.fullmatch(text.replace(",", "")) else "number")
        text = text.replace(",", "")
    found = PLAIN.fullmatch(text)
    if not found:
        raise NotAFigure("number")
    return _within(found)


def plain(value):
    """A figure without the zeros that only fill its places: 3.1000 → 3.1, 500.0000 → 500."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _within(found):
    sign, whole, places = found.groups()
    whole, places = whole.lstrip("0") or "0", (places or "").rstrip("0")
    if len(whole) > WHOLE_MOST:
        raise NotAFigure("too_large")
    if len(places) > PLACES_MOST:
        raise NotAFigure("too_fine")
    value = Decimal(f"{sign}{whole}.{places or 0}")
    return value if value else Decimal(0)
