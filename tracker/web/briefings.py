"""What the page of a briefing shows, and how its file is handed out."""

import io
from functools import cached_property

from django.http import FileResponse
from django.utils.translation import gettext as _

from tracker.exchange.briefing.frozen import Kept, Unreadable
from tracker.exchange.briefing.sums import DoesNotAddUp, check
from tracker.reporting.evidence import clean_name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
OF_ROWS = ("measure.", "task.", "district.", "rates.organization.")  # figures that the ledger and the text show


class Page:
    """The content of a briefing; None where what is kept can no longer be read."""

    def __init__(self, briefing):
        try:
            self.content = Kept.from_json(briefing.content).content
        except Unreadable:
            self.content = None

    @property
    def figures(self):
        """The figures of the whole, for the table."""
        return [figure for figure in self.content.figures if not figure.key.startswith(OF_ROWS)]

    @cached_property
    def faults(self):
        """Sentences about figures that do not add up."""
        try:
            check(self.content)
        except DoesNotAddUp as refusal:
            return refusal.messages
        return []


def file_name(briefing):
    """What a browser saves the file as: its number or the word draft, and its title."""
    kind = briefing.document_number or _("Draft")
    return clean_name(f"{kind}{briefing.title}.docx")


def handed_out(content, name):
    """Bytes as a Word file to be saved under this name."""
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=WORD, headers=HEADERS)
