"""Whether the figures of a briefing add up, among themselves, with its ledger and with what its text says."""

import re
from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.exchange.briefing.figures import BECAME, CAME, LIGHTS, PACE
from tracker.plans.percent import whole_percent

NUMBER = re.compile(r"\d+")
REPORTS = ("expected", "submitted", *CAME, *BECAME)


class DoesNotAddUp(ValidationError):
    """Each message names a figure and the two numbers that should be one."""


def check(content):
    """Raise ``DoesNotAddUp`` unless all figures of a ``Content`` agree."""
    parts = (_keys, _lights, _pace, _done, _reports, _milestones, _tasks, _districts, _entries, _shares, _said)
    faults = [fault for part in parts for fault in part(_Sums(content), content)]
    if faults:
        raise DoesNotAddUp(list(dict.fromkeys(faults)))


class _Sums:
    """The figures of a content, and what is wrong between two numbers."""

    def __init__(self, content):
        self.figures = {figure.key: figure for figure in content.figures}

    def value(self, key):
        return self.figures[key].value if key in self.figures else 0

    def sum(self, path, names):
        return sum(self.value(f"{path}.{name}") for name in names)

    def equal(self, key, other, what):
        """The fault that the figure of a key is not the other number, which is ``what``."""
        if key not in self.figures:
            yield _("The figure %(key)s is missing") % {"key": key}
        elif self.value(key) != other:
            yield _("%(figure)s: the figure is %(value)d, but %(what)s %(other)d") % {
                "figure": self.figures[key].label, "value": self.value(key), "what": what, "other": other}

    def paths(self, start):
        """The paths of figures that begin so and are counted in parts: the keys without their last name."""
        return list(dict.fromkeys(key.rpartition(".")[0] for key in self.figures if key.startswith(start)))


def _keys(sums, content):
    twice = [key for key, number in Counter(figure.key for figure in content.figures).items() if number > 1]
    return [_("The figure %(key)s stands there twice") % {"key": key} for key in twice]


def _lights(sums, content):
    added = _("its lights add up to")
    yield from sums.equal("lights.total", sums.sum("lights", LIGHTS), added)
    if "lights.before.total" in sums.figures:
        yield from sums.equal("lights.before.total", sums.sum("lights.before", LIGHTS), added)
        change = sums.value("lights.red") - sums.value("lights.before.red")
        yield from sums.equal("lights.red.change", change, _("between the two days there are"))


def _pace(sums, content):
    yield from sums.equal("pace.total", sums.sum("pace", PACE), _("its classes add up to"))
    yield from sums.equal("pace.total", sums.value("lights.total"), _("the measures are"))
    yield from sums.equal("pace.done", sums.value("done.total"), _("completed are"))


def _done(sums, content):
    added = sums.sum("done", ("completed", "verified"))
    yield from sums.equal("done.total", added, _("verified and not yet verified add up to"))


def _reports(sums, content):
    for path in sums.paths("rates."):
        yield from sums.equal(f"{path}.expected", sums.sum(path, CAME), _("by when they came they add up to"))
        yield from sums.equal(f"{path}.submitted", sums.sum(path, ("on_time", "late")), _("on time and late add up to"))
        yield from sums.equal(f"{path}.submitted", sums.sum(path, BECAME), _("by what became of them they add up to"))
    organizations = sums.paths("rates.organization.")
    for name in REPORTS:
        of_all = sum(sums.value(f"{path}.{name}") for path in organizations)
        yield from sums.equal(f"rates.{name}", of_all, _("the organizations add up to"))
    yield from _rate(sums, "rates.on_time_rate", "on_time", ("submitted", "missing"))
    yield from _rate(sums, "rates.completeness", "submitted", ("expected",))


def _rate(sums, key, part, whole):
    whole = sums.sum("rates", whole)
    if whole:
        yield from sums.equal(key, whole_percent(sums.value(f"rates.{part}"), whole), _("its parts give"))


def _milestones(sums, content):
    added = sums.sum("milestones", ("done", "overdue", "ahead"))
    yield from sums.equal("milestones.total", added, _("done, overdue and not yet due add up to"))
    proven = sums.sum("milestones", ("verified", "unproven"))
    yield from sums.equal("milestones.done", proven, _("verified and awaiting proof add up to"))
    goals = sums.sum("goals", ("verified", "done", "open"))
    yield from sums.equal("goals.total", goals, _("verified, awaiting proof and open add up to"))
    of_milestones = sum(entry.milestone_extensions for entry in content.ledger)
    yield from sums.equal("milestones.extensions", of_milestones, _("in the ledger there are"))
    of_each = [key for key in sums.figures if key.startswith("milestone.") and key.endswith(".extensions")]
    yield from sums.equal("milestones.extensions", sum(map(sums.value, of_each)), _("the milestones add up to"))


