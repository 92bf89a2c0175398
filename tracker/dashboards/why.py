"""Why a measure shows its light on a day: its verdict replayed from the facts that were kept, and the lights before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, When

from tracker.lights.facts import from_json
from tracker.lights.models import LightSpan
from tracker.lights.sentences import Explanation, explain
from tracker.lights.status import Basis
from tracker.lights.verdict import Verdict, judge

DAY = timedelta(days=1)
HISTORY = 20  # lights that are told, the newest first


@dataclass(frozen=True)
class Stretch:
    """A light and how long it showed, both days included; ``until_on`` is None for the one of the day."""

    light: str
    is_manual: bool
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class Why:
    """The light of a measure on a day, None where none is on record, with all that explains it.

    ``pending`` is the light once what awaits review is approved, None unless it differs. ``districts`` maps the keys of
    districts to their lights. ``history`` holds the lights up to the day, the newest first; ``is_cut`` where older ones
    are left out.
    """

    light: str | None
    verdict: Verdict | None = None
    explanation: Explanation | None = None
    pending: str | None = None
    districts: dict | None = None
    history: tuple = ()
    is_cut: bool = False

    @property
    def is_manual(self):
        return self.verdict is not None and self.verdict.override is not None

    @property
    def since(self):
        """The day from which this light has been showing."""
        return self.history[0].from_on if self.history else None


def with_lights(measures, code, *, on):
    """The measures; the one of that code in a row for each light that ``why`` needs, as ``shown``, others in one.

    The lights are those of the day, of the measure and its districts, on both bases, and its own approved ones before.
    """
    holds = _holds("lights__", on)
    is_the_verdict = Q(shown__district=None, shown__basis=Basis.APPROVED) & _holds("shown__", on)
    return measures.annotate(
        shown=FilteredRelation(
            "lights", condition=Q(code=code) & (holds | Q(
                lights__district=None, lights__basis=Basis.APPROVED, lights__from_on__lte=on,
            )),
        ),
        kept_facts=Case(When(is_the_verdict, then=F("shown__judgement__kept"))),
    ).select_related("shown__rule_set")


def one_row(code, *, on):
    """The condition that holds for one of the rows that ``with_lights`` gives the measure of that code."""
    own = LightSpan.objects.filter(measure=OuterRef("pk"), district=None, basis=Basis.APPROVED, from_on__lte=on)
    return Q(code=code) & (Q(shown=None) | Q(shown=Subquery(own.order_by("pk").values("pk")[:1])))


def why(rows, *, on):
    """The ``Why`` of a measure from its rows ``with_lights``."""
    lit = [row for row in rows if getattr(row, "shown", None)]
    approved = [row for row in lit if row.shown.district_id is None and row.shown.basis == Basis.APPROVED]
    now = next((row for row in approved if row.kept_facts is not None), None)
    if now is None:
        return Why(None)
    facts = from_json(now.kept_facts)
    verdict = judge(facts, on, now.shown.rule_set.thresholds)
    districts = [row.shown for row in lit if row.shown.district_id and row.shown.basis == Basis.APPROVED]
    waiting = next(
        (row.shown.light for row in lit if row.shown.district_id is None and row.shown.basis == Basis.PENDING), None
    )
    stretches = _stretches([row.shown for row in approved], on=on)
    return Why(
        light=now.shown.light,
        verdict=verdict,
        explanation=explain(verdict, facts),
        pending=waiting if waiting != now.shown.light else None,
        districts={span.district_id: span.light for span in districts},
        history=tuple(stretches[:HISTORY]),
        is_cut=len(stretches) > HISTORY,
    )


def _stretches(spans, *, on):
    """Equal neighbours joined, the newest first."""
    found = []
    for span in sorted(spans, key=lambda span: span.from_on):
        last = None if span.until_on is None or span.until_on > on else span.until_on - DAY
        before = found[-1] if found else None
        is_same = before and (before.light, before.is_manual) == (span.light, span.is_manual)
        if is_same and before.until_on == span.from_on - DAY:
            found[-1] = replace(before, until_on=last)
        else:
            found.append(Stretch(span.light, span.is_manual, span.from_on, last))
    return found[::-1]


def _holds(path, on):
    """The condition that a light shows on that day."""
    ends = Q(**{f"{path}until_on": None}) | Q(**{f"{path}until_on__gt": on})
    return ends & Q(**{f"{path}from_on__lte": on})
