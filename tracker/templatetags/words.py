"""How days, distances and sizes are said; pure, so views and tags say the same."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

LONG_OVERDUE = 30  # days after which a delay is no longer a small one
MISSING = "—"


@dataclass(frozen=True)
class Distance:
    """What a due date means today. ``level`` is empty, ``soon``, ``late`` (1–30 days) or ``overdue`` (more)."""

    text: str
    level: str


def distance(due_on, today):
    """How far a due date is: “5 days left”, “due tomorrow”, “10 days overdue”."""
    days = (due_on - today).days
    if days < 0:
        text = ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}
        return Distance(text, "late" if -days <= LONG_OVERDUE else "overdue")
    if days == 0:
        return Distance(_("due today"), "soon")
    if days == 1:
        return Distance(_("due tomorrow"), "soon")
    return Distance(ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}, "")


def gap(percent, expected):
    """How far progress is from what is expected by now, in percentage points."""
    points = whole(percent) - whole(expected)
    if points == 0:
        return _("on schedule")
    words = _("%(points)d ahead") if points > 0 else _("%(points)d behind")
    return words % {"points": abs(points)}


def signed(points):
    """+8, −3, 0: points with their direction."""
    return f"{points:+d}".replace("-", "−") if points else "0"


def moved(days):
    """+92 days, −10 days: by how much a time limit was moved; empty for none."""
    if not days:
        return ""
    return ngettext("%(days)s day", "%(days)s days", abs(days)) % {"days": signed(days)}


def whole(number):
    """Rounded half up, as people round."""
    return int(Decimal(str(number)).quantize(Decimal(1), ROUND_HALF_UP))


def day_in_prose(day, today=None):
    """10月15日（周二）; the year is said when it is not this year's, or when today is unknown."""
    return pgettext("day and weekday", "%(day)s (%(weekday)s)") % {
        "day": _day(day, today), "weekday": _weekday(day),
    }


def moment_in_prose(at, today):
    """昨天 17:42, or 10月9日 17:42."""
    at = _local(at)
    yesterday = today - timedelta(days=1)
    day = {today: _("today"), yesterday: _("yesterday")}.get(at.date()) or _day(at, today)
    return f"{day} {at:%H:%M}"


def days_ago(at, today):
    """今天, 昨天, 3 天前."""
    days = (today - _local(at).date()).days
    if days <= 1:
        return _("yesterday") if days == 1 else _("today")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def joined(sentences):
    """Sentences with one blank between them, and none after a Chinese full stop."""
    return re.sub("(?<=[。；，、]) ", "", " ".join(sentences.split()))


def file_size(size):
    """48 KB, 1.2 MB; ``size`` in bytes."""
    if size < 1000:
        return f"{size} B"
    if size < 1000 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def iso_moment(at):
    return f"{_local(at):%Y-%m-%d %H:%M}"


def _day(day, today):
    same_year = today is not None and day.year == today.year
    return format_date(day, pgettext("date format", "j M") if same_year else pgettext("date format", "j M Y"))


def _weekday(day):
    weekdays = (
        pgettext("short weekday", "Mon"), pgettext("short weekday", "Tue"), pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"), pgettext("short weekday", "Fri"), pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )
    return weekdays[day.weekday()]


def _local(at):
    return timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at
