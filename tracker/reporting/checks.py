"""What a reviewer is warned of: automatic checks of one report against the last approved one, hints and no verdicts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.plans.expected import gap
from tracker.reporting.difference import similarity
from tracker.reporting.limits import SUMMARY_MAX, SUMMARY_MIN, written_length
from tracker.reporting.progress import mean_percent

JUMP_POINTS = 10  # a smaller rise is never unusual
JUMP_FACTOR = 2  # nor is one of up to so many times the usual rise
BEHIND_POINTS = 10  # from here on behind, a report needs evidence and names the problem
SAME_PERCENT = 85  # from here on similar to the last one, a text is hardly new
EXCERPT = 30  # characters of a long line that are quoted

DATE_WORD = re.compile(
    r"(?<![\d〔（(\[])20[2-9]\d(?!\s*[\d万亿元户人个亩项件家次])"  # 2026; not 2026户, not 〔2026〕76号
    r"|[\d〇零一二三四五六七八九十]\s*[年月日](?!均)"
    r"|[\d一二两三四五六七八九十]\s*个?(?:工作日|天|周|月|季度|年)[之以]?内"
    r"|月[初中底末]|[上中下]旬|年[初中底末内]|半年|季[度初中底末]|周[一二三四五末]"
    r"|[本上下每][月周季]|[今明后全每当次逐]年"
    r"|元旦|春节|清明|五一|端午|中秋|国庆|节[前后]"
)
NUMBERING = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[）).．、]|[-*•·●])\s*(?!\d)")


@dataclass(frozen=True)
class MilestoneFact:
    """What a report says about one milestone that falls due."""

    title: str
    due_on: date
    is_done: bool = False
    reason: str = ""
    expected_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """What one report says and what was known when it said so.

    `figures` maps the name of each reported district to its percentage (0–100). `usual_rise` is the mean rise in points
    for each period over the last four, None without a history. `earlier_district_names` are the districts that have an
    approved figure.
    """

    figures: Mapping[str, int]
    usual_rise: float | None = None
    summary: str = ""
    problem: str = ""
    next_steps: str = ""
    milestones: tuple[MilestoneFact, ...] = ()
    evidence_count: int = 0
    earlier_district_names: frozenset[str] = frozenset()


class Check(NamedTuple):
    """The result of one check in the reader's language; `detail` says where and why, empty when nothing is to add."""

    name: str
    passed: bool
    sentence: str
    detail: str = ""


class _Case(NamedTuple):
    now: Facts
    before: Facts | None
    expected: int | None
    on: date


def check(now, before, *, expected, on):
    """Return the checks of the report `now` that can be made, hints (not passed) first.

    `before` is the last approved report, None if there is none; `expected` is the expected progress in percent, None
    where nothing is expected; a milestone is overdue when it was due before `on`. What cannot be judged (nothing to
    compare with, an empty text) is left out rather than passed. The sentences are in the language that is active now.
    """
    case = _Case(now, before, expected, on)
    return sorted((result for rule in RULES if (result := rule(case))), key=lambda result: result.passed)


def _fall(case):
    if not case.before:
        return None
    falls = [_in_words(*change) for change in _changes(case) if change[2] < change[1]]
    hint = _("Progress is lower than in the last approved report")
    return _result("fall", falls, hint, _("Progress is not lower than in the last approved report"))


def _jump(case):
    usual = case.now.usual_rise
    if not case.before or usual is None:
        return None
    jumps = [
        _in_words(district, before, now)
        for district, before, now in _changes(case)
        if now - before >= JUMP_POINTS and now - before > JUMP_FACTOR * usual
    ]
    if jumps:
        jumps.append(_("the usual rise is %(points)s points a period") % {"points": f"{usual:.1f}".removesuffix(".0")})
    return _result("jump", jumps, _("Progress rose unusually fast"), _("Progress did not rise unusually fast"))


def _silence(case):
    earlier = case.now.earlier_district_names | set(case.before.figures if case.before else ())
    if not earlier:
        return None
    missing = sorted(earlier - set(case.now.figures))
    hint = _("Districts that were reported before have no figure")
    return _result("silence", missing, hint, _("Every district reported before has a figure"))


