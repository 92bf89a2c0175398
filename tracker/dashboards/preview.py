"""Which light a report would bring: the measure judged as if what stands in the draft were approved today."""

from dataclasses import dataclass
from typing import NamedTuple

from tracker.lights.models import LightSpan
from tracker.lights.sentences import reason, to_green
from tracker.lights.verdict import judge, judge_district
from tracker.lights.waiting import with_pending
from tracker.plans.expected import gap
from tracker.plans.models import District
from tracker.reporting.draft import milestone_field, percent_field, percent_or_none


class DistrictLight(NamedTuple):
    """What is typed for a district would bring it this light; ``gap`` is how many points it is ahead (minus: behind) of
    what is expected by today. Both are None where no percentage is typed."""

    district: District
    light: str | None = None
    gap: int | None = None


@dataclass(frozen=True)
class Preview:
    """``light`` is the one that the report would bring, ``now`` the one of today, both of the whole measure.

    ``districts`` are those that the report is about. ``expected`` is the progress expected by today in percent, None
    where nothing is.
    """

    light: str
    now: str
    reason: str
    to_green: tuple
    districts: tuple
    expected: int | None


def preview(questions, draft, *, on):
    """The ``Preview`` of a draft, finished or not; None for a measure without a light. One query.

    A district without a percentage keeps the figure in force, a milestone that is not said to be done stays open. What
    other organizations have handed in and nobody has decided on does not count.
    """
    report = questions.report
    spans = LightSpan.objects.valid(on=on).overall().approved().filter(measure=report.measure)
    span = spans.select_related("judgement", "rule_set").first()
    if span is None:
        return None
    typed = {district.pk: _typed(draft, district) for district in questions.districts}
    kept_facts, thresholds = span.judgement.facts, span.rule_set.thresholds
    facts = _handed_in(with_pending(kept_facts, _counted(questions, typed), _done(questions, draft, on)), report, on=on)
    verdict = judge(facts, on, thresholds)
    return Preview(
        light=verdict.light,
        now=span.light,
        reason=reason(verdict, facts),
        to_green=to_green(verdict, facts),
        districts=tuple(_lit(district, typed[district.pk], facts, verdict) for district in questions.districts),
        expected=verdict.expected,
    )


def _lit(district, percent, facts, verdict):
    if percent is None:
        return DistrictLight(district)
    light = judge_district(facts, percent, verdict.on, verdict.thresholds)
    return DistrictLight(district, light, gap(percent, verdict.expected))


def _typed(draft, district):
    """The percentage typed for a district, None unless it is one."""
    percent = percent_or_none(str(draft.get(percent_field(district.pk), "")))
    return percent if percent is not None and 0 <= percent <= 100 else None


def _counted(questions, typed):
    """District key → percent, of those that an approval would bring into force: a later period's figure stays."""
    ends_on = questions.report.period.ends_on
    return {
        district.pk: typed[district.pk] for district in questions.districts
        if typed[district.pk] is not None and (district.approved_for is None or district.approved_for <= ends_on)
    }


def _done(questions, draft, on):
    """Milestone key → today, of those that an approval would finish: one that all leads share needs every lead."""
    return {
        milestone.pk: on for milestone in questions.milestones
        if draft.get(milestone_field(milestone.pk, "done")) == "yes" and not milestone.waits_for_others
    }


def _handed_in(facts, report, *, on):
    """The facts with this report handed in today, unless it came before."""
    period = report.period

    def told(each):
        if each.organization != report.organization.pk or each.handed_in_on:
            return each
        return each._replace(handed_in_on=on)

    return facts._replace(periods=tuple(
        each._replace(reports=tuple(map(told, each.reports)))
        if (each.frequency, each.year, each.number) == (period.frequency, period.year, period.number) else each
        for each in facts.periods
    ))
