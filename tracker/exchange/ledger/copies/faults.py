"""What can be wrong with a cell or a row that came back, each with a sentence that says what to write instead.

What was found is kept as a code with its particulars, so that whoever looks at it reads it in their own language.
"""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # cells that cannot be taken over
    "percent_whole": _("Write the progress as a whole number, such as 66"),
    "percent_fraction": _("Write the progress as a whole number: 66 for 66%%, not 0.66"),
    "percent_range": _("The progress must be between 0 and 100"),
    "choice": _("Choose “%(first)s” or “%(second)s” from the list"),
    "organization": _("Choose an organization from the list"),
    "organization_twice": _("Several organizations have this name. Choose it on the report's own page"),
    "date": _("Write the date as 2024-10-31"),
    "too_long": _("At most %(limit)d characters; these are %(length)d. Shorten the text"),
    "formula_empty": _("This formula has no result in the file. Open the file in Excel, save it and bring it back, or "
                       "write the value itself"),
    "error_value": _("The formula in this cell fails. Write the value itself"),
    "merged": _("The cells %(range)s are merged, so it is not clear what belongs where. Unmerge them and write in "
                "each"),
    # rows that cannot be taken over
    "row_without_key": _("This row does not come from the working copy, or its hidden key was lost. Write in the row "
                         "of the measure"),
    "row_of_another": _("This row comes from another working copy. Take it over with the file it belongs to"),
    "row_unknown": _("This row belongs to no report of this working copy"),
    "row_twice": _("Rows %(rows)s say different things about the same report. Keep one of them"),
    # cells that were changed and are not taken over
    "read_only": _("This column is only for reading"),
    "not_asked": _("This measure does not ask for this"),
    "too_long_for_cell": _("The text on the site is too long for a cell. Change it on the report's own page"),
}
NOTES = {
    "columns_ignored": _("Columns that do not come from the working copy are left aside: %(columns)s"),
    "columns_missing": _("Columns that are no longer in the file count as unchanged: %(columns)s"),
}


class NotUnderstood(Exception):
    """A cell that cannot be taken over: ``code`` of ``SENTENCES`` and its particulars."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code, self.details = code, details


def sentence(code, details):
    """The sentence in the language in use."""
    return str(SENTENCES[code]) % details


def note(code, details):
    return str(NOTES[code]) % details
