"""Figures are reported, approved, returned and taken back by those who may, and everybody else reads why not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from time_machine import travel

from tests.factories import make_area, make_supervisor, make_user
from tests.readings import DAY, REASON, SOURCE, approve, entry, make_duties, make_indicator, report
from tracker.indicators import actions
from tracker.indicators.status import Combination, ReadingState, Scope
from tracker.models import AuditEvent, Notice, Reading
from tracker.people.permissions import Overtaken
from tracker.people.roles import Role


@pytest.fixture
def indicator(plan, lead):
    indicator = make_indicator(plan=plan)
    make_duties(indicator, organization=lead.organization)
    return indicator


@pytest.fixture
def districts(plan):
    return list(plan.areas.get().districts.order_by("position"))


def test_figures_of_several_districts_are_one_act(indicator, districts, lead, reviewer):
    readings = actions.report_readings(indicator, by=lead, entries=[entry(district) for district in districts])

    assert [(reading.district, reading.value, reading.state) for reading in readings] == [
        (district, Decimal("3.5"), ReadingState.SUBMITTED) for district in districts]
    assert AuditEvent.objects.filter(verb="report_readings").count() == 1
    assert Notice.objects.filter(recipient=reviewer, kind=Notice.Kind.READING_REPORTED).count() == 1


def test_what_stands_there_already_is_left_out(indicator, districts, lead, reviewer):
    approve(report(indicator, by=lead, district=districts[0]), by=reviewer)
    report(indicator, by=lead, district=districts[1])

    again = actions.report_readings(indicator, by=lead, entries=[entry(district) for district in districts])

    assert again == []
    assert Reading.objects.count() == 2
    assert AuditEvent.objects.filter(verb="report_readings").count() == 2


def test_only_the_organization_that_answers_reports(indicator, districts, outsider, reviewer):
    for person in (outsider, reviewer, make_user(role=Role.ADMINISTRATOR), make_user(role=Role.LEADER)):
        with pytest.raises(PermissionDenied):
            report(indicator, by=person, district=districts[0])
    assert not Reading.objects.exists()


def test_one_of_another_organization_leaves_nothing_reported(plan, lead, districts):
    indicator = make_indicator(plan=plan)
    make_duties(indicator, organization=lead.organization, districts=districts[:1])

    with pytest.raises(PermissionDenied):
        actions.report_readings(indicator, by=lead, entries=[entry(district) for district in districts])

    assert not Reading.objects.exists()


def test_somebody_who_left_reports_nothing(indicator, districts, lead):
    lead.is_active = False

    with pytest.raises(PermissionDenied):
        report(indicator, by=lead, district=districts[0])


def test_a_day_to_come_has_no_figure_yet(indicator, districts, lead):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match=tomorrow.isoformat()):
        report(indicator, by=lead, district=districts[0], on=tomorrow)


def test_a_figure_without_a_source_is_refused(indicator, districts, lead):
    with pytest.raises(ValidationError):
        report(indicator, by=lead, district=districts[0], source=" \n")


def test_districts_that_the_indicator_does_not_cover_are_refused(plan, lead):
    here, elsewhere = plan.areas.get(), make_area(plan=plan)
    of_area = make_indicator(plan=plan, scope=Scope.AREA, area=here)
    as_a_whole = make_indicator(plan=plan, combination=Combination.WHOLE)
    make_duties(of_area, organization=lead.organization)
    make_duties(as_a_whole, organization=lead.organization)

    for indicator, district in ((of_area, elsewhere.districts.first()), (of_area, None),
                                (as_a_whole, here.districts.first())):
        with pytest.raises((ValidationError, PermissionDenied)):
            report(indicator, by=lead, district=district)
    assert report(as_a_whole, by=lead, district=None).district is None


def test_a_figure_that_waits_is_taken_back_before_another_is_reported(indicator, districts, lead):
    first = report(indicator, by=lead, district=districts[0])

    with pytest.raises(ValidationError, match=r"3\.5"):
        report(indicator, by=lead, district=districts[0], value="4")
    actions.recall_reading(first, by=lead)
    second = report(indicator, by=lead, district=districts[0], value="4")

    assert (first.state, second.value) == (ReadingState.RECALLED, Decimal(4))


def test_an_approved_figure_is_corrected_by_another_that_counts_once_it_is_approved(
        indicator, districts, lead, reviewer):
    approve(report(indicator, by=lead, district=districts[0]), by=reviewer)
    later = report(indicator, by=lead, district=districts[0], value="3.6")
    today = timezone.localdate()

    before = [reading.value for reading in Reading.objects.known(on=today).by_decision()]
    approve(later, by=reviewer)
    after = [reading.value for reading in Reading.objects.known(on=today).by_decision()]

    assert before == [Decimal("3.5")]
    assert after[-1] == Decimal("3.6")


def test_as_of_a_day_only_what_was_approved_by_then_is_known(indicator, districts, lead, reviewer):
    with travel(date(2026, 7, 5), tick=True):
        reading = report(indicator, by=lead, district=districts[0])
    with travel(date(2026, 7, 8), tick=True):
        approve(reading, by=reviewer)

    known = [list(Reading.objects.known(on=date(2026, month, day))) for month, day in ((6, 30), (7, 7), (7, 8))]

    assert known == [[], [], [reading]]


@pytest.mark.parametrize("reason", ["", "太短", " " * 40, "字" * 1001])
def test_a_return_needs_a_reason_that_can_be_read(indicator, districts, lead, reviewer, reason):
    reading = report(indicator, by=lead, district=districts[0])

    with pytest.raises(ValidationError):
        actions.return_reading(reading, by=reviewer, reason=reason)
    assert Reading.objects.get().is_undecided


def test_whoever_reports_reads_why_a_figure_came_back(indicator, districts, lead, colleague, reviewer):
    reading = report(indicator, by=lead, district=districts[0])

    actions.return_reading(reading, by=reviewer, reason=REASON)

    assert (reading.state, reading.remark, reading.decided_by) == (ReadingState.RETURNED, REASON, reviewer)
    told = Notice.objects.filter(kind=Notice.Kind.READING_RETURNED)
    assert {notice.recipient for notice in told} == {lead, colleague}


def test_supervisors_decide_within_their_area_and_never_on_their_own_organization(indicator, districts, plan, lead):
    far = make_supervisor(plan=plan, area=make_area(plan=plan))
    insider = make_supervisor(plan=plan, organization=lead.organization)
    reading = report(indicator, by=lead, district=districts[0])

    for person in (far, insider, lead, make_user(role=Role.ADMINISTRATOR), make_user(role=Role.LEADER)):
        with pytest.raises(PermissionDenied):
            actions.approve_readings([reading], by=person)
        with pytest.raises(PermissionDenied):
            actions.return_reading(reading, by=person, reason=REASON)
    assert Reading.objects.get().is_undecided


def test_a_supervisor_of_the_area_decides_on_its_districts(indicator, districts, plan, lead):
    near = make_supervisor(plan=plan, area=plan.areas.get())
    reading = report(indicator, by=lead, district=districts[0])

    actions.approve_readings([reading], by=near)

    assert (reading.state, reading.decided_by) == (ReadingState.APPROVED, near)


def test_several_are_approved_together_or_not_at_all(indicator, districts, lead, reviewer, plan):
    readings = actions.report_readings(indicator, by=lead, entries=[entry(district) for district in districts])
    other = make_supervisor(plan=plan, name="先到的督导")
    actions.approve_readings([Reading.objects.get(pk=readings[-1].pk)], by=other)

    with pytest.raises(Overtaken, match="先到的督导"):
        actions.approve_readings(readings, by=reviewer)

    states = Reading.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [ReadingState.SUBMITTED, ReadingState.APPROVED]


def test_a_decision_is_taken_once(indicator, districts, lead, reviewer):
    reading = approve(report(indicator, by=lead, district=districts[0]), by=reviewer)

    for act in (lambda: actions.approve_readings([reading], by=reviewer),
                lambda: actions.return_reading(reading, by=reviewer, reason=REASON),
                lambda: actions.recall_reading(reading, by=lead)):
        with pytest.raises(Overtaken):
            act()
    assert Reading.objects.get().state == ReadingState.APPROVED


def test_only_the_organization_that_reported_takes_a_figure_back(indicator, districts, lead, colleague, outsider):
    reading = report(indicator, by=lead, district=districts[0])

    with pytest.raises(PermissionDenied):
        actions.recall_reading(reading, by=outsider)
    actions.recall_reading(reading, by=colleague)

    assert (reading.state, reading.decided_by) == (ReadingState.RECALLED, colleague)


def test_undecided_and_returned_figures_are_seen_by_those_concerned(indicator, districts, plan, lead, outsider):
    near, far = make_supervisor(plan=plan), make_supervisor(plan=plan, area=make_area(plan=plan))
    insider = make_supervisor(plan=plan, organization=lead.organization)
    reading = report(indicator, by=lead, district=districts[0])
    people = [lead, near, outsider, far, insider, make_user(role=Role.LEADER), make_user(role=Role.ADMINISTRATOR)]

    def seen_by():
        return [person for person in people if reading in Reading.objects.visible_to(person)]

    before = seen_by()
    actions.approve_readings([reading], by=near)

    assert before == [lead, near]
    assert seen_by() == people


def test_what_came_back_is_to_be_reported_until_it_is(indicator, districts, lead, reviewer):
    reading = report(indicator, by=lead, district=districts[0])
    actions.return_reading(reading, by=reviewer, reason=REASON)

    before = list(Reading.objects.to_report_again())
    report(indicator, by=lead, district=districts[0], value="4")

    assert (before, list(Reading.objects.to_report_again())) == ([reading], [])


def test_the_figure_before_is_the_approved_one_in_force_of_the_latest_earlier_day(indicator, districts, lead, reviewer):
    for on, value in ((date(2025, 12, 31), "1"), (date(2026, 3, 31), "2"), (date(2026, 3, 31), "2.5")):
        approve(report(indicator, by=lead, district=districts[0], on=on, value=value), by=reviewer)
    report(indicator, by=lead, district=districts[1], on=date(2026, 3, 31), value="9")
    report(indicator, by=lead, district=districts[0], on=DAY, value="3")

    reading = Reading.objects.with_previous().get(on=DAY)

    assert (reading.previous_value, reading.previous_on) == (Decimal("2.5"), date(2026, 3, 31))


def test_a_source_is_kept_without_the_blanks_around_it(indicator, districts, lead):
    assert report(indicator, by=lead, district=districts[0], source=f"  {SOURCE}\n").source == SOURCE
