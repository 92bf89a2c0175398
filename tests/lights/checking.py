"""What must hold of the lights on record, checked against the rows that people see and not by what drew them."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Prefetch
from django.utils import timezone

from tracker.lights.actions import recompute
from tracker.lights.facts import DistrictFact, Facts, MilestoneFact, OverrideFact, PeriodFact, ReportFact
from tracker.lights.models import LightOverride, LightSpan, RuleSet
from tracker.lights.timeline import in_force
from tracker.lights.verdict import judge, judge_district
from tracker.models import Measure, ProgressReport, ReportException, ReportingPeriod, Submission
from tracker.plans.spans import MeasureSpan
from tracker.reporting.deadlines import is_expected

DAY = timedelta(days=1)
CONTENT = ("light", "by_gap", "by_milestone", "by_deadline", "by_reporting", "percent", "is_manual", "rule_set")


def plain_facts(measure):
    """The facts of today, read row by row from what stands on the pages, with all periods there ever were."""
    percents = dict(measure.progress_spans.current().values_list("district", "percent"))
    reports = defaultdict(list)
    for report in ProgressReport.objects.with_context().filter(
        assignment__measure=measure, assignment__role="lead"
    ).prefetch_related("submissions", Prefetch("exceptions", ReportException.objects.open(), to_attr="granted")):
        report.exception = next(iter(report.granted), None)
        reports[report.period_id] += _report(report)
    return Facts(
        measure.starts_on, measure.due_on, measure.is_long_running, percents.get(None, 0),
        tuple(DistrictFact(d.pk, d.short_name, percents.get(d.pk)) for d in measure.districts.order_by("position")),
        tuple(MilestoneFact(m.pk, m.title, m.weight, m.due_on, m.done_on) for m in measure.milestones.all()),
        tuple(
            PeriodFact(period.frequency, period.year, period.number, period.due_on, tuple(reports[period.pk]))
            for period in ReportingPeriod.objects.filter(plan=measure.task.plan_id).order_by("due_on", "ends_on")
        ),
        tuple(
            OverrideFact(o.light, o.from_on, o.until_on, o.reason, "")
            for o in LightOverride.objects.filter(measure=measure).order_by("made_at", "pk")
        ),
    )


def _report(report):
    until, terms = report.assignment.until, report.terms
    days = [timezone.localdate(each.handed_in_at) for each in report.submissions.all()
            if each.handed_in_at and each.decision != "recalled"]
    if days or ((until is None or until >= report.period.ends_on) and is_expected(terms)):
        yield ReportFact(report.assignment.organization_id, "", *report.deadline, min(days, default=None))


def check_future(on, *, days):
    """From ``on`` for ever there is one light of each series, and on ``days`` it is what judging that day says."""
    schedule, _keys = RuleSet.objects.schedule()
    stored = _stored(LightSpan.objects.from_day(on))
    expected = set()
    for measure in Measure.objects.select_related("task"):
        series = {(measure.pk, "approved", key) for key in (None, *measure.districts.values_list("pk", flat=True))}
        if not measure.is_counted:
            continue
        expected |= series
        waiting = Submission.objects.filter(report__assignment__measure=measure, decision="")
        if waiting.filter(handed_in_at__isnull=False).exists():
            expected |= {(pk, "pending", district) for pk, _basis, district in series}
        _check_measure(measure, stored, schedule, days)
    assert set(stored) == expected
    for spans in stored.values():
        assert spans[0].from_on <= on
        assert [span.until_on for span in spans] == [*(span.from_on for span in spans[1:]), None]


def _check_measure(measure, stored, schedule, days):
    today = plain_facts(measure)
    for basis in ("approved", "pending"):
        overall = stored.get((measure.pk, basis, None), ())
        facts = {span.pk: span.judgement.facts for span in overall}
        for day, span in _by_day(overall, days):
            thresholds = in_force(schedule, day)
            assert span.rule_set.thresholds == thresholds
            verdict = judge(facts[span.pk], day, thresholds)
            assert shown(span) == _told(verdict), (measure, basis, day)
            if basis == "approved":
                assert shown(span) == _told(judge(today, day, thresholds)), (measure, day)
        for district in today.districts:
            told = overall and next(d for d in facts[overall[-1].pk].districts if d.key == district.key)
            percent = district.percent if basis == "approved" else told and told.percent
            for day, span in _by_day(stored.get((measure.pk, basis, district.key), ()), days):
                assert span.light == judge_district(today, percent, day, in_force(schedule, day)) or basis == "pending"
                assert span.percent == (percent or 0)


def shown(span):
    return span.light, (span.by_gap, span.by_milestone, span.by_deadline, span.by_reporting), span.is_manual


def _told(verdict):
    colours = tuple(finding.light for finding in verdict.findings) or ("",) * 4
    return verdict.light, colours, verdict.override is not None


def check_nothing_to_redo(on):
    assert [differences for _count, differences in recompute(on=on) if differences] == []


def past(on):
    """What was shown before that day, with what it was judged by, to the letter."""
    rows = LightSpan.objects.filter(from_on__lt=on).order_by("measure", "basis", "district", "from_on")
    return [
        (*row[:-1], min(row[-1] or on, on))
        for row in rows.values_list("measure", "basis", "district", "from_on", *CONTENT, "judgement__kept", "until_on")
    ]


def rows():
    """All that is on record but for the keys of its rows."""
    return list(LightSpan.objects.order_by("measure", "basis", "district", "from_on").values_list(
        "measure", "basis", "district", "from_on", "until_on", *CONTENT, "judgement__kept"))


def lights_of(days):
    """Day → the light of each series on that day."""
    spans = list(LightSpan.objects.values_list("measure", "basis", "district", "light", "from_on", "until_on"))
    return {
        day: {span[:3]: span[3] for span in spans if span[4] <= day and (span[5] is None or span[5] > day)}
        for day in days
    }


def check_no_gaps(days):
    """A measure had one light on each day on which it was counted, and none on the others."""
    counted = list(MeasureSpan.objects.filter(is_counted=True).values_list("measure", "from_on", "until_on"))
    for day, lights in lights_of(days).items():
        lit = [measure for measure, basis, district in lights if basis == "approved" and district is None]
        assert sorted(lit) == sorted(m for m, first, end in counted if first <= day and (end is None or end > day)), day


def _stored(spans):
    found = defaultdict(list)
    for span in spans.select_related("judgement", "rule_set").order_by("from_on"):
        found[span.measure_id, span.basis, span.district_id].append(span)
    return found


def _by_day(spans, days):
    place = 0
    for day in days if spans else ():
        while spans[place].until_on is not None and day >= spans[place].until_on:
            place += 1
        yield day, spans[place]
