"""What an address asks of the page of changes: two days, an area, a kind of change; and what of it means nothing."""

from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker.dashboards.since import COMPLETION, COUNTED, DUE, KINDS, LIGHT, PROGRESS, REPORT
from tracker.web.days import day_of

USUAL = 90  # days to look back where no period has begun
LABELS = {
    "": gettext_lazy("All"), LIGHT: pgettext_lazy("of a measure", "Light"), PROGRESS: gettext_lazy("Progress"),
    DUE: gettext_lazy("Time limit"), COMPLETION: gettext_lazy("Status"), REPORT: gettext_lazy("Report"),
    COUNTED: gettext_lazy("Counted or not"),
}


class Comparison:
    """``since`` is the earlier day, None where the address asks for none that can be; then ``faults`` say why.

    ``asked`` is the later day, ``areas`` those there are and ``area`` the one chosen, ``kind`` the kind of change.
    """

    def __init__(self, query, asked, *, areas, period):
        self.query, self.asked, self.areas, self.faults = query, asked, areas, []
        self.since = self._since(query.get("since", "").strip(), period)
        self.kind = self._known(query.get("what", "").strip(), {kind: kind for kind in KINDS},
                                _("There is no kind of change “%(text)s”; all are shown"))
        self.area = self._known(query.get("area", "").strip(), {str(area.pk): area for area in areas},
                                _("There is no area “%(text)s”; the whole zone is shown"))

    @property
    def area_keys(self):
        return [self.area.pk] if self.area else []

    @property
    def today_address(self):
        return self._address(on="")

    def tabs(self, numbers):
        """(label, address, number, whether it is shown) of all changes and of each kind."""
        for kind, label in LABELS.items():
            yield label, self._address(what=kind), numbers[kind], kind == (self.kind or "")

    @property
    def kept(self):
        """The query that the pager keeps."""
        return QueryDict(self._address().removeprefix("?"))

    def _address(self, **changes):
        pairs = {name: value for name, value in {**self._pairs(), **changes}.items() if value}
        return f"?{urlencode(pairs)}"

    def _pairs(self):
        return {
            "since": self.since.isoformat() if self.since else "", "on": self.asked.text,
            "area": self.area.pk if self.area else "", "what": self.kind or "",
        }

    def _known(self, text, choices, fault):
        """What an address names, None for nothing and, with a fault, for what there is not."""
        if text and text not in choices:
            self.faults.append(fault % {"text": text[:20]})
        return choices.get(text)

    def _since(self, text, period):
        """The day before reporting on the newest period began, unless the address names another."""
        last = self.asked.on
        day = day_of(text) if text else _usual(period, last)
        if day is None:
            self.faults.append(_("“%(text)s” is no date; write it as 2024-06-30") % {"text": text[:20]})
        elif day > self.asked.today:
            self.faults.append(_("%(day)s has not come yet; choose an earlier day") % {"day": day.isoformat()})
        elif day >= last:
            self.faults.append(_("%(day)s is not before %(last)s; choose an earlier day")
                               % {"day": day.isoformat(), "last": last.isoformat()})
        else:
            return day
        return None


def _usual(period, last):
    day, back = (period.opens_on, 1) if period else (last, USUAL)
    return date.fromordinal(max(day.toordinal() - back, 1))
