"""What a person reads when a file is refused: each sentence says what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

from tracker.reporting.evidence import DAMAGED, LOCKED, MACROS, RefusedFile

SENTENCES = {
    "damaged": DAMAGED,
    "locked": LOCKED,
    "macros": MACROS,
    "entries": _(
        "The file consists of more than %(limit)d parts. Remove pictures, or copy its text into a new file, "
        "and choose it again"
    ),
    "unpacked": _("The file unpacks to far more than it may. Copy what is needed into a new file and choose that one"),
    "embedded": _("The file contains other files. Remove them, save it and choose it again"),
    "links": _(
        "The file draws on other files or programs. Copy what is needed into a new file, without links, "
        "and choose that one"
    ),
    "heavy": _(
        "Reading the file takes more time or memory than is allowed. Copy what is needed into a new file "
        "and choose that one"
    ),
    "rows": _("Row %(row)d lies beyond row %(limit)d, the last that is read. Split the table and choose it again"),
    "columns": _(
        "Cell %(cell)s lies beyond column %(limit)d, the last that is read. Remove what is not needed "
        "and choose the file again"
    ),
    "gap": _(
        "Row %(row)d on sheet “%(sheet)s” stands after more than %(limit)d empty rows. Delete the empty rows "
        "or what stands below them, and choose the file again"
    ),
    "cells": _(
        "The file has more than %(limit)d cells. Delete rows and columns that are not needed, and choose it again"
    ),
    "characters": _("The file has more than %(limit)d characters. Split it and choose it again"),
    "no sheet": _("The file has no table. Open it in Excel or WPS, save it as .xlsx and choose it again"),
    "pages": _("The file has more than %(limit)d pages. Split it and choose it again"),
    "no text": _("The file has no text, perhaps it was scanned. Choose the Word file, or a PDF made from it"),
}

BUSY = _("Too many files are being read at this moment. Choose the file again in a minute")


def refused(reason, params=None):
    """Return the RefusedFile for what a Refusal said."""
    return RefusedFile(SENTENCES[reason], params=params or None)
