"""What was handed out as sheets, pure: ``base`` of a working copy in, sheets to be written out.

``base`` holds ``districts`` [[key, name]], ``organizations`` {key: name} and ``reports``: for each key ``draft`` with
every field that it asks for, ``shown`` with what is only for reading, ``milestones`` {key: what is shown of it} and
``refusal``, why it cannot be written, empty where it can.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from tracker.exchange.invented import marked
from tracker.exchange.ledger.copies.fields import fits, in_cell, in_every_language
from tracker.exchange.ledger.copies.layout import (
    KEYS,
    MILESTONE_PARTS,
    NOT_ASKED,
    ROW,
    milestone_columns,
    report_columns,
    row_key,
)
from tracker.exchange.sheets.shapes import Column, Sheet, Toned
from tracker.reporting.draft import milestone_field

TOKEN_LENGTH = 8  # of the key of a copy, enough to tell its rows from those of another


def sheets(copy):
    """The sheets of a ``WorkingCopy``: its reports, the due milestones, and a hidden one with its key."""
    base, token = copy.base, token_of(copy.key)
    columns = report_columns(base["districts"], base["organizations"].values())
    told = marked(instructions(), is_demonstration=copy.organization.is_demonstration)
    reports = Sheet(
        _("Reports"), columns, _report_rows(base, columns, token), title=title(copy), subtitle=told,
        frozen=_frozen(columns), is_locked=True, has_names=True, has_filter=True,
    )
    columns = milestone_columns()
    milestones = Sheet(
        _("Milestones due"), columns, _milestone_rows(base, columns, token), title=title(copy),
        subtitle=told, frozen=_frozen(columns), is_locked=True, has_names=True, has_filter=True,
    )
    has_milestones = any(report["milestones"] for report in base["reports"].values())
    return [reports, *([milestones] if has_milestones else []), key_sheet(copy.key)]


def key_sheet(key):
    return Sheet(KEYS, (Column(KEYS, KEYS, width=40),), [[str(key)]], is_hidden=True, is_locked=True)


def token_of(key):
    return str(key).replace("-", "")[:TOKEN_LENGTH]


def title(copy):
    return _("%(organization)s: reports for the %(period)s") % {
        "organization": copy.organization, "period": copy.period,
    }


def instructions():
    return _(
        "Fill in the light yellow cells; grey ones are only for reading. Save the file as .xlsx and bring it back "
        "under “Files”: every change is shown there before it is taken over"
    )


def writable_now():
    return _("To be filled in")


def _report_rows(base, columns, token):
    for number, (key, report) in enumerate(base["reports"].items(), start=1):
        shown = {**report["shown"], ROW: row_key(token, key), "number": number, "state": _state(report)}
        yield [_value(column, column.name, report, shown, base["organizations"]) for column in columns]


def _milestone_rows(base, columns, token):
    number = 0
    for key, report in base["reports"].items():
        for milestone, facts in report["milestones"].items():
            number += 1
            shown = {
                **report["shown"], **facts, ROW: row_key(token, key, milestone), "number": number,
                "state": _state(report),
            }
            yield [
                _value(column, _field(column.name, milestone), report, shown, base["organizations"])
                for column in columns
            ]


def _value(column, field, report, shown, organizations):
    """What stands in a cell; what is not asked for, or cannot be written now, is locked."""
    if not column.is_open:
        return _closed(shown.get(column.name, NOT_ASKED if column.name.startswith("before-") else None))
    if field not in report["draft"]:
        return _closed(NOT_ASKED)
    text = report["draft"][field]
    if not fits(text):
        return _closed(too_long_here())
    value = in_cell(field, text, organizations)
    return _closed(value) if report["refusal"] else value


def _closed(value):
    return Toned(value, "grey", is_locked=True)


def too_long_here():
    return _("(too long for a cell; change it on the site)")


def is_too_long_here(value):
    """Whether a cell still holds the words in place of a text that is too long, in whichever language."""
    return value in in_every_language(too_long_here)


def is_as_shown(column, value, shown):
    """Whether a cell that is only for reading holds what was handed out."""
    before = shown.get(column, NOT_ASKED if column.startswith("before-") else None)
    if isinstance(value, datetime):
        value = value.date()
    return str("" if value is None else value).strip() == str("" if before is None else before).strip()


def _field(column, milestone):
    return milestone_field(milestone, column) if column in MILESTONE_PARTS else column


def _state(report):
    return report["refusal"] or writable_now()


def _frozen(columns):
    """The columns up to the measure stay in sight."""
    return [column.name for column in columns].index("measure") + 1
