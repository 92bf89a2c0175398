"""Reading a draft, pure: text as typed in, typed answers or sentences about what is missing out.

A draft is a flat mapping of field name to text. ``read`` turns it into ``Answers`` or says, field by field, what to
do; the words are those of ux.md §7. Districts and milestones come in as plain sequences of objects with ``pk`` and
their names, so that nothing here asks the database.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.reporting.limits import SUMMARY_MIN, TEXT_MAX, written_length

NOTE_MAX = 200
TEXTS = ("summary", "problem", "next_steps")


def percent_field(district_pk):
    return f"percent-{district_pk}"


def note_field(district_pk):
    return f"note-{district_pk}"


def milestone_field(milestone_pk, part):
    """``part`` is ``done`` (yes or no), ``on`` (a date) or ``reason``."""
    return f"milestone-{milestone_pk}-{part}"


def field_names(districts, milestones):
    """Every field that this draft may hold; a door keeps these and drops the rest."""
    names = [field(d.pk) for d in districts for field in (percent_field, note_field)]
    names += ["summary"]
    names += [milestone_field(m.pk, part) for m in milestones for part in ("done", "on", "reason")]
    return [*names, "has_problem", "problem", "help_from", "help_by", "next_steps"]


@dataclass(frozen=True)
class Answer:
    """What is said of one milestone. ``on`` is when it was done, or is expected; None means the day of handing in."""

    milestone: object
    is_done: bool
    on: date | None
    reason: str


@dataclass(frozen=True)
class Answers:
    """A complete draft. ``figures`` maps district keys to ``(percent 0–100, note)``."""

    figures: dict
    summary: str
    answers: tuple
    problem: str
    help_from: int | None
    help_by: date | None
    next_steps: str


def read(draft, *, districts, milestones, earlier, organizations, on):
    """``(Answers, errors)``; with errors (field name → sentence) the answers are None.

    ``earlier`` maps district keys to the last approved percent; ``organizations`` holds the keys that help may be
    asked of; ``on`` is today: a milestone cannot have been done later than that.
    """
    errors = {}
    figures = {d.pk: _figure(draft, d, earlier.get(d.pk), errors) for d in districts}
    summary = _summary(draft, errors)
    answers = tuple(_milestone(draft, m, on, errors) for m in milestones)
    problem, help_from, help_by = _problem(draft, organizations, errors)
    next_steps = _text(draft, "next_steps", errors)
    if not next_steps and "next_steps" not in errors:
        errors["next_steps"] = _("Write what will be done in the next period, and by when")
    if errors:
        return None, errors
    return Answers(figures, summary, answers, problem, help_from, help_by, next_steps), {}


def percent_or_none(text):
    """The number typed, ``None`` when it is not a whole number; full-width digits and a trailing % are understood."""
    text = unicodedata.normalize("NFKC", text or "").strip().removesuffix("%").strip()
    if text.startswith("-") and text[1:].isdecimal():
        return -1
    return min(int(text[:6]), 999_999) if text.isdecimal() else None


def _figure(draft, district, earlier, errors):
    field = percent_field(district.pk)
    typed = str(draft.get(field, "")).strip()
    note = str(draft.get(note_field(district.pk), "")).strip()
    percent = percent_or_none(typed)
    names = {"district": district.name}
    if not typed:
        errors[field] = _("Fill in the progress of %(district)s this period") % names
    elif percent is None:
        errors[field] = _("Write the progress of %(district)s as a whole number, such as 66") % names
    elif not 0 <= percent <= 100:
        errors[field] = _("The progress of %(district)s must be between 0 and 100") % names
    elif earlier is not None and percent < earlier and not note:
        errors[note_field(district.pk)] = _(
            "The progress of %(district)s, %(percent)d%%, is lower than the %(earlier)d%% approved last. "
            "If that is right, say why in the remark"
        ) % {**names, "percent": percent, "earlier": earlier}
    if len(note) > NOTE_MAX:
        errors[note_field(district.pk)] = _too_long(note, NOTE_MAX)
    return percent, note


def _summary(draft, errors):
    summary = _text(draft, "summary", errors)
    missing = SUMMARY_MIN - written_length(summary)
    if missing > 0 and "summary" not in errors:
        errors["summary"] = _("Write at least %(least)d characters about the progress, %(missing)d more") % {
            "least": SUMMARY_MIN, "missing": missing,
        }
    return summary


def _milestone(draft, milestone, today, errors):
    done_field, on_field, reason_field = (milestone_field(milestone.pk, part) for part in ("done", "on", "reason"))
    names = {"milestone": milestone.title}
    done = draft.get(done_field, "")
    on = _date(draft, on_field, errors)
    reason = _text(draft, reason_field, errors)
    if done not in {"yes", "no"}:
        errors[done_field] = _("Say whether “%(milestone)s” is done") % names
    elif done == "yes" and on and on > today:
        errors[on_field] = _("“%(milestone)s” cannot have been done later than today") % names
    elif done == "no":
        if not reason:
            errors.setdefault(reason_field, _("Say why “%(milestone)s” was not done in time") % names)
        if on is None:
            expected = _("Say when “%(milestone)s” is expected to be done, such as 2024-10-31") % names
            errors.setdefault(on_field, expected)
    return Answer(milestone, done == "yes", on, "" if done == "yes" else reason)


def _problem(draft, organizations, errors):
    has_problem = draft.get("has_problem", "")
    if has_problem not in {"yes", "no"}:
        errors["has_problem"] = _("Say whether there is a problem to be coordinated")
    if has_problem != "yes":
        return "", None, None
    problem = _text(draft, "problem", errors)
    if not problem:
        errors.setdefault("problem", _("Describe the problem"))
    asked = str(draft.get("help_from", ""))
    help_from = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else None
    if asked and help_from not in organizations:
        errors["help_from"] = _("Choose an organization from the list")
    return problem, help_from, _date(draft, "help_by", errors)


def _text(draft, field, errors):
    text = str(draft.get(field, "")).strip()
    if len(text) > TEXT_MAX:
        errors[field] = _too_long(text, TEXT_MAX)
    return text


def _too_long(text, limit):
    return _("At most %(limit)d characters; these are %(length)d. Shorten the text, or attach it as evidence") % {
        "limit": limit, "length": len(text),
    }


def _date(draft, field, errors):
    typed = unicodedata.normalize("NFKC", str(draft.get(field, ""))).strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed.replace("/", "-").replace(".", "-"))
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        errors[field] = _("Write the date as 2024-10-31")
        return None
    return day
