"""Everything that can happen to lights: drawn after a change, rules changed, set by hand, checked."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.audit.actions import record
from tracker.lights.drawing import BATCH, compare, draw
from tracker.lights.models import LightOverride, LightSpan, RuleSet
from tracker.lights.permissions import can_set_light, can_set_rules
from tracker.lights.status import COLOURS, Basis, Light
from tracker.plans.models import Measure
from tracker.plans.spans import ALWAYS, MeasureSpan, MilestoneSpan
from tracker.reporting.models import ProgressSpan, ReportException, Submission

REASON_MIN = 10
LONGEST = 180  # days that a light may stay set by hand


class Change(NamedTuple):
    """A measure whose light of a day differs, with the light before and after; None for no light."""

    measure: Measure
    before: str | None
    after: str | None


@transaction.atomic
def redraw(measures, *, on):
    """Draw the lights of measures (rows or keys) from that day on; what was shown before stays.

    Belongs into the transaction of every change to what lights are judged by. Returns the keys of those that changed.
    """
    keys = [getattr(measure, "pk", measure) for measure in measures]
    if keys:
        ensure_rules()
    return draw(keys, on=on) if keys else set()


@transaction.atomic
def redraw_plan(plan, *, on):
    """The same for all measures of a plan."""
    return redraw(Measure.objects.filter(task__plan=plan).order_by("pk").values_list("pk", flat=True), on=on)


@transaction.atomic
def redraw_all(*, on):
    return redraw(Measure.objects.order_by("pk").values_list("pk", flat=True), on=on)


@transaction.atomic
def tell_past(measures, *, since, until):
    """Draw the lights of measures (keys) that have none yet as they would have been drawn from one day to another.

    For a past that was loaded: on each day on which something became known, from what was known then.
    """
    measures = set(measures) - set(LightSpan.objects.filter(measure__in=measures).values_list("measure", flat=True))
    ensure_rules()
    days = defaultdict(set)
    days[since] |= measures
    for measure, day in _days_of_change(measures):
        if since < day <= until:
            days[day].add(measure)
    for day in sorted(days):
        draw(sorted(days[day]), on=day)
    return measures


def recompute(*, on):
    """Judge everything anew from that day on and compare with what is stored; changes nothing.

    Yields, for each batch, the measures compared and the series (measure, basis, district or None) that differ: there
    are none unless rows were changed past the actions.
    """
    schedule = RuleSet.objects.schedule()
    keys = list(Measure.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys) if schedule[0] else 0, BATCH):
        batch = keys[start:start + BATCH]
        yield len(batch), compare(batch, on=on, schedule=schedule).differences(on)


@transaction.atomic
def ensure_rules():
    """The first rule set holds from the beginning; a database that lost what its migration made gets it again."""
    if not RuleSet.objects.exists():
        RuleSet.objects.create(version=1, effective_on=ALWAYS)


@transaction.atomic
def make_rules(*, by, effective_on, reason, **thresholds):
    """Make the next version of the rules, in force from a day that is not past; redraw what it changes.

    ``thresholds`` are the fields of ``RuleSet``. Raises ``ValidationError`` by field. Returns the ``RuleSet``.
    """
    can_set_rules.check(by)
    today = timezone.localdate()
    Measure.objects.hold()  # before all else, as every act does
    ensure_rules()
    list(RuleSet.objects.select_for_update())  # of two at once, one goes first
    before = RuleSet.objects.in_order().last()
    rules = proposed(on=today, effective_on=effective_on, reason=reason, **thresholds)
    rules.made_by, rules.made_at = by, timezone.now()
    rules.save()
    record("make_rules", rules, by=by, effective_on=effective_on, reason=rules.reason,
           **{name: [getattr(before, name), value] for name, value in _numbers(rules).items()
              if getattr(before, name) != value})
    redraw_all(on=today)
    return rules


def proposed(*, on, effective_on, reason, **thresholds):
    """The next version as a row that is not saved. Raises ``ValidationError`` by field for one that will not do."""
    before = RuleSet.objects.in_order().last()
    rules = RuleSet(version=before.version + 1, effective_on=effective_on, reason=reason.strip(), **thresholds)
    _require_reason(rules.reason)
    if effective_on < on:
        raise ValidationError({"effective_on": _("Rules cannot change for days that have passed")})
    if effective_on <= before.effective_on:
        raise ValidationError({"effective_on": _("Version %(version)d is in force from %(day)s; choose a later day")
                               % {"version": before.version, "day": before.effective_on.isoformat()}})
    if rules.thresholds[1:] == before.thresholds[1:]:
        raise ValidationError(_("These are the thresholds of version %(version)d; change at least one")
                              % {"version": before.version})
    rules.full_clean()
    return rules


def preview(rules, *, on):
    """What would change: a ``Change`` for each measure whose light on the day ``on`` would be another one.

    ``rules`` is a ``RuleSet`` that need not be saved; it is judged as if it were in force on that day.
    """
    ensure_rules()
    keys = list(Measure.objects.order_by("pk").values_list("pk", flat=True))
    lights = dict(LightSpan.objects.valid(on=on).overall().approved().values_list("measure", "light"))
    schedule = [(ALWAYS, rules.thresholds)], {rules.version: None}
    found = {}
    for start in range(0, len(keys), BATCH):
        wanted = compare(keys[start:start + BATCH], on=on, schedule=schedule).wanted
        for (measure, basis, district), spans in wanted.items():
            if basis == Basis.APPROVED and district is None and spans[0].content[0] != lights.get(measure):
                found[measure] = spans[0].content[0]
    rows = Measure.objects.filter(pk__in=found).select_related("task").in_order()
    return [Change(measure, lights.get(measure.pk), found[measure.pk]) for measure in rows]


@transaction.atomic
def set_light(measure, *, by, light, reason, until_on):
    """Set the light of a measure by hand from today until a day, and redraw; the findings stay to be read."""
    today = timezone.localdate()
    can_set_light.check(by, measure, on=today)
    reason = reason.strip()
    _check_override(light, until_on, reason, on=today)
    Measure.objects.filter(pk=measure.pk).hold()  # of two at once, one goes first
    if current := LightOverride.objects.in_force(on=today).filter(measure=measure).first():
        _end(current, today)
    override = LightOverride(measure=measure, light=light, reason=reason, from_on=today, until_on=until_on, made_by=by,
                             made_at=timezone.now())
    override.full_clean()
    override.save()
    before = LightSpan.objects.valid(on=today).overall().approved().filter(measure=measure).first()
    record("set_light", override, by=by, measure=measure, light=[before.light if before else None, light],
           reason=reason, until=until_on)
    redraw([measure], on=today)
    return override


@transaction.atomic
def end_override(override, *, by):
    """Let the rules decide again from today on."""
    today = timezone.localdate()
    can_set_light.check(by, override.measure, on=today)
    Measure.objects.filter(pk=override.measure_id).hold()
    if not LightOverride.objects.in_force(on=today).filter(pk=override.pk).exists():
        raise ValidationError(_("This light is set by the rules already"))
    _end(override, today)
    record("end_override", override, by=by, measure=override.measure, light=str(Light(override.light).value))
    redraw([override.measure], on=today)


def _check_override(light, until_on, reason, *, on):
    errors = {}
    if light not in COLOURS:
        errors["light"] = _("Choose a light")
    if until_on is None or not 0 <= (until_on - on).days <= LONGEST:
        errors["until_on"] = _("Choose a day from today on, at most %(days)d days ahead") % {"days": LONGEST}
    if len(reason) < REASON_MIN:
        errors["reason"] = _too_short()
    if errors:
        raise ValidationError(errors)


def _end(override, today):
    """Its last day was yesterday; one made today was in force on no day."""
    override.until_on, override.ended_at = today - timedelta(days=1), timezone.now()
    override.save(update_fields=["until_on", "ended_at"])


def _numbers(rules):
    return {name: value for name, value in rules.thresholds._asdict().items() if name != "version"}


def _require_reason(reason):
    if len(reason) < REASON_MIN:
        raise ValidationError({"reason": _too_short()})


def _too_short():
    return _("Give the reason in at least %(least)d characters") % {"least": REASON_MIN}


def _days_of_change(measures):
    """(measure, day) of everything that became known of them."""
    yield from MeasureSpan.objects.filter(measure__in=measures).values_list("measure", "from_on")
    milestones = MilestoneSpan.objects.filter(milestone__measure__in=measures)
    yield from milestones.values_list("milestone__measure", "from_on")
    yield from ProgressSpan.objects.filter(measure__in=measures).values_list("measure", "from_on")
    submissions = Submission.objects.filter(report__assignment__measure__in=measures)
    for measure, came_at, decided_at in submissions.values_list(
        "report__assignment__measure", "handed_in_at", "decided_at"
    ):
        yield from ((measure, timezone.localdate(at)) for at in (came_at, decided_at) if at)
    exceptions = ReportException.objects.filter(report__assignment__measure__in=measures)
    for measure, *moments in exceptions.values_list("report__assignment__measure", "granted_at", "ended_at"):
        yield from ((measure, timezone.localdate(at)) for at in moments if at)
    yield from LightOverride.objects.filter(measure__in=measures).values_list("measure", "from_on")
