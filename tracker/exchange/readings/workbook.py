"""Figures as sheets, pure: what an organization fills in, and the table of what is approved."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.exchange.invented import figures_marked
from tracker.exchange.readings.layout import NAMES, indicator_columns, own_columns, table_columns
from tracker.exchange.sheets.shapes import Column, Sheet, Toned
from tracker.indicators.figures import plain

EXACT_DIGITS = 15  # that a spreadsheet keeps of a number; longer figures are written as texts
FROZEN = NAMES.index("figure-day") + 1


def own_sheets(plan, organization, rows, *, made_at, is_demonstration=False):
    """The sheets for an organization to fill in; ``rows`` are ``gathering.OwnRow``s."""
    districts = list(dict.fromkeys(row.district.name for row in rows if row.district))
    told = figures_marked(_(
        "Fill in figure and source in the light yellow cells; grey ones are only for reading. Figures of other days go "
        "into new rows below, with number, district and day. Bring the file back under “Figures”"
    ), is_demonstration=is_demonstration)
    figures = Sheet(
        pgettext("sheet", "Figures"), own_columns(districts), [_own_row(row) for row in rows],
        title=_("%(organization)s: figures of indicators") % {"organization": organization}, subtitle=told,
        frozen=FROZEN, is_locked=True, has_filter=True, has_names=True,
    )
    return [figures, _about([
        (_("What this is"), _("Figures of indicators that an organization reports; taken out to be filled in and "
                              "brought back")),
        (_("Plan"), str(plan)), (_("Organization"), str(organization)), (_("Number of rows"), len(rows)),
        (_("How rows are known again"), _("By the number of the indicator, the name of the district and the day")),
        (_("What happens when it comes back"), _("Every figure is shown before it is taken over; it counts once a "
                                                 "supervisor has approved it")),
        (_("Made at"), _moment(made_at)),
    ])]


def table_sheets(plan, readings, targets, *, on, made_at, by, is_demonstration=False):
    """The table of approved ``Reading``s as known on a day, and the indicators with their ``targets``
    ({indicator: {year: Target}})."""
    years = sorted({year for of_one in targets.values() for year in of_one})
    told = figures_marked(_("As known on %(day)s") % {"day": on.isoformat()}, is_demonstration=is_demonstration)
    figures = Sheet(
        _("Approved figures"), table_columns(), [_table_row(reading) for reading in readings],
        title=_("Figures of the indicators of %(plan)s") % {"plan": plan}, subtitle=told, frozen=FROZEN,
        foot=() if readings else (_("No figure has been approved"),), has_filter=True, has_names=True, pages_wide=2,
    )
    indicators = Sheet(
        _("Indicators and targets"), indicator_columns(years),
        [_indicator_row(indicator, of_one, years) for indicator, of_one in targets.items()],
        title=_("Indicators of %(plan)s") % {"plan": plan}, subtitle=told, frozen=2, has_filter=True,
    )
    return [figures, indicators, _about([
        (_("What this is"), _("Approved figures of the indicators as they were reported, most of them by district")),
        (_("Plan"), str(plan)), (_("Day shown"), on.isoformat()), (_("Number of rows"), len(readings)),
        (_("Totals"), _("None: districts are only added up within one extent and when none is missing; the page of "
                        "each indicator does that and says what is missing")),
        (_("Exported at"), _moment(made_at)), (_("Exported by"), by),
    ])]


def in_cell(value):
    """A figure as a spreadsheet counts it; what it could not keep exactly is a text."""
    if value is None:
        return None
    value = Decimal(value)
    text = plain(value)
    if len(text.lstrip("-").replace(".", "").lstrip("0")) > EXACT_DIGITS:
        return text
    return int(text) if "." not in text else float(text)


def _own_row(row):
    shown = row.standing  # what came back is told, and not written: untouched, it would be reported again
    values = [
        _closed(row.indicator.number), _closed(row.indicator.name), _closed(row.indicator.unit),
        _closed(row.indicator.scope_text), _closed(row.district.name if row.district else None), _closed(row.on),
        in_cell(shown.value) if shown else None, shown.source if shown else None, shown.note if shown else None,
        _closed(_state(row)),
    ]
    if row.standing and row.standing.is_undecided:
        return [*values[:6], *map(_closed, values[6:9]), values[9]]
    return values


def _state(row):
    if row.standing and row.standing.is_undecided:
        return _("Awaiting review; take it back on the site to change it")
    if row.returned:
        return _("%(value)s was returned: %(reason)s") % {
            "value": plain(row.returned.value), "reason": row.returned.remark}
    return _("Approved") if row.standing else _("To be filled in")


def _table_row(reading):
    indicator = reading.indicator
    return [
        indicator.number, indicator.name, indicator.unit, indicator.scope_text,
        reading.district.name if reading.district else None, reading.on, in_cell(reading.value), reading.source,
        reading.note, str(reading.organization), timezone.localtime(reading.decided_at).date(),
    ]


def _indicator_row(indicator, targets, years):
    sources = list(dict.fromkeys(target.source for target in targets.values() if target.source))
    return [
        indicator.number, indicator.name, indicator.unit, indicator.get_direction_display(), indicator.scope_text,
        in_cell(indicator.baseline), indicator.baseline_text,
        *(in_cell(targets[year].value) if year in targets else None for year in years), "\n".join(sources),
    ]


def _about(lines):
    columns = (Column("what", _("Item"), 22), Column("value", _("Content"), 80))
    return Sheet(_("About"), columns, [list(line) for line in lines], title=_("About this file"), is_landscape=False)


def _closed(value):
    return Toned(value, "grey", is_locked=True)


def _moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
