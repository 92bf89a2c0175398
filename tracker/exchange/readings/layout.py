"""The columns of workbooks of figures. Their names are what they are known by; titles are only for people."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.exchange.sheets.shapes import Column

NAMES = ("figure-number", "figure-indicator", "figure-unit", "figure-extent", "figure-district", "figure-day",
         "figure-value", "figure-source", "figure-note", "figure-state")
NUMBER, INDICATOR, UNIT, EXTENT, DISTRICT, DAY, VALUE, SOURCE, NOTE, STATE = NAMES
NEEDED = (NUMBER, DAY, VALUE)  # a sheet without these is no sheet of figures
READ = (NUMBER, DISTRICT, DAY, VALUE, SOURCE, NOTE)


def own_columns(districts=()):
    """The columns of the workbook that an organization fills in; ``districts`` are names to choose from."""
    return (
        Column(NUMBER, pgettext("column", "No"), width=6, kind="whole", is_open=True),
        Column(INDICATOR, _("Indicator"), width=26),
        Column(UNIT, _("Unit"), width=9),
        Column(EXTENT, _("Extent"), width=14),
        Column(DISTRICT, _("District"), width=12, choices=tuple(districts), is_open=True),
        Column(DAY, _("As of"), width=12, kind="date", is_open=True),
        Column(VALUE, _("Figure"), width=14, kind="decimal", is_open=True),
        Column(SOURCE, _("Source"), width=36, is_open=True),
        Column(NOTE, _("Note"), width=28, is_open=True),
        Column(STATE, _("Status"), width=28),
    )


def table_columns():
    """The columns of the table of approved figures."""
    return (
        Column(NUMBER, pgettext("column", "No"), width=6, kind="whole"),
        Column(INDICATOR, _("Indicator"), width=26),
        Column(UNIT, _("Unit"), width=9),
        Column(EXTENT, _("Extent"), width=14),
        Column(DISTRICT, _("District"), width=12),
        Column(DAY, _("As of"), width=12, kind="date"),
        Column(VALUE, _("Figure"), width=14, kind="decimal"),
        Column(SOURCE, _("Source"), width=36),
        Column(NOTE, _("Note"), width=28),
        Column("figure-organization", _("Reported by"), width=24),
        Column("figure-decided", _("Approved on"), width=12, kind="date"),
    )


def indicator_columns(years):
    """The columns of the sheet of indicators with their targets."""
    return (
        Column(NUMBER, pgettext("column", "No"), width=6, kind="whole"),
        Column(INDICATOR, _("Indicator"), width=26),
        Column(UNIT, _("Unit"), width=9),
        Column("direction", _("Direction"), width=16),
        Column(EXTENT, _("Extent"), width=14),
        Column("baseline", _("Baseline"), width=12, kind="decimal"),
        Column("baseline-day", _("Date of the baseline"), width=14),
        *(Column(f"target-{year}", _("Target %(year)d") % {"year": year}, width=12, kind="decimal") for year in years),
        Column("target-source", _("Source of the targets"), width=36),
    )
