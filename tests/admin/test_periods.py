"""Reporting periods in the panel."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone, translation

from tests.admin.forms import address, errors, events, last_event, new, save
from tests.factories import hand_in, make_period
from tracker.models import AuditEvent, ReportingPeriod

QUARTER = {
    "frequency": "quarter", "year": 2031, "number": 1, "starts_on": "2031-01-01", "ends_on": "2031-03-31",
    "opens_on": "2031-04-01", "due_on": "2031-04-10", "closes_on": "2031-04-17",
}


def test_a_new_period_has_an_empty_report_for_every_lead(panel, report):
    save(panel, new(ReportingPeriod), plan=report.period.plan_id, **QUARTER)

    period = ReportingPeriod.objects.get(year=2031)
    assert [row.assignment for row in period.reports.all()] == [report.assignment]
    assert last_event().verb == "make_period"
    assert last_event().changes["due_on"] == [None, "2031-04-10"]


def test_days_in_the_wrong_order_come_back(panel, plan):
    answer = save(panel, new(ReportingPeriod), plan=plan.pk, **{**QUARTER, "closes_on": "2031-04-05"})

    assert errors(answer) == ["The days must come in order: starts, ends; opens, due, closes"]
    assert events() == []


def test_the_same_period_twice_comes_back(panel, plan):
    make_period(plan=plan, year=2031, number=1)

    answer = save(panel, new(ReportingPeriod), plan=plan.pk, **QUARTER)

    assert errors(answer) == ["This period exists already"]


def test_a_later_closing_day_is_one_event(panel, report):
    period, later = report.period, timezone.localdate() + timedelta(days=30)
    before = period.closes_on

    save(panel, address(period), closes_on=later, year=1999)
    period.refresh_from_db()

    assert (period.closes_on, period.year != 1999) == (later, True)
    assert last_event().changes == {"closes_on": [before.isoformat(), later.isoformat()]}


def test_a_period_with_empty_reports_goes_with_them(panel, report):
    panel.post(address(report.period, "delete"), {"post": "yes"})

    assert not ReportingPeriod.objects.exists()
    assert last_event().verb == "remove_period"


def test_a_period_with_a_report_that_was_begun_stays(panel, report, lead, reviewer):
    hand_in(report, by=lead)

    page = panel.post(address(report.period, "delete"), {"post": "yes"})

    with translation.override("en"):
        assert page.context["protected"] == [str(report)]
    assert ReportingPeriod.objects.exists()


def test_periods_are_made_ahead_and_old_ones_stay_as_they_are(panel, report):
    plan = report.period.plan
    kept = make_period(plan=plan, year=2030, number=2, closes_on=date(2040, 1, 1))

    save(panel, reverse("admin:tracker_reportingperiod_ahead"), plan=plan.pk, frequency="quarter", since="2030-01-01",
         through="2030-12-31")
    kept.refresh_from_db()

    assert sorted(plan.periods.filter(year=2030).values_list("number", flat=True)) == [1, 2, 3, 4]
    assert kept.closes_on == date(2040, 1, 1)
    assert AuditEvent.objects.filter(verb="make_period").count() == 3
    assert plan.periods.get(year=2030, number=4).reports.count() == 1


def test_too_many_periods_at_once_come_back(panel, plan):
    answer = save(panel, reverse("admin:tracker_reportingperiod_ahead"), plan=plan.pk, since="2030-01-01",
                  through="2100-12-31")

    assert answer.context["form"].errors["through"]
    assert not ReportingPeriod.objects.exists()
