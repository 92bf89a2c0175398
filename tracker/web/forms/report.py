"""The form of a report: text goes in and out exactly as typed, complete or not; only handing in asks for more."""

import json
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from tracker.plans.text import clean_text
from tracker.reporting.draft import NOTE_MAX, milestone_field, note_field, percent_field, percent_or_none
from tracker.reporting.limits import SUMMARY_MAX, SUMMARY_MIN, written_length
from tracker.reporting.progress import mean_percent

TYPED_MAX = 200_000  # characters of one draft that are kept; each text has its own, smaller limit when handed in


@dataclass(frozen=True)
class FigureRow:
    """A district on the form: its last approved figure, the two fields and the number typed, if it is one."""

    district: object
    percent: forms.BoundField
    note: forms.BoundField
    typed: int | None


@dataclass(frozen=True)
class MilestoneFields:
    milestone: object
    done: forms.BoundField
    on: forms.BoundField
    reason: forms.BoundField


@dataclass(frozen=True)
class Compared:
    """A field that two people changed: ``field`` holds one's own text, the other two are in words."""

    field: forms.BoundField
    theirs: str
    base: str


@dataclass(frozen=True)
class Section:
    """A part of the form in the navigation beside it."""

    id: str
    title: str
    is_filled: bool


class ReportForm(forms.Form):
    """Shows a draft; ``errors`` (field name → sentence) are what handing it in would refuse.

    The fields never refuse anything themselves: saving must not depend on being complete or right.
    """

    use_required_attribute = False

    def __init__(self, questions, draft, *, errors=None):
        super().__init__(data=draft, auto_id="%s")
        self.questions = questions
        self.sentences = errors or {}
        for district in questions.districts:
            self._add_figure(district)
        self.fields["summary"] = _long_text(_("Progress this period"), rows=5, **{"data-counter": "summary-count"})
        self.fields["summary"].help_text = _(
            "Write what was done and what came of it, with numbers where you can. Only what is new, %(least)d to "
            "%(most)d characters"
        ) % {"least": SUMMARY_MIN, "most": SUMMARY_MAX}
        for milestone in questions.milestones:
            self._add_milestone(milestone)
        self._add_problem(questions.organizations)
        self.fields["next_steps"] = _long_text(
            _("Plan for the next period"), rows=4, placeholder=_("Such as: agree the text by the end of October.")
        )
        self.fields["next_steps"].help_text = _("Write what will be finished and by when, two to five points")

    def clean(self):
        for name, sentence in self.sentences.items():
            self.add_error(name, sentence)

    # What the templates draw

    def figures(self):
        return [
            FigureRow(d, self[percent_field(d.pk)], self[note_field(d.pk)], _percent(self.data, d))
            for d in self.questions.districts
        ]

    def mean(self):
        """The mean of the figures typed so far, None before the first."""
        typed = {d.pk: _percent(self.data, d) for d in self.questions.districts}
        typed = {pk: percent for pk, percent in typed.items() if percent is not None}
        return mean_percent(typed, typed) if typed else None

    def unfilled_figures(self):
        return sum(_percent(self.data, d) is None for d in self.questions.districts)

    def milestones(self):
        return [
            MilestoneFields(m, *(self[milestone_field(m.pk, part)] for part in ("done", "on", "reason")))
            for m in self.questions.milestones
        ]

    def summary_length(self):
        return written_length(self.data.get("summary", ""))

    def summary_range(self):
        return SUMMARY_MIN, SUMMARY_MAX

    def error_links(self):
        """``(id of the control, sentence)`` in the order of the page, for the summary of errors."""
        return [
            (f"{name}_0" if isinstance(field.widget, forms.RadioSelect) else name, self.sentences[name])
            for name, field in self.fields.items()
            if name in self.sentences
        ]

    def compared(self, name, conflict):
        return Compared(self[name], self._in_words(name, conflict.theirs), self._in_words(name, conflict.base))

    def _in_words(self, name, text):
        choices = dict(getattr(self.fields[name].widget, "choices", ()))
        return str(choices.get(text, text))

    def _add_figure(self, district):
        names = {"district": district.name}
        self.fields[percent_field(district.pk)] = _line(
            _("Progress of %(district)s this period") % names, inputmode="numeric", **{"data-paste-column": "percent"},
        )
        self.fields[note_field(district.pk)] = _line(
            _("Remark on %(district)s") % names, maxlength=NOTE_MAX, placeholder=_("In a sentence"),
            **{"data-paste-column": "note"},
        )

    def _add_milestone(self, milestone):
        done, on, reason = (milestone_field(milestone.pk, part) for part in ("done", "on", "reason"))
        self.fields[done] = _choice(milestone.title, [("yes", _("Done")), ("no", _("Not done"))])
        self.fields[reason] = _long_text(_("Why it was not done in time"), rows=3)
        self.fields[on] = _day(_("Day on which it was done, or is expected to be"))

    def _add_problem(self, organizations):
        self.fields["has_problem"] = _choice(
            _("A problem to be coordinated"), [("no", _("There is none")), ("yes", _("There is one"))]
        )
        self.fields["problem"] = _long_text(_("Problem"), rows=3)
        choices = [("", _("Nobody in particular")), *((str(each.pk), each.name) for each in organizations)]
        asked = self.data.get("help_from", "")
        if asked not in dict(choices):
            choices.append((asked, _("An organization that no longer exists")))
        self.fields["help_from"] = forms.CharField(
            label=_("Who is asked to help"), required=False, widget=forms.Select(choices=choices)
        )
        self.fields["help_by"] = _day(_("Wanted by"))


