"""Keeping the lights of measures: what is shown from a day on is drawn anew, what was shown before stays."""

from collections import defaultdict
from typing import NamedTuple

from tracker.lights.facts import from_json, to_json
from tracker.lights.gathering import gather
from tracker.lights.models import Judgement, LightSpan, RuleSet
from tracker.lights.timeline import Curve, district_runs, runs
from tracker.plans.models import Measure

BATCH = 2000  # measures that are drawn together
SERIES = ("measure", "basis", "district")
CONTENT = (
    "light", "by_gap", "by_milestone", "by_deadline", "by_reporting", "percent", "is_manual", "rule_set",
)
NO_FINDINGS = ("", "", "", "")


class Span(NamedTuple):
    """A light over time as it is compared: its key (None for a new one), its days, its content and its judgement."""

    key: int | None
    from_on: object
    until_on: object
    content: tuple
    judgement: int | None = None


class Drawn(NamedTuple):
    """The series (measure, basis, district or None) of one batch, as stored and as they should be from a day on."""

    stored: dict
    wanted: dict
    facts: dict  # (measure, basis) → Facts

    def differences(self, on):
        """The series whose stored lights are not those wanted."""
        return [
            series for series in {*self.stored, *self.wanted}
            if _clipped(self.stored.get(series, ()), on) != _clipped(self.wanted.get(series, ()), on)
        ]


def draw(measures, *, on):
    """Draw the lights of measures (keys) from that day on; return the keys of those whose lights changed.

    Spans that lie before are kept as they are; one that reaches into the day is closed there.
    """
    measures, changed = list(dict.fromkeys(measures)), set()
    for start in range(0, len(measures), BATCH):
        batch = measures[start:start + BATCH]
        Measure.objects.filter(pk__in=batch).hold()
        drawn = compare(batch, on=on, schedule=RuleSet.objects.schedule())
        changed |= {measure for measure, _basis, _district in drawn.differences(on)}
        _write(drawn, batch, on=on)
    return changed


def compare(measures, *, on, schedule):
    """What is stored of these measures from that day on, and what should be: a ``Drawn``."""
    thresholds, keys = schedule
    wanted, facts_of = {}, {}
    for measure, by_basis in gather(measures, on=on).items():
        for basis, facts in by_basis.items():
            facts_of[measure, basis] = facts
            wanted.update(_series(measure, basis, facts, thresholds, keys, on))
    return Drawn(_stored(measures, on), wanted, facts_of)


def _series(measure, basis, facts, thresholds, keys, on):
    yield (measure, basis.value, None), [
        Span(None, run.from_on, run.until_on,
             (run.light.value, *(map(str, run.findings) if run.findings else NO_FINDINGS), facts.percent, run.is_manual,
              keys[run.version]))
        for run in runs(facts, thresholds, from_on=on)
    ]
    curve = Curve(facts, on)
    for district in facts.districts:
        percent = district.percent or 0
        yield (measure, basis.value, district.key), [
            Span(None, run.from_on, run.until_on, (run.light.value, *NO_FINDINGS, percent, False, keys[run.version]))
            for run in district_runs(facts, percent, thresholds, from_on=on, curve=curve)
        ]


def _stored(measures, on):
    found = defaultdict(list)
    rows = LightSpan.objects.from_day(on).filter(measure__in=measures).order_by("from_on")
    for row in rows.values_list(*SERIES, "pk", "from_on", "until_on", *CONTENT, "judgement"):
        found[row[:3]].append(Span(row[3], row[4], row[5], row[6:-1], row[-1]))
    return found


def _clipped(spans, on):
    """Days and contents from that day on, equal neighbours joined."""
    joined = []
    for span in spans:
        if joined and joined[-1][2] == span.content:
            joined[-1] = (joined[-1][0], span.until_on, span.content)
        else:
            joined.append((max(span.from_on, on), span.until_on, span.content))
    return joined


def _write(drawn, measures, *, on):
    judgements = _keep_judgements(drawn, measures, on=on)
    deleted, closed, extended, opened = [], [], [], []
    for series in {*drawn.stored, *drawn.wanted}:
        measure, basis, district = series
        stored, wanted = drawn.stored.get(series, ()), list(drawn.wanted.get(series, ()))
        judgement = judgements.get((measure, basis)) if district is None else None
        deleted += [span.key for span in stored if span.from_on >= on]
        reaching = next((span for span in stored if span.from_on < on), None)
        if reaching and wanted and reaching.content == wanted[0].content and reaching.judgement == judgement:
            first = wanted.pop(0)
            if first.until_on != reaching.until_on:
                extended.append(LightSpan(pk=reaching.key, until_on=first.until_on))
        elif reaching:
            closed.append(reaching.key)
        opened += [_row(series, span, judgement) for span in wanted]
    _in_batches(deleted, lambda keys: LightSpan.objects.filter(pk__in=keys).delete())
    _in_batches(closed, lambda keys: LightSpan.objects.filter(pk__in=keys).update(until_on=on))
    LightSpan.objects.bulk_update(extended, ["until_on"], 500)
    LightSpan.objects.bulk_create(opened, 1000)


def _row(series, span, judgement):
    light, by_gap, by_milestone, by_deadline, by_reporting, percent, is_manual, rule_set = span.content
    measure, basis, district = series
    return LightSpan(
        measure_id=measure, district_id=district, basis=basis, light=light, by_gap=by_gap, by_milestone=by_milestone,
        by_deadline=by_deadline, by_reporting=by_reporting, percent=percent, is_manual=is_manual, rule_set_id=rule_set,
        judgement_id=judgement, from_on=span.from_on, until_on=span.until_on,
    )


def _keep_judgements(drawn, measures, *, on):
    """(measure, basis) → the key of the judgement that holds its facts; a new one where they have changed.

    The facts of an earlier day hold what mattered then; they have not changed if they say the same from today on.
    """
    current = {}
    for pk, measure, basis, made_on, kept in (
        Judgement.objects.filter(spans__in=LightSpan.objects.valid(on=on).overall().filter(measure__in=measures))
        .values_list("pk", "measure", "basis", "made_on", "kept")
    ):
        current[measure, basis] = (pk, made_on, kept)
    found, new, changed = {}, [], []
    for (measure, basis), facts in drawn.facts.items():
        kept = to_json(facts)
        pk, made_on, before = current.get((measure, basis), (None, None, None))
        if before and (before == kept or to_json(from_json(before).from_day(on)) == kept):
            found[measure, basis.value] = pk
        elif made_on == on:
            found[measure, basis.value] = pk
            changed.append(Judgement(pk=pk, kept=kept))
        else:
            new.append(Judgement(measure_id=measure, basis=basis, made_on=on, kept=kept))
    Judgement.objects.bulk_update(changed, ["kept"], 500)
    made = Judgement.objects.bulk_create(
        new, 1000, update_conflicts=True, unique_fields=["measure", "basis", "made_on"], update_fields=["kept"]
    )
    return found | {(each.measure_id, str(each.basis.value)): each.pk for each in made}


def _in_batches(keys, act, size=5000):
    for start in range(0, len(keys), size):
        act(keys[start:start + size])
