"""Lights in words: the line of each rule, this measure's number, why the light is what it is, and how it turns green.

A reader can recompute the colour from these words alone; tests hold them to that.
"""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.lights.rules import gap_light
from tracker.lights.status import Light, Rule
from tracker.reporting.periods import period_name, period_short_name

NAMED = 3  # milestones, districts or reports that a sentence names


class Line(NamedTuple):
    """One rule as a row of the table: what is looked at, its yellow and red line, this measure's number, the result."""

    rule: Rule
    yellow: str
    red: str
    number: str
    light: Light


class Explanation(NamedTuple):
    """``sentence`` says why; ``lines`` are the four rules, none for a state; ``to_green`` what has to be done."""

    sentence: str
    lines: tuple
    to_green: tuple


def explain(verdict, facts):
    """The ``Explanation`` of a verdict on these facts."""
    lines = tuple(
        Line(finding.rule, *thresholds_in_words(finding.rule, verdict.thresholds), number(finding), finding.light)
        for finding in verdict.findings
    )
    return Explanation(sentence(verdict, facts), lines, to_green(verdict, facts))


def thresholds_in_words(rule, thresholds):
    """(yellow line, red line) of a rule."""
    t = thresholds
    return {
        Rule.GAP: (
            _("%(low)d to %(high)d points behind") % {"low": t.gap_yellow, "high": t.gap_red},
            _("more than %(points)d points behind") % {"points": t.gap_red},
        ),
        Rule.MILESTONE: (
            _("1 to %(days)d days overdue") % {"days": t.milestone_red} if t.milestone_red else "—",
            _("more than %(days)d days overdue") % {"days": t.milestone_red},
        ),
        Rule.DEADLINE: (
            _("%(days)d days left or less, below %(percent)d%%") % {
                "days": t.deadline_days, "percent": t.deadline_percent},
            _("passed and not complete"),
        ),
        Rule.REPORTING: (
            _("last report late or missing"),
            ngettext("%(number)d report in a row missing", "%(number)d reports in a row missing", t.missing_red)
            % {"number": t.missing_red},
        ),
    }[rule]


def number(finding):
    """This measure's number under a rule, short."""
    return {Rule.GAP: _gap, Rule.MILESTONE: _overdue, Rule.DEADLINE: _left, Rule.REPORTING: _reported}[finding.rule](
        finding
    )


def sentence(verdict, facts):
    """Why the light is what it is."""
    if verdict.override:
        return _by_hand(verdict, facts)
    return _by_rules(verdict, facts)


def reason(verdict, facts):
    """The findings that are not green in one line, for lists; without any, how far the measure is."""
    told = [_told(finding, verdict) for finding in verdict.findings if finding.light != Light.GREEN]
    if verdict.override:
        told.insert(0, _("set by hand: %(reason)s") % {"reason": verdict.override.reason})
    return _joined(told) if told else _state(verdict, facts)


def to_green(verdict, facts):
    """What has to be done for each finding that is not green, with its exact target."""
    act = {Rule.GAP: _catch_up, Rule.MILESTONE: _finish, Rule.DEADLINE: _complete, Rule.REPORTING: _report}
    steps = [act[f.rule](f, verdict, facts) for f in verdict.findings if f.light != Light.GREEN]
    if verdict.override and verdict.light != Light.GREEN:
        steps.append(_("From %(day)s on the rules decide again") % {
            "day": date_format(verdict.override.until_on.fromordinal(verdict.override.until_on.toordinal() + 1))})
    return tuple(steps)


# Numbers ---------------------------------------------------------------------------------------------------------


def _gap(finding):
    if finding.value is None:
        return _("nothing expected")
    if finding.value == 0:
        return _("on schedule")
    words = _("%(points)d behind") if finding.value > 0 else _("%(points)d ahead")
    return words % {"points": abs(finding.value)}


def _overdue(finding):
    if not finding.items:
        return _("none overdue")
    return _("%(number)d, up to %(days)s") % {"number": len(finding.items), "days": _days(finding.value)}


def _left(finding):
    if finding.value is None:
        return _("no time limit")
    if finding.value < 0:
        return _("%(days)s overdue") % {"days": _days(-finding.value)}
    return _("%(days)s left") % {"days": _days(finding.value)}


def _reported(finding):
    return _in_a_row(finding) or _joined(map(_report_fault, finding.items[:NAMED])) or _("on time, or none due")


def _in_a_row(finding):
    """How many reports in a row are missing, unless naming the last ones says it."""
    is_named = finding.value == 1 and any(item[-1] == "missing" for item in finding.items)
    if not finding.value or is_named:
        return ""
    words = ngettext("%(number)d report in a row missing", "%(number)d reports in a row missing", finding.value)
    return words % {"number": finding.value}


def _days(days):
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


# Why -------------------------------------------------------------------------------------------------------------


