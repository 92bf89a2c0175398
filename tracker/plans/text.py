"""Text as people type it, made safe to keep and easy to search."""

import re
import unicodedata

from django.utils.translation import gettext as _

LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")

# Controls, direction marks that can make a line read differently from what it says, byte order marks, halves of
# surrogate pairs and the two non-characters that no XML file (and so no spreadsheet) may contain.
HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def clean_text(text, limit=None):
    """Return `text` fit to be stored: NFC, "\\n" for every line break, without controls and direction marks.

    Tabs, line breaks and joined emoji stay. With `limit` the result is cut to so many characters: for search terms and
    names only, a form refuses a long text instead of losing its end.
    """
    text = HARMFUL.sub("", LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text)[:limit]


def normalise(text):
    """Return `text` as it is searched: NFKC, case folded, without invisible characters, each white space one blank."""
    text = "".join(character for character in LINE_BREAKS.sub("\n", text) if _is_searchable(character))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(folded.split())


def too_long(text, limit):
    """The sentence for a text that has more characters than the limit."""
    return _("At most %(limit)d characters; these are %(length)d. Shorten the text") % {
        "limit": limit, "length": len(text)}


def _is_searchable(character):
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
