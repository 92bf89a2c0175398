"""The holiday calendar: seeded, editable, and what closing days are counted by."""

from datetime import date
from importlib import import_module

import pytest
from chinese_calendar import is_workday
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_user
from tracker.models import AuditEvent, SpecialDay
from tracker.people.roles import Role
from tracker.reporting import actions
from tracker.reporting.calendar import add_working_days
from tracker.reporting.holidays import working_days
from tracker.reporting.status import Frequency

pytestmark = pytest.mark.django_db
seed = import_module("tracker.migrations.0005_known_holidays")


def days_of(year):
    return [date.fromordinal(day) for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]


@pytest.fixture
def administrator():
    return make_user(role=Role.ADMINISTRATOR)


@pytest.mark.parametrize("year", range(2021, 2027))
def test_the_calendar_begins_with_what_the_library_knows(year):
    is_working = working_days()

    assert SpecialDay.objects.of_year(year).exists()
    assert [day for day in days_of(year) if is_working(day) != is_workday(day)] == []


def test_the_seeded_days_have_names_and_a_source():
    holiday, worked = SpecialDay.objects.get(day="2024-10-04"), SpecialDay.objects.get(day="2024-10-12")

    assert (holiday.name, holiday.is_working_day) == ("国庆节", False)
    assert (worked.name, worked.is_working_day) == ("国庆节调休上班", True)
    assert "chinesecalendar" in holiday.source
    assert SpecialDay.objects.in_order().first().day.year == 2021


def test_a_year_without_entries_follows_what_is_known_or_the_rule_of_the_week():
    is_working = working_days()

    assert not is_working(date(2019, 10, 1))  # a Tuesday, and a holiday that the library knows
    assert is_working(date(2031, 10, 1))  # a Wednesday of a year that nobody knows


def test_a_year_with_an_entry_follows_the_table_alone():
    SpecialDay.objects.of_year(2025).delete()
    SpecialDay.objects.create(day=date(2025, 3, 3), name="测试日")
    SpecialDay.objects.create(day=date(2025, 3, 8), name="调休上班", is_working_day=True)

    is_working = working_days()

    assert [is_working(date(2025, *day)) for day in ((3, 3), (3, 4), (3, 8), (3, 9), (10, 1))] == [
        False, True, True, False, True]


def test_asking_for_a_thousand_days_is_one_query():
    with CaptureQueriesContext(connection) as asked:
        add_working_days(date(2026, 1, 1), 1000, is_working=working_days())

    assert len(asked) == 1


def test_closing_days_of_new_periods_follow_the_table(plan, administrator):
    for day in (13, 14):
        actions.keep_special_day(SpecialDay(day=date(2031, 1, day), name="测试假"), by=administrator)

    made = actions.make_periods(plan, by=administrator, since=date(2030, 12, 31), through=date(2030, 12, 31),
                                frequency=Frequency.YEAR)

    assert (made[0].due_on, made[0].closes_on) == (date(2031, 1, 10), date(2031, 1, 21))  # two days later


def test_looking_ahead_counts_by_the_table(plan, report):
    report.delete()
    plan.periods.all().delete()
    for day in range(11, 25):
        SpecialDay.objects.create(day=date(2031, 1, day), name="测试假")

    made = actions.look_ahead(plan, on=date(2031, 1, 25))

    assert made[0].code == "2030Q4"  # closed long ago but for the holidays
    assert made[0].closes_on == date(2031, 1, 31)


def test_keeping_and_removing_a_day_is_on_record(administrator):
    day = actions.keep_special_day(
        SpecialDay(day=date(2031, 5, 1), name="劳动节"), by=administrator, changes={"name": [None, "劳动节"]})
    actions.remove_special_day(day, by=administrator)

    events = AuditEvent.objects.order_by("number")
    assert [(event.verb, event.target_name) for event in events] == [
        ("keep_special_day", "2031-05-01 劳动节"), ("remove_special_day", "2031-05-01 劳动节")]
    assert not SpecialDay.objects.of_year(2031).exists()


def test_a_day_stands_in_the_calendar_once(administrator):
    with pytest.raises(ValidationError) as refused:
        actions.keep_special_day(SpecialDay(day=date(2024, 10, 1), name="又一节"), by=administrator)

    assert list(refused.value.message_dict) == ["day"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR])
def test_only_administrators_keep_the_calendar(role):
    person, before = make_user(role=role), SpecialDay.objects.count()

    with pytest.raises(PermissionDenied):
        actions.keep_special_day(SpecialDay(day=date(2031, 5, 1), name="劳动节"), by=person)
    with pytest.raises(PermissionDenied):
        actions.remove_special_day(SpecialDay.objects.first(), by=person)

    assert SpecialDay.objects.count() == before


def test_the_seed_can_be_taken_back_and_spares_what_people_entered():
    SpecialDay.objects.create(day=date(2031, 5, 1), name="劳动节")
    SpecialDay.objects.filter(day="2024-10-01").update(name="改过的国庆节")
    before = list(SpecialDay.objects.in_order().values("day", "is_working_day", "name", "source"))

    seed.enter(apps, None)
    again = list(SpecialDay.objects.in_order().values("day", "is_working_day", "name", "source"))
    seed.take_out(apps, None)

    assert again == before
    assert [day.name for day in SpecialDay.objects.all()] == ["劳动节"]