def _by_rules(verdict, facts):
    if not verdict.findings:
        return _("%(state)s.") % {"state": _state(verdict, facts)}
    told = [_told(finding, verdict) for finding in verdict.findings if finding.light != Light.GREEN]
    if not told:
        return _("%(progress)s; none of the four rules is broken, so the light is green.") % {
            "progress": _progress(verdict)}
    if verdict.findings[0].light == Light.GREEN:
        told.insert(0, _progress(verdict))
    return _("%(findings)s. The worst of the four decides: %(light)s.") % {
        "findings": _joined(told), "light": Light(verdict.light).label}


def _by_hand(verdict, facts):
    told = _("Set by hand to %(light)s by %(person)s until %(day)s: %(reason)s.") % {
        "light": Light(verdict.light).label, "person": verdict.override.by,
        "day": date_format(verdict.override.until_on), "reason": verdict.override.reason.rstrip("。.")}
    return f"{told} {_('By the rules:')} {_by_rules(verdict._replace(override=None, light=_ruled(verdict)), facts)}"


def _ruled(verdict):
    """The light that the rules alone give."""
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    return min((finding.light for finding in verdict.findings), key=order.index, default=verdict.light)


def _state(verdict, facts):
    if verdict.percent == 100:
        return _("Completed in all districts")
    if not verdict.findings and facts.starts_on:
        return _("Not started; it begins on %(day)s") % {"day": date_format(facts.starts_on)}
    return _progress(verdict)


def _progress(verdict):
    if verdict.expected is None:
        return _("Progress %(percent)d%%, nothing is expected by now") % {"percent": verdict.percent}
    gap = verdict.expected - verdict.percent
    words = {"percent": verdict.percent, "expected": verdict.expected, "points": abs(gap)}
    if gap > 0:
        return _("Progress %(percent)d%%, %(points)d points behind the expected %(expected)d%%") % words
    if gap < 0:
        return _("Progress %(percent)d%%, %(points)d points ahead of the expected %(expected)d%%") % words
    return _("Progress %(percent)d%%, as expected") % words


def _told(finding, verdict):
    if finding.rule == Rule.GAP:
        return _progress(verdict)
    if finding.rule == Rule.MILESTONE:
        names = _names([_("“%(name)s”") % {"name": title} for title, _days in finding.items], len(finding.items))
        words = ngettext("%(number)d milestone overdue, %(days)s: %(names)s",
                         "%(number)d milestones overdue, up to %(days)s: %(names)s", len(finding.items))
        return words % {"number": len(finding.items), "days": _days(finding.value), "names": names}
    if finding.rule == Rule.DEADLINE:
        if finding.value < 0:
            return _("the time limit passed %(days)s ago, %(percent)d%% done") % {
                "days": _days(-finding.value), "percent": verdict.percent}
        return _("%(days)s left until the time limit, %(percent)d%% done") % {
            "days": _days(finding.value), "percent": verdict.percent}
    faults = _names([_report_fault(item) for item in finding.items], len(finding.items))
    return _joined(filter(None, [_in_a_row(finding), faults]))


def _report_fault(item):
    name, frequency, _year, period, state = item
    words = _("%(organization)s: report for the %(period)s missing") if state == "missing" else _(
        "%(organization)s: report for the %(period)s late")
    return words % {"organization": name, "period": period_short_name(frequency, period)}


# How it turns green ----------------------------------------------------------------------------------------------


def _catch_up(finding, verdict, facts):
    words = {"percent": verdict.expected - verdict.thresholds.gap_yellow + 1}
    behind = sorted(
        ((verdict.expected - (each.percent or 0), each.name) for each in facts.districts), key=lambda pair: -pair[0]
    )
    behind = [(points, name) for points, name in behind if gap_light(points, verdict.thresholds) != Light.GREEN]
    if not behind:
        return _("Bring the progress to %(percent)d%% or more") % words
    words["districts"] = _names(
        [_("%(district)s (%(points)d behind)") % {"district": name, "points": points} for points, name in behind],
        len(behind),
    )
    return _("Bring the progress to %(percent)d%% or more; farthest behind: %(districts)s") % words


def _finish(finding, verdict, facts):
    names = _names([_("“%(name)s”") % {"name": title} for title, _days in finding.items], len(finding.items))
    return _("Finish %(milestones)s and have it approved") % {"milestones": names}


def _complete(finding, verdict, facts):
    if finding.value < 0:
        return _("Complete it in all districts, or have the time limit extended")
    return _("Reach %(percent)d%% before the time limit on %(day)s") % {
        "percent": verdict.thresholds.deadline_percent, "day": date_format(facts.due_on)}


def _report(finding, verdict, facts):
    following = next((period for period in facts.periods if period.due_on >= verdict.on), None)
    if following is None:
        return _("Hand in the next report in time")
    return _("Hand in the report for the %(period)s in time, by %(day)s") % {
        "period": period_name(following.frequency, following.year, following.number),
        "day": date_format(following.due_on)}


def _names(names, total):
    """The first names, and how many more there are."""
    shown = pgettext("between names", ", ").join(names[:NAMED])
    if total <= NAMED:
        return shown
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", total - NAMED) % {
        "names": shown, "more": total - NAMED}


def _joined(parts):
    return pgettext("between findings", "; ").join(parts)
