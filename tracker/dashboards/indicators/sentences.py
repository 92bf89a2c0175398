"""What is said of an indicator: its figures with their unit, how it stands with the numbers, what is missing."""

from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.dashboards.indicators.lines import Result
from tracker.indicators.progress import ACCELERATE_FROM, ON_TRACK_FROM
from tracker.indicators.status import Bound, Combination, Pace

PLACES = ((Decimal("0.1"), Decimal("0.01")), (Decimal("0.01"), Decimal("0.001")))  # from this size on, this fine
FINEST = Decimal("0.0001")
MARKS = {Bound.EXACT: "", Bound.AT_LEAST: "≥", Bound.ABOUT: "≈"}


def figure(value):
    """1,286 or 5.9: a figure as it was stated, without the zeros that only fill its places."""
    return f"{value.normalize() + 0:,f}"


def rounded(value):
    """A figure that was worked out, at two places, at up to four where it is small."""
    fine = next((fine for size, fine in PLACES if abs(value) >= size), FINEST)
    return figure(value.quantize(fine))


def said(value, unit, *, is_worked_out=False):
    """A figure with its unit: 3.1%, 4,194亿元."""
    return f"{rounded(value) if is_worked_out else figure(value)}{unit}"


def change(value, unit):
    """+0.25 or −0.25, with the unit."""
    return f"{'+' if value >= 0 else '−'}{rounded(abs(value))}{unit}"


def bounded(value, bound, unit=""):
    """≥1,000, ≈11, 3.1: a figure as a text states it."""
    return f"{MARKS[bound]}{figure(value)}{unit}"


def of_the_whole(line, found):
    """The value of a complete ``Figure`` of a line; a mean is worked out, everything else as it was reported."""
    return said(found.value, line.indicator.unit, is_worked_out=_is_mean(line))


def status(line):
    """How an indicator stands, in sentences with the numbers that this rests on."""
    found = line.assessment
    sentences = [_not_judged(found)] if found.pace == Pace.UNKNOWN else _judged(line)
    if line.incomplete:
        sentences.append(incomplete(line))
        if line.latest:
            sentences.append(_("The status rests on %(day)s, the latest complete figure.")
                             % {"day": line.latest.on.isoformat()})
    return sentences


def incomplete(line, found=None):
    """What is missing of the newest figure, and that what the others come to is no figure of the whole."""
    found = found or line.incomplete
    numbers = {"present": len(found.present), "all": len(found.present) + len(found.missing)}
    values = {
        **numbers, "day": found.on.isoformat(), "missing": names(found.missing),
        "partial": said(found.partial, line.indicator.unit, is_worked_out=_is_mean(line)) if found.present else "",
    }
    if not found.present:
        text = _("%(day)s is incomplete: none of %(all)d districts is there.")
    elif _is_mean(line):
        text = _("%(day)s is incomplete: %(present)d of %(all)d districts, without %(missing)s. The mean of these "
                 "%(present)d, %(partial)s, is not the figure of the whole.")
    else:
        text = _("%(day)s is incomplete: %(present)d of %(all)d districts, without %(missing)s. The sum of these "
                 "%(present)d, %(partial)s, is not the figure of the whole.")
    return text % values


def missing(found):
    """The same in a few words, for a cell."""
    return _("incomplete: %(present)d of %(all)d districts, without %(missing)s") % {
        "present": len(found.present), "all": len(found.present) + len(found.missing), "missing": names(found.missing)}


def names(districts):
    return pgettext("between items", ", ").join(district.name for district in districts)


def rule():
    """The rule of the status, with its shares."""
    shares = {"on_track": int(ON_TRACK_FROM * 100), "accelerate": int(ACCELERATE_FROM * 100)}
    return [
        _("The target line runs straight from the start through the target at the end of each year. The start is the "
          "dated baseline, or else the first complete figure."),
        _("On the day of the latest complete figure, what was gained since the start is set against what the line asks "
          "for by then: from %(on_track)d%% on it is on track, from %(accelerate)d%% on acceleration is needed, below "
          "that progress is limited; worse than at the start it is going back; at the last target it is reached.")
        % shares,
        _("“About” and “at least” give no leeway. These shares are this system's defaults and have to be confirmed."),
    ]


def results():
    """``Result`` → how it is said in a cell."""
    return {
        Result.MET: pgettext("of a target", "met"), Result.MISSED: pgettext("of a target", "not met"),
        Result.AHEAD: _("still ahead"), Result.OPEN: _("no complete figure of that day"),
        Result.UNJUDGED: _("not judged"), Result.UNPUBLISHED: "",
    }


def _not_judged(found):
    return _("Cannot be judged. %(reason)s.") % {"reason": found.why_not.label}


def _judged(line):
    """The latest figure beside the line, the pace so far, and what the next target needs."""
    found, unit = line.assessment, line.indicator.unit
    sentences = [_("%(latest)s on %(day)s; the target line asks for %(expected)s by then.") % {
        "latest": of_the_whole(line, line.latest), "day": found.latest.on.isoformat(),
        "expected": said(found.expected, unit, is_worked_out=True)}]
    start = {"start": said(found.start.value, unit, is_worked_out=_is_mean(line)), "day": found.start.on.isoformat()}
    if found.pace == Pace.BACK:
        sentences.append(_("That is worse than %(start)s on %(day)s.") % start)
    elif found.share is not None:
        sentences.append(_("Since %(start)s on %(day)s, %(percent)d%% of what was asked for came about.") % {
            **start, "percent": int((found.share * 100).to_integral_value(ROUND_FLOOR))})
    if found.actual is not None:
        sentences.append(_("So far %(change)s a year.") % {"change": change(found.actual, unit)})
    if found.pace != Pace.REACHED:
        sentences.append(_ahead(line))
    return [sentence for sentence in sentences if sentence]


def _ahead(line):
    found, unit = line.assessment, line.indicator.unit
    values = {"year": found.target.on.year, "target": said(found.target.value, unit)}
    if found.target.on < line.on:
        return _("The year of the last target, %(year)d, has passed: it asked for %(target)s.") % values
    if found.required is None:
        return ""
    return _("The target for %(year)d, %(target)s, needs %(change)s a year from then on.") % {
        **values, "change": change(found.required, unit)}


def _is_mean(line):
    return line.indicator.combination == Combination.MEAN
