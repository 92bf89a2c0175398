"""What the database counts of random slots is what the rule says of each, and so is what an organization reads."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.dashboards.arrivals import DAY, make_quarter, moment, put_in
from tests.factories import (
    make_area,
    make_measure,
    make_organization,
    make_plan,
    make_supervisor,
    make_task,
    make_user,
)
from tracker.dashboards.punctuality import punctuality
from tracker.dashboards.rates import rates
from tracker.models import Assignment, ProgressReport, ReportException
from tracker.reporting.deadlines import Terms, deadline, is_expected
from tracker.reporting.rates import Counts, Slot, counted, outcome, total

ENDS = (date(2024, 3, 31), date(2024, 6, 30))


# Random slots -----------------------------------------------------------------------------------------------------

days_around = st.integers(-3, 40)  # from the end of the period; it is due after 10 days and closes after 17
maybe_day = st.none() | days_around
hours = st.sampled_from([(0, 0), (7, 59), (8, 0), (12, 0), (23, 59)])  # 8:00 in Beijing begins a day of UTC
exceptions = st.none() | st.tuples(
    st.sampled_from(["later", "excused"]), st.integers(-1, 20), st.integers(1, 20), st.none() | st.integers(0, 9)
)
submissions = st.lists(
    st.tuples(st.integers(0, 12), hours, st.sampled_from(["approved", "returned", "recalled"]), st.integers(0, 5)),
    max_size=3,
)
slots = st.fixed_dictionaries({
    "organization": st.integers(0, 1), "period": st.integers(0, 1), "since": maybe_day, "until": maybe_day,
    "withdrawn": maybe_day, "exception": exceptions, "submissions": submissions, "is_decided": st.booleans(),
})


class RandomSlots(TestCase):
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn=st.lists(slots, min_size=1, max_size=8), on=st.integers(1, 45))
    def test_the_database_counts_what_the_rule_says(self, drawn, on):
        self.world()
        day = ENDS[-1] + on * DAY
        facts = [self.make(number, **each) for number, each in enumerate(drawn)]

        found = rates(self.plan, on=day)

        expected = {}
        for period, of_a_day in facts:
            slot = of_a_day(day)
            expected.setdefault((slot.organization, period.pk), []).append((outcome(slot, day), slot.state, 1))
        shown = {
            (row.key, period.pk): counts
            for row in found.rows
            for period, counts in zip([*found.earlier, found.period], [*row.before, row.now], strict=True)
        }
        for key, each in expected.items():
            assert shown.get(key, Counts()) == counted(each)
        assert found.total.now == total(row.now for row in found.rows)
        for organization in self.organizations:
            of_one = [counts for (key, _period), counts in shown.items() if key == organization.pk]
            assert punctuality(organization, on=day).counts == total(of_one)

    def world(self):
        self.plan = make_plan()
        make_area(plan=self.plan)
        self.task = make_task(plan=self.plan)
        self.author, self.supervisor = make_user(), make_supervisor(plan=self.plan)
        self.organizations = [make_organization(), make_organization()]
        self.periods = [make_quarter(self.plan, end) for end in ENDS]

    def make(self, number, *, organization, period, since, until, withdrawn, exception, submissions, is_decided):
        """Write a slot; return its period and a function of a day that gives its ``Slot``, worked out from the draw."""
        period = self.periods[period]
        since, until, withdrawn = (
            None if days is None else period.ends_on + days * DAY for days in (since, until, withdrawn)
        )
        if since and until and until < since:
            until = None
        measure = make_measure(task=self.task, withdrawn_on=withdrawn)
        assignment = Assignment.objects.create(
            measure=measure, organization=self.organizations[organization], since=since, until=until
        )
        report = ProgressReport.objects.create(assignment=assignment, period=period)
        granted = self.grant(report, exception)
        came = self.hand_in(report, submissions, is_decided=is_decided)

        def slot(day):
            terms = [terms for terms, ended_on in granted if terms.granted_on <= day and not (
                ended_on and ended_on <= day)]
            known = [each for each in came if each[0] <= day and not (each[1] == "recalled" and each[2] <= day)]
            first = known[0][0] if known else None
            state = "" if not known else known[-1][1] if known[-1][2] and known[-1][2] <= day else "awaiting"
            return Slot(
                self.organizations[organization].pk, period.ends_on, *deadline(period.due_on, period.closes_on, terms),
                since, until, withdrawn, not is_expected(terms), first, state,
            )

        return period, slot

    def grant(self, report, exception):
        if exception is None:
            return []
        kind, granted, later, ended = exception
        granted_on = report.period.ends_on + granted * DAY
        until_on = granted_on + later * DAY if kind == "later" else None
        ended_on = None if ended is None else granted_on + ended * DAY
        ReportException.objects.create(
            report=report, kind=kind, until_on=until_on, reason="原因", granted_by=self.supervisor,
            granted_at=moment(granted_on, 0, 30), ended_by=ended_on and self.supervisor,
            ended_at=ended_on and moment(ended_on, 23, 30),
        )
        return [(Terms(kind, granted_on, until_on), ended_on)]

    def hand_in(self, report, drawn, *, is_decided):
        """(day, decision, day of the decision) of each submission, in their order; the last may be undecided."""
        came, day = [], report.period.ends_on
        for number, (wait, (hour, minute), decision, took) in enumerate(drawn, 1):
            day += wait * DAY
            decided_on = day + took * DAY
            if number == len(drawn) and not is_decided:
                decision = ""
            at = moment(day, hour, minute)
            put_in(report, by=self.author, at=at, decision=decision, decided_by=self.supervisor,
                   decided_at=moment(decided_on, 23, 59))
            came.append((day, decision, decided_on if decision else None))
            day = decided_on + DAY
        return came
