"""What the charts of a measure show, in a sentence each: the title that stands above them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.lights.status import Light

NAMED = 3  # districts that a title names
BEHIND = (Light.RED, Light.YELLOW)


def progress_title(history):
    """How far the last period brought the measure, and what became of its gap. ``history`` are points, oldest first."""
    last, before = history[-1], history[-2] if len(history) > 1 else None
    words = {"percent": last.percent}
    if last.gap is None:
        return _("Progress %(percent)d%%") % words
    if last.gap >= 0:
        return _("Progress %(percent)d%%, not behind what was expected") % words
    change = before.gap - last.gap if before is not None and before.gap is not None else None
    if change is None:
        return _("Progress %(percent)d%%, %(points)d points behind") % {**words, "points": -last.gap}
    if change == 0:
        return _("Progress %(percent)d%%, as far behind as the period before") % words
    told = _("Progress %(percent)d%%, the gap widened by %(points)d points") if change > 0 else _(
        "Progress %(percent)d%%, the gap narrowed by %(points)d points")
    return told % {**words, "points": abs(change)}


def district_title(lines):
    """Which districts hold the measure back. ``lines`` are of districts, with ``light``, ``gap`` and ``district``."""
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
    more = len(lines) - NAMED
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {"names": shown, "more": more}
