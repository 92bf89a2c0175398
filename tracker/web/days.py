"""The day that a page is about: today, or the past day that its address asks for."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

NAME = "on"


@dataclass(frozen=True)
class AskedDay:
    """``on`` is the day that is shown; ``fault`` the sentence for an address that asks for none that can be."""

    on: date
    today: date
    fault: str = ""

    @property
    def is_past(self):
        return self.on < self.today

    @property
    def query(self):
        """What keeps the day in a link: ``on=2023-06-30``, empty for today."""
        return urlencode({NAME: self.on.isoformat()}) if self.is_past else ""

    @property
    def text(self):
        """The day as an address and a field of a form say it, empty for today."""
        return self.on.isoformat() if self.is_past else ""

    def keep(self, address):
        """The address with the day in its query."""
        if not self.query:
            return address
        parts = urlsplit(address)
        return parts._replace(query="&".join(filter(None, [parts.query, self.query]))).geturl()


def asked_day(request, name=NAME):
    """The ``AskedDay`` of ``?on=2023-06-30``; today without one, for one that is no date and for one to come."""
    today, text = timezone.localdate(), request.GET.get(name, "").strip()
    if not text:
        return AskedDay(today, today)
    day = day_of(text)
    if day is None:
        return AskedDay(today, today, _("“%(text)s” is no date; write it as 2024-06-30. Today is shown")
                        % {"text": text[:20]})
    if day > today:
        return AskedDay(today, today, _("%(day)s has not come yet; today is shown") % {"day": day.isoformat()})
    return AskedDay(day, today)


def day_of(text):
    """The day that an address says: 2024-06-30, 2024/06/30 or 2024.06.30; None for anything else."""
    try:
        return date.fromisoformat(text[:10].replace("/", "-").replace(".", "-")) if len(text) <= 10 else None
    except ValueError:
        return None
