"""What cells accept: drop-downs, numbers, dates; and the note that is shown while one is chosen."""

from datetime import date

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from tracker.exchange.sheets.plain import PlainSheet

LIST_MOST = 255  # characters of a drop-down that stands in its own column
NOTE_MOST = 255
CHOICES = "_choices"  # the sheet of the lists; the name is the same in every language
HARD_IN_LISTS = frozenset(',"=')
RULES = {
    "whole": {"validate": "integer", "criteria": ">=", "value": 0},
    "decimal": {"validate": "decimal", "criteria": "between", "minimum": -10**12, "maximum": 10**12},
    "percent": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100},
    "date": {"validate": "date", "criteria": "between", "minimum": date(1901, 1, 1), "maximum": date(2199, 12, 31)},
}


class Choices:
    """Drop-downs that are too long for their own column; they stand side by side on a hidden sheet."""

    def __init__(self):
        self._lists = []

    def source(self, choices):
        """What a drop-down takes its ``choices`` from."""
        texts = [str(choice) for choice in choices]
        if len(",".join(texts)) <= LIST_MOST and not any(_is_hard(text) for text in texts):
            return texts
        if texts not in self._lists:
            self._lists.append(texts)
        column = xl_col_to_name(self._lists.index(texts))
        return f"='{CHOICES}'!${column}$1:${column}${len(texts)}"

    def write(self, book):
        """Write the hidden sheet where there is anything for it."""
        if not self._lists:
            return
        page = book.add_worksheet(CHOICES, worksheet_class=PlainSheet)
        page.hide()
        for row in range(max(map(len, self._lists))):
            for place, texts in enumerate(self._lists):
                if row < len(texts):
                    page.write_string(row, place, texts[row])


def limit_columns(page, sheet, first_row, last_row, choices):
    """Give each column of a sheet its rule, from its first row to its last, counted from 0."""
    for place, column in enumerate(sheet.columns):
        rule = _rule(column, choices)
        if rule and last_row >= first_row:
            page.data_validation(first_row, place, last_row, place, rule)


def _rule(column, choices):
    rule = {}
    if column.choices:
        rule = {"validate": "list", "source": choices.source(column.choices),
                "error_message": _("Choose one of the list")}
    elif column.is_open and column.kind in RULES:
        messages = {"whole": _("Write a whole number"), "percent": _("Write a whole number from 0 to 100"),
                    "decimal": _("Write a number such as 3.85"),
                    "date": _("Write the date as 2025-12-31")}
        rule = {**RULES[column.kind], "error_message": messages[column.kind]}
    if column.note:
        rule = {"validate": "any", **rule, "input_message": str(column.note)[:NOTE_MOST]}
    return rule


def _is_hard(text):
    return text != text.strip() or not HARD_IN_LISTS.isdisjoint(text)
