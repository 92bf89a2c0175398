"""Extensions: asking for one, what waits and what was decided, and one of them with all that it rests on."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count
from django.utils import timezone

from tracker.dashboards.limits import Limit
from tracker.dashboards.work.pieces import Some, some
from tracker.lights.models import LightSpan
from tracker.lights.verdict import judge
from tracker.people.models import Organization
from tracker.plans.days import end_of
from tracker.plans.extensions import Extension, ExtensionState, nothing_to_extend, too_late
from tracker.plans.models import Assignment, Measure, Milestone
from tracker.plans.permissions import can_decide_extension, can_withdraw_extension
from tracker.reporting.models import ProgressSpan
from tracker.reporting.permissions import already_complete

LATELY = timedelta(days=14)
WAITING_SHOWN = 50


@dataclass(frozen=True)
class Asking:
    """What is there before anybody asks: the ``limit`` with its history, and why it cannot be extended, empty where it
    can."""

    measure: Measure
    limit: Limit
    refusal: str

    @property
    def row(self):
        return self.limit.row

    @property
    def milestone(self):
        return self.row if self.limit.is_of_milestone else None


@dataclass(frozen=True)
class Lists:
    """``mine`` is what waits for this person to decide, or what their organization has asked for and nobody decided;
    None for whoever has no part in it. ``counts`` maps each state to how many there are to see, ``all`` to all."""

    mine: Some | None
    counts: dict


@dataclass(frozen=True)
class Page:
    """One extension. ``asked_percent`` and ``percent`` are the approved progress of the day on which it was asked for,
    and of today; ``bound`` the leads that it binds besides the one that asked.

    ``light`` is the light of today and ``light_then`` what it would be with the new time limit, None without one or
    once it is decided. ``refusal`` says why this person does not decide it, ``obstacle`` why it cannot be granted.
    """

    extension: Extension
    asked_percent: int | None
    percent: int
    bound: tuple
    light: str | None
    light_then: str | None
    refusal: str
    obstacle: str
    may_withdraw: bool

    @property
    def may_decide(self):
        return self.extension.is_undecided and not self.refusal

    @cached_property
    def earlier(self):
        """The extensions of the same time limit that were granted before, the first one first."""
        before = Extension.objects.granted().filter(
            measure=self.extension.measure_id, milestone=self.extension.milestone_id).exclude(pk=self.extension.pk)
        if self.extension.decided_at:
            before = before.filter(decided_at__lt=self.extension.decided_at)
        return tuple(before.select_related("organization", "asked_by", "decided_by").by_decision())


def asking(row, *, on):
    """The ``Asking`` for a measure or milestone, in three queries."""
    is_milestone = isinstance(row, Milestone)
    measure, milestone = (row.measure, row) if is_milestone else (row, None)
    told = list(
        Extension.objects.filter(measure=measure, milestone=milestone)
        .filter(state__in=[ExtensionState.GRANTED, ExtensionState.ASKED])
        .select_related("organization", "asked_by", "decided_by").by_decision()
    )
    waiting = next((extension for extension in told if extension.is_undecided), None)
    limit = Limit(row, tuple(each for each in told if not each.is_undecided), waiting)
    refusal = "" if waiting else nothing_to_extend(row) or already_complete(row) or too_late(row, on=on)
    return Asking(measure, limit, str(refusal))


def lists(user, *, on, plan=None):
    """The ``Lists`` of a person, in two queries; of one plan where one is given."""
    seen = of_plan(Extension.objects.visible_to(user), plan)
    numbers = dict(seen.order_by().values_list("state").annotate(number=Count("pk")))
    counts = {"all": sum(numbers.values()), **{state: numbers.get(state, 0) for state in ExtensionState.values}}
    mine = waiting_for(user, on=on)
    return Lists(None if mine is None else some(of_plan(mine, plan).with_context(), WAITING_SHOWN), counts)


def of_plan(extensions, plan):
    return extensions.filter(measure__task__plan=plan) if plan else extensions


def waiting_for(user, *, on):
    """What waits for this supervisor's decision, or what the organization of this person has asked for and waits; None
    for whoever does neither."""
    if user.is_supervisor:
        return Extension.objects.decidable_by(user, on=on).oldest_first()
    if user.is_reporter or user.is_signatory:
        return Extension.objects.undecided().filter(organization=user.organization_id).oldest_first()
    return None


def lately_decided(user, *, on):
    """What was granted or refused to the organization of this person within the last two weeks; nothing for others."""
    if not (user.is_reporter or user.is_signatory):
        return Extension.objects.none()
    return Extension.objects.filter(
        organization=user.organization_id, state__in=[ExtensionState.GRANTED, ExtensionState.REFUSED],
        decided_at__gte=end_of(on - LATELY))


def page(extension, user, *, on):
    """The ``Page`` of an extension, in at most seven queries."""
    measure = extension.measure
    asked_on = timezone.localdate(extension.asked_at) if extension.asked_at else None
    spans = list(ProgressSpan.objects.overall().filter(measure=measure).order_by("from_on"))
    span = LightSpan.objects.valid(on=on).overall().approved().filter(measure=measure).select_related(
        "judgement", "rule_set").first()
    is_open = extension.is_undecided
    return Page(
        extension=extension,
        asked_percent=_percent(spans, asked_on) if asked_on else None,
        percent=_percent(spans, on),
        bound=_bound(extension, on=on),
        light=span.light if span and is_open else None,
        light_then=_light_then(extension, span, on=on) if span and is_open else None,
        refusal=can_decide_extension.refusal(user, extension, on=on) if is_open else "",
        obstacle=str(nothing_to_extend(extension.subject)) if is_open else "",
        may_withdraw=is_open and can_withdraw_extension(user, extension),
    )


def _percent(spans, day):
    return next((s.percent for s in spans if s.from_on <= day and (s.until_on is None or s.until_on > day)), 0)


def _bound(extension, *, on: date):
    """The organizations that lead the measure and that the time limit binds, apart from the one that asked."""
    if extension.milestone and extension.milestone.organization_id:
        return ()
    leads = Assignment.objects.leads().valid(on=on).filter(measure=extension.measure_id)
    others = Organization.objects.filter(pk__in=leads.values("organization"))
    if extension.organization_id:
        others = others.exclude(pk=extension.organization_id)
    return tuple(others.order_by("position", "name"))


def _light_then(extension, span, *, on):
    """The light of today by the same facts but for the new time limit."""
    facts = span.judgement.facts
    if extension.milestone_id is None:
        facts = facts._replace(due_on=extension.new_due_on)
    else:
        facts = facts._replace(milestones=tuple(
            each._replace(due_on=extension.new_due_on) if each.key == extension.milestone_id else each
            for each in facts.milestones
        ))
    return judge(facts, on, span.rule_set.thresholds).light
