"""What tests of the life of a briefing share: a small plan in autumn 2024 to which real acts happen."""

from datetime import date, datetime, timedelta

import time_machine

from tests.factories import (
    complete_draft,
    make_area,
    make_assignment,
    make_measure,
    make_milestone,
    make_organization,
    make_period,
    make_plan,
    make_report,
    make_supervisor,
    make_task,
    make_user,
)
from tracker import acts
from tracker.models import ProgressReport
from tracker.plans.days import BEIJING

ON = date(2024, 10, 12)
DAY = timedelta(days=1)
MAKING = "2024-10-15T10:00"


def at(moment):
    """The clock stands at this moment in Beijing."""
    return time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=BEIJING), tick=False)


class Office:
    """A plan with measures A, B and C in one area of two districts, each led and reported on by ``lead``.

    On 8 October A was approved at 40 % with a milestone done, on 9 October B at 70 %; nobody reported on C.
    """

    def __init__(self):
        with at("2024-01-10T09:00"):
            self.plan = make_plan(title="试验区改革方案", starts_on=date(2022, 1, 1), ends_on=date(2025, 12, 31))
            self.area = make_area(plan=self.plan, name="此片区")
            organization = make_organization(name="市公安局", short_name="公安局")
            self.lead = make_user(username="lead", organization=organization)
            self.supervisor = make_supervisor(plan=self.plan, username="head", name="周明", organization=(
                make_organization(name="试验区专班")))
            self.task = make_task(plan=self.plan, title="测试任务")
            self.measures = {code: make_measure(task=self.task, area=self.area, code=code) for code in "ABC"}
            for measure in self.measures.values():
                measure.assignment = make_assignment(measure=measure, organization=organization)
            self.milestone = make_milestone(measure=self.measures["A"], title="印发办法", due_on=date(2024, 9, 20))
            self.period = make_period(
                plan=self.plan, year=2024, number=3, starts_on=date(2024, 7, 1), ends_on=date(2024, 9, 30),
                opens_on=date(2024, 10, 1), due_on=date(2024, 10, 10), closes_on=date(2024, 10, 17),
            )
            self.reports = {code: make_report(assignment=measure.assignment, period=self.period)
                            for code, measure in self.measures.items()}
            acts.redraw_all(on=date(2024, 1, 10))
        self.report("A", 40, "2024-10-08T09:00")
        self.report("B", 70, "2024-10-09T09:00")

    def report(self, code, percent, moment, period=None):
        """The report on a measure is written, handed in and approved at once."""
        with at(moment):
            report = self.reports[code] if period is None else make_report(
                assignment=self.measures[code].assignment, period=period)
            report = ProgressReport.objects.with_context().get(pk=report.pk)
            acts.save_draft(report, by=self.lead, base=report.draft, mine=complete_draft(report, percent=percent))
            report = ProgressReport.objects.with_context().get(pk=report.pk)
            acts.submit(report, by=self.lead)
            acts.approve(ProgressReport.objects.with_context().get(pk=report.pk), by=self.supervisor)

    def make(self, moment=MAKING, **fields):
        """A draft on the zone as known on 12 October 2024."""
        with at(moment):
            return acts.make_briefing(self.period, **{"by": self.supervisor, "on": ON, **fields})

    def issue(self, briefing, moment=MAKING, **fields):
        with at(moment):
            return acts.issue_briefing(briefing, **{"by": self.supervisor, **fields})

    def issued(self, **fields):
        return self.issue(self.make(**fields))