def sections(form, errors):
    """The six parts of the form; a part is filled when handing in would refuse nothing in it."""
    milestone_fields = [field.name for each in form.milestones() for field in (each.done, each.on, each.reason)]
    figure_fields = [field.name for row in form.figures() for field in (row.percent, row.note)]
    parts = [
        ("figures", _("Progress of districts"), figure_fields),
        ("progress", _("Progress this period"), ["summary"]),
        ("milestones", _("Milestones due"), milestone_fields),
        ("problems", _("Problems"), ["has_problem", "problem", "help_from", "help_by"]),
        ("plan", _("Next period"), ["next_steps"]),
    ]
    filled = [Section(id, title, not errors.keys() & set(names)) for id, title, names in parts]
    return [*filled, Section("evidence", _("Evidence"), bool(form.questions.evidence))]


@dataclass(frozen=True)
class Typed:
    """What a page sent: ``base``, the draft from which it was drawn, and ``mine``, the fields as they stand there now.

    A field that the page did not hold stands in ``mine`` as in ``base``: not having been asked is no change.
    """

    base: dict
    mine: dict

    @classmethod
    def sent(cls, post, questions):
        names = questions.field_names
        base = _base(post.get("base", ""), {*names, *questions.report.draft})
        theirs = {name for name in names if post.get(f"take-{name}") == "theirs"}  # chosen on the conflict page
        return cls(base, {**base, **{n: clean_text(post[n]) for n in names if n in post and n not in theirs}})


def _base(sent, names):
    """The draft that a page says it was drawn from; saying nothing, or nonsense, is an empty one."""
    try:
        base = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(base, dict):
        return {}
    return {name: clean_text(text) for name, text in base.items() if name in names and isinstance(text, str)}


def too_long(draft):
    """The sentence for a draft that is longer than any report; empty when it can be kept."""
    length = sum(map(len, draft.values()))
    if length <= TYPED_MAX:
        return ""
    return _(
        "Not saved: a report can hold %(limit)d characters, this one has %(length)d. Shorten it, or attach the text as "
        "evidence. What you typed still stands here"
    ) % {"limit": TYPED_MAX, "length": length}


def _percent(draft, district):
    """The number typed for a district, None unless it is one from 0 to 100."""
    percent = percent_or_none(draft.get(percent_field(district.pk), ""))
    return percent if percent is not None and 0 <= percent <= 100 else None


def _line(label, **attrs):
    attrs.setdefault("autocomplete", "off")
    return forms.CharField(label=label, required=False, strip=False, widget=forms.TextInput(attrs))


def _long_text(label, **attrs):
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea({"cols": False, **attrs}))


def _day(label):
    field = _line(label, inputmode="numeric", placeholder="2024-10-31")
    field.widget.attrs["class"] = "input--date"
    return field


def _choice(label, choices):
    """A choice that may be left open, and shows without complaint what is none of its answers."""
    return forms.CharField(label=label, required=False, widget=forms.RadioSelect(choices=choices))
