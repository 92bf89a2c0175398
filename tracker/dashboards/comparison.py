"""One submission beside an earlier one, part by part, for a reviewer to read only what changed."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from tracker.reporting.difference import Piece, difference


@dataclass(frozen=True)
class Side:
    """A figure with its remark, on one side of the comparison; ``percent`` None: not reported."""

    percent: int | None
    note: tuple = ()


@dataclass(frozen=True)
class Figure:
    """The progress of one district, before and now, in percent."""

    name: str
    before: Side
    now: Side

    @property
    def change(self):
        """Points up (minus: down); None where one side says nothing."""
        if self.before.percent is None or self.now.percent is None:
            return None
        return self.now.percent - self.before.percent

    @property
    def rise(self):
        return max(0, self.change or 0)

    @property
    def fall(self):
        return max(0, -(self.change or 0))

    @property
    def is_same(self):
        return self.before == self.now


@dataclass(frozen=True)
class Row:
    """One part of a report. Of a text ``before`` and ``now`` are tuples of ``Piece``, empty for no text."""

    name: str
    kind: Literal["progress", "districts", "text"]
    is_same: bool
    before: tuple = ()
    now: tuple = ()
    figures: tuple = ()


def compare(now, before):
    """The ``Row`` s of the submission ``now``; without one ``before`` nothing is marked as changed.

    Both come with their figures (and districts), claims (and milestones) and who is asked to help at hand.
    """
    return (
        _progress(now, before),
        _districts(now, before),
        _text(_("Progress this period"), now.summary, before and before.summary),
        _text(_("Milestones due"), _claims(now), before and _claims(before)),
        _text(_("Problem and coordination"), _problem(now), before and _problem(before)),
        _text(_("Next steps"), now.next_steps, before and before.next_steps),
    )


def _progress(now, before):
    figure = Figure(_("Progress"), Side(before.percent if before else None), Side(now.percent))
    return Row(figure.name, "progress", figure.is_same, figures=(figure,))


def _districts(now, before):
    earlier = {figure.district_id: figure for figure in before.figures.all()} if before else {}
    reported = {figure.district_id for figure in now.figures.all()}
    figures = [_figure(figure, earlier.get(figure.district_id), before) for figure in now.figures.all()]
    gone = [
        Figure(figure.district.name, Side(figure.percent, _whole(figure.note)), Side(None))
        for key, figure in earlier.items() if key not in reported
    ]
    is_same = all(figure.is_same for figure in [*figures, *gone])
    return Row(_("By district"), "districts", is_same, figures=(*figures, *gone))


def _figure(now, earlier, before):
    earlier_note = earlier.note if earlier else ("" if before else None)
    note_before, note_now = _sides(now.note, earlier_note)
    return Figure(
        now.district.name, Side(earlier.percent if earlier else None, note_before), Side(now.percent, note_now)
    )


def _text(name, now, before):
    before_pieces, now_pieces = _sides(now, before)
    return Row(name, "text", now == before, before=before_pieces, now=now_pieces)


def _sides(now, before):
    """What stays and went, and what stays and came; unmarked where there is nothing to compare with (None)."""
    if before is None:
        return (), _whole(now)
    pieces = difference(before, now)
    return (
        tuple(piece for piece in pieces if piece.kind != "added"),
        tuple(piece for piece in pieces if piece.kind != "removed"),
    )


def _whole(text):
    return (Piece("same", text),) if text else ()


def _claims(submission):
    return "\n".join(_claim(claim) for claim in submission.claims.all())


def _claim(claim):
    words = {"milestone": claim.milestone.title, "day": claim.on.isoformat(), "reason": claim.reason}
    if claim.is_done:
        return _("“%(milestone)s”: done on %(day)s") % words
    return _("“%(milestone)s”: not done, expected on %(day)s. Reason: %(reason)s") % words


def _problem(submission):
    lines = [submission.problem]
    if submission.help_from:
        lines.append(_("Help wanted from %(organization)s") % {"organization": submission.help_from})
    if submission.help_by:
        lines.append(_("Wanted by %(day)s") % {"day": submission.help_by.isoformat()})
    return "\n".join(filter(None, lines))
