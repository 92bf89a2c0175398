"""An issued briefing beside the same briefing made today for the same day, figure by figure; pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.lights.status import Light

MISSING = "—"
LIGHTS = dict(Light.choices)
EXTENSIONS = ("extensions", "extensions_in_period")  # what briefings issued by the first versions do not count


@dataclass(frozen=True)
class Change:
    """What a thing is called in words, and what stood there when it was issued and stands there now."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Comparison:
    """``figures`` and ``texts`` are the ``Change`` s of either; ``equal`` is how many figures are as they were."""

    figures: tuple
    texts: tuple
    equal: int

    @property
    def is_equal(self):
        return not self.figures


def compare(issued, now):
    """The ``Comparison`` of two ``Kept``: what was issued, and what would be today."""
    counts = "limits.extensions" in issued.content.numbers
    before, after = (
        (_figures(each.content, of_measures=True, counts=counts), _entries(each.content, counts=counts),
         _sources(each.sources), _figures(each.content, of_measures=False, counts=counts))
        for each in (issued, now)
    )
    figures = [change for pair in zip(before, after, strict=True) for change in _pairs(*pair)]
    texts = list(_pairs(_texts(issued.content), _texts(now.content)))
    changed = tuple(change for change in figures if change.before != change.now)
    return Comparison(
        changed, tuple(change for change in texts if change.before != change.now), len(figures) - len(changed)
    )


def _pairs(before, now):
    """A ``Change`` for each key of either; values are pairs (label, text), and what is not there is a dash."""
    for key in dict.fromkeys([*before, *now]):
        label = (before.get(key) or now.get(key))[0]
        yield Change(label, before.get(key, ("", MISSING))[1], now.get(key, ("", MISSING))[1])


def _figures(content, *, of_measures, counts):
    """Those of single measures, which say most, or all others; extensions only where they are counted in both."""
    return {figure.key: (figure.label, f"{figure.value}{figure.unit}") for figure in content.figures
            if figure.key.startswith("measure.") == of_measures
            and (counts or figure.key.rpartition(".")[2] not in EXTENSIONS)}


def _entries(content, *, counts):
    """What the ledger says of each measure beside its progress."""
    found = {}
    for entry in content.ledger if counts else ():
        told = f"{entry.extensions} / {entry.milestone_extensions}"
        label = _("extensions of the measure / of its milestones")
        found[entry.code, "extensions"] = (_of_measure(entry.code, label), told)
    for entry in content.ledger:
        for name, label, value in (
            ("pace", _("pace"), entry.pace_name),
            ("light", pgettext("of a measure", "light"), entry.light_name),
            ("due", _("time limit"), entry.due),
        ):
            found[entry.code, name] = (_of_measure(entry.code, label), value)
        for district, light in entry.districts:
            label = _("light of district %(code)s") % {"code": district}
            found[entry.code, district] = (_of_measure(entry.code, label), str(LIGHTS.get(light, MISSING)))
    return found


def _sources(sources):
    """The progress as the approved reports themselves say it, and which reports those are."""
    found = {}
    for source in sources:
        label = _("progress by its approved reports")
        found[source.code, ""] = (_of_measure(source.code, label), f"{source.percent}%")
        for each in source.districts:
            name = {"district": each.name}
            found[source.code, each.key] = (
                _of_measure(source.code, _("%(district)s by its approved report") % name), f"{each.percent}%")
            found[source.code, each.key, "report"] = (
                _of_measure(source.code, _("report that counts for %(district)s") % name),
                _("%(receipt)s, %(percent)d%%") % {"receipt": each.receipt, "percent": each.report_percent})
    return found


def _texts(content):
    """Titles, names and sentences: what may be called otherwise today without a figure having changed."""
    found = {
        "title": (pgettext("of a briefing", "title"), content.title), "period": (_("period"), content.period),
        "area": (_("area"), content.area), "organization": (_("organization"), content.organization),
        "addressee": (_("addressee"), content.addressee), "opening": (_("opening"), content.opening),
        "ledger_title": (_("title of the annex"), content.ledger_title),
    }
    for section in content.sections:
        for number, paragraph in enumerate(section.paragraphs, 1):
            label = _("%(heading)s, paragraph %(number)d") % {"heading": section.heading, "number": number}
            found[section.key, number] = (label, paragraph.text)
    for entry in content.ledger:
        found[entry.code, "title"] = (_of_measure(entry.code, _("title")), entry.title)
        found[entry.code, "leads"] = (_of_measure(entry.code, _("lead")), "、".join(entry.leads))
        found[entry.code, "progress"] = (_of_measure(entry.code, _("what was reported")), entry.progress)
    return found


def _of_measure(code, what):
    return _("Measure %(code)s, %(what)s") % {"code": code, "what": what}
