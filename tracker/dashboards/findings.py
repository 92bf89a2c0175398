"""What the charts of a measure show, in a sentence each: the title that stands above them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.lights.status import Light

NAMED = 3  # districts that a title names
BEHIND = (Light.RED, Light.YELLOW)


def progress_title(percent, gap, history):
    """How far the measure is, and what became of its gap since the end of the last period that was reported.

    ``percent`` and ``gap`` (points ahead, minus: behind, None where nothing is expected) are those of the day;
    ``history`` are points, the oldest first.
    """
    words = {"percent": percent}
    if gap is None:
        return _("Progress %(percent)d%%") % words
    if gap >= 0:
        return _("Progress %(percent)d%%, not behind what is expected") % words
    words["points"] = -gap
    before = history[-1].gap if history else None
    change = 0 if before is None else min(before, 0) - gap
    if change == 0:
        return _("Progress %(percent)d%%, %(points)d points behind") % words
    more = _("Progress %(percent)d%%, %(points)d points behind, %(change)d more than at the end of the last period")
    fewer = _("Progress %(percent)d%%, %(points)d points behind, %(change)d fewer than at the end of the last period")
    return (more if change > 0 else fewer) % {**words, "change": abs(change)}


def district_title(lines):
    """Which districts hold the measure back. ``lines`` are of districts, with ``light``, ``gap`` and ``district``."""
    if not all(line.light for line in lines):
        return _("Progress by district")
    if all(line.light == Light.DONE for line in lines):
        return _("Completed in all districts")
    behind = sorted((line for line in lines if line.light in BEHIND), key=lambda line: line.gap or 0)
    if not behind:
        return _("No district is behind the yellow line")
    if len(behind) == len(lines):
        return _("All districts are behind; farthest: %(names)s") % {"names": _names(behind)}
    areas = {line.district.area for line in behind}
    if len(areas) == 1 and len(behind) > NAMED:
        return ngettext("%(number)d district of %(area)s is behind", "%(number)d districts of %(area)s are behind",
                        len(behind)) % {"number": len(behind), "area": areas.pop()}
    return _("Behind: %(names)s") % {"names": _names(behind)}


def _names(lines):
    shown = pgettext("between names", ", ").join(line.district.short_name for line in lines[:NAMED])
    if len(lines) <= NAMED:
        return shown
    return _("%(names)s and others, %(total)d in all") % {"names": shown, "total": len(lines)}
