"""The findings of an overview in words: the first sentence, the change of a figure, the titles of its modules."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.lights.status import Light


def finding(page):
    """How many measures show which light, and whether red ones have become more."""
    told = {
        Light.DONE: _("%(number)d completed"), Light.GREEN: _("%(number)d green"), Light.YELLOW: _("%(number)d yellow"),
        Light.RED: _("%(number)d red"), Light.NOT_STARTED: _("%(number)d not started"),
        "none": _("%(number)d without a light on record"),
    }
    lights = pgettext("between lights", ", ").join(
        told[figure.light] % {"number": figure.number} for figure in page.figures if figure.light
    )
    total = page.tally.total
    return ngettext("%(total)d measure: %(lights)s%(trend)s.", "%(total)d measures: %(lights)s%(trend)s.", total) % {
        "total": total, "lights": lights, "trend": _trend(page.numbers[Light.RED])}


def compared(figure):
    """A figure beside that of the earlier day; empty without one."""
    if figure.change is None:
        return ""
    if not figure.change:
        return _("as in the last period")
    words = _("last period %(before)d, %(number)d more") if figure.change > 0 else _(
        "last period %(before)d, %(number)d fewer")
    return words % {"before": figure.before, "number": abs(figure.change)}


def planned(burn_up):
    """How many milestones were due by now, beside how many are done."""
    if not burn_up.behind:
        return _("planned %(planned)d, as many done") % {"planned": burn_up.now.planned}
    words = _("planned %(planned)d, %(number)d fewer done") if burn_up.behind > 0 else _(
        "planned %(planned)d, %(number)d more done")
    return words % {"planned": burn_up.now.planned, "number": abs(burn_up.behind)}


def verified(burn_up):
    """How many of the milestones done are verified."""
    return _("of these %(number)d verified") % {"number": burn_up.verified}


def goals_of_the_year(burn_up):
    """How many goals the year at hand has, how many are done and verified, and what share of all weight is due by its
    end; only where there are goals."""
    year = burn_up.goal_year
    return ngettext(
        "%(year)d: %(due)d goal, %(done)d done, of these %(verified)d verified; %(planned)d%% of all weight planned "
        "by the end of the year, %(reached)s reached.",
        "%(year)d: %(due)d goals, %(done)d done, of these %(verified)d verified; %(planned)d%% of all weight planned "
        "by the end of the year, %(reached)s reached.", year.due) % {
            "year": year.year, "due": year.due, "done": year.done, "verified": year.verified, "planned": year.planned,
            "reached": "—" if year.reached is None else f"{year.reached}%"}


def pace(burn_up):
    """How many milestones are done, how many were due, and where the speed of the last four quarters leads."""
    done = burn_up.now.done
    title = ngettext("%(done)d milestone done", "%(done)d milestones done", done) % {"done": done}
    if burn_up.behind:
        words = _("%(done)s, %(number)d fewer than planned") if burn_up.behind > 0 else _(
            "%(done)s, %(number)d more than planned")
        title = words % {"done": title, "number": abs(burn_up.behind)}
    else:
        title = _("%(done)s, as planned") % {"done": title}
    ahead = burn_up.projection
    if ahead is None:
        return title
    words = ngettext(
        "%(title)s; at the speed of the last four quarters %(number)d short by %(day)s",
        "%(title)s; at the speed of the last four quarters %(number)d short by %(day)s", ahead.short)
    if ahead.short <= 0:
        words = _("%(title)s; at the speed of the last four quarters all that are due by %(day)s")
    return words % {"title": title, "number": ahead.short, "day": end(ahead.on)}


def end(day):
    """“The end of 2025” for the last day of a year, any other day as it is."""
    if (day.month, day.day) == (12, 31):
        return _("the end of %(year)d") % {"year": day.year}
    return date_format(day)


def speed(projection):
    """Milestones a quarter as they are said: 3, 3.25."""
    return f"{float(projection.speed):.2f}".rstrip("0").rstrip(".")


def concentration(found):
    """Where the red lights of districts are, or the yellow ones where none is red."""
    if found.light is None:
        return _("No red or yellow light in any district")
    lights = _("Red lights") if found.light == Light.RED else _("Yellow lights")
    measures = _quoted(found.measures)
    districts = _enumerated(found.districts)
    if measures and districts:
        return _("%(lights)s concentrate on %(measures)s and in %(districts)s") % {
            "lights": lights, "measures": measures, "districts": districts}
    if measures:
        return _("%(lights)s concentrate on %(measures)s") % {"lights": lights, "measures": measures}
    if districts:
        return _("%(lights)s concentrate in %(districts)s") % {"lights": lights, "districts": districts}
    districts = ngettext("%(number)d district", "%(number)d districts", found.in_districts) % {
        "number": found.in_districts}
    if not found.in_measures:
        return _("%(lights)s in %(districts)s") % {"lights": lights, "districts": districts}
    measures = ngettext("%(number)d measure", "%(number)d measures", found.in_measures) % {"number": found.in_measures}
    return _("%(lights)s in %(districts)s, in %(measures)s") % {
        "lights": lights, "districts": districts, "measures": measures}


def reports(now, period):
    """What was expected for a period, what came in, what is missing and what was sent back."""
    told = _("%(period)s: %(expected)d reports expected, %(came)d in, %(missing)d not handed in, %(returned)d returned")
    return told % {
        "period": capfirst(period.short_name), "expected": now.expected, "came": now.approved + now.awaiting,
        "missing": now.not_handed_in, "returned": now.returned,
    }


def _quoted(names):
    """“A”, “B” and “C”, without any commas where the language does not use them between quotations."""
    told, *others = [pgettext("in the matrix", "“%(name)s”") % {"name": name} for name in names] or [""]
    for number, other in enumerate(others, 1):
        words = pgettext("before the last quotation", "%(names)s and %(last)s") if number == len(others) else pgettext(
            "between quotations", "%(names)s, %(last)s")
        told = words % {"names": told, "last": other}
    return told


def _enumerated(names):
    """“A, B and C”."""
    *first, last = names or [""]
    if not first:
        return last
    return pgettext("before the last name", "%(names)s and %(last)s") % {
        "names": pgettext("between names", ", ").join(first), "last": last}


def _trend(red):
    if red.change is None:
        return ""
    if not red.change:
        return _("; as many red as in the last period")
    words = _("; %(number)d red more than in the last period") if red.change > 0 else _(
        "; %(number)d red fewer than in the last period")
    return words % {"number": abs(red.change)}
