"""The ledger as a workbook: its rows, and a sheet that says what they are."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.exchange.invented import marked
from tracker.exchange.ledger.columns import COLUMNS, FROZEN
from tracker.exchange.sheets.shapes import Column, Sheet
from tracker.exchange.sheets.writer import write

ROWS_MOST = 60_000


class TooManyRows(ValidationError):
    """More than a workbook should hold."""


@dataclass(frozen=True)
class About:
    """What a ledger says of itself. ``filters`` are in words; ``basis`` and ``rules`` (the version of the light rules)
    too; ``by`` are the organization and role of who took it, and ``number`` how many rows there are."""

    on: date
    made_at: datetime
    by: str
    basis: str
    number: int
    filters: tuple = ()
    order: str = ""
    rules: str = ""
    is_past: bool = False
    is_demonstration: bool = False


def write_ledger(rows, about, file):
    """Write ``rows`` (each in the order of ``columns.COLUMNS``) and what they are about into a file opened for bytes.

    Raises ``TooManyRows`` above 60,000.
    """
    require_few(about.number)
    write([ledger_sheet(rows, about), _explanation(about)], file, made_at=about.made_at)


def require_few(number):
    """Refuse more rows than a workbook should hold, before anything is written."""
    if number > ROWS_MOST:
        raise TooManyRows(
            _("These are %(number)d measures; a workbook takes at most %(most)d. Choose fewer, for example one task or "
              "one area."), params={"number": number, "most": ROWS_MOST})


def ledger_sheet(rows, about):
    foot = () if about.number else (_("No measure fits what was chosen"),)
    return Sheet(
        _("Ledger"), COLUMNS, rows, title=_("Ledger of measures"), subtitle=_subtitle(about), foot=foot, frozen=FROZEN,
        has_filter=True, has_names=True, pages_wide=2,
    )


def _subtitle(about):
    told = " · ".join(filter(None, [_as_on(about), about.basis, *about.filters]))
    return marked(told, is_demonstration=about.is_demonstration)


def _as_on(about):
    return _("As on %(day)s") % {"day": about.on.isoformat()}


def _explanation(about):
    columns = (Column("what", _("Item"), 22), Column("value", _("Content"), 80))
    return Sheet(_("About"), columns, _lines(about), title=_("About this ledger"), is_landscape=False)


def _lines(about):
    known = _("What was known and approved by the end of that day. Titles, codes, tasks, districts, weights and names "
              "of organizations and people are shown as they are today; drafts are not shown.")
    return [
        [_("Filters"), "\n".join(about.filters) or _("None: all measures")],
        [_("Order"), about.order],
        [_("Day shown"), about.on.isoformat()],
        [_("Known on that day"), known if about.is_past else _("Everything known and approved until now.")],
        [_("Basis of the figures"), about.basis],
        [_("Progress in words"), _("The last approved report of each lead organization; drafts and reports that await "
                                   "review are not in it.")],
        [_("Light rules"), about.rules],
        [_("Number of rows"), about.number],
        [_("Exported at"), timezone.localtime(about.made_at).strftime("%Y-%m-%d %H:%M")],
        [_("Exported by"), about.by],
    ]