def _overdue(case):
    late = [stone for stone in case.now.milestones if not stone.is_done and stone.due_on < case.on]
    details = []
    for stone in late:
        facts = {"title": stone.title, "due_on": stone.due_on.isoformat()}
        if not stone.reason.strip():
            details.append(_("“%(title)s” was due on %(due_on)s, no reason is given") % facts)
        elif not stone.expected_on or stone.expected_on < case.on:
            details.append(_("“%(title)s” was due on %(due_on)s, no new date still to come is given") % facts)
    passed = _("Overdue milestones are explained") if late else _("No milestone is overdue")
    return _result("overdue", details, _("An overdue milestone is not explained"), passed)


def _dates(case):
    steps = _steps(case.now.next_steps)
    if not steps:
        return None
    details = [
        _("step %(number)d: “%(text)s”") % {"number": number, "text": _excerpt(step)}
        for number, step in enumerate(steps, 1)
        if not DATE_WORD.search(NUMBERING.sub("", step))
    ]
    return _result("dates", details, _("Next steps without a date"), _("Every next step has a date"))


def _problem(case):
    behind = _behind(case)
    if behind < BEHIND_POINTS:
        return None
    details = [] if case.now.problem.strip() else [_points_behind(behind)]
    return _result("problem", details, _("Progress is behind and no problem is named"), _("The problem is named"))


def _evidence(case):
    if count := case.now.evidence_count:
        sentence = ngettext("%(count)d piece of evidence", "%(count)d pieces of evidence", count)
        return Check("evidence", True, sentence % {"count": count})
    before = case.before or Facts({})
    known = {stone.title for stone in before.milestones if stone.is_done}
    behind = _behind(case)
    details = [
        *([_points_behind(behind)] if behind >= BEHIND_POINTS else ()),
        *(
            _("%(district)s is reported as complete") % {"district": district}
            for district, percent in case.now.figures.items()
            if percent == 100 != before.figures.get(district)
        ),
        *(
            _("“%(title)s” is reported as done") % {"title": stone.title}
            for stone in case.now.milestones
            if stone.is_done and stone.title not in known
        ),
    ]
    return _result("evidence", details, _("Evidence is missing"), _("No evidence is needed this time"))


def _sameness(case):
    if not case.before:
        return None
    parts = (
        (_("progress of the period"), case.before.summary, case.now.summary),
        (_("next steps"), case.before.next_steps, case.now.next_steps),
    )
    shares = [(part, similarity(then, now)) for part, then, now in parts if then.strip() and now.strip()]
    if not shares:
        return None
    detail = _("; ").join(
        _("%(part)s: %(percent)d%% the same") % {"part": part, "percent": percent} for part, percent in shares
    )
    if any(percent >= SAME_PERCENT for _part, percent in shares):
        return Check("sameness", False, _("The text is nearly the same as last time"), detail)
    return Check("sameness", True, _("The text differs from last time"), detail)


def _length(case):
    length = written_length(case.now.summary)
    if not length:
        return None
    facts = {"length": length, "least": SUMMARY_MIN, "most": SUMMARY_MAX}
    usual = _("%(length)d characters, usual are %(least)d to %(most)d") % facts
    if length < SUMMARY_MIN:
        return Check("length", False, _("The progress text is short"), usual)
    if length > SUMMARY_MAX:
        return Check("length", False, _("The progress text is long"), usual)
    return Check("length", True, _("The progress text has %(length)d characters") % facts)


RULES = (_fall, _jump, _silence, _overdue, _dates, _problem, _evidence, _sameness, _length)


def _result(name, details, hint, passed):
    """A check that found something to say is a hint."""
    return Check(name, False, hint, _("; ").join(details)) if details else Check(name, True, passed)


def _changes(case):
    """Yield (district, percent before, percent now) for every district with both."""
    for district, now in case.now.figures.items():
        if district in case.before.figures:
            yield district, case.before.figures[district], now


def _in_words(district, before, now):
    return _("%(district)s: %(before)d%% → %(now)d%%") % {"district": district, "before": before, "now": now}


def _behind(case):
    """Return the points behind expected progress; 0 when not behind or when nothing is expected."""
    return max(0, -(gap(mean_percent(case.now.figures, case.now.figures), case.expected) or 0))


def _points_behind(points):
    return ngettext(
        "%(points)d point behind expected progress", "%(points)d points behind expected progress", points
    ) % {"points": points}


def _steps(text):
    """Return the lines that say something; a line that ends with a colon only announces the next ones."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if NUMBERING.sub("", line) and not line.endswith(("：", ":"))]


def _excerpt(line):
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"