def _tasks(sums, content):
    """The tasks add up to the whole, light by light, and each of them to itself."""
    tasks = sums.paths("task.")
    for path in tasks:
        yield from sums.equal(f"{path}.total", sums.sum(path, LIGHTS), _("its lights add up to"))
    wholes = {"total": "lights.total", **{light: f"lights.{light}" for light in LIGHTS},
              "finished": "done.total", "verified": "done.verified", "new": "done.new"}
    for name, whole in wholes.items():
        yield from sums.equal(whole, sum(sums.value(f"{path}.{name}") for path in tasks), _("the tasks add up to"))


def _districts(sums, content):
    """What is told of each district is what the rows of the ledger say of it."""
    rows = Counter((code, light) for entry in content.ledger for code, light in entry.districts)
    for path in sums.paths("district."):
        code = path.partition(".")[2]
        lights = {light: rows[code, light] for light in LIGHTS if light != "none"}
        yield from sums.equal(f"{path}.total", sum(lights.values()), _("in the ledger there are"))
        for light, number in lights.items():
            yield from sums.equal(f"{path}.{light}", number, _("in the ledger there are"))


def _entries(sums, content):
    """The ledger has a row for each measure, and its lights, classes, tasks and percentages are those of the text."""
    entries, there_are = content.ledger, _("in the ledger there are")
    yield from sums.equal("lights.total", len(entries), there_are)
    for name, of_entry, path in (("light", LIGHTS, "lights"), ("pace", PACE, "pace")):
        rows = Counter(getattr(entry, name) for entry in entries)
        for key in of_entry:
            yield from sums.equal(f"{path}.{key}", rows[key], there_are)
    tasks = Counter((f"task.{entry.task}", entry.light) for entry in entries)
    for path in sums.paths("task."):
        for light in LIGHTS:
            yield from sums.equal(f"{path}.{light}", tasks[path, light], there_are)
    for entry in entries:
        yield from _entry(sums, entry)
    yield from sums.equal("limits.extensions", sum(entry.extensions for entry in entries), there_are)
    mean = whole_percent(sum(entry.percent for entry in entries), 100 * len(entries)) if entries else 0
    yield from sums.equal("progress.mean", mean, _("the mean of the ledger is"))


def _entry(sums, entry):
    path, in_ledger = f"measure.{entry.code}", _("in the ledger stands")
    yield from sums.equal(f"{path}.percent", entry.percent, in_ledger)
    if entry.expected is not None:
        yield from sums.equal(f"{path}.expected", entry.expected, in_ledger)
        yield from sums.equal(f"{path}.gap", entry.percent - entry.expected, _("the difference is"))
    if entry.change is not None:
        yield from sums.equal(f"{path}.change", entry.change, in_ledger)
    if entry.extensions:
        yield from sums.equal(f"{path}.extensions", entry.extensions, in_ledger)


def _shares(sums, content):
    """What is a part of something is not more than that, and not less than nothing."""
    for whole, parts in (
        ("lights.total", ("lights.manual", "limits.extended", "done.new", "changes.worse", "changes.better")),
        ("milestones.total", ("milestones.planned", "milestones.done_in_period", "milestones.next",
                              "milestones.extended")),
        ("limits.extensions", ("limits.extensions_in_period",)),
    ):
        for key in parts:
            if not 0 <= sums.value(key) <= sums.value(whole):
                yield from sums.equal(key, sums.value(whole), _("they are parts of"))


def _said(sums, content):
    """Each figure has the value that the text says, and the text does say it."""
    for section in content.sections:
        for paragraph in section.paragraphs:
            for key, value in paragraph.says:
                yield from sums.equal(key, value, _("the text says"))
            missing = Counter(abs(value) for _key, value in paragraph.says) - Counter(
                map(int, NUMBER.findall(paragraph.text)))
            for key, value in paragraph.says:
                if abs(value) in missing:
                    yield _("%(figure)s: the figure is %(value)d, but “%(text)s” does not say it") % {
                        "figure": sums.figures[key].label if key in sums.figures else key,
                        "value": value, "text": paragraph.text}
