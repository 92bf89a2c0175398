"""What can be wrong with a workbook of figures that came back, each with what to write instead.

Kept as a code with its particulars, so that whoever looks at it reads it in their own language.
"""

from django.utils.translation import gettext_lazy as _

from tracker.indicators import figures

SENTENCES = {
    # cells
    "number": _("Write the number of the indicator, such as 7"),
    "day": _("Write the date as 2025-12-31"),
    "no_day": _("Write the day that the figure is of, such as 2025-12-31"),
    "ahead": _("A figure is reported once its day has come; %(day)s lies ahead"),
    "source": _("State where the figure comes from"),
    "too_long": _("At most %(limit)d characters; these are %(length)d. Shorten the text"),
    "formula": _("This cell holds a formula. Write the value itself"),
    "error_value": _("The formula in this cell fails. Write the value itself"),
    "merged": _("The cells %(range)s are merged, so it is not clear what belongs where. Unmerge them and write in "
                "each"),
    # rows
    "unknown": _("No indicator of this plan has the number %(number)s. Write the number that stands in the table of "
                 "indicators"),
    "not_yours": _("Your organization does not report this indicator there; the figure is left aside"),
    "whole": _("This indicator is read as a whole: leave the district empty"),
    "district": _("Choose the district from the list"),
    "twice": _("Rows %(rows)s give different figures for the same place and day. Keep one of them"),
    "waits": _("%(value)s waits for review there. Take it back on the site before you report another"),
}
LEFT_ASIDE = {"not_yours", "waits"}  # nothing to put right in the file


def sentence(code, details):
    """The sentence in the language in use."""
    return str(SENTENCES[code]) % details if code in SENTENCES else figures.sentence(code.removeprefix("value_"))
