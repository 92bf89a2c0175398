"""The holiday calendar in the panel."""

from datetime import date

import pytest
from django.urls import reverse

from tests.admin.forms import address, errors, last_event, new, save
from tests.factories import make_exception, make_plan, make_supervisor
from tracker.models import ReportException, ReportingPeriod, SpecialDay
from tracker.reporting.status import Frequency

DAY = {"day": "2031-05-01", "name": "劳动节", "source": "国办发明电〔2030〕1号"}


def listed(panel, **query):
    page = panel.get(reverse("admin:tracker_specialday_changelist"), query)
    return [row.day for row in page.context["cl"].queryset]


def test_a_holiday_is_entered_and_on_record(panel):
    save(panel, new(SpecialDay), **DAY)

    day = SpecialDay.objects.get(day="2031-05-01")
    assert (day.name, day.is_working_day, day.source) == ("劳动节", False, "国办发明电〔2030〕1号")
    assert (last_event().verb, last_event().changes["name"]) == ("keep_special_day", [None, "劳动节"])


def test_a_holiday_becomes_a_working_day_in_one_event(panel):
    day = SpecialDay.objects.get(day="2024-10-01")

    save(panel, address(day), is_working_day="on")

    day.refresh_from_db()
    assert day.is_working_day
    assert last_event().changes == {"is_working_day": [False, True]}


def test_a_day_that_is_entered_already_comes_back(panel):
    answer = save(panel, new(SpecialDay), **{**DAY, "day": "2024-10-01"})

    assert len(errors(answer)) == 1
    assert answer.context["adminform"].form["name"].value() == "劳动节"


def test_a_day_is_taken_out_and_on_record(panel):
    day = SpecialDay.objects.get(day="2024-10-01")

    panel.post(address(day, "delete"), {"post": "yes"})

    assert not SpecialDay.objects.filter(day="2024-10-01").exists()
    assert last_event().verb == "remove_special_day"


def test_the_list_is_filtered_by_year(panel):
    found = listed(panel, year="2024")

    assert {day.year for day in found} == {2024}
    assert found == sorted(found, reverse=True)
    assert len(listed(panel, year="none")) == SpecialDay.objects.count()


def test_periods_made_ahead_close_by_the_calendar(panel, report):
    save(panel, new(SpecialDay), day="2031-01-13", name="测试假")

    save(panel, reverse("admin:tracker_reportingperiod_ahead"), plan=report.period.plan_id, frequency="month",
         since="2030-12-01", through="2030-12-31")

    period = ReportingPeriod.objects.get(frequency="month", year=2030, number=12)
    assert (period.due_on, period.closes_on) == (date(2031, 1, 10), date(2031, 1, 20))


@pytest.mark.parametrize(("frequency", "count"), [("month", 12), ("quarter", 4), ("half", 2), ("year", 1)])
def test_periods_are_made_ahead_in_every_rhythm(panel, frequency, count):
    plan = make_plan()

    save(panel, reverse("admin:tracker_reportingperiod_ahead"), plan=plan.pk, frequency=frequency, since="2031-01-01",
         through="2031-12-31")

    assert list(plan.periods.values_list("frequency", flat=True)) == [frequency] * count
    assert frequency in Frequency.values


def test_a_period_with_an_exception_stays(panel, report, plan):
    make_exception(report, by=make_supervisor(plan=plan))

    page = panel.post(address(report.period, "delete"), {"post": "yes"})

    assert len(page.context["protected"]) == 1
    assert ReportingPeriod.objects.filter(pk=report.period_id).exists()


def test_an_exception_is_looked_at_and_not_changed(panel, report, plan):
    exception = make_exception(report, by=make_supervisor(plan=plan), reason="本季度无此项工作，经专班同意")

    page = panel.get(address(exception))
    refused = [panel.post(address(exception), {"reason": "改写"}),
               panel.post(address(exception, "delete"), {"post": "yes"})]

    assert "本季度无此项工作，经专班同意" in page.text
    assert [answer.status_code for answer in refused] == [403, 403]
    assert ReportException.objects.get().reason == "本季度无此项工作，经专班同意"
